//! A short text that may be an identifier, in the forms that the checks want.

use super::fold::LONGEST;
use super::{Day, Marks, Shape};

/// A short text that may be an identifier. Lives on the stack: trying one allocates nothing.
pub struct Candidate<'a> {
    /// The text in ASCII, without space around it.
    pub text: &'a [u8],
    /// What it is made of.
    pub shape: Shape,
    /// The day on which the question is asked: no plate is newer.
    pub today: Day,
    /// Whether the text is a whole cell. A number stored in a cell has lost its leading zeros.
    pub whole: bool,
    compact: &'a [u8],
}

/// Room for the letters and digits of one candidate.
type Room = [u8; LONGEST];

impl<'a> Candidate<'a> {
    /// Takes a text of at most [`LONGEST`] bytes; `None` for a longer one.
    pub fn new(text: &'a [u8], shape: Shape, today: Day, whole: bool, room: &'a mut Room) -> Option<Self> {
        // Digits alone, the commonest of all, need no copy.
        if shape.letters == 0 && shape.marks.is_empty() {
            return Some(Self { text, shape, today, whole, compact: text });
        }
        let mut slots = room.iter_mut();
        let mut len = 0;
        for byte in text.iter().filter(|byte| byte.is_ascii_alphanumeric()) {
            *slots.next()? = byte.to_ascii_uppercase();
            len += 1;
        }
        Some(Self { text, shape, today, whole, compact: room.get(..len)? })
    }

    /// Letters and digits only, in capitals.
    pub fn compact(&self) -> &'a [u8] {
        self.compact
    }

    /// Whether it is written in one piece, or in pieces of exactly these lengths.
    pub fn grouped(&self, lengths: &[usize]) -> bool {
        self.shape.marks.is_empty() || self.in_groups(lengths)
    }

    /// Whether it is written in pieces of exactly these lengths, with one mark between two.
    pub fn in_groups(&self, lengths: &[usize]) -> bool {
        let mut pieces = self.text.split(|byte| !byte.is_ascii_alphanumeric());
        lengths.iter().all(|&length| pieces.next().is_some_and(|piece| piece.len() == length))
            && pieces.next().is_none()
    }

    /// The pieces between slashes, hyphens, dots and spaces, as written; the first `N` of them, if there are just `N`.
    pub fn pieces<const N: usize>(&self) -> Option<[&'a [u8]; N]> {
        let mut pieces = self.text.split(|byte| !byte.is_ascii_alphanumeric());
        let mut taken = [&self.text[..0]; N];
        for slot in &mut taken {
            *slot = pieces.next()?;
        }
        pieces.next().is_none().then_some(taken)
    }

    /// Whether every letter is a capital.
    pub fn is_upper(&self) -> bool {
        !self.text.iter().any(u8::is_ascii_lowercase)
    }

    /// Whether a mark of these is in the text.
    pub fn has(&self, marks: Marks) -> bool {
        self.shape.marks.intersects(marks)
    }

    /// Ten digits, with the zeros that a cell with a number has lost put back, at most `lost` of them.
    pub fn ten_digits(&self, lost: usize) -> Option<[u8; 10]> {
        let digits = self.compact();
        let missing = 10_usize.checked_sub(digits.len())?;
        if missing > if self.whole && self.shape.marks.is_empty() { lost } else { 0 } {
            return None;
        }
        let mut ten = [b'0'; 10];
        ten.get_mut(missing..)?.copy_from_slice(digits);
        Some(ten)
    }
}
