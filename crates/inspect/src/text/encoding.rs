//! In which encoding a text file is written.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Guesses the encoding of a text by its first bytes, or `None` when they are no text.
///
/// A byte order mark decides. Without one, zeros in every other place mean UTF-16; bytes that are valid UTF-8 are
/// UTF-8; what is left, if it has no control characters, is Windows-1252, the encoding of British office programs.
pub(crate) fn of_head(head: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Some(encoding);
    }
    if head.contains(&0) {
        return wide(head);
    }
    let is_control =
        |byte: &&u8| **byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1a | 0x1b);
    if head.iter().filter(is_control).count() * 500 > head.len() {
        return None;
    }
    match std::str::from_utf8(head) {
        Ok(_) => Some(UTF_8),
        // The head may end inside a letter.
        Err(error) if error.error_len().is_none() && head.len() - error.valid_up_to() < 4 => Some(UTF_8),
        Err(_) => Some(WINDOWS_1252),
    }
}

/// UTF-16 without a mark: one half of the places is nearly all zeros, the other has none.
fn wide(head: &[u8]) -> Option<&'static Encoding> {
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    if even == 0 && odd * 2 > pairs {
        Some(UTF_16LE)
    } else if odd == 0 && even * 2 > pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether the bytes are text in some encoding.
pub(crate) fn is_text(head: &[u8]) -> bool {
    of_head(head).is_some()
}

/// The head as text, for a look at its first words.
pub(crate) fn head_as_text(head: &[u8]) -> Option<String> {
    let encoding = of_head(head)?;
    Some(encoding.decode(head).0.into_owned())
}
