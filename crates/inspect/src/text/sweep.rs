//! Finds text in bytes of unknown meaning: runs of ASCII or UTF-8, and of UTF-16 in little-endian order, the two ways
//! in which office programs store words.

/// The shortest run that is taken for text. Three letters occur in every stream of random bytes.
const SHORTEST: usize = 4;

/// All runs of text in `bytes`, in order of their place.
pub(crate) fn texts(bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let narrow = narrow_run(&bytes[at..]);
        let wide = wide_run(&bytes[at..]);
        // A UTF-16 run looks to the narrow reader like single letters: the longer story is the true one.
        let (text, used) = if wide.1 > narrow.1 { wide } else { narrow };
        if text.chars().count() >= SHORTEST && is_wordy(&text) {
            found.push(text);
            at += used;
        } else {
            // After a short run the next one may start at the odd byte in between.
            at += if used < SHORTEST { 1 } else { used };
        }
    }
    found
}

/// Whether a run looks like words or numbers and not like chance: letters and digits outweigh the rest.
fn is_wordy(text: &str) -> bool {
    let all = text.chars().count();
    let good = text.chars().filter(|letter| letter.is_alphanumeric() || *letter == ' ').count();
    good * 4 >= all * 3 || text.contains('@') && good * 2 >= all
}

fn narrow_run(bytes: &[u8]) -> (String, usize) {
    // Letter by letter: bytes that are no text must not be looked at again and again.
    let mut used = 0;
    while let Some(first) = bytes.get(used) {
        let len = match first {
            0..0x80 if is_plain(*first) => 1,
            0xc2..0xe0 => 2,
            0xe0..0xf0 => 3,
            0xf0..0xf5 => 4,
            _ => break,
        };
        let letter = bytes.get(used..used + len).map(std::str::from_utf8);
        if !matches!(letter, Some(Ok(_))) {
            break;
        }
        used += len;
    }
    (String::from_utf8_lossy(&bytes[..used]).into_owned(), used)
}

fn wide_run(bytes: &[u8]) -> (String, usize) {
    let mut text = String::new();
    let mut used = 0;
    for pair in bytes.chunks_exact(2) {
        let unit = u16::from_le_bytes([pair[0], pair[1]]);
        // Latin, Greek, Cyrillic and their punctuation; beyond, random bytes look like text too often.
        let letter = match char::from_u32(u32::from(unit)) {
            Some(letter) if is_wide_plain(letter) => letter,
            _ => break,
        };
        text.push(letter);
        used += 2;
    }
    (text, used)
}

fn is_plain(byte: u8) -> bool {
    (0x20..0x7f).contains(&byte) || matches!(byte, b'\t' | b'\n' | b'\r')
}

fn is_wide_plain(letter: char) -> bool {
    matches!(letter, ' '..='~' | '\t' | '\n' | '\r' | '\u{a0}'..='\u{52f}' | '\u{2010}'..='\u{2044}' | '\u{20ac}')
}

#[cfg(test)]
mod tests {
    use super::texts;

    #[test]
    fn words_are_found_in_both_widths_and_noise_is_not() {
        let mut bytes = vec![0, 1, 2, 0xff];
        bytes.extend(b"Ashworth, PC 1234");
        bytes.extend([1, 0xff, 0xfe]);
        bytes.extend("Müller, Constable".encode_utf16().flat_map(u16::to_le_bytes));
        bytes.extend([0xff, 0xfe, 0x01, b'a', b'b', 0x02]);
        assert_eq!(texts(&bytes), ["Ashworth, PC 1234", "Müller, Constable"]);
    }

    #[test]
    fn bytes_that_are_no_text_are_passed_over_in_one_go() {
        // A million of each took minutes when every one of them was looked at again.
        for byte in [0xff, 0xe9, 0x00, 0xc3] {
            assert!(texts(&vec![byte; 1 << 20]).is_empty());
        }
    }
}
