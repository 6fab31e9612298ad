//! Characters beyond ASCII that people's programs put into numbers: hard spaces, dashes of several lengths, marks of no
//! width, full-width digits. Without this, "943 476 5919" pasted from a web page would not be an NHS number.

/// Longest text that is tried as one identifier: the longest machine-readable line is 44 characters, the longest mail
/// address that is worth the time 96.
pub(crate) const LONGEST: usize = 96;

/// A short text in ASCII.
pub(crate) struct Folded {
    bytes: [u8; LONGEST],
    len: usize,
}

impl Folded {
    /// The text in ASCII; `None` where it is too long or has characters that no identifier has.
    pub fn of(text: &str) -> Option<Self> {
        let mut folded = Self { bytes: [0; LONGEST], len: 0 };
        for character in text.chars() {
            match plain(character) {
                Plain::Byte(byte) => {
                    *folded.bytes.get_mut(folded.len)? = byte;
                    folded.len += 1;
                }
                Plain::Nothing => {}
                Plain::Foreign => return None,
            }
        }
        Some(folded)
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}

/// What a character is in ASCII.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plain {
    /// This character.
    Byte(u8),
    /// Nothing: it has no width.
    Nothing,
    /// Something that no identifier has.
    Foreign,
}

/// The ASCII character that stands for a character.
pub(crate) fn plain(character: char) -> Plain {
    Plain::Byte(match character {
        '\t' | '\r' | '\n' => return Plain::Foreign,
        character if character.is_ascii() => character as u8,
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => b' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' => b'-',
        '\u{2019}' => b'\'',
        '\u{2044}' | '\u{2215}' | '\u{ff0f}' => b'/',
        '\u{ff10}'..='\u{ff19}' => b'0' + (character as u32 - 0xff10) as u8,
        '\u{ff21}'..='\u{ff3a}' => b'A' + (character as u32 - 0xff21) as u8,
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}' => return Plain::Nothing,
        _ => return Plain::Foreign,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hard_spaces_and_dashes_become_plain() {
        let folded = Folded::of("943\u{a0}476\u{2011}5919\u{200b}").unwrap();
        assert_eq!(folded.bytes(), b"943 476-5919");
        assert!(Folded::of("naïve").is_none());
    }
}
