//! Everything in a package but the workbook and its sheets: each part is read by its kind, swept, or named as not
//! understood.

use super::book::Book;
use super::kinds::{self, Reading};
use super::package::{Account, Package};
use super::{printer, tables};
use crate::container::ole;
use crate::lazy::LazyParts;
use crate::stop::{Read, Stop};
use crate::text::{encoding, sweep};
use crate::xml::picks::{self, PickState, Picker, Table};
use crate::xml::{XmlStream, walk_stream};
use crate::{Budget, Channel, Content, Scribe, Spot, foreign, xlsb};
use std::io::Read as _;

/// Reads every part that is still open.
pub(crate) fn read(book: &mut Book<'_>, scribe: &mut Scribe<'_>) -> Read {
    external_targets(book, scribe)?;
    let package = book.package;
    // A cache's definition reads its records with it: definitions first.
    let mut open = package.open_parts();
    open.sort_by_key(|index| kind_name(book, *index) != "pivotcachedefinition");
    for index in open {
        if !package.is_open(index) {
            continue;
        }
        if package.reached_as(index).is_none() {
            let spot = Spot::new(Channel::OrphanPart, book.path(index)).hidden(crate::Hiding::ORPHAN);
            scribe.note(book.file, &spot, "", "")?;
        }
        let mut parts = book.parts(index);
        let mut account = Account::Read;
        let result = part(book, index, &mut account, &mut parts, scribe);
        parts.close(scribe)?;
        book.settle_beside(index, account, result, scribe)?;
    }
    for (path, why) in &package.broken {
        scribe.unaccounted(book.file, path, (0, 0), why)?;
    }
    Ok(())
}

/// Roots of what Excel itself stores behind a relationship that says no more than "custom XML".
const OWN_ROOTS: [&str; 2] = ["datamashup", "ink"];

/// The word that tells the kind of a part: of its relationship, or of its content type.
fn kind_name(book: &Book<'_>, index: usize) -> String {
    let by_relation = book.package.reached_as(index).map(str::to_ascii_lowercase);
    match by_relation {
        Some(name) if kinds::find(&name).is_some() || name == "printersettings" || name == "vbaproject" => {
            name
        }
        _ => kinds::word_of(book.package.content_type(index)).to_ascii_lowercase(),
    }
}

fn part(
    book: &Book<'_>,
    index: usize,
    account: &mut Account,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read {
    let budget = scribe.budget();
    let name = kind_name(book, index);
    let mut head = Vec::new();
    book.package.zip.unpack(index, budget)?.take(4096).read_to_end(&mut head)?;
    if head.is_empty() {
        return Ok(());
    }
    let is_xml = looks_like_xml(&head);
    if name == "printersettings" {
        return printer::report(&book.package.zip.whole(index, budget)?, parts, scribe);
    }
    if name.starts_with("vbaproject") {
        return super::objects::macros(book, index, parts, scribe);
    }
    let root = if is_xml { root_of(&head) } else { String::new() };
    let is_own = name == "customxml" && OWN_ROOTS.iter().any(|own| root.eq_ignore_ascii_case(own));
    let kind = kinds::find(&name).filter(|_| !is_own).or_else(|| kinds::find(&root));
    if let Some(read) = kind.and_then(|kind| kind.records).filter(|_| !is_xml) {
        return read(book, index, parts, scribe);
    }
    match kind.map(|kind| &kind.reading) {
        Some(Reading::Table(table)) if is_xml => {
            picks::read(book.package.zip.unpack(index, budget)?, table, parts, scribe)
        }
        Some(Reading::LooseTable(table)) if is_xml => loose(book, index, table, parts, scribe),
        Some(Reading::Own(read)) if is_xml => read(book, index, parts, scribe),
        Some(Reading::Media(channel)) => super::objects::media(book, index, *channel, parts, scribe),
        Some(Reading::Object) => super::objects::embedded(book, index, parts, scribe),
        Some(Reading::Sweep(channel)) => swept(book, index, *channel, parts, scribe),
        Some(Reading::Closed(channel, why)) => {
            scribe.note(book.file, &Spot::new(*channel, book.path(index)), "", why)?;
            *account = Account::Lost;
            scribe.unaccounted_beside(book.file, book.path(index), (0, 0), why)
        }
        _ => unknown(book, index, is_xml, &head, account, parts, scribe),
    }
}

/// A part of a kind that nobody knows by name.
fn unknown(
    book: &Book<'_>,
    index: usize,
    is_xml: bool,
    head: &[u8],
    account: &mut Account,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read {
    let budget = scribe.budget();
    if is_xml {
        *account = Account::Swept;
        return picks::read(book.package.zip.unpack(index, budget)?, &tables::UNKNOWN, parts, scribe);
    }
    if head.starts_with(&ole::MAGIC) || head.starts_with(b"PK\x03\x04") {
        return super::objects::embedded(book, index, parts, scribe);
    }
    if foreign::is_picture(head) {
        return super::objects::media(book, index, Channel::Media, parts, scribe);
    }
    if encoding::is_text(head) {
        *account = Account::Swept;
        return swept(book, index, Channel::OtherText, parts, scribe);
    }
    swept(book, index, Channel::OtherText, parts, scribe)?;
    Err(Stop::part("a part of a kind that no reader knows"))
}

/// Sweeps a part for runs of text.
fn swept(
    book: &Book<'_>,
    index: usize,
    channel: Channel,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read {
    parts.part(channel, scribe)?;
    let bytes = book.package.zip.whole(index, scribe.budget())?;
    for text in sweep::texts(&bytes) {
        parts.say(channel, "", "", &text, scribe)?;
    }
    Ok(())
}

fn loose(
    book: &Book<'_>,
    index: usize,
    table: &Table,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read {
    let budget = scribe.budget();
    let stream = XmlStream::new(book.package.zip.unpack(index, budget)?, budget)?.forgiving();
    walk_stream(stream, &mut Picker { state: &mut PickState::default(), table, parts, scribe })
}

/// Addresses outside the file, from all relationships.
fn external_targets(book: &Book<'_>, scribe: &mut Scribe<'_>) -> Read {
    let mut owners: Vec<_> = book.package.owners().collect();
    owners.sort_by_key(|(owner, _)| *owner);
    for (owner, relations) in owners {
        let external = relations.iter().filter(|relation| relation.is_external);
        let mut parts = match book.package.zip.find(owner) {
            Some(index) => book.parts(index),
            None => LazyParts::new(book.file, owner, ""),
        };
        for relation in external {
            let channel =
                if relation.kind == "hyperlink" { Channel::Hyperlink } else { Channel::ExternalLink };
            parts.say(channel, "address", &relation.id, &relation.target, scribe)?;
        }
        parts.close(scribe)?;
    }
    Ok(())
}

/// Reads what stands around the chart of a chart sheet.
pub(super) fn sheet_frame(
    book: &Book<'_>,
    index: usize,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read {
    let budget = scribe.budget();
    if !book.is_xml(index, budget)? {
        return xlsb::sheet::chart_frame(book, index, parts, scribe);
    }
    picks::read(book.package.zip.unpack(index, budget)?, &super::sheet::AROUND, parts, scribe)
}

/// Whether a part begins like XML in any encoding.
pub(super) fn looks_like_xml(head: &[u8]) -> bool {
    encoding::head_as_text(head)
        .is_some_and(|text| text.trim_start_matches('\u{feff}').trim_start().starts_with('<'))
}

/// Local name of a part's root element; nothing when it is no XML.
pub(super) fn root(package: &Package<'_>, index: usize, budget: &Budget) -> Read<String> {
    let mut head = Vec::new();
    package.zip.unpack(index, budget)?.take(4096).read_to_end(&mut head)?;
    Ok(if looks_like_xml(&head) { root_of(&head) } else { String::new() })
}

/// Local name of the root element.
fn root_of(head: &[u8]) -> String {
    let text = encoding::head_as_text(head).unwrap_or_default();
    let mut rest = text.as_str();
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if !rest.starts_with(['?', '!']) {
            let name = rest.split([' ', '>', '/', '\t', '\r', '\n']).next().unwrap_or_default();
            return name.rsplit(':').next().unwrap_or_default().to_owned();
        }
    }
    String::new()
}

/// Opens a part for a file in the file.
pub(super) fn open_file_part(
    book: &Book<'_>,
    index: usize,
    channel: Channel,
    scribe: &mut Scribe<'_>,
) -> Read<u32> {
    let owner = book.owner(index);
    let human = if owner.human.is_empty() {
        channel.title().to_owned()
    } else {
        format!("{}, {}", channel.title(), owner.human)
    };
    let mut spot = Spot::new(channel, book.path(index)).human(&human).hidden(owner.hiding);
    spot.parent = owner.part;
    scribe.open(book.file, Content::File, &spot)
}
