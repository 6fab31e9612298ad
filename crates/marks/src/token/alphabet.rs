//! Crockford's base 32: no letter looks like a digit, and none that is likely to spell a word.

/// Characters by value.
pub(super) const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Not a character of ours.
const NONE: u8 = 0xff;

/// Values by character: small letters too, O read as 0, I and L as 1.
const VALUES: [u8; 256] = values();

const fn values() -> [u8; 256] {
    let mut values = [NONE; 256];
    let mut value = 0;
    while value < LETTERS.len() {
        let letter = LETTERS[value];
        values[letter as usize] = value as u8;
        values[letter.to_ascii_lowercase() as usize] = value as u8;
        value += 1;
    }
    values[b'O' as usize] = 0;
    values[b'o' as usize] = 0;
    values[b'I' as usize] = 1;
    values[b'i' as usize] = 1;
    values[b'L' as usize] = 1;
    values[b'l' as usize] = 1;
    values
}

/// The value of a character as people write it.
pub(super) fn value(letter: u8) -> Option<u8> {
    VALUES.get(usize::from(letter)).copied().filter(|value| *value != NONE)
}

/// The character of a value below 32.
pub(super) fn letter(value: u8) -> char {
    char::from(LETTERS.get(usize::from(value & 31)).copied().unwrap_or(b'0'))
}
