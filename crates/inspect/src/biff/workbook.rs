//! A whole workbook stream: its own part, the sheets that it lists, and those that it does not.

use super::book::{Book, Listed};
use super::page::{self, Page};
use super::record::Records;
use super::sheet::{self, Head};
use super::substream::{self, Substream};
use super::version::{Kind, Letters};
use super::{chart, globals};
use crate::bytes::Bytes;
use crate::lazy::LazyParts;
use crate::text::sweep;
use crate::{Channel, Hiding, Read, Reason, Scribe, Spot, Stop, sheet_name};
use std::collections::{HashMap, HashSet};

/// Reads a workbook stream. Returns what other streams need to know of it.
pub(crate) fn report<'a>(
    file: u32,
    path: &str,
    stream: &'a [u8],
    hiding: Hiding,
    scribe: &mut Scribe<'_>,
) -> Read<Book<'a>> {
    let (found, gaps) = substream::all(stream);
    let Some(first) = found.first() else {
        return Err(Stop::File(Reason::Damaged, "its workbook has no beginning".to_owned()));
    };
    let mut book = Book::new(file, path, stream, first.version);
    book.hiding = hiding;
    // The code page stands behind the first texts that need it.
    let page = first.records(stream).find(|record| record.number == 0x0042);
    if let Some(number) = page.and_then(|page| Bytes::new(page.body()).u16()) {
        book.letters = Letters::of(first.version, number);
    }
    let mut parts = LazyParts::new(file, path, "").hidden(hiding);
    let mut told = HashSet::new();
    let mut is_whole = found.iter().all(|substream| substream.is_whole);
    if first.kind == Kind::Globals {
        told.insert(first.start);
        globals::read(first, &mut book, &mut parts, scribe)?;
    } else {
        // A workbook of one sheet, as some programs wrote it.
        book.styles.settle();
    }
    book.sources = Channel::ConsolidationSource;

    let by_start: HashMap<usize, usize> =
        found.iter().enumerate().map(|(place, substream)| (substream.start, place)).collect();
    for (index, listed) in book.listed.clone().into_iter().enumerate() {
        let substream = by_start.get(&listed.at).map(|place| found[*place]);
        let substream = substream.or_else(|| Substream::at(stream, listed.at));
        match substream {
            Some(substream) if told.insert(substream.start) => {
                listed_sheet(index, &listed, &substream, &mut book, scribe)?;
            }
            Some(_) => {
                let human = format!("second name of a sheet: '{}'", listed.name);
                let spot = Spot::new(Channel::Sheet, path).human(&human).hidden(hiding | listed.hiding);
                scribe.note(file, &spot, "", "")?;
            }
            None => {
                let why = format!("the sheet '{}' is not where the workbook says", listed.name);
                scribe.unaccounted(file, path, (0, 0), &why)?;
                is_whole = false;
            }
        }
    }
    for substream in &found {
        if !told.contains(&substream.start) {
            unlisted(substream, found.len() == 1, &mut book, scribe)?;
        }
    }
    for (start, end) in gaps {
        for text in sweep::texts(stream.get(start..end).unwrap_or_default()) {
            parts.say(Channel::TrailingData, "", "", &text, scribe)?;
        }
        let why = "bytes that belong to no sheet";
        scribe.unaccounted_beside(file, path, (start as u64, end as u64), why)?;
    }
    let letters = book.letters;
    book.strings.report(stream, &letters, &mut parts, scribe)?;
    parts.close(scribe)?;
    if !is_whole {
        scribe.unchecked(file, Reason::Damaged, "the workbook breaks off")?;
    }
    Ok(book)
}

fn listed_sheet(
    index: usize,
    listed: &Listed,
    substream: &Substream,
    book: &mut Book<'_>,
    scribe: &mut Scribe<'_>,
) -> Read {
    scribe.budget().look_at_clock()?;
    let head = Head {
        name: listed.name.clone(),
        index: Some(index),
        hiding: listed.hiding | book.hiding,
        is_macro: substream.kind == Kind::Macro || listed.kind == 1,
    };
    read(&head, substream, book, scribe)
}

/// A substream that the workbook does not list.
fn unlisted(substream: &Substream, is_alone: bool, book: &mut Book<'_>, scribe: &mut Scribe<'_>) -> Read {
    scribe.budget().look_at_clock()?;
    let hiding = if is_alone { Hiding::empty() } else { Hiding::SHEET_UNLISTED };
    let head = Head {
        name: format!("at byte {}", substream.start),
        index: None,
        hiding: hiding | book.hiding,
        is_macro: substream.kind == Kind::Macro,
    };
    read(&head, substream, book, scribe)
}

/// Excel 95 writes the later version into its sheets: the workbook's own part knows better.
fn read(head: &Head, substream: &Substream, book: &mut Book<'_>, scribe: &mut Scribe<'_>) -> Read {
    match substream.kind {
        Kind::Chart => chart::sheet(head, substream, book, scribe),
        Kind::Sheet | Kind::Macro => sheet::report(head, substream, book, scribe),
        Kind::Globals | Kind::Module | Kind::Workspace | Kind::Other => other(head, substream, book, scribe),
    }
}

/// A module of Visual Basic, whose code lies in other streams, or a substream of no known kind.
fn other(head: &Head, substream: &Substream, book: &mut Book<'_>, scribe: &mut Scribe<'_>) -> Read {
    let path = book.path.clone();
    let is_module = substream.kind == Kind::Module;
    let human = if is_module {
        format!("module '{}'", head.name)
    } else {
        sheet_name::human(Channel::Sheet, &head.name, head.hiding)
    };
    let channel = if is_module { Channel::Macro } else { Channel::OtherText };
    let mut parts = LazyParts::new(book.file, &path, &human).hidden(head.hiding);
    let mut page = Page::new(&human);
    parts.part(channel, scribe)?;
    for record in Records::from(book.stream.get(..substream.end).unwrap_or_default(), substream.start) {
        if is_module || super::numbers::known(record.number).is_some() {
            page::swept(&record, channel, &mut parts, scribe)?;
        } else {
            page.take(&record, book, &mut parts, scribe)?;
        }
    }
    page.finish(book, &mut parts, scribe)?;
    parts.close(scribe)
}
