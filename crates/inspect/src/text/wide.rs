//! UTF-16 and UTF-32 as UTF-8, piece by piece.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// Bytes taken at once; a multiple of every unit.
const PIECE: usize = 32 << 10;

/// A text of wide units, read as UTF-8.
pub(crate) struct Wide<R> {
    inner: R,
    /// Bytes of a unit: 2 or 4.
    unit: usize,
    is_big_endian: bool,
    input: Vec<u8>,
    output: Vec<u8>,
    taken: usize,
    /// First half of a letter that takes two units.
    high: Option<u16>,
    faults: Rc<Cell<u64>>,
}

impl<R: Read> Wide<R> {
    pub(crate) fn new(inner: R, unit: usize, is_big_endian: bool) -> Self {
        Self {
            inner,
            unit,
            is_big_endian,
            input: Vec::new(),
            output: Vec::new(),
            taken: 0,
            high: None,
            faults: Rc::new(Cell::new(0)),
        }
    }

    /// How many units stand for no letter; counted while the text is read.
    pub(crate) fn faults(&self) -> Rc<Cell<u64>> {
        Rc::clone(&self.faults)
    }

    fn refill(&mut self) -> io::Result<()> {
        self.output.clear();
        self.taken = 0;
        while self.output.is_empty() {
            let held = self.input.len();
            self.input.resize(PIECE, 0);
            let read = self.inner.read(&mut self.input[held..])?;
            self.input.truncate(held + read);
            if read == 0 {
                if !self.input.is_empty() || self.high.is_some() {
                    self.input.clear();
                    self.high = None;
                    self.fault();
                }
                return Ok(());
            }
            let whole = self.input.len() / self.unit * self.unit;
            let input = std::mem::take(&mut self.input);
            for unit in input[..whole].chunks_exact(self.unit) {
                self.letter(unit);
            }
            self.input = input;
            self.input.drain(..whole);
        }
        Ok(())
    }

    fn letter(&mut self, unit: &[u8]) {
        let fold = |number: u32, byte: &u8| number << 8 | u32::from(*byte);
        let number =
            if self.is_big_endian { unit.iter().fold(0, fold) } else { unit.iter().rev().fold(0, fold) };
        if self.unit == 4 {
            return match char::from_u32(number) {
                Some(letter) => self.push(letter),
                None => self.fault(),
            };
        }
        let number = number as u16;
        if let Some(high) = self.high.take() {
            match char::decode_utf16([high, number]).next() {
                Some(Ok(letter)) if letter as u32 > 0xffff => return self.push(letter),
                _ => self.fault(),
            }
        }
        match number {
            0xd800..=0xdbff => self.high = Some(number),
            _ => match char::from_u32(u32::from(number)) {
                Some(letter) => self.push(letter),
                None => self.fault(),
            },
        }
    }

    fn push(&mut self, letter: char) {
        self.output.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
    }

    fn fault(&mut self) {
        self.faults.set(self.faults.get() + 1);
        self.push(char::REPLACEMENT_CHARACTER);
    }
}

impl<R: Read> Read for Wide<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.taken == self.output.len() {
            self.refill()?;
        }
        let rest = &self.output[self.taken..];
        let len = rest.len().min(buffer.len());
        buffer[..len].copy_from_slice(&rest[..len]);
        self.taken += len;
        Ok(len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_text_comes_through(text in "\\PC{0,200}") {
            let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            let utf32: Vec<u8> = text.chars().flat_map(|letter| (letter as u32).to_le_bytes()).collect();
            for (bytes, unit, is_big_endian) in [(utf16, 2, true), (utf32, 4, false)] {
                let mut wide = Wide::new(bytes.as_slice(), unit, is_big_endian);
                let mut out = String::new();
                wide.read_to_string(&mut out).unwrap();
                prop_assert_eq!(&out, &text);
                prop_assert_eq!(wide.faults().get(), 0);
            }
        }
    }

    #[test]
    fn halves_of_letters_are_counted() {
        let bytes = [0x41, 0, 0, 0xd8, 0x42, 0, 0x43];
        let mut wide = Wide::new(bytes.as_slice(), 2, false);
        let mut out = String::new();
        wide.read_to_string(&mut out).unwrap();
        assert_eq!(out, "A\u{fffd}B\u{fffd}");
        assert_eq!(wide.faults().get(), 2);
    }
}
