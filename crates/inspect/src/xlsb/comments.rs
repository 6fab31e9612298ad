//! Comments on cells: `comments*.bin` ([MS-XLSB] 2.1.7.9).

use super::fields::range;
use super::page::{self, Reader, Taken};
use super::record::Record;
use super::text::{self, Rich, push_wide};
use crate::bytes::Bytes;
use crate::lazy::LazyParts;
use crate::ooxml::book::Book;
use crate::{Channel, Read, Scribe};

/// Reads a comments part.
pub(crate) fn read(book: &Book<'_>, index: usize, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    let part = book.package.zip.unpack(index, scribe.budget())?;
    page::walk(part, &mut Comments::default(), &book.workbook.references, parts, scribe)
}

/// Authors that are remembered for their comments.
const MOST_AUTHORS: usize = 4096;

#[derive(Default)]
struct Comments {
    authors: Vec<String>,
    /// Cell and author of the comment under way.
    cell: String,
    author: usize,
}

impl Reader for Comments {
    fn take(&mut self, record: &Record<'_>, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read<Taken> {
        let mut bytes = Bytes::new(record.body);
        match record.number {
            0x0278 => {
                let Some(author) = text::wide(&mut bytes) else { return Ok(Taken::Malformed) };
                parts.say(Channel::CommentAuthor, "author", "", &author, scribe)?;
                // Of a list of authors that is longer than any list of comments, the first are enough.
                if self.authors.len() < MOST_AUTHORS {
                    self.authors.push(author);
                }
            }
            0x027b => {
                let head = (|| {
                    self.author = usize::try_from(bytes.u32()?).ok()?;
                    self.cell = range(&mut bytes)?.to_string();
                    // An identifier.
                    bytes.skip(16)
                })();
                if head.is_none() {
                    return Ok(Taken::Malformed);
                }
            }
            0x027d => {
                let Some(rich) = Rich::read(&mut bytes) else { return Ok(Taken::Malformed) };
                let mut text = String::new();
                push_wide(rich.units, &mut text);
                parts.say(Channel::Comment, "", &self.cell, &text, scribe)?;
                if let Some(author) = self.authors.get(self.author) {
                    parts.say(Channel::CommentAuthor, "author", &self.cell, author, scribe)?;
                }
                text.clear();
                push_wide(rich.phonetic, &mut text);
                parts.say(Channel::PhoneticText, "", &self.cell, &text, scribe)?;
            }
            _ => return Ok(Taken::Other),
        }
        Ok(if bytes.left() == 0 { Taken::Read } else { Taken::Malformed })
    }
}
