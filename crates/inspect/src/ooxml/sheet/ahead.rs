//! What stands behind the rows of a sheet (merged ranges, conditional formats), read before them: only then can a cell be
//! flagged as it goes by. It costs unpacking the part twice, so very large parts do without; there the cells are told
//! apart by a second reading.

use super::around::Around;
use super::line::With;
use super::notes::Notes;
use crate::stop::{Read as Outcome, Stop};
use crate::xml::{Element, Path, Visitor, walk};
use crate::{Budget, xlsb};
use std::io::Read;

/// Unpacked size up to which a part is looked at ahead, in bytes.
const LARGEST: u64 = 64 << 20;

/// Bytes behind the rows that are held. More is a sheet of nothing but rules.
const LONGEST_TAIL: usize = 16 << 20;

/// Reads ahead; `None` where that is too dear or makes no sense. Says nothing: the first full reading will.
pub(super) fn notes(index: usize, is_xml: bool, with: &mut With<'_, '_, '_>) -> Outcome<Option<Notes>> {
    let zip = &with.book.package.zip;
    if zip.entries[index].promise.unpacked > LARGEST {
        return Ok(None);
    }
    let ahead = if is_xml { of_xml(index, with) } else { xlsb::sheet::notes(index, with).map(Some) };
    match ahead {
        Ok(found) => Ok(found),
        // Whatever is wrong with the part is told when its rows are read.
        Err(Stop::Part(_)) => Ok(None),
        Err(stop) => Err(stop),
    }
}

fn of_xml(index: usize, with: &With<'_, '_, '_>) -> Outcome<Option<Notes>> {
    let budget = with.scribe.budget();
    let Some(tail) = tail(with.book.package.zip.unpack(index, budget)?)? else { return Ok(None) };
    let mut around = Around::default();
    walk(tail.as_slice(), budget, &mut Noting(&mut around, budget))?;
    Ok(Some(around.notes))
}

struct Noting<'a>(&'a mut Around, &'a Budget);

impl Visitor for Noting<'_> {
    fn start(&mut self, element: &Element<'_>, path: &Path) -> Outcome {
        self.0.note(element, path);
        self.0.notes.check(self.1)
    }

    fn text(&mut self, text: &str, path: &Path) -> Outcome {
        self.0.note_text(text, path);
        self.0.notes.check(self.1)
    }

    fn end(&mut self, path: &Path) -> Outcome {
        self.0.note_end(path);
        Ok(())
    }
}

/// What follows the last `</sheetData>`, behind a root element that makes it whole again. Parts in UTF-16 have none.
fn tail(mut part: impl Read) -> Outcome<Option<Vec<u8>>> {
    const END: &[u8] = b"sheetData>";
    /// Room for a prefix before the name, and for the name itself when it is cut in two.
    const CARRIED: usize = 64;
    let mut buffer = vec![0; 64 << 10];
    let mut held = 0;
    let mut tail: Option<Vec<u8>> = None;
    loop {
        let read = part.read(&mut buffer[held..])?;
        if read == 0 {
            return Ok(tail);
        }
        let fresh = held;
        held += read;
        let piece = &buffer[..held];
        let end = memchr::memmem::rfind(piece, END).filter(|at| at + END.len() > fresh);
        match end.and_then(|at| Some((at + END.len(), prefix(&piece[..at])?))) {
            Some((after, prefix)) => {
                tail = Some([b"<", prefix, b"worksheet>", &piece[after..]].concat());
            }
            None => {
                if let Some(tail) = &mut tail {
                    tail.extend(&piece[fresh..]);
                }
            }
        }
        if tail.as_ref().is_some_and(|tail| tail.len() > LONGEST_TAIL) {
            return Ok(None);
        }
        let from = held.saturating_sub(CARRIED);
        buffer.copy_within(from..held, 0);
        held -= from;
    }
}

/// The prefix of a closing tag whose name begins where `before` ends: `x:` of `</x:`, nothing of `</`.
fn prefix(before: &[u8]) -> Option<&[u8]> {
    let at = memchr::memmem::rfind(before, b"</")? + 2;
    let prefix = &before[at..];
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    match prefix.split_last() {
        None => Some(prefix),
        Some((b':', name)) if !name.is_empty() && name.iter().all(is_name) => Some(prefix),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Hands out as many bytes at a time as it is told to.
    struct Drip<'a>(&'a [u8], usize);

    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let count = self.1.min(self.0.len()).min(buffer.len());
            let (now, later) = self.0.split_at(count);
            buffer[..count].copy_from_slice(now);
            self.0 = later;
            Ok(count)
        }
    }

    proptest! {
        #[test]
        fn the_tail_is_found_wherever_the_pieces_are_cut(piece in 1_usize..200, rows in 0_usize..300) {
            let part = format!("<worksheet><sheetData>{}</sheetData><mergeCells/></worksheet>", "<row/>".repeat(rows));
            let tail = tail(Drip(part.as_bytes(), piece)).unwrap().unwrap();
            prop_assert_eq!(String::from_utf8(tail).unwrap(), "<worksheet><mergeCells/></worksheet>");
        }
    }

    #[test]
    fn a_prefix_stays_and_what_only_looks_like_an_end_is_none() {
        let found = |part: &str| tail(part.as_bytes()).unwrap().map(|tail| String::from_utf8(tail).unwrap());
        assert_eq!(
            found("<x:sheetData></x:sheetData></x:worksheet>").as_deref(),
            Some("<x:worksheet></x:worksheet>")
        );
        assert_eq!(found("<worksheet><sheetData/></worksheet>"), None);
        assert_eq!(found("<a><notsheetData></notsheetData></a>"), None);
    }
}
