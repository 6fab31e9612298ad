//! What a short text is made of, found in one pass: which identifiers it could be is then three table look-ups.

use bitflags::bitflags;

bitflags! {
    /// Characters between letters and digits that some identifier is written with.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct Marks: u16 {
        /// A space.
        const SPACE = 1;
        /// `-`
        const HYPHEN = 1 << 1;
        /// `/`
        const SLASH = 1 << 2;
        /// `.`
        const DOT = 1 << 3;
        /// `:`
        const COLON = 1 << 4;
        /// `@`
        const AT = 1 << 5;
        /// `,`
        const COMMA = 1 << 6;
        /// `+`
        const PLUS = 1 << 7;
        /// `(` or `)`
        const BRACKET = 1 << 8;
        /// `<`, the filler of machine-readable zones.
        const FILLER = 1 << 9;
        /// `_ ' & * % !` and what else the name of a mailbox may hold.
        const MAILBOX = 1 << 10;
        /// Any other ASCII character: no identifier has one.
        const OTHER = 1 << 11;
        /// A character beyond ASCII: to be folded first, see [`super::fold`].
        const WIDE = 1 << 12;
    }
}

/// Number of single marks.
pub(crate) const MARK_COUNT: usize = 13;

/// What a text is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// ASCII digits; stops counting at 255.
    pub digits: u8,
    /// ASCII letters; stops counting at 255.
    pub letters: u8,
    /// Everything else.
    pub marks: Marks,
}

/// Class of each byte: 0x8000 digit, 0x4000 letter, else a mark.
const CLASSES: [u16; 256] = {
    let mut classes = [Marks::OTHER.bits(); 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'0'..=b'9' => DIGIT,
            b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            b' ' => Marks::SPACE.bits(),
            b'-' => Marks::HYPHEN.bits(),
            b'/' => Marks::SLASH.bits(),
            b'.' => Marks::DOT.bits(),
            b':' => Marks::COLON.bits(),
            b'@' => Marks::AT.bits(),
            b',' => Marks::COMMA.bits(),
            b'+' => Marks::PLUS.bits(),
            b'(' | b')' => Marks::BRACKET.bits(),
            b'<' => Marks::FILLER.bits(),
            b'_' | b'\'' | b'&' | b'*' | b'%' | b'!' | b'#' | b'$' | b'=' | b'?' | b'^' | b'{' | b'|'
            | b'}' | b'~' | b'`' => Marks::MAILBOX.bits(),
            128.. => Marks::WIDE.bits(),
            _ => Marks::OTHER.bits(),
        };
        byte += 1;
    }
    classes
};
const DIGIT: u16 = 0x8000;
const LETTER: u16 = 0x4000;

impl Shape {
    /// One pass over the text.
    pub fn of(text: &[u8]) -> Self {
        let (mut digits, mut letters, mut marks) = (0_u32, 0_u32, 0_u16);
        for &byte in text {
            let class = CLASSES[byte as usize];
            digits += u32::from(class >> 15);
            letters += u32::from(class >> 14 & 1);
            marks |= class;
        }
        Self {
            digits: digits.min(255) as u8,
            letters: letters.min(255) as u8,
            marks: Marks::from_bits_truncate(marks),
        }
    }
}

/// What an identifier may be made of: the first and cheapest test.
#[derive(Debug, Clone, Copy)]
pub struct Gate {
    /// Fewest and most digits.
    pub digits: (u8, u8),
    /// Fewest and most letters.
    pub letters: (u8, u8),
    /// Marks that it may be written with.
    pub marks: Marks,
}

impl Gate {
    /// A gate that stays closed.
    pub const SHUT: Self = Self { digits: (1, 0), letters: (1, 0), marks: Marks::empty() };

    /// Digits, letters and marks.
    pub const fn new(digits: (u8, u8), letters: (u8, u8), marks: Marks) -> Self {
        Self { digits, letters, marks }
    }

    /// Whether a text of this shape may pass.
    pub fn admits(&self, shape: Shape) -> bool {
        (self.digits.0..=self.digits.1).contains(&shape.digits)
            && (self.letters.0..=self.letters.1).contains(&shape.letters)
            && self.marks.contains(shape.marks)
    }
}

/// Space only: the commonest set of marks.
pub(crate) const SPACED: Marks = Marks::SPACE;
/// Space and hyphen.
pub(crate) const GROUPED: Marks = Marks::SPACE.union(Marks::HYPHEN);
/// Space, hyphen and slash.
pub(crate) const SLASHED: Marks = GROUPED.union(Marks::SLASH);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_counted_by_class() {
        let shape = Shape::of(b"2002/0073319Z");
        assert_eq!((shape.digits, shape.letters, shape.marks), (11, 1, Marks::SLASH));
        assert_eq!(Shape::of("é".as_bytes()).marks, Marks::WIDE);
    }
}
