//! The fast reader of rows: plain spellings only.
//!
//! Nine tenths of a large workbook are rows of cells, written by every program in nearly the same way. This reader
//! knows that way: `<row …><c r="A1" s="1" t="s"><v>0</v></c>…</row>`, with formulas and simple inline strings. Whatever
//! else it meets (a comment, a reference in an attribute, rich text, a prefix) it hands, from there to the end of the
//! row or of the sheet, to the general reader in [`super::cells`]. A test holds the two to the same results.

use super::attributes;
use super::cells::{Cells, Content, Step};
use super::known;
use super::line::{Progress, With};
use crate::stop::{LimitMet, Read, Stop};
use crate::xml::XmlStream;
use crate::{Reason, Scribe};
use memchr::{memchr, memchr2, memmem};
use std::borrow::Cow;
use std::io;

/// How the rows ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    /// Before `</sheetData>`, which is left to be read.
    BeforeEnd,
    /// Before something that only the general reader knows.
    BeforeUnusual,
    /// The sink has enough.
    Enough,
}

/// What comes next, between rows.
enum Next {
    Row(usize),
    /// The row goes on beyond the bytes at hand.
    More,
    End,
    Unusual,
}

/// Reads rows from the stream, as far as they are plain.
pub(super) fn read<R: io::Read>(
    cells: &mut Cells,
    stream: &mut XmlStream<R>,
    with: &mut With<'_, '_, '_>,
) -> Read<Ended> {
    let mut carried: Vec<u8> = Vec::new();
    loop {
        let bytes = stream.raw()?;
        if bytes.is_empty() {
            return Err(Stop::part("it ends too early"));
        }
        let mut at = 0;
        let left = loop {
            at += bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            match next(&bytes[at..]) {
                Next::Row(len) => {
                    if row(cells, text(&bytes[at..at + len])?, with)? == Step::Enough {
                        return Ok(Ended::Enough);
                    }
                    at += len;
                }
                Next::More => break &bytes[at..],
                Next::End | Next::Unusual => {
                    let ended =
                        if bytes[at..].starts_with(b"</") { Ended::BeforeEnd } else { Ended::BeforeUnusual };
                    stream.raw_used(at);
                    return Ok(ended);
                }
            }
        };
        carried.clear();
        carried.extend_from_slice(left);
        let used = bytes.len();
        stream.raw_used(used);
        if carried.is_empty() {
            continue;
        }
        let Some(row_end) = complete(&mut carried, stream, with.scribe)? else {
            // A comment or the end tag, cut in two: the general reader gets both halves.
            let is_end = carried.starts_with(b"</");
            stream.give_back(&carried);
            return Ok(if is_end { Ended::BeforeEnd } else { Ended::BeforeUnusual });
        };
        if row(cells, text(&carried[..row_end])?, with)? == Step::Enough {
            return Ok(Ended::Enough);
        }
    }
}

/// Adds bytes until a row is whole; takes no more from the stream than belongs to it. `None` when what was carried is
/// no row after all.
fn complete<R: io::Read>(
    carried: &mut Vec<u8>,
    stream: &mut XmlStream<R>,
    scribe: &Scribe<'_>,
) -> Read<Option<usize>> {
    /// Enough for most rows, so that little is copied twice.
    const STEP: usize = 8 << 10;
    loop {
        let bytes = stream.raw()?;
        let piece = &bytes[..bytes.len().min(STEP)];
        if piece.is_empty() {
            return Err(Stop::part("it ends too early"));
        }
        let before = carried.len();
        carried.extend_from_slice(piece);
        let taken = match next(carried) {
            Next::Row(len) => {
                carried.truncate(len);
                len - before
            }
            Next::More => carried.len() - before,
            Next::End | Next::Unusual => {
                carried.truncate(before);
                return Ok(None);
            }
        };
        stream.raw_used(taken);
        if carried.len() as u64 > scribe.budget().limits().row_bytes {
            return Err(LimitMet(Reason::TooLarge).into());
        }
        if let Next::Row(len) = next(carried) {
            return Ok(Some(len));
        }
    }
}

fn text(bytes: &[u8]) -> Read<&str> {
    std::str::from_utf8(bytes).map_err(|_| Stop::part("its text is not in the encoding that it claims"))
}

/// Looks at what comes next.
fn next(bytes: &[u8]) -> Next {
    const ROW: &[u8] = b"<row";
    if bytes.len() <= ROW.len() {
        return if ROW.starts_with(bytes) { Next::More } else { unusual(bytes) };
    }
    if !bytes.starts_with(ROW) || !matches!(bytes[ROW.len()], b' ' | b'>' | b'/' | b'\t' | b'\r' | b'\n') {
        return unusual(bytes);
    }
    let Some(tag_end) = memchr(b'>', bytes) else { return Next::More };
    if bytes[tag_end - 1] == b'/' {
        return Next::Row(tag_end + 1);
    }
    match memmem::find(&bytes[tag_end..], b"</row>") {
        Some(end) => Next::Row(tag_end + end + b"</row>".len()),
        None => Next::More,
    }
}

fn unusual(bytes: &[u8]) -> Next {
    if bytes.starts_with(b"</") { Next::End } else { Next::Unusual }
}

/// Reads one whole row.
fn row(cells: &mut Cells, xml: &str, with: &mut With<'_, '_, '_>) -> Read<Step> {
    let bytes = xml.as_bytes();
    let Some(tag_end) = memchr(b'>', bytes) else { return slow(cells, xml, with) };
    let is_empty = bytes[tag_end - 1] == b'/';
    let attributes = &xml[b"<row".len()..tag_end - usize::from(is_empty)];
    if !cells.row_attributes(attributes) {
        return slow(cells, xml, with);
    }
    let mut at = tag_end + 1;
    if is_empty {
        return cells.row_ends(with);
    }
    loop {
        at += bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let rest = &xml[at..];
        if rest == "</row>" {
            break;
        }
        match cell(cells, rest) {
            Some(len) => {
                cells.cell_ends(with)?;
                at += len;
            }
            None => return slow(cells, rest, with),
        }
    }
    cells.row_ends(with)
}

/// The rest of a row, by the general reader.
fn slow(cells: &mut Cells, xml: &str, with: &mut With<'_, '_, '_>) -> Read<Step> {
    Ok(match cells.read_piece(xml, with)? {
        Progress::On => Step::On,
        Progress::Enough => Step::Enough,
    })
}

/// Reads one plain cell and returns its length; `None` when it is not plain. Until the cell is known to be plain
/// nothing but the cell under way has changed, so that the general reader can begin it anew.
fn cell(cells: &mut Cells, xml: &str) -> Option<usize> {
    let bytes = xml.as_bytes();
    if !bytes.starts_with(b"<c") || !matches!(bytes.get(2), Some(b' ' | b'>' | b'/')) {
        return None;
    }
    let tag_end = memchr(b'>', bytes)?;
    let is_empty = bytes[tag_end - 1] == b'/';
    if !cells.cell_attributes(&xml[2..tag_end - usize::from(is_empty)]) {
        return None;
    }
    let mut at = tag_end + 1;
    if is_empty {
        return Some(at);
    }
    loop {
        let rest = &bytes[at..];
        if rest.starts_with(b"<v>") {
            at += simple(cells, Content::Value, xml, at, 3, "</v>")?;
        } else if rest.starts_with(b"</c>") {
            at += 4;
            break;
        } else if rest.starts_with(b"<f") && matches!(rest.get(2), Some(b' ' | b'>' | b'/')) {
            let tag = memchr(b'>', rest)?;
            let is_empty = rest[tag - 1] == b'/';
            if !attributes::each(&xml[at + 2..at + tag - usize::from(is_empty)], known::of_content) {
                return None;
            }
            cells.has_formula();
            at += if is_empty { tag + 1 } else { simple(cells, Content::Formula, xml, at, tag + 1, "</f>")? };
        } else if rest.starts_with(b"<is><t") {
            let tag = 4 + memchr(b'>', &rest[4..])?;
            let plain = matches!(&rest[6..tag], b"" | b" xml:space=\"preserve\"");
            at += plain.then(|| simple(cells, Content::Inline, xml, at, tag + 1, "</t></is>"))??;
        } else if rest.starts_with(b"<v/>") {
            at += 4;
        } else {
            return None;
        }
    }
    Some(at)
}

/// Reads the text of a simple element at `at`, whose start tag is `tag` bytes long, up to its end tag.
fn simple(cells: &mut Cells, content: Content, xml: &str, at: usize, tag: usize, end: &str) -> Option<usize> {
    let rest = &xml[at + tag..];
    let len = memchr(b'<', rest.as_bytes())?;
    if !rest[len..].starts_with(end) {
        return None;
    }
    let text = &rest[..len];
    let plain: Cow<'_, str> = match memchr2(b'&', b'\r', text.as_bytes()) {
        None => Cow::Borrowed(text),
        Some(_) if text.contains('\r') => return None,
        Some(_) => quick_xml::escape::unescape(text).ok()?,
    };
    cells.set_content(content, &plain);
    Some(tag + len + end.len())
}
