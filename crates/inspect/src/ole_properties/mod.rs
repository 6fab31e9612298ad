//! Document properties of compound files ([MS-OLEPS]): author, last editor, company, titles, a preview picture.

mod labels;
mod value;

use crate::bytes::{Bytes, wide};
use crate::lazy::LazyParts;
use crate::text::{code_page, sweep};
use crate::{Channel, Read, Scribe, bitmap, media};
use encoding_rs::{Encoding, UTF_16LE, WINDOWS_1252};
use labels::{Label, Set};
use std::borrow::Cow;
use std::collections::HashMap;
use value::Value;

/// Names of the streams that hold properties.
pub(crate) const STREAMS: [&str; 2] = ["\u{5}SummaryInformation", "\u{5}DocumentSummaryInformation"];

/// Sets of one stream: twice as many as any program writes.
const MOST_SETS: u32 = 4;

/// Reads a property stream. What makes no sense is swept, and named.
pub(crate) fn report(bytes: &[u8], path: &str, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    let Some(sets) = sets(bytes) else {
        return broken(bytes, path, parts, scribe);
    };
    for (kind, offset) in sets {
        let set = bytes.get(offset..).unwrap_or_default();
        if set_of(kind, set, parts, scribe)?.is_none() {
            broken(set, path, parts, scribe)?;
        }
    }
    Ok(())
}

fn broken(bytes: &[u8], path: &str, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    for text in sweep::texts(bytes) {
        parts.say(Channel::Properties, "", "", &text, scribe)?;
    }
    scribe.unaccounted_beside(parts.file(), path, (0, 0), "its properties make no sense")
}

/// Kind and place of each set.
fn sets(bytes: &[u8]) -> Option<Vec<(Set, usize)>> {
    let mut head = Bytes::new(bytes);
    (head.u16()? == 0xfffe).then_some(())?;
    head.skip(22)?;
    let count = head.u32()?;
    // Two at most by the standard. The count is a claim, and each set that makes no sense is swept to the end.
    (count <= MOST_SETS).then_some(())?;
    let mut sets = Vec::new();
    for _ in 0..count {
        let kind = Set::of(&head.guid()?);
        sets.push((kind, head.u32()? as usize));
    }
    Some(sets)
}

/// How the texts of a set are stored.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letters(&'static Encoding);

impl Letters {
    pub(super) fn decode(self, bytes: &[u8]) -> String {
        let text = if self.0 == UTF_16LE { wide(bytes) } else { code_page::decode(bytes, self.0) };
        crate::bytes::before_zero(&text).to_owned()
    }

    /// Whether each text is filled up to four bytes.
    pub(super) fn is_wide(self) -> bool {
        self.0 == UTF_16LE
    }
}

/// Reads one set; `None` when it makes no sense.
fn set_of(kind: Set, set: &[u8], parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read<Option<()>> {
    let Some(mut properties) = table(set) else { return Ok(None) };
    let of = |number: u32, properties: &[(u32, usize)]| {
        properties.iter().find(|(known, _)| *known == number).map(|(_, offset)| *offset)
    };
    let page = of(1, &properties).and_then(|offset| Bytes::at(set, offset + 4).u16());
    let letters = Letters(page.map_or(WINDOWS_1252, code_page::encoding));
    let names = of(0, &properties).and_then(|offset| dictionary(set, offset, letters)).unwrap_or_default();
    properties.retain(|(number, _)| !matches!(number, 0 | 1 | 0x8000_0000 | 0x8000_0003));
    // Of two names for one number the first counts.
    let names: HashMap<u32, String> = names.into_iter().rev().collect();
    let mut result = Some(());
    let mut read = 0;
    for (number, offset) in properties {
        let found = set.get(offset..).filter(|_| read <= set.len());
        let Some((value, bytes)) = found.and_then(|bytes| Value::read(bytes, letters)) else {
            result = None;
            continue;
        };
        // No honest set has two values in one place. A million that overlap would be read a million times.
        read += bytes;
        match names.get(&number) {
            Some(name) if kind == Set::Custom => custom(name, &value, parts, scribe)?,
            _ => known(kind.label(number), value, parts, scribe)?,
        }
    }
    Ok(result)
}

/// Number and place of each property.
fn table(set: &[u8]) -> Option<Vec<(u32, usize)>> {
    let mut bytes = Bytes::new(set);
    bytes.skip(4)?;
    let count = bytes.u32()?;
    let mut properties = Vec::new();
    for _ in 0..count {
        properties.push((bytes.u32()?, bytes.u32()? as usize));
    }
    Some(properties)
}

/// Names of properties ([MS-OLEPS] 2.17).
fn dictionary(set: &[u8], offset: usize, letters: Letters) -> Option<Vec<(u32, String)>> {
    let mut bytes = Bytes::at(set, offset);
    let count = bytes.u32()?;
    let mut names = Vec::new();
    for _ in 0..count {
        let (number, len) = (bytes.u32()?, bytes.u32()? as usize);
        let size = if letters.is_wide() { len.checked_mul(2)?.checked_next_multiple_of(4)? } else { len };
        names.push((number, letters.decode(bytes.take(size)?)));
    }
    Some(names)
}

fn known(label: Label, value: Value<'_>, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    match (label, value) {
        (Label::Titles | Label::Headings, value) => {
            for title in value.texts() {
                parts.say(Channel::PropertyTitles, label.words(), "", &title, scribe)?;
            }
        }
        (Label::Thumbnail, Value::Blob(bytes)) => {
            media::report(&picture_of(bytes), Channel::Thumbnail, parts, scribe)?;
        }
        (Label::Number | Label::Thumbnail, Value::Number(_) | Value::Boolean(_) | Value::Date(_)) => {}
        (Label::Signature, Value::Blob(bytes)) => {
            for text in sweep::texts(bytes) {
                parts.say(Channel::Signature, "", "", &text, scribe)?;
            }
        }
        (label, value) => {
            let channel = if label == Label::Signature { Channel::Signature } else { Channel::Properties };
            for text in value.texts() {
                parts.say(channel, label.words(), "", &text, scribe)?;
            }
        }
    }
    Ok(())
}

fn custom(name: &str, value: &Value<'_>, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    let is_links = name == "_PID_HLINKS";
    let channel = if is_links { Channel::Hyperlink } else { Channel::CustomProperties };
    let texts = value.texts();
    if texts.is_empty() && !is_links {
        parts.say(channel, "name", "", name, scribe)?;
    }
    for text in texts {
        parts.say(channel, "", if is_links { "" } else { name }, &text, scribe)?;
    }
    Ok(())
}

/// The picture in a piece of the clipboard ([MS-OLEPS] 2.11): behind its format, and behind the size of a metafile.
fn picture_of(clip: &[u8]) -> Cow<'_, [u8]> {
    const WINDOWS: u32 = 0xffff_ffff;
    const METAFILE: u32 = 3;
    const BITMAP: u32 = 8;
    let mut bytes = Bytes::new(clip);
    let kind = (bytes.u32(), bytes.u32());
    let skip = match kind {
        (Some(WINDOWS), Some(METAFILE)) => 16,
        (Some(WINDOWS), _) => 8,
        _ => 4,
    };
    let picture = clip.get(skip..).unwrap_or_default();
    let file = if kind == (Some(WINDOWS), Some(BITMAP)) { bitmap::as_file(picture) } else { None };
    file.map_or(Cow::Borrowed(picture), Cow::Owned)
}
