//! Objects of other programs inside a document ([MS-OLEDS]): a file with its name and original path, a whole document
//! in a storage, a link.

mod copy;
mod native;

use crate::container::ole::OleFile;
use crate::lazy::LazyParts;
use crate::open::nested;
use crate::stop::{Read, Stop};
use crate::text::sweep;
use crate::{Channel, Content, Reason, Scribe, Source};
use native::Native;

/// Reads an object that is a compound file of its own, as newer formats embed them. `name` is its name in the container.
pub(crate) fn report_file(
    source: &dyn Source,
    name: &str,
    human: &str,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read {
    let mut ole = match OleFile::open(source, scribe.budget()) {
        Ok(ole) => ole,
        Err(Stop::Part(why) | Stop::File(Reason::Damaged, why)) => {
            return scribe.unaccounted_beside(parts.file(), parts.path(), (0, 0), &why);
        }
        Err(stop) => return Err(stop),
    };
    let is_document = |path: &str| DOCUMENTS.contains(&path.trim_start_matches('/').to_lowercase().as_str());
    if ole.entries.iter().any(|entry| entry.is_stream && is_document(&entry.path)) {
        let part = scribe.open(parts.file(), Content::File, &parts.spot(Channel::EmbeddedFile, human))?;
        nested(source, name, part, scribe)?;
        return scribe.close(part);
    }
    report(&mut ole, "", human, parts, scribe)
}

/// Streams that only a whole document has.
const DOCUMENTS: [&str; 8] = [
    "workbook",
    "book",
    "worddocument",
    "powerpoint document",
    "visiodocument",
    "encryptedpackage",
    "__properties_version1.0",
    "fileheader",
];

/// Streams whose bytes are a file of their own.
const FILES: [&str; 3] = ["package", "contents", "embeddedodf"];

/// Reads the object in the storage `root`: the path of a storage without a last slash, empty for the whole file.
/// Files and documents inside go through the door that every file comes through; everything else is swept.
pub(crate) fn report(
    ole: &mut OleFile<'_>,
    root: &str,
    human: &str,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read {
    let inside = format!("{}/", root.to_lowercase());
    let streams: Vec<(String, String)> = ole
        .inside(root)
        .filter(|entry| entry.is_stream)
        .map(|entry| (entry.path.clone(), entry.path.get(inside.len()..).unwrap_or_default().to_owned()))
        .collect();
    if streams.iter().any(|(_, inner)| DOCUMENTS.contains(&inner.to_lowercase().as_str())) {
        return whole_document(ole, root, human, parts, scribe);
    }
    parts.part(Channel::EmbeddedObject, scribe)?;
    for (path, inner) in streams {
        let most = scribe.budget().limits().nested_file_bytes;
        let bytes = match ole.whole(&path, scribe.budget(), most) {
            Ok(bytes) => bytes,
            Err(Stop::Part(why)) => {
                scribe.unaccounted_beside(parts.file(), &path, (0, 0), &why)?;
                continue;
            }
            Err(stop) => return Err(stop),
        };
        let lower = inner.to_lowercase();
        if lower == "\u{1}ole10native" {
            native(&bytes, human, parts, scribe)?;
        } else if FILES.contains(&lower.as_str()) && is_file(&bytes) {
            file(&bytes, "", human, parts, scribe)?;
        } else {
            swept(&bytes, parts, scribe)?;
        }
    }
    Ok(())
}

fn swept(bytes: &[u8], parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    for text in sweep::texts(bytes) {
        parts.say(Channel::EmbeddedObject, "", "", &text, scribe)?;
    }
    Ok(())
}

/// Whether bytes begin like a file of some kind, not like the state of a control.
fn is_file(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
        || bytes.starts_with(&crate::container::ole::MAGIC)
        || crate::foreign::of_head(bytes).is_some()
}

/// `\x01Ole10Native`: a file as it was dropped into the document.
fn native(bytes: &[u8], human: &str, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    let Some(native) = Native::read(bytes) else {
        // Old objects keep their own bytes there.
        return swept(bytes, parts, scribe);
    };
    for (label, text) in native.names() {
        parts.say(Channel::EmbeddedObject, label, "", text, scribe)?;
    }
    file(native.bytes, &native.label, human, parts, scribe)
}

fn file(bytes: &[u8], name: &str, human: &str, parts: &LazyParts, scribe: &mut Scribe<'_>) -> Read {
    let human = if name.is_empty() { format!("file in {human}") } else { format!("'{name}' in {human}") };
    let part = scribe.open(parts.file(), Content::File, &parts.spot(Channel::EmbeddedFile, &human))?;
    nested(&bytes.to_vec(), name, part, scribe)?;
    scribe.close(part)
}

/// A storage that is a document: it is copied into a compound file of its own.
fn whole_document(
    ole: &mut OleFile<'_>,
    root: &str,
    human: &str,
    parts: &LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read {
    let bytes = match copy::storage(ole, root, scribe.budget()) {
        Ok(bytes) => bytes,
        Err(Stop::Part(why)) => return scribe.unaccounted_beside(parts.file(), root, (0, 0), &why),
        Err(stop) => return Err(stop),
    };
    let human = format!("document in {human}");
    let spot = parts.spot(Channel::EmbeddedFile, &human);
    let part = scribe.open(parts.file(), Content::File, &spot)?;
    nested(&bytes, "", part, scribe)?;
    scribe.close(part)
}
