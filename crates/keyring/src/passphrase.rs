//! Passphrases.

use std::fmt;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// Fewer characters than this can be tried one after another.
const FEWEST: usize = 12;
/// Bytes of the longest passphrase, before it is normalised.
const MOST_BYTES: usize = 1024;

/// A passphrase, the same on every keyboard: as in the profile `OpaqueString` of RFC 8265, every space is a plain one and
/// accents are one with their letters (NFC). Capitals and spaces at the ends count. It is wiped from memory when it is
/// dropped.
///
/// From RFC 8265 two things are left out: characters that Unicode has not assigned are taken (they need a table that ages,
/// and do no harm here), and so are the old letters of Korean. One thing is stricter: joiners are refused in every script.
pub struct Passphrase(Zeroizing<String>);

/// Why a text is no passphrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PassphraseError {
    /// It has fewer than 12 characters.
    #[error("the passphrase is too short: take at least {FEWEST} characters, for instance four random words")]
    TooShort,
    /// It has more than 1,024 bytes.
    #[error("the passphrase is too long: take at most {MOST_BYTES} bytes")]
    TooLong,
    /// It holds a control character, such as a tab or the end of a line, or one that nobody sees.
    #[error(
        "the passphrase holds a character that cannot be seen or typed everywhere, such as a tab or what joins two \
         pictures: take letters, digits, signs and spaces"
    )]
    Unseen,
}

impl Passphrase {
    /// A passphrase of at least 12 characters. The caller wipes its own copy of the text, and takes off the end of the line.
    pub fn new(text: &str) -> Result<Self, PassphraseError> {
        if text.len() > MOST_BYTES {
            return Err(PassphraseError::TooLong);
        }
        if text.chars().any(forbidden) {
            return Err(PassphraseError::Unseen);
        }
        // Room for the longest form (a character becomes at most three times as long in NFC), so that no copy is left
        // behind by growing.
        let mut normal = Zeroizing::new(String::with_capacity(text.len() * 3));
        normal.extend(text.chars().map(plain_space).nfc());
        if normal.chars().count() < FEWEST {
            return Err(PassphraseError::TooShort);
        }
        Ok(Self(normal))
    }

    /// The bytes that keys are made from, and that a hash for signing in is made from.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// The spaces of Unicode (general category Zs) are one.
fn plain_space(character: char) -> char {
    match character {
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        other => other,
    }
}

/// Controls, and characters that nobody sees (Unicode's property `Default_Ignorable_Code_Point`, ends of lines and
/// paragraphs, marks of direction): whoever types the passphrase elsewhere would leave them out.
fn forbidden(character: char) -> bool {
    character.is_control() || UNSEEN.iter().any(|(first, last)| (*first..=*last).contains(&character))
}

const UNSEEN: [(char, char); 17] = [
    ('\u{ad}', '\u{ad}'),
    ('\u{34f}', '\u{34f}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{115f}', '\u{1160}'),
    ('\u{17b4}', '\u{17b5}'),
    ('\u{180b}', '\u{180f}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{2028}', '\u{202e}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{ffa0}', '\u{ffa0}'),
    ('\u{fff0}', '\u{fff8}'),
    ('\u{1bca0}', '\u{1bca3}'),
    ('\u{1d173}', '\u{1d17a}'),
    ('\u{e0000}', '\u{e0fff}'),
];

impl fmt::Debug for Passphrase {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Passphrase")
    }
}
