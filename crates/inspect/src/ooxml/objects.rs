//! Files inside the package: embedded documents, objects of other programs, macros, pictures.

use super::book::Book;
use super::rest::open_file_part;
use crate::container::ole;
use crate::lazy::LazyParts;
use crate::open::nested;
use crate::text::sweep;
use crate::{Channel, Read, Scribe, Stop};

/// An embedded document or object: checked like a file of its own.
pub(super) fn embedded(book: &Book<'_>, index: usize, scribe: &mut Scribe<'_>) -> Read {
    let budget = scribe.budget();
    let bytes = book.package.zip.whole_up_to(index, budget, budget.limits().nested_file_bytes)?;
    let channel =
        if bytes.starts_with(&ole::MAGIC) { Channel::EmbeddedObject } else { Channel::EmbeddedFile };
    let part = open_file_part(book, index, channel, scribe)?;
    let result = nested(&bytes, book.path(index), part, scribe);
    scribe.close(part)?;
    result
}

/// A macro project.
pub(super) fn vba(book: &Book<'_>, index: usize, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    let bytes = book.package.zip.whole(index, scribe.budget())?;
    for text in sweep::texts(&bytes) {
        parts.say(Channel::Macro, "", "", &text, scribe)?;
    }
    Err(Stop::part("macros are not read yet"))
}

/// A picture.
pub(super) fn media(
    book: &Book<'_>,
    index: usize,
    channel: Channel,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read {
    let bytes = book.package.zip.whole(index, scribe.budget())?;
    parts.part(channel, scribe)?;
    for text in sweep::texts(&bytes) {
        parts.say(Channel::MediaMetadata, "", "", &text, scribe)?;
    }
    Ok(())
}
