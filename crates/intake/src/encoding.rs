//! The letters of a text file, all in one encoding or not at all.

use crate::IntakeError;
use std::borrow::Cow;

/// Letters of Windows-1252 at 0x80 to 0x9F; a nought where it has none.
const WINDOWS: [u16; 32] = [
    0x20ac, 0, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0, 0x17d,
    0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0,
    0x17e, 0x178,
];

/// The text: UTF-8, UTF-16 with its mark, or Windows-1252 throughout.
pub fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, IntakeError> {
    if let Some(units) = bytes.strip_prefix(b"\xff\xfe") {
        return wide(units, u16::from_le_bytes).map(Cow::Owned);
    }
    if let Some(units) = bytes.strip_prefix(b"\xfe\xff") {
        return wide(units, u16::from_be_bytes).map(Cow::Owned);
    }
    let marked = bytes.strip_prefix(b"\xef\xbb\xbf");
    let text = marked.unwrap_or(bytes);
    if let Some(at) = text.iter().position(|byte| *byte == 0) {
        return Err(fault(line_at(text, at), "holds a zero byte, which is no letter"));
    }
    let Err(first_bad) = std::str::from_utf8(text) else {
        return Ok(Cow::Borrowed(std::str::from_utf8(text).unwrap_or_default()));
    };
    let bad = line_at(text, first_bad.valid_up_to());
    if marked.is_some() {
        return Err(fault(bad, "has bytes that are no UTF-8, which the file says it is"));
    }
    // One line of real UTF-8 and one that is none: the file was put together from two, and either guess makes wrong names
    // of half of it.
    let good = text
        .split(|byte| *byte == b'\n')
        .position(|line| !line.is_ascii() && std::str::from_utf8(line).is_ok());
    if let Some(good) = good {
        return Err(fault(bad, &format!("is not in the encoding of line {} (UTF-8)", good + 1)));
    }
    let mut letters = String::with_capacity(text.len() + text.len() / 8);
    for (at, byte) in text.iter().enumerate() {
        let letter = match byte {
            0x80..=0x9f => WINDOWS.get(usize::from(byte - 0x80)).map_or(0, |unit| u32::from(*unit)),
            other => u32::from(*other),
        };
        match char::from_u32(letter) {
            Some(letter) if letter != '\0' => letters.push(letter),
            _ => {
                return Err(fault(line_at(text, at), "has bytes that are letters in no encoding read here"));
            }
        }
    }
    Ok(Cow::Owned(letters))
}

fn wide(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, IntakeError> {
    let (units, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(units.len());
    for letter in char::decode_utf16(units.iter().map(|bytes| unit(*bytes))) {
        match letter {
            Ok(letter) if letter != '\0' => text.push(letter),
            _ => {
                return Err(fault(line_at(text.as_bytes(), text.len()), "has bytes that are no UTF-16"));
            }
        }
    }
    if rest.is_empty() { Ok(text) } else { Err(IntakeError::refused("it ends inside a letter", FIX)) }
}

const FIX: &str = "Save the file as CSV in UTF-8 in the program that made it, and try again";

fn fault(line: usize, what: &str) -> IntakeError {
    IntakeError::refused(format!("line {line} {what}"), FIX)
}

/// Number of the line in which a byte stands, from 1.
fn line_at(text: &[u8], at: usize) -> usize {
    text.iter().take(at).filter(|byte| **byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &[u8]) -> Result<String, String> {
        decoded(bytes).map(Cow::into_owned).map_err(|error| error.to_string())
    }

    #[test]
    fn one_encoding_is_read_whichever_it_is() {
        assert_eq!(of("a,Zoë".as_bytes()).unwrap(), "a,Zoë");
        assert_eq!(of(b"\xef\xbb\xbfa").unwrap(), "a");
        assert_eq!(of(b"Zo\xeb \x80").unwrap(), "Zoë €");
        assert_eq!(of(b"\xff\xfeZ\0\xeb\0").unwrap(), "Zë");
        assert_eq!(of(b"\xfe\xff\0Z\0\xeb").unwrap(), "Zë");
    }

    #[test]
    fn two_encodings_in_one_file_are_refused_with_their_lines() {
        let told = of(b"a\nZo\xeb\nZo\xc3\xab\n").unwrap_err();
        assert!(told.contains("line 2 is not in the encoding of line 3"), "{told}");
        for (bytes, line) in [(&b"a\nb\x81\n"[..], 2), (b"a\n\nb\0", 3), (b"\xef\xbb\xbfa\nZo\xeb", 2)] {
            let told = of(bytes).unwrap_err();
            assert!(told.contains(&format!("line {line} ")), "{told}");
        }
        assert!(of(b"\xff\xfe\x00\xd8a\0").is_err() && of(b"\xff\xfea").is_err());
    }
}
