//! Reads a workbook from its package: the workbook's own part, what all sheets share, the sheets, then everything else.
//! Each part is XML, as in xlsx, or records, as in xlsb; its bytes tell.

use super::book::{Book, Owner, is_xml, settle};
use super::package::{Account, Package};
use super::strings::{Form, SharedStrings};
use super::styles;
use super::workbook::{self, SheetEntry, Workbook};
use super::{kinds, rest, sheet};
use crate::container::zip::ZipFile;
use crate::container::zip_gaps;
use crate::format::FileContext;
use crate::lazy::LazyParts;
use crate::stop::{LimitMet, Read, Stop};
use crate::{Budget, Channel, FileTail, Hiding, Reason, Scribe, sheet_name, xlsb};
use std::collections::HashSet;
use std::io;

/// Reads the whole workbook.
pub(crate) fn read(context: &FileContext<'_>, zip: ZipFile<'_>, scribe: &mut Scribe<'_>) -> Read<FileTail> {
    let file = context.file;
    let package = Package::open(zip, file, scribe)?;
    zip_gaps::report(&package.zip, file, scribe)?;
    let main = main_part(&package)?;
    let key = package.zip.entries[main].key.clone();

    // A workbook part that cannot be unpacked is no workbook; the other parts can be done without.
    if is_xml(&package, main, scribe.budget())? {
        package.zip.whole(main, scribe.budget())?;
    }
    let workbook = side_part(&package, file, main, scribe, |form, parts, scribe| match form {
        Side::Xml(bytes) => workbook::read(bytes, parts, scribe),
        Side::Records(part) => xlsb::workbook::read(&package, &key, part, parts, scribe),
    })?
    .unwrap_or_default();
    let theme = match package.related_as(&key, "theme") {
        Some(index) => side_part(&package, file, index, scribe, |form, parts, scribe| match form {
            Side::Xml(bytes) => styles::read_theme(bytes, parts, scribe),
            Side::Records(_) => Err(Stop::part("it is no XML")),
        })?,
        None => None,
    };
    let theme = theme.as_deref().unwrap_or_default();
    let styles = match package.related_as(&key, "styles") {
        Some(index) => side_part(&package, file, index, scribe, |form, parts, scribe| match form {
            Side::Xml(bytes) => styles::read(bytes, theme, parts, scribe),
            Side::Records(part) => xlsb::styles::read(part, theme, parts, scribe),
        })?,
        None => None,
    };
    let styles = styles.unwrap_or_default();
    let strings_part = package.related_as(&key, "sharedStrings");
    let strings = match strings_part {
        Some(index) => {
            let is_xml = is_xml(&package, index, scribe.budget())?;
            let form = if is_xml { Form::Xml } else { Form::Records(styles.fonts.clone()) };
            SharedStrings::open(&package.zip, index, form, scribe.budget())?
        }
        None => SharedStrings::none(),
    };
    let mut book = Book::new(file, &package, workbook, styles, strings);
    sheets(&mut book, &key, scribe)?;
    if let Some(index) = strings_part {
        let mut parts = book.parts(index);
        let strings = std::mem::replace(&mut book.strings, SharedStrings::none());
        let result = strings.finish(&mut parts, scribe);
        parts.close(scribe)?;
        book.settle(index, Account::Read, result, scribe)?;
    }
    rest::read(&mut book, scribe)?;
    Ok(package.tail())
}

/// The part that is the workbook.
fn main_part(package: &Package<'_>) -> Read<usize> {
    let by_relation = package.related_as("", "officeDocument");
    by_relation
        .or_else(|| package.zip.find("xl/workbook.xml"))
        .or_else(|| package.zip.find("xl/workbook.bin"))
        .ok_or_else(|| Stop::damaged("it has no workbook part"))
}

/// A small part that others depend on.
enum Side<'p> {
    Xml(&'p [u8]),
    Records(&'p mut dyn io::Read),
}

/// A part of which much is kept, and which therefore may not be larger than a part that is held whole.
struct Held<R> {
    inner: R,
    left: u64,
}

impl<R: io::Read> io::Read for Held<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.left = self.left.checked_sub(read as u64).ok_or(LimitMet(Reason::TooLarge))?;
        Ok(read)
    }
}

/// Reads a small part that others depend on; when it makes no sense, they do without it.
fn side_part<T>(
    package: &Package<'_>,
    file: u32,
    index: usize,
    scribe: &mut Scribe<'_>,
    read: impl FnOnce(Side<'_>, &mut LazyParts, &mut Scribe<'_>) -> Read<T>,
) -> Read<Option<T>> {
    let budget = scribe.budget();
    let mut parts = LazyParts::new(file, &package.zip.entries[index].name, "");
    let result = is_xml(package, index, budget).and_then(|is_xml| {
        if is_xml {
            read(Side::Xml(&package.zip.whole(index, budget)?), &mut parts, scribe)
        } else {
            let mut records =
                Held { inner: package.zip.unpack(index, budget)?, left: budget.limits().held_part_bytes };
            read(Side::Records(&mut records), &mut parts, scribe)
        }
    });
    parts.close(scribe)?;
    match result {
        Ok(value) => {
            settle(package, file, index, Account::Read, Ok(()), scribe)?;
            Ok(Some(value))
        }
        Err(stop) => {
            settle(package, file, index, Account::Read, Err(stop), scribe)?;
            Ok(None)
        }
    }
}

/// A sheet to read: its part, its line in the workbook, what kind it is.
struct Found {
    index: usize,
    number: Option<usize>,
    name: String,
    hiding: Hiding,
    channel: Channel,
}

/// Kinds of sheets by the last word of their relationship, and what they are.
const SHEET_KINDS: &[(&str, Channel)] = &[
    ("worksheet", Channel::Sheet),
    ("xlMacrosheet", Channel::MacroSheet),
    ("xlIntlMacrosheet", Channel::MacroSheet),
    ("macrosheet", Channel::MacroSheet),
    ("intlMacrosheet", Channel::MacroSheet),
    ("dialogsheet", Channel::DialogSheet),
    ("chartsheet", Channel::ChartSheet),
];

/// Reads all sheets: those that are seen first, so that what is hidden can be compared with what is shown.
fn sheets(book: &mut Book<'_>, key: &str, scribe: &mut Scribe<'_>) -> Read {
    let (mut found, missing) = listed(&book.workbook, book.package, key);
    tell_missing(book, key, &missing, scribe)?;
    found.extend(unlisted(book.package, &found, scribe.budget())?);
    found.sort_by_key(|sheet| (!sheet.hiding.is_seen(), sheet.number.is_none(), sheet.number));
    for sheet in found {
        let human = match sheet.number {
            None => format!("sheet in {} that the workbook does not list", book.path(sheet.index)),
            Some(_) => sheet_name::human(sheet.channel, &sheet.name, sheet.hiding),
        };
        if sheet.channel == Channel::ChartSheet {
            // Its cells are in its chart, which is read with the other parts.
            let owner = Owner { human, hiding: sheet.hiding, part: None };
            book.own(sheet.index, &owner);
            let mut parts = book.parts(sheet.index);
            parts.say(Channel::ChartSheet, "sheet name", "", &sheet.name, scribe)?;
            let result = rest::sheet_frame(book, sheet.index, &mut parts, scribe);
            parts.close(scribe)?;
            book.settle(sheet.index, Account::Read, result, scribe)?;
            continue;
        }
        let context = sheet::SheetContext {
            channel: sheet.channel,
            name: &sheet.name,
            human: &human,
            hiding: sheet.hiding,
            number: sheet.number,
        };
        let result = sheet::read(book, sheet.index, &context, scribe);
        book.settle(sheet.index, Account::Read, result, scribe)?;
    }
    Ok(())
}

/// Names of sheets that the workbook lists and does not have: nobody sees them, and they are stored.
fn tell_missing(book: &Book<'_>, key: &str, missing: &[SheetEntry], scribe: &mut Scribe<'_>) -> Read {
    let Some(main) = book.package.zip.find(key).filter(|_| !missing.is_empty()) else { return Ok(()) };
    let mut parts = book.parts(main);
    // Together, because a workbook can list a million.
    let names: Vec<&str> = missing.iter().map(|sheet| sheet.name.as_str()).collect();
    parts.say(Channel::OtherText, "names of sheets that are not there", "", &names.join("\n"), scribe)?;
    parts.close(scribe)?;
    // Excel lists modules of Visual Basic so, as sheets that name no part at all.
    if missing.iter().all(|sheet| sheet.relation.is_empty()) {
        return Ok(());
    }
    let why = "the workbook lists sheets that are not in the file";
    scribe.unaccounted(book.file, book.path(main), (0, 0), why)
}

/// The sheets that the workbook lists, and those of them that it does not have.
fn listed(workbook: &Workbook, package: &Package<'_>, key: &str) -> (Vec<Found>, Vec<SheetEntry>) {
    let (mut found, mut missing) = (Vec::new(), Vec::new());
    for (number, sheet) in workbook.sheets.iter().enumerate() {
        let Some(index) = package.related(key, &sheet.relation) else {
            missing.push(sheet.clone());
            continue;
        };
        let kind = package.relation(key, &sheet.relation);
        let channel = kind.and_then(|kind| SHEET_KINDS.iter().find(|(name, _)| kind.kind == *name));
        found.push(Found {
            index,
            number: Some(number),
            name: sheet.name.clone(),
            hiding: sheet.hiding,
            channel: channel.map_or(Channel::Sheet, |(_, channel)| *channel),
        });
    }
    (found, missing)
}

/// Sheets that are in the package, and that the workbook does not list: told by how they are referred to, by their
/// content type, or by their root where neither says what they are.
fn unlisted(package: &Package<'_>, listed: &[Found], budget: &Budget) -> Read<Vec<Found>> {
    let listed: HashSet<usize> = listed.iter().map(|sheet| sheet.index).collect();
    let mut found = Vec::new();
    for index in package.open_parts().into_iter().filter(|index| !listed.contains(index)) {
        let by_relation = package.reached_as(index).unwrap_or_default();
        let by_type = kinds::word_of(package.content_type(index));
        let mut channel = sheet_kind(by_relation).or_else(|| sheet_kind(by_type));
        if channel.is_none() && kinds::find(by_relation).is_none() && kinds::find(by_type).is_none() {
            channel = match rest::root(package, index, budget) {
                Ok(root) => sheet_kind(&root),
                // What is wrong with the part is told when it is read.
                Err(Stop::Part(_)) => None,
                Err(stop) => return Err(stop),
            };
        }
        let Some(channel) = channel else { continue };
        let orphan = if by_relation.is_empty() { Hiding::ORPHAN } else { Hiding::empty() };
        found.push(Found {
            index,
            number: None,
            name: String::new(),
            hiding: Hiding::SHEET_UNLISTED | orphan,
            channel,
        });
    }
    Ok(found)
}

fn sheet_kind(word: &str) -> Option<Channel> {
    let (_, channel) = SHEET_KINDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word))?;
    Some(*channel)
}
