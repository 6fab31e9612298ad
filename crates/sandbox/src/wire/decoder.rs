//! The parent's end of the pipe.

use super::row::take_row;
use super::{Broken, Kind, LENGTH, Message};
use inspect::{CellHead, Frame};
use serde::Deserialize;

/// Bytes that are read at once.
const CHUNK: usize = 256 << 10;

/// The end of a part holds the one list among the frames, with a line for each way of hiding: far less than this. A list
/// takes more memory than its bytes.
const LONGEST_CLOSE: usize = 4 << 10;

/// Takes bytes as they come and gives messages that borrow from them.
#[derive(Debug)]
pub struct Decoder {
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    heads: Vec<CellHead>,
    longest: usize,
}

impl Decoder {
    /// Refuses messages of more than `longest` bytes.
    pub fn new(longest: usize) -> Self {
        Self { buffer: vec![0; CHUNK], start: 0, end: 0, heads: Vec::new(), longest }
    }

    /// Where the next bytes go; never empty.
    pub fn room(&mut self) -> &mut [u8] {
        if self.start > 0 {
            // What is left is a piece of one message, small beside what was read at once.
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.end == self.buffer.len() {
            // Full of bytes that came: the only reason to grow.
            self.buffer.resize(self.buffer.len() * 2, 0);
        }
        self.buffer.get_mut(self.end..).unwrap_or_default()
    }

    /// So many bytes of the room were filled.
    pub fn filled(&mut self, bytes: usize) {
        self.end = (self.end + bytes).min(self.buffer.len());
    }

    /// Whether no byte is left that was not part of a message.
    pub fn is_drained(&self) -> bool {
        self.start == self.end
    }

    /// The next message, once all of it has come.
    pub fn message(&mut self) -> Result<Option<Message<'_>>, Broken> {
        let bytes = self.buffer.get(self.start..self.end).unwrap_or_default();
        let Some((length, rest)) = bytes.split_first_chunk::<LENGTH>() else { return Ok(None) };
        let length = u32::from_le_bytes(*length) as usize;
        if length > self.longest {
            return Err(Broken("a message is too long"));
        }
        let Some(message) = rest.get(..length) else { return Ok(None) };
        self.start += LENGTH + length;
        let (kind, body) = message.split_first().ok_or(Broken("a message is empty"))?;
        let kind = Kind::of(*kind).ok_or(Broken("a message is of an unknown kind"))?;
        let message = match kind {
            Kind::Row => Message::Frame(Frame::Row(take_row(body, &mut self.heads)?)),
            Kind::Confined => Message::Confined(take(body)?),
            Kind::File => Message::Frame(Frame::File(take(body)?)),
            Kind::Open => Message::Frame(Frame::Open(take(body)?)),
            Kind::Segment => Message::Frame(Frame::Segment(take(body)?)),
            Kind::Style => Message::Frame(Frame::Style(take(body)?)),
            Kind::Layout => Message::Frame(Frame::Layout(take(body)?)),
            Kind::Pixels => Message::Frame(Frame::Pixels(take(body)?)),
            Kind::Close if body.len() > LONGEST_CLOSE => return Err(Broken("the end of a part is too long")),
            Kind::Close => Message::Frame(Frame::Close(take(body)?)),
            Kind::Unaccounted => Message::Frame(Frame::Unaccounted(take(body)?)),
            Kind::Unchecked => Message::Frame(Frame::Unchecked(take(body)?)),
            Kind::FileEnd => Message::Frame(Frame::FileEnd(take(body)?)),
            Kind::End => Message::End(take(body)?),
        };
        Ok(Some(message))
    }
}

/// A body that is exactly one value. Its texts stay where they are.
fn take<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, Broken> {
    match postcard::take_from_bytes(body) {
        Ok((value, [])) => Ok(value),
        Ok(_) => Err(Broken("a message has bytes left over")),
        Err(_) => Err(Broken("a message makes no sense")),
    }
}
