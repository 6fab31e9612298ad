//! `workbook.bin`: the list of sheets, names, links, and what the program noted about the author's machine ([MS-XLSB]
//! 2.1.7.61).

use super::names;
use super::page::{self, Reader, Taken};
use super::record::Record;
use super::references::{References, Target};
use super::text;
use crate::bytes::Bytes;
use crate::cell::address::Area;
use crate::lazy::LazyParts;
use crate::ooxml::package::Package;
use crate::ooxml::workbook::{SheetEntry, Workbook};
use crate::{Channel, Hiding, Read, Scribe};
use std::io;
use std::rc::Rc;

/// Reads the workbook part, whose key in the package is `key`.
pub(crate) fn read<R: io::Read>(
    package: &Package<'_>,
    key: &str,
    part: R,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read<Workbook> {
    let mut reader = Globals {
        package,
        key,
        references: References::default(),
        names: Vec::new(),
        workbook: Workbook::default(),
    };
    page::walk(part, &mut reader, &References::default(), parts, scribe)?;
    let Globals { mut references, names, mut workbook, .. } = reader;
    references.sheets = workbook.sheets.iter().map(|sheet| sheet.name.clone()).collect();
    // Names can refer to names and sheets that come after them.
    for name in &names {
        name.tell(&references, &mut workbook, parts, scribe)?;
    }
    workbook.references = Rc::new(references);
    Ok(workbook)
}

struct Globals<'a, 'z> {
    package: &'a Package<'z>,
    key: &'a str,
    references: References,
    names: Vec<names::Name>,
    workbook: Workbook,
}

impl Reader for Globals<'_, '_> {
    fn take(&mut self, record: &Record<'_>, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read<Taken> {
        let sound = match record.number {
            0x009c => self.sheet(record.body),
            0x0099 => return self.properties(record.body, parts, scribe),
            0x0027 => {
                let name = names::Name::read(record.body);
                // A name that makes no sense has its number all the same.
                let spelled = name.as_ref().map_or(String::new(), |name| name.spelled.clone());
                self.references.names.push(spelled);
                let sound = name.as_ref().map(|_| ());
                self.names.extend(name);
                sound
            }
            0x016a => self.references.take_lines(record.body),
            0x0163 => self.link(record.body),
            0x0165 | 0x0166 | 0x029b => {
                self.references.targets.push(match record.number {
                    0x0165 => Target::Own,
                    0x0166 => Target::Same,
                    _ => Target::AddIn,
                });
                record.body.is_empty().then_some(())
            }
            0x0216 | 0x02a5 | 0x0224 | 0x02a4 => return locked(record, parts, scribe),
            _ => return Ok(Taken::Other),
        };
        Ok(sound.into())
    }
}

impl Globals<'_, '_> {
    /// A line of the list of sheets (`BrtBundleSh`). What came before Excel 2007 was finished has one number more.
    fn sheet(&mut self, body: &[u8]) -> Option<()> {
        let entry = entry(body, 0).or_else(|| entry(body, 4))?;
        self.workbook.sheets.push(entry);
        Some(())
    }

    /// `BrtWbProp`: switches, and the name by which macros call the workbook.
    fn properties(&mut self, body: &[u8], parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read<Taken> {
        let mut bytes = Bytes::new(body);
        let Some(switches) = bytes.u32() else { return Ok(Taken::Malformed) };
        self.workbook.is_1904 = switches & 1 != 0;
        // Some programs write the switches alone.
        if bytes.skip(4).is_none() || bytes.left() == 0 {
            return Ok(Taken::Read);
        }
        let Some(name) = text::nullable(&mut bytes) else { return Ok(Taken::Malformed) };
        let name = name.unwrap_or_default();
        parts.say(Channel::ViewSettings, "code name", "", &name, scribe)?;
        Ok(if bytes.left() == 0 { Taken::Read } else { Taken::Malformed })
    }

    /// Another workbook (`BrtSupBookSrc`), as the package names it.
    fn link(&mut self, body: &[u8]) -> Option<()> {
        let mut bytes = Bytes::new(body);
        let relation = text::nullable(&mut bytes)?.unwrap_or_default();
        let part = self.package.related(self.key, &relation);
        let path = part.and_then(|index| {
            let key = &self.package.zip.entries[index].key;
            let outside = self.package.relations(key).iter().find(|relation| relation.is_external)?;
            Some(outside.target.clone())
        });
        self.references.targets.push(Target::File(path.unwrap_or_default()));
        (bytes.left() == 0).then_some(())
    }
}

/// A line of the list of sheets, behind `before` bytes.
fn entry(body: &[u8], before: usize) -> Option<SheetEntry> {
    let mut bytes = Bytes::new(body);
    let is_plain = bytes.take(before)?.iter().all(|byte| *byte == 0);
    let hiding = match bytes.u32()? {
        0 if is_plain => Hiding::empty(),
        1 => Hiding::SHEET,
        // A state that nobody knows is at least not known to be seen.
        _ => Hiding::SHEET_VERY,
    };
    bytes.skip(4)?;
    let relation = text::nullable(&mut bytes)?.unwrap_or_default();
    let name = text::wide(&mut bytes)?;
    (bytes.left() == 0).then_some(SheetEntry { name, hiding, relation })
}

/// A lock against editing, and who reserved the file.
fn locked(record: &Record<'_>, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read<Taken> {
    // The record can be there and lock nothing.
    if record.body.iter().all(|byte| *byte == 0) {
        return Ok(Taken::Read);
    }
    let text = "the workbook is protected against editing, not against reading";
    parts.say(Channel::Protection, "", "", text, scribe)?;
    if record.number == 0x0224 {
        let mut bytes = Bytes::new(record.body);
        let user = bytes.skip(4).and_then(|()| text::nullable(&mut bytes));
        let Some(user) = user.filter(|_| bytes.left() == 0) else { return Ok(Taken::Malformed) };
        parts.say(Channel::UserName, "locked for editing by", "", &user.unwrap_or_default(), scribe)?;
        return Ok(Taken::Read);
    }
    // Digests of passwords, and the names of what made them; in the later form of file sharing the user, too.
    let channel = if record.number == 0x02a4 { Channel::UserName } else { Channel::Protection };
    page::swept(record.body, channel, parts, scribe)?;
    Ok(Taken::Read)
}

/// Ranges of a name that means something to the program.
pub(super) fn note(workbook: &mut Workbook, built_in: &str, sheet: usize, areas: &[Area]) {
    match built_in {
        "Print_Area" if !areas.is_empty() => {
            workbook.print.insert(sheet, areas.to_vec());
        }
        "_FilterDatabase" => {
            if let Some(area) = areas.first() {
                workbook.filters.insert(sheet, *area);
            }
        }
        _ => {}
    }
}
