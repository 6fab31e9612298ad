//! Cutting a text into words and numbers, once for all recognisers.

use super::{Class, Lexicon};

/// A maximal run of letters and digits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    /// First byte.
    pub start: u32,
    /// First byte behind it.
    pub end: u32,
    /// Number of its sentence in the text.
    pub sentence: u32,
    /// Its entry in the lexicon; 0 is the entry of unknown words.
    pub entry: u16,
    /// Letters, digits or both.
    pub kind: TokenKind,
    /// How it is written.
    pub case: Case,
    /// What stands between it and the token before.
    pub gap: Gap,
}

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    Word,
    Digits,
    Mixed,
}

/// How a token's letters are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    /// No capital at the beginning.
    Lower,
    /// A capital, then at least one small letter: "Anna", "O'Neill".
    Title,
    /// Capitals only; a single capital letter too.
    Upper,
}

/// What stands between two tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    /// Nothing: the first token.
    Start,
    /// Nothing, inside a word: "NHS9990000018".
    Glued,
    /// One space.
    Space,
    /// A hyphen.
    Hyphen,
    /// An apostrophe.
    Apostrophe,
    /// A full stop without space.
    Dot,
    /// A full stop and a space: the end of a sentence, or of an abbreviation.
    DotSpace,
    /// A comma.
    Comma,
    /// A colon or semicolon.
    Colon,
    /// Quotes, brackets, slashes.
    Other,
    /// The end of a sentence.
    Sentence,
    /// A tab, or two spaces or more: another column.
    Wide,
    /// The end of a line.
    Line,
}

impl Gap {
    fn of(between: &[u8]) -> Self {
        match between {
            [] => Self::Start,
            b" " | [0xc2, 0xa0] => Self::Space,
            b"-" => Self::Hyphen,
            b"'" | [0xe2, 0x80, 0x99] => Self::Apostrophe,
            b"." => Self::Dot,
            b". " => Self::DotSpace,
            b", " | b"," => Self::Comma,
            b": " | b":" | b"; " => Self::Colon,
            _ => Self::of_many(between),
        }
    }

    fn of_many(between: &[u8]) -> Self {
        let (mut spaces, mut stop, mut colon, mut comma, mut found) = (0, false, false, false, Self::Other);
        for &byte in between {
            match byte {
                b'\n' | b'\r' => return Self::Line,
                b'\t' => found = Self::Wide,
                b' ' => {
                    spaces += 1;
                    if spaces > 1 {
                        found = Self::Wide;
                    }
                    continue;
                }
                b'.' | b'!' | b'?' => stop = true,
                b':' | b';' => colon = true,
                b',' => comma = true,
                _ => {}
            }
            spaces = 0;
        }
        match found {
            Self::Wide => Self::Wide,
            // A bracketed or quoted word after a full stop still begins a sentence.
            _ if stop && between.contains(&b' ') => Self::Sentence,
            _ if colon => Self::Colon,
            _ if comma => Self::Comma,
            _ => Self::Other,
        }
    }

    /// Whether the two tokens stand in different lines or columns, which nothing crosses.
    pub fn parts(self) -> bool {
        matches!(self, Self::Line | Self::Wide | Self::Start)
    }
}

impl Token {
    /// Its text.
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// Its length in bytes.
    pub fn len(&self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it is of a class.
    pub fn is(&self, class: Class) -> bool {
        Lexicon::shared().classes(self.entry).intersects(class)
    }

    /// A single capital letter.
    pub fn is_initial(&self) -> bool {
        self.case == Case::Upper && self.len() == 1
    }
}

/// Cuts a text. `numbers` receives the places of the tokens with digits.
pub(crate) fn cut(text: &str, tokens: &mut Vec<Token>, numbers: &mut Vec<u32>) {
    tokens.clear();
    numbers.clear();
    let lexicon = Lexicon::shared();
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut end_before = 0;
    let mut sentence = 0;
    while let Some(start) = next_start(text, at) {
        let (end, kind, case) = run(text, start);
        let (end, kind, case) = glued_name(text, start, end, kind).unwrap_or((end, kind, case));
        let between = bytes.get(end_before..start).unwrap_or_default();
        let gap = match between {
            _ if tokens.is_empty() => Gap::Start,
            [] => Gap::Glued,
            _ => Gap::of(between),
        };
        let entry =
            if kind == TokenKind::Word { lexicon.find(text.get(start..end).unwrap_or_default()) } else { 0 };
        sentence += u32::from(match gap {
            Gap::Sentence | Gap::Line => true,
            Gap::DotSpace => case != Case::Lower && tokens.last().is_some_and(ends_sentence),
            _ => false,
        });
        if kind != TokenKind::Word {
            numbers.push(tokens.len() as u32);
        }
        tokens.push(Token { start: start as u32, end: end as u32, sentence, entry, kind, case, gap });
        (at, end_before) = (end, end);
    }
}

/// Whether a full stop behind this token ends a sentence: not behind an initial or an abbreviated title.
fn ends_sentence(token: &Token) -> bool {
    !token.is_initial() && !token.is(Class::TITLE.union(Class::RANK))
}

/// The next letter or digit.
fn next_start(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        let byte = *bytes.get(at)?;
        if byte.is_ascii_alphanumeric() {
            return Some(at);
        }
        if byte < 128 {
            at += 1;
            continue;
        }
        let character = text.get(at..)?.chars().next()?;
        if character.is_alphanumeric() {
            return Some(at);
        }
        at += character.len_utf8();
    }
}

/// The name of an identifier that its number follows without a gap; it becomes a word of its own.
fn glued_name(text: &str, start: usize, end: usize, kind: TokenKind) -> Option<(usize, TokenKind, Case)> {
    let word = text.get(start..end).filter(|word| kind == TokenKind::Mixed && word.len() > 8)?;
    let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    let name = word.get(..letters).filter(|name| (3..=5).contains(&name.len()))?;
    let lexicon = Lexicon::shared();
    let names = lexicon
        .phrases(lexicon.find(name))
        .iter()
        .any(|phrase| phrase.names != 0 && !phrase.words.contains(' '));
    names.then_some((start + letters, TokenKind::Word, Case::Upper))
}

/// The run that begins here: its end, what it is made of, how it is written.
fn run(text: &str, start: usize) -> (usize, TokenKind, Case) {
    let bytes = text.as_bytes();
    let (mut digits, mut upper, mut lower) = (0_u32, 0_u32, 0_u32);
    let mut first_upper = false;
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'a'..=b'z' => lower += 1,
            b'A'..=b'Z' => {
                first_upper |= at == start;
                upper += 1;
            }
            b'0'..=b'9' => digits += 1,
            128.. => {
                let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
                // Marks that combine with the letter before belong to the word.
                let combining = ('\u{300}'..='\u{36f}').contains(&character);
                if !character.is_alphanumeric() && !combining {
                    break;
                }
                if character.is_uppercase() {
                    first_upper |= at == start;
                    upper += 1;
                } else {
                    lower += 1;
                }
                at += character.len_utf8();
                continue;
            }
            _ => break,
        }
        at += 1;
    }
    let kind = match (digits, upper + lower) {
        (0, _) => TokenKind::Word,
        (_, 0) => TokenKind::Digits,
        _ => TokenKind::Mixed,
    };
    let case = match (first_upper, lower) {
        (false, _) => Case::Lower,
        (true, 0) => Case::Upper,
        (true, _) => Case::Title,
    };
    (at, kind, case)
}
