//! Power Query: the steps that loaded the data, and what was typed into them ([MS-QDEFF]). Excel keeps them in an XML part
//! as one text in base64: a stream of four fields, the first of which is a package of its own.

mod steps;

use super::book::Book;
use super::rest::looks_like_xml;
use crate::bytes::Bytes;
use crate::container::zip::ZipFile;
use crate::container::zip_gaps;
use crate::lazy::LazyParts;
use crate::stop::{LimitMet, Read, Stop};
use crate::text::{base64, sweep};
use crate::xml::picks::{self, Table};
use crate::xml::{Element, Path, Visitor, walk};
use crate::{Channel, Reason, Scribe};

const TABLE: Table = Table { rest: Channel::PowerQuery, picks: &[], at: &[], all_attributes: true };

/// Reads the part that holds the queries.
pub(super) fn read(book: &Book<'_>, index: usize, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    let budget = scribe.budget();
    let mut holder = Holder { parts, scribe, text: String::new() };
    walk(book.package.zip.unpack(index, budget)?, budget, &mut holder)?;
    let text = holder.text;
    parts.part(Channel::PowerQuery, scribe)?;
    let Some(bytes) = base64::decoded(&text) else {
        parts.say(Channel::PowerQuery, "", "", &text, scribe)?;
        return Err(Stop::part("its queries are not in base64"));
    };
    budget.unpacked(bytes.len() as u64)?;
    stream(&bytes, parts, scribe)
}

/// Takes the text out of the XML around it.
struct Holder<'a, 's> {
    parts: &'a mut LazyParts,
    scribe: &'a mut Scribe<'s>,
    text: String,
}

impl Visitor for Holder<'_, '_> {
    fn start(&mut self, element: &Element<'_>, _: &Path) -> Read {
        for (name, value) in element.attributes().filter(|(_, value)| picks::reads_like_words(value)) {
            self.parts.say(Channel::OtherText, &name, "", &value, self.scribe)?;
        }
        Ok(())
    }

    fn text(&mut self, text: &str, path: &Path) -> Read {
        if path.up(0).eq_ignore_ascii_case("DataMashup") {
            self.text.push_str(text);
            if self.text.len() as u64 > self.scribe.budget().limits().nested_file_bytes {
                return Err(LimitMet(Reason::TooLarge).into());
            }
            return Ok(());
        }
        self.parts.say(Channel::OtherText, path.up(0), "", text, self.scribe)
    }

    fn aside(&mut self, text: &str, path: &Path) -> Read {
        self.parts.say(Channel::OtherText, path.up(0), "", text, self.scribe)
    }
}

/// The stream (2.2): a version, then package, permissions, metadata and bindings, each behind its length.
fn stream(bytes: &[u8], parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    let mut rest = Bytes::new(bytes);
    let Some([package, permissions, metadata, bindings]) = fields(&mut rest) else {
        swept(bytes, parts, scribe)?;
        return Err(Stop::part("its queries make no sense"));
    };
    let mut all = Ok(());
    note(packed(package, parts, scribe), &mut all)?;
    note(xml(permissions, parts, scribe), &mut all)?;
    note(described(metadata, parts, scribe), &mut all)?;
    // A seal of the user's own account (2.6), encrypted; whatever else stands in its place is told.
    swept(bindings, parts, scribe)?;
    if rest.left() > 0 {
        swept(rest.rest(), parts, scribe)?;
        note(Err(Stop::part("bytes after the end of its queries")), &mut all)?;
    }
    all
}

/// The fields.
fn fields<'b>(bytes: &mut Bytes<'b>) -> Option<[&'b [u8]; 4]> {
    let _version = bytes.u32()?;
    Some([field(bytes)?, field(bytes)?, field(bytes)?, field(bytes)?])
}

fn field<'b>(bytes: &mut Bytes<'b>) -> Option<&'b [u8]> {
    let len = bytes.u32()?;
    bytes.take(len as usize)
}

/// Remembers the first thing that makes no sense, so that the rest is read all the same.
fn note(result: Read, all: &mut Read) -> Read {
    match result {
        Err(Stop::Part(why)) => {
            if all.is_ok() {
                *all = Err(Stop::Part(why));
            }
            Ok(())
        }
        other => other,
    }
}

/// The package (2.3): steps as text, settings as XML, and packages of steps for functions that ask about a folder.
fn packed(bytes: &[u8], parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    let budget = scribe.budget();
    let owned = bytes.to_vec();
    let zip = match ZipFile::open(&owned, budget) {
        Ok(zip) => zip,
        Err(Stop::Part(_) | Stop::File(Reason::Damaged, _)) => {
            swept(bytes, parts, scribe)?;
            return Err(Stop::part("the package of its queries is damaged"));
        }
        Err(stop) => return Err(stop),
    };
    let mut all = Ok(());
    if zip_gaps::has_gaps(&zip) || !zip.twice.is_empty() {
        swept(bytes, parts, scribe)?;
        note(Err(Stop::part("the package of its queries holds more than its entries")), &mut all)?;
    }
    let remarks = zip.entries.iter().flat_map(|entry| &entry.remarks);
    for remark in remarks.chain([&zip.comment]) {
        swept(remark, parts, scribe)?;
    }
    for (index, entry) in zip.entries.iter().enumerate() {
        let read = zip.whole(index, budget).and_then(|content| {
            if content.starts_with(b"PK\x03\x04") {
                budget.enter()?;
                let result = packed(&content, parts, scribe);
                budget.leave();
                result
            } else if looks_like_xml(&content) {
                xml(&content, parts, scribe)
            } else {
                steps::read(&entry.name, &content, parts, scribe)
            }
        });
        note(read, &mut all)?;
    }
    all
}

/// The metadata (2.5): a version, the XML with names and columns of the queries, and a package that no program fills.
fn described(bytes: &[u8], parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    let mut rest = Bytes::new(bytes);
    let Some(text) = rest.u32().and_then(|_version| field(&mut rest)) else {
        swept(bytes, parts, scribe)?;
        return Err(Stop::part("what its queries say of themselves makes no sense"));
    };
    xml(text, parts, scribe)?;
    let Some(content) = field(&mut rest).filter(|_| rest.left() == 0) else {
        swept(bytes, parts, scribe)?;
        return Err(Stop::part("what its queries say of themselves makes no sense"));
    };
    if content.is_empty() { Ok(()) } else { packed(content, parts, scribe) }
}

fn xml(bytes: &[u8], parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    if bytes.is_empty() { Ok(()) } else { picks::read(bytes, &TABLE, parts, scribe) }
}

fn swept(bytes: &[u8], parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    for text in sweep::texts(bytes) {
        parts.say(Channel::PowerQuery, "", "", &text, scribe)?;
    }
    Ok(())
}
