//! Events of an XML part, with its limits.

use super::decode::Decoded;
use crate::stop::{LimitMet, Read, Stop};
use crate::{Budget, Reason};
use quick_xml::events::{BytesRef, Event};
use std::io::{self, BufRead, BufReader};

/// Reads events one by one. Everything that is not plain XML 1.0 with the five predefined entities is refused: a
/// document type can define entities that grow without end or read other files, and no office program writes one.
pub(crate) struct XmlStream<R: io::Read> {
    reader: quick_xml::Reader<Metered<BufReader<Decoded<R>>>>,
    depth: u32,
    deepest: u32,
    forgiving: bool,
}

/// Counts the bytes of the event under way, so that one endless text cannot fill the memory.
struct Metered<R> {
    inner: R,
    since_event: u64,
    most: u64,
}

impl<R: BufRead> io::Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer)
    }
}

impl<R: BufRead> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.since_event > self.most {
            return Err(LimitMet(Reason::TooLarge).into());
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, bytes: usize) {
        self.since_event += bytes as u64;
        self.inner.consume(bytes);
    }
}

impl<R: io::Read> XmlStream<R> {
    /// Pieces handed from the unpacker to the parser.
    const PIECE: usize = 128 << 10;

    pub(crate) fn new(part: R, budget: &Budget) -> Read<Self> {
        let inner = BufReader::with_capacity(Self::PIECE, Decoded::new(part)?);
        let metered = Metered { inner, since_event: 0, most: budget.limits().row_bytes };
        let mut reader = quick_xml::Reader::from_reader(metered);
        reader.config_mut().check_end_names = true;
        Ok(Self { reader, depth: 0, deepest: budget.limits().element_depth, forgiving: false })
    }

    /// Forgives tags that do not match: VML parts written by old programs hold pieces of HTML.
    #[must_use]
    pub(crate) fn forgiving(mut self) -> Self {
        let config = self.reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        self.forgiving = true;
        self
    }

    /// The next event. [`Event::Eof`] at the end.
    pub(crate) fn next<'b>(&mut self, buffer: &'b mut Vec<u8>) -> Read<Event<'b>> {
        buffer.clear();
        self.reader.get_mut().since_event = 0;
        let event = self.reader.read_event_into(buffer)?;
        match &event {
            Event::Start(_) => {
                self.depth += 1;
                if self.depth > self.deepest && !self.forgiving {
                    return Err(LimitMet(Reason::TooDeep).into());
                }
            }
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::DocType(_) => {
                return Err(Stop::part("it declares a document type, which is not read here"));
            }
            Event::Eof if self.depth > 0 && !self.forgiving => return Err(Stop::part("it ends too early")),
            _ => {}
        }
        Ok(event)
    }
}

/// The character that a reference stands for: `&amp;`, `&#233;`.
pub(crate) fn referenced(reference: &BytesRef<'_>) -> Read<char> {
    if let Some(letter) = reference.resolve_char_ref()? {
        return Ok(letter);
    }
    match reference.xml10_content().as_ref() {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(Stop::part("it uses an entity that is not defined")),
    }
}
