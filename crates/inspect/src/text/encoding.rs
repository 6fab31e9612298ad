//! In which encoding a text file is written.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

/// An encoding that office programs write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextEncoding {
    Utf8,
    /// Units of two bytes.
    Utf16 {
        big_endian: bool,
    },
    /// Units of four bytes.
    Utf32 {
        big_endian: bool,
    },
    /// What British office programs write when nobody asks for Unicode.
    Windows1252,
}

impl TextEncoding {
    /// Bytes of the byte order mark at the start, 0 when there is none.
    pub(crate) fn mark(self, head: &[u8]) -> usize {
        let mark: &[u8] = match self {
            Self::Utf8 => b"\xef\xbb\xbf",
            Self::Utf16 { big_endian: false } => b"\xff\xfe",
            Self::Utf16 { big_endian: true } => b"\xfe\xff",
            Self::Utf32 { big_endian: false } => b"\xff\xfe\0\0",
            Self::Utf32 { big_endian: true } => b"\0\0\xfe\xff",
            Self::Windows1252 => b"",
        };
        if head.starts_with(mark) { mark.len() } else { 0 }
    }
}

/// Guesses the encoding of a text by its first bytes, or `None` when they are no text.
///
/// A byte order mark decides. Without one, zeros in every other place mean UTF-16, in three of four UTF-32; bytes that
/// are valid UTF-8 are UTF-8; what is left, if it has no control characters, is Windows-1252.
pub(crate) fn of_head(head: &[u8]) -> Option<TextEncoding> {
    // The mark of UTF-32 begins like that of UTF-16.
    let marked = [
        TextEncoding::Utf32 { big_endian: false },
        TextEncoding::Utf32 { big_endian: true },
        TextEncoding::Utf16 { big_endian: false },
        TextEncoding::Utf16 { big_endian: true },
        TextEncoding::Utf8,
    ];
    if let Some(encoding) = marked.into_iter().find(|encoding| encoding.mark(head) > 0) {
        return Some(encoding);
    }
    if head.contains(&0)
        && let Some(encoding) = wide(head)
    {
        return Some(encoding);
    }
    if !has_few_controls(head) {
        return None;
    }
    match std::str::from_utf8(head) {
        Ok(_) => Some(TextEncoding::Utf8),
        // The head may end inside a letter.
        Err(error) if error.error_len().is_none() && head.len() - error.valid_up_to() < 4 => {
            Some(TextEncoding::Utf8)
        }
        Err(_) => Some(TextEncoding::Windows1252),
    }
}

/// Whether bytes that have no business in a text are rare. A stray zero in a short file does not make it binary, as
/// long as nothing else speaks for it.
fn has_few_controls(head: &[u8]) -> bool {
    let is_control = |byte: &&u8| {
        **byte < 0x20 && !matches!(**byte, 0 | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1a | 0x1b)
    };
    let controls = head.iter().filter(is_control).count();
    let zeros = memchr::memchr_iter(0, head).count();
    controls * 500 <= head.len() && (zeros * 500 <= head.len() || controls == 0 && zeros * 10 <= head.len())
}

/// UTF-16 or UTF-32 without a mark: some places of each unit are nearly all zeros, the others have none.
fn wide(head: &[u8]) -> Option<TextEncoding> {
    let zeros = |every: usize, offset: usize| {
        head.iter().skip(offset).step_by(every).filter(|byte| **byte == 0).count()
    };
    let quads = head.len() / 4;
    if quads > 0 && zeros(4, 0) == 0 && zeros(4, 3) >= quads && zeros(4, 2) * 10 >= quads * 9 {
        return Some(TextEncoding::Utf32 { big_endian: false });
    }
    if quads > 0 && zeros(4, 3) == 0 && zeros(4, 0) >= quads && zeros(4, 1) * 10 >= quads * 9 {
        return Some(TextEncoding::Utf32 { big_endian: true });
    }
    let pairs = head.len() / 2;
    let (even, odd) = (zeros(2, 0), zeros(2, 1));
    if even == 0 && odd * 2 > pairs {
        Some(TextEncoding::Utf16 { big_endian: false })
    } else if odd == 0 && even * 2 > pairs {
        Some(TextEncoding::Utf16 { big_endian: true })
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
    let body = &head[encoding.mark(head)..];
    Some(match encoding {
        TextEncoding::Utf8 | TextEncoding::Windows1252 => narrow(body).into_owned(),
        TextEncoding::Utf16 { big_endian } => {
            let encoding = if big_endian { UTF_16BE } else { UTF_16LE };
            encoding.decode_without_bom_handling(body).0.into_owned()
        }
        TextEncoding::Utf32 { big_endian } => {
            let letter = |unit: &[u8; 4]| {
                let number = if big_endian { u32::from_be_bytes(*unit) } else { u32::from_le_bytes(*unit) };
                char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER)
            };
            body.as_chunks().0.iter().map(letter).collect()
        }
    })
}

/// Bytes that are mostly UTF-8 or mostly Windows-1252 as text. What is valid UTF-8 is read as such, every other byte
/// as Windows-1252: a wrong guess, or a file put together from two, loses no letter.
pub(crate) fn narrow(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.into();
    }
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    text.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide_bytes<const N: usize>(text: &str, unit: impl Fn(char) -> [u8; N]) -> Vec<u8> {
        text.chars().flat_map(unit).collect()
    }

    #[test]
    fn every_encoding_is_told_with_and_without_its_mark() {
        let text = "Surname,Rank\nAshworth,Constable\n";
        let le16 = wide_bytes(text, |letter| (letter as u16).to_le_bytes());
        let be16 = wide_bytes(text, |letter| (letter as u16).to_be_bytes());
        let le32 = wide_bytes(text, |letter| (letter as u32).to_le_bytes());
        let be32 = wide_bytes(text, |letter| (letter as u32).to_be_bytes());
        for (bytes, mark, expected) in [
            (text.as_bytes().to_vec(), &b"\xef\xbb\xbf"[..], TextEncoding::Utf8),
            (le16, b"\xff\xfe", TextEncoding::Utf16 { big_endian: false }),
            (be16, b"\xfe\xff", TextEncoding::Utf16 { big_endian: true }),
            (le32, b"\xff\xfe\0\0", TextEncoding::Utf32 { big_endian: false }),
            (be32, b"\0\0\xfe\xff", TextEncoding::Utf32 { big_endian: true }),
        ] {
            assert_eq!(of_head(&bytes), Some(expected));
            assert_eq!(head_as_text(&bytes).as_deref(), Some(text));
            let marked = [mark, &bytes].concat();
            assert_eq!(of_head(&marked), Some(expected));
            assert_eq!(head_as_text(&marked).as_deref(), Some(text));
        }
        assert_eq!(of_head(b"M\xfcller,PC\n"), Some(TextEncoding::Windows1252));
    }

    #[test]
    fn a_mixture_loses_no_letter() {
        assert_eq!(narrow(b"M\xfcller and M\xc3\xbcller"), "Müller and Müller");
        assert_eq!(narrow(b"\x93quoted\x94"), "“quoted”");
    }

    #[test]
    fn bytes_are_no_text_and_a_stray_zero_is() {
        assert_eq!(of_head(&[0, 1, 2, 3, 4, 5, 6, 7]), None);
        assert_eq!(of_head(b"Surname,Rank\nAsh\0worth,Constable\n"), Some(TextEncoding::Utf8));
    }
}
