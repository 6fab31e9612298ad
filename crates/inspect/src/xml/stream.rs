//! Events of an XML part, with its limits.

use super::decode::Decoded;
use crate::stop::{LimitMet, Read, Stop};
use crate::{Budget, Reason};
use quick_xml::events::{BytesRef, Event};
use std::io::{self, BufRead, BufReader};

/// Reads events one by one. Everything that is not plain XML 1.0 with the five predefined entities is refused: a
/// document type can define entities that grow without end or read other files. One that is only named, as
/// LibreOffice does for macros and old programs did for lists of parts, can do nothing of the kind.
pub(crate) struct XmlStream<R: io::Read> {
    reader: quick_xml::Reader<Metered<BufReader<Decoded<R>>>>,
    depth: u32,
    deepest: u32,
    forgiving: bool,
}

/// Counts the bytes of the event under way, so that one endless text cannot fill the memory.
struct Metered<R> {
    /// Bytes that were taken and given back; they come before the rest.
    returned: Vec<u8>,
    inner: R,
    since_event: u64,
    most: u64,
}

impl<R: BufRead> io::Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut bytes = self.fill_buf()?;
        let read = bytes.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.since_event > self.most {
            return Err(LimitMet(Reason::TooLarge).into());
        }
        if self.returned.is_empty() { self.inner.fill_buf() } else { Ok(&self.returned) }
    }

    fn consume(&mut self, bytes: usize) {
        self.since_event += bytes as u64;
        if self.returned.is_empty() {
            self.inner.consume(bytes);
        } else {
            self.returned.drain(..bytes.min(self.returned.len()));
        }
    }
}

impl<R: io::Read> XmlStream<R> {
    /// Pieces handed from the unpacker to the parser.
    const PIECE: usize = 128 << 10;

    pub(crate) fn new(part: R, budget: &Budget) -> Read<Self> {
        let inner = BufReader::with_capacity(Self::PIECE, Decoded::new(part)?);
        let metered =
            Metered { returned: Vec::new(), inner, since_event: 0, most: budget.limits().row_bytes };
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

    /// The bytes that come next, for a reader that parses them itself; empty at the end.
    pub(crate) fn raw(&mut self) -> Read<&[u8]> {
        let metered = self.reader.get_mut();
        metered.since_event = 0;
        Ok(metered.fill_buf()?)
    }

    /// Bytes of [`XmlStream::raw`] were parsed.
    pub(crate) fn raw_used(&mut self, bytes: usize) {
        self.reader.get_mut().consume(bytes);
    }

    /// Bytes that were taken come back, before what is still to come.
    pub(crate) fn give_back(&mut self, bytes: &[u8]) {
        let returned = &mut self.reader.get_mut().returned;
        returned.splice(..0, bytes.iter().copied());
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
            // A type that is only named defines nothing, and nobody here goes to look for it.
            Event::DocType(kind) if kind.contains('[') => {
                return Err(Stop::part("it defines entities of its own, which is not read here"));
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
