//! Files inside the package: embedded documents, objects of other programs, macros, pictures.

use super::book::Book;
use super::rest::open_file_part;
use crate::container::ole::{self, OleFile};
use crate::lazy::LazyParts;
use crate::open::nested;
use crate::text::sweep;
use crate::{Channel, Read, Scribe, media as picture, ole_object, vba};

/// An embedded document or object: checked like a file of its own.
pub(super) fn embedded(
    book: &Book<'_>,
    index: usize,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read {
    let budget = scribe.budget();
    let bytes = book.package.zip.whole_up_to(index, budget, budget.limits().nested_file_bytes)?;
    if bytes.starts_with(&ole::MAGIC) {
        let owner = book.owner(index);
        return ole_object::report_file(&bytes, book.path(index), &owner.human, parts, scribe);
    }
    let part = open_file_part(book, index, Channel::EmbeddedFile, scribe)?;
    let result = nested(&bytes, book.path(index), part, scribe);
    scribe.close(part)?;
    result
}

/// A macro project, or the signature on one.
pub(super) fn macros(book: &Book<'_>, index: usize, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    let bytes = book.package.zip.whole(index, scribe.budget())?;
    if bytes.starts_with(&ole::MAGIC) {
        let mut ole = OleFile::open(&bytes, scribe.budget())?;
        return vba::report(&mut ole, "", parts, scribe);
    }
    // A signature is a certificate and a hash (PKCS #7): the names in it are text.
    parts.part(Channel::Signature, scribe)?;
    for text in sweep::texts(&bytes) {
        parts.say(Channel::Signature, "signature on the macros", "", &text, scribe)?;
    }
    Ok(())
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
    picture::report(&bytes, channel, parts, scribe)
}
