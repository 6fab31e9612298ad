//! Other workbooks: which ones, and the cells that were copied from them ([MS-XLS] 2.4.271 SUPBOOK, 2.4.105
//! EXTERNSHEET, 2.4.106 EXTERNNAME, 2.4.361 XCT, 2.4.65 CRN).

use super::book::Listed;
use super::chain::Chain;
use super::formula::{Place, Token, value};
use super::record::Record;
use super::version::Letters;
use crate::cell::number;
use crate::lazy::LazyParts;
use crate::{CellKind, Channel, Content, Hiding, Read, RowBuffer, RowRole, Scribe};

/// What a link leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    Own,
    AddIn,
    File,
    /// A server program and its topic.
    Server,
}

#[derive(Debug, Clone)]
struct Link {
    target: Target,
    /// Path, or "program, topic".
    path: String,
    sheets: Vec<String>,
}

/// All links of a workbook, and the table of copied values that is being read.
#[derive(Debug, Default)]
pub(crate) struct External {
    links: Vec<Link>,
    /// Link and first sheet of each line of the EXTERNSHEET table.
    lines: Vec<(u16, i16)>,
    sheet: Option<u16>,
    part: Option<u32>,
    row: Option<u32>,
    buffer: RowBuffer,
}

impl External {
    /// Takes a record; `None` when it makes no sense.
    pub(crate) fn take(
        &mut self,
        record: &Record<'_>,
        letters: &Letters,
        parts: &mut LazyParts,
        scribe: &mut Scribe<'_>,
    ) -> Read<Option<()>> {
        match record.number {
            0x01ae => {
                self.close(scribe)?;
                let Some(link) = supporting(record, letters) else { return Ok(None) };
                tell(&link, parts, scribe)?;
                self.links.push(link);
                Ok(Some(()))
            }
            0x0017 if letters.is_unicode => {
                self.close(scribe)?;
                Ok(self.take_lines(record))
            }
            0x0017 => {
                self.close(scribe)?;
                let Some(link) = sheet_of_biff5(record, letters) else { return Ok(None) };
                if link.target != Target::Own {
                    tell(&link, parts, scribe)?;
                }
                self.links.push(link);
                Ok(Some(()))
            }
            0x0023 => {
                self.close(scribe)?;
                self.take_name(record, letters, parts, scribe)
            }
            0x0059 => {
                self.close(scribe)?;
                let mut chain = Chain::of(record);
                self.sheet = chain.u16().and_then(|_| chain.u16());
                Ok(Some(()))
            }
            _ => self.take_values(record, letters, parts, scribe),
        }
    }

    fn take_lines(&mut self, record: &Record<'_>) -> Option<()> {
        let mut chain = Chain::of(record);
        for _ in 0..chain.u16()? {
            self.lines.push((chain.u16()?, chain.i16()?));
            chain.skip(2)?;
        }
        Some(())
    }

    /// A name of another workbook, of an add-in, or an item of a server with its last values.
    fn take_name(
        &mut self,
        record: &Record<'_>,
        letters: &Letters,
        parts: &mut LazyParts,
        scribe: &mut Scribe<'_>,
    ) -> Read<Option<()>> {
        let mut chain = Chain::of(record);
        let link = self.links.last().cloned();
        let head = (|| {
            let flags = chain.u16()?;
            chain.skip(4)?;
            Some((flags, chain.short(letters)?))
        })();
        let Some((flags, name)) = head else { return Ok(None) };
        let from = link.as_ref().map_or("", |link| link.path.as_str());
        parts.say(Channel::ExternalLink, "name", from, &name, scribe)?;
        let is_server = link.as_ref().is_some_and(|link| link.target == Target::Server);
        if flags & 0x10 != 0 || is_server && flags & 8 == 0 && !chain.is_done() {
            return self.take_items(&name, &mut chain, letters, parts, scribe);
        }
        for text in crate::text::sweep::texts(&chain.rest()) {
            parts.say(Channel::ExternalLink, "", from, &text, scribe)?;
        }
        Ok(Some(()))
    }

    /// The last values of a server's item: a grid (`MOper`, [MS-XLS] 2.5.180).
    fn take_items(
        &mut self,
        name: &str,
        chain: &mut Chain<'_>,
        letters: &Letters,
        parts: &mut LazyParts,
        scribe: &mut Scribe<'_>,
    ) -> Read<Option<()>> {
        if chain.is_done() {
            return Ok(Some(()));
        }
        let size = chain.u8().and_then(|column| Some((u32::from(column), u32::from(chain.u16()?))));
        let Some((last_column, last_row)) = size else { return Ok(None) };
        let human = format!("values last received for the item '{name}'");
        let spot = parts.spot(Channel::ExternalValues, &human);
        let part = scribe.open(parts.file(), Content::Table, &spot)?;
        let mut result = Some(());
        'rows: for row in 0..=last_row {
            self.buffer.clear();
            for column in 0..=last_column {
                let Some(token) = value(chain, letters) else {
                    result = None;
                    break;
                };
                push(&mut self.buffer, column, &token);
            }
            scribe.row(part, row + 1, RowRole::Data, Hiding::empty(), &self.buffer)?;
            if result.is_none() {
                break 'rows;
            }
        }
        self.buffer.clear();
        scribe.close(part)?;
        Ok(result)
    }

    /// Copied cells of one row (CRN).
    fn take_values(
        &mut self,
        record: &Record<'_>,
        letters: &Letters,
        parts: &mut LazyParts,
        scribe: &mut Scribe<'_>,
    ) -> Read<Option<()>> {
        let mut chain = Chain::of(record);
        let head = (|| Some((u32::from(chain.u8()?), u32::from(chain.u8()?), u32::from(chain.u16()?))))();
        let Some((last, first, row)) = head else { return Ok(None) };
        if self.row != Some(row) {
            self.flush(parts, scribe)?;
            self.row = Some(row);
        }
        let mut column = first;
        while column <= last {
            let Some(token) = value(&mut chain, letters) else { return Ok(None) };
            push(&mut self.buffer, column, &token);
            column += 1;
        }
        Ok(Some(()))
    }

    fn flush(&mut self, parts: &LazyParts, scribe: &mut Scribe<'_>) -> Read {
        let Some(row) = self.row.take() else { return Ok(()) };
        let part = if let Some(part) = self.part {
            part
        } else {
            let link = self.links.last();
            let from = link.map_or("another file", |link| link.path.as_str());
            let sheet = link
                .zip(self.sheet)
                .and_then(|(link, sheet)| link.sheets.get(usize::from(sheet)))
                .map_or(String::new(), |sheet| format!(", sheet '{sheet}'"));
            let human = format!("values copied from '{from}'{sheet}");
            let spot = parts.spot(Channel::ExternalValues, &human);
            scribe.open(parts.file(), Content::Table, &spot)?
        };
        self.part = Some(part);
        self.buffer.sort();
        scribe.row(part, row + 1, RowRole::Data, Hiding::empty(), &self.buffer)?;
        self.buffer.clear();
        Ok(())
    }

    /// Ends the table that is being read. Called before every record that is none of its rows.
    pub(crate) fn finish(&mut self, parts: &LazyParts, scribe: &mut Scribe<'_>) -> Read {
        self.flush(parts, scribe)?;
        self.close(scribe)
    }

    fn close(&mut self, scribe: &mut Scribe<'_>) -> Read {
        self.sheet = None;
        self.part.take().map_or(Ok(()), |part| scribe.close(part))
    }

    /// Whether copied values were read that are not yet written.
    pub(crate) fn is_pending(&self) -> bool {
        self.row.is_some() || self.part.is_some()
    }

    /// Name of the sheet that a reference means, with its file where it is another one.
    pub(crate) fn sheet_at(&self, place: Place, listed: &[Listed]) -> Option<String> {
        let own = |number: i16| Some(listed.get(usize::try_from(number).ok()?)?.name.clone());
        match place {
            Place::Line(index) => {
                let (book, first) = *self.lines.get(usize::from(index))?;
                let target = self.links.get(usize::from(book))?;
                if target.target == Target::Own {
                    return own(first);
                }
                let sheet = usize::try_from(first).ok().and_then(|index| target.sheets.get(index));
                Some(sheet.map_or(target.path.clone(), |sheet| format!("[{}]{sheet}", target.path)))
            }
            Place::Sheet { reference, first } => {
                if reference < 0 {
                    return own(first);
                }
                let link = self.links.get(usize::try_from(reference).ok()?.checked_sub(1)?)?;
                Some(link.path.clone())
            }
        }
    }
}

/// One copied value as a cell.
fn push(buffer: &mut RowBuffer, column: u32, token: &Token) {
    match token {
        Token::Text(text) if !text.is_empty() => buffer.push(column, CellKind::Text, Hiding::empty(), text),
        Token::Number(value) => {
            let mut text = String::new();
            number::write(*value, &mut text);
            buffer.push(column, CellKind::Number, Hiding::empty(), &text);
        }
        Token::Boolean(value) => {
            let text = if *value { "TRUE" } else { "FALSE" };
            buffer.push(column, CellKind::Boolean, Hiding::empty(), text);
        }
        _ => {}
    }
}

/// Says what a link leads to. A reference to the workbook itself is told too: it is what the record says.
fn tell(link: &Link, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    match link.target {
        Target::Own => {
            let human = "links between the workbook's own sheets";
            scribe.note(parts.file(), &parts.spot(Channel::ExternalLink, human), "", "")?;
        }
        Target::AddIn => {
            let spot = parts.spot(Channel::ExternalLink, "links to functions of add-ins");
            scribe.note(parts.file(), &spot, "", "")?;
        }
        Target::File => parts.say(Channel::ExternalLink, "file", "", &link.path, scribe)?,
        Target::Server => parts.say(Channel::ExternalLink, "program and topic", "", &link.path, scribe)?,
    }
    for sheet in &link.sheets {
        parts.say(Channel::ExternalLink, "sheet", &link.path, sheet, scribe)?;
    }
    Ok(())
}

fn supporting(record: &Record<'_>, letters: &Letters) -> Option<Link> {
    let mut chain = Chain::of(record);
    let (sheets, count) = (chain.u16()?, chain.u16()?);
    let link = |target, path| Link { target, path, sheets: Vec::new() };
    match count {
        0x0401 => return Some(link(Target::Own, String::new())),
        0x3a01 => return Some(link(Target::AddIn, String::new())),
        _ => {}
    }
    let stored = chain.text(usize::from(count), letters)?;
    if sheets == 0 && stored.contains('\u{3}') && !stored.starts_with('\u{1}') {
        return Some(link(Target::Server, stored.replace('\u{3}', ", ")));
    }
    let mut link = link(Target::File, path_of(&stored));
    // The count is a claim; the names end where the record ends.
    for _ in 0..sheets {
        if chain.is_done() {
            break;
        }
        link.sheets.push(chain.long(letters)?);
    }
    Some(link)
}

/// BIFF5 names one sheet in each EXTERNSHEET record.
fn sheet_of_biff5(record: &Record<'_>, letters: &Letters) -> Option<Link> {
    let mut chain = Chain::of(record);
    let count = usize::from(chain.u8()?);
    let first = chain.u8()?;
    let rest = chain.take(count.min(record.body().len().saturating_sub(2)))?;
    let rest = crate::text::code_page::decode(&rest, letters.encoding);
    let link = |target, path| Link { target, path, sheets: Vec::new() };
    Some(match first {
        // The active sheet, the sheet itself, a sheet of the workbook.
        0x02..=0x04 => link(Target::Own, rest.trim_matches('\0').to_owned()),
        0x01 => link(Target::File, path_of(&format!("\u{1}{rest}"))),
        b':' => link(Target::AddIn, String::new()),
        _ => link(Target::Server, format!("{}{rest}", char::from(first)).replace('\u{3}', ", ")),
    })
}

/// A path as people write it. Programs store signs for drives and folders ([MS-XLS] 2.5.277).
pub(crate) fn path_of(stored: &str) -> String {
    let mut path = String::new();
    let mut letters = stored.strip_prefix('\u{1}').unwrap_or(stored).chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\u{1}' => match letters.next() {
                Some('@') => path.push_str("\\\\"),
                Some(drive) => {
                    path.push(drive);
                    path.push_str(":\\");
                }
                None => {}
            },
            '\u{2}' | '\u{3}' => path.push('\\'),
            '\u{4}' => path.push_str("..\\"),
            // A long path follows; its length comes first.
            '\u{5}' => {
                letters.next();
            }
            '\u{6}' | '\u{7}' | '\u{8}' | '\0' => {}
            _ => path.push(letter),
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::path_of;

    #[test]
    fn stored_paths_are_spelled_as_people_write_them() {
        assert_eq!(path_of("\u{1}\u{1}CHR\u{3}staff.xls"), "C:\\HR\\staff.xls");
        assert_eq!(path_of("\u{1}\u{1}@server\u{3}share\u{3}a.xls"), "\\\\server\\share\\a.xls");
        assert_eq!(path_of("\u{1}\u{4}a.xls"), "..\\a.xls");
        assert_eq!(path_of("a.xls"), "a.xls");
    }
}
