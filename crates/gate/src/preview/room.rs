//! Room for texts: each is cut, and all together have a limit.

use crate::mask::is_invisible;

/// Bytes that a cell costs beside its text.
const CELL: usize = 64;

/// The room that is left.
#[derive(Debug)]
pub(super) struct Room {
    left: usize,
    /// Whether something did not fit.
    pub(super) is_full: bool,
}

impl Room {
    pub(super) fn new(bytes: usize) -> Self {
        Self { left: bytes, is_full: false }
    }

    /// The first letters of a text, without what could confuse a reader; `None` when there is no room any more.
    pub(super) fn take(&mut self, text: &str, letters: usize) -> Option<String> {
        let mut letter = text.chars().map(shown);
        let mut kept: String = letter.by_ref().take(letters).collect();
        if letter.next().is_some() {
            kept.push('…');
        }
        let Some(left) = self.left.checked_sub(kept.len() + CELL).filter(|_| !self.is_full) else {
            self.is_full = true;
            return None;
        };
        self.left = left;
        Some(kept)
    }
}

/// Line breaks stay; what turns the direction of text, or is not seen, is shown as a sign that it is there.
fn shown(letter: char) -> char {
    match letter {
        '\n' | '\t' => letter,
        _ if letter.is_control() || is_invisible(letter) => char::REPLACEMENT_CHARACTER,
        _ => letter,
    }
}
