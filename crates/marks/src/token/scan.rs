//! Finds reference numbers in texts.

use super::{CHARACTERS, Token, alphabet};
use std::ops::Range;

/// A reference number in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundToken {
    /// Where it stands, in bytes.
    pub place: Range<usize>,
    /// The number.
    pub token: Token,
}

/// The tokens in a text, in the order in which they stand there.
///
/// A token stands alone: what is before and after it is no letter and no digit of ASCII. Hyphens may stand inside, and
/// tokens may hang together by hyphens with other things (`photo-7K…-2024`), so tokens may overlap. One 14-letter word in
/// 32 of those without a U is taken for one: what is found says how many strings were examined, not that they are ours.
pub fn tokens_in(text: &str) -> impl Iterator<Item = FoundToken> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let piece = piece(bytes, at);
            if piece.is_empty() {
                at += 1;
                continue;
            }
            let begin = at;
            at = piece.end;
            if let Some(found) = token_from(bytes, begin, piece.end) {
                return Some(found);
            }
        }
        None
    })
}

/// The letters and digits from here on.
fn piece(bytes: &[u8], from: usize) -> Range<usize> {
    let rest = bytes.get(from..).unwrap_or_default();
    from..from + rest.iter().take_while(|letter| letter.is_ascii_alphanumeric()).count()
}

/// The token that begins here and ends with this piece, or with one that hangs on it by a hyphen.
fn token_from(bytes: &[u8], begin: usize, first_end: usize) -> Option<FoundToken> {
    let mut characters = [0; CHARACTERS];
    let mut free = characters.iter_mut();
    let mut end = first_end;
    let mut piece_begin = begin;
    loop {
        let letters = bytes.get(piece_begin..end)?;
        // Too long a piece has nothing to look at, however long it is.
        if letters.len() > free.len() {
            return None;
        }
        for letter in letters {
            *free.next()? = alphabet::value(*letter)?;
        }
        if free.len() == 0 {
            return Token::from_characters(&characters).map(|token| FoundToken { place: begin..end, token });
        }
        if bytes.get(end) != Some(&b'-') {
            return None;
        }
        let next = piece(bytes, end + 1);
        if next.is_empty() {
            return None;
        }
        (piece_begin, end) = (next.start, next.end);
    }
}
