//! The lines of a text, told in paragraphs: a sentence goes on behind the end of a line, and a list is one line a person.

use crate::lazy::LazyParts;
use crate::stop::Read;
use crate::text::decoded::decoded;
use crate::text::encoding::{self, TextEncoding};
use crate::text::metered::Metered;
use crate::{Budget, Channel, Scribe, Source};
use std::borrow::Cow;
use std::io;

/// Bytes read at once, and bytes of a paragraph that is told though it goes on.
const PIECE: usize = 64 << 10;
const LONGEST: usize = 16 << 10;

/// What is in a text besides its letters.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Odd {
    /// Zero bytes.
    pub(crate) zeros: u64,
    /// Backspaces: some programs take the letter before them away.
    pub(crate) backspaces: u64,
    /// Units that stand for no letter.
    pub(crate) faults: u64,
    /// Blocks in a code such as base64: whoever opens the file does not see what they hold.
    pub(crate) coded: u64,
}

/// A line of so many letters of base64 and nothing else may be code; so many of them one after the other are, and so is one
/// line that is much longer. Starting values: mail programs write 76 letters a line, certificates 64.
const CODED_LINE: usize = 60;
const CODED_LINES: u32 = 4;
const CODED_ALONE: usize = 1000;

/// Tells a text, place by place, as [`Channel::PlainText`].
pub(crate) fn tell(
    body: &dyn Source,
    encoding: TextEncoding,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read<Odd> {
    let (mut text, faults) = opened(body, encoding, scribe.budget());
    let mut paragraph =
        Paragraph { bytes: Vec::new(), first: 1, line: 1, odd: Odd::default(), code: Code::default() };
    let mut piece = vec![0; PIECE];
    // A line feed behind a return ends the same line.
    let (mut after_return, mut is_blank) = (false, true);
    loop {
        let read = text.read(&mut piece)?;
        if read == 0 {
            break;
        }
        for byte in piece.get(..read).unwrap_or_default() {
            match byte {
                b'\n' if after_return => {}
                b'\n' | b'\r' | 0x0c => {
                    if is_blank || *byte == 0x0c {
                        paragraph.end(parts, scribe)?;
                    } else {
                        paragraph.bytes.push(b'\n');
                    }
                    paragraph.line += 1;
                    paragraph.code.line(&mut paragraph.odd);
                    is_blank = true;
                    if paragraph.bytes.len() >= LONGEST {
                        paragraph.end(parts, scribe)?;
                    }
                }
                _ => {
                    is_blank &= byte.is_ascii_whitespace();
                    paragraph.code.byte(*byte);
                    if paragraph.bytes.is_empty() {
                        paragraph.first = paragraph.line;
                    }
                    paragraph.bytes.push(*byte);
                    if paragraph.bytes.len() >= PIECE {
                        paragraph.break_line(parts, scribe)?;
                    }
                }
            }
            after_return = *byte == b'\r';
        }
    }
    paragraph.code.line(&mut paragraph.odd);
    paragraph.end(parts, scribe)?;
    let mut odd = paragraph.odd;
    odd.faults = faults.get();
    Ok(odd)
}

/// UTF-8, or a mixture that is decoded paragraph by paragraph.
fn opened<'b>(
    body: &'b dyn Source,
    encoding: TextEncoding,
    budget: &'b Budget,
) -> (Box<dyn io::Read + 'b>, std::rc::Rc<std::cell::Cell<u64>>) {
    match encoding {
        TextEncoding::Windows1252 => (Box::new(Metered::new(body, budget)), std::rc::Rc::default()),
        other => decoded(body, other, budget),
    }
}

struct Paragraph {
    bytes: Vec<u8>,
    /// Its first line, and the line under way.
    first: u64,
    line: u64,
    odd: Odd,
    code: Code,
}

/// Looks out for code.
#[derive(Debug, Default)]
struct Code {
    /// Letters of the line, and those of them that are none of base64.
    letters: usize,
    others: usize,
    lines: u32,
}

impl Code {
    fn byte(&mut self, byte: u8) {
        let is_code = byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'-' | b'_');
        // Lines that go on with the one before begin with a space.
        self.others += usize::from(!(is_code || byte == b' ' && self.letters == 0));
        self.letters += 1;
    }

    /// A line ends.
    fn line(&mut self, odd: &mut Odd) {
        let is_code = self.letters >= CODED_LINE && self.others == 0;
        self.lines = if is_code { self.lines + 1 } else { 0 };
        if self.lines == CODED_LINES || is_code && self.letters >= CODED_ALONE {
            odd.coded += 1;
        }
        (self.letters, self.others) = (0, 0);
    }
}

impl Paragraph {
    /// Tells what was gathered.
    fn end(&mut self, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
        let end = self.bytes.len();
        self.tell(end, parts, scribe)
    }

    /// Tells a line that is too long to be held, up to its last space.
    fn break_line(&mut self, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
        let end = match memchr::memrchr2(b' ', b'\n', &self.bytes) {
            Some(space) if space > PIECE / 2 => space + 1,
            // A letter of several bytes is not divided.
            _ => {
                let tail = self.bytes.iter().rev().take(4);
                let unfinished = tail.take_while(|byte| **byte & 0xc0 == 0x80).count();
                self.bytes.len().saturating_sub(unfinished + 1)
            }
        };
        self.tell(end, parts, scribe)
    }

    fn tell(&mut self, end: usize, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
        let rest = self.bytes.split_off(end.min(self.bytes.len()));
        let bytes = std::mem::replace(&mut self.bytes, rest);
        let text = encoding::narrow(&bytes);
        let text = self.without_odd(&text);
        let at = format!("line {}", self.first);
        self.first = self.line;
        parts.say(Channel::PlainText, "", &at, text.trim_end(), scribe)
    }

    fn without_odd<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        if !text.contains(['\0', '\u{8}']) {
            return Cow::Borrowed(text);
        }
        let count = |odd| text.chars().filter(|letter| *letter == odd).count() as u64;
        self.odd.zeros += count('\0');
        self.odd.backspaces += count('\u{8}');
        Cow::Owned(text.chars().filter(|letter| !matches!(letter, '\0' | '\u{8}')).collect())
    }
}
