//! Keys as people copy them: Crockford's base 32, which has no letter that looks like a digit.

use crate::secret::{KEY_BYTES, SecretKey};
use zeroize::Zeroizing;

const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Letters of a key: 51 of five bits, and one of the last bit, filled with zeros.
const KEY_LETTERS: usize = 52;
const GROUP: usize = 4;

/// Bytes of a key in groups with a hyphen between two.
pub(super) const TEXT_BYTES: usize = KEY_LETTERS + KEY_LETTERS / GROUP - 1;

/// Appends the key in groups of four.
pub(super) fn write(key: &SecretKey, text: &mut String) {
    let (mut bits, mut count, mut letters) = (0_u32, 0_u32, 0_usize);
    // One more byte of zeros fills the last letter.
    for byte in key.expose().iter().chain([&0]) {
        bits = (bits << 8 | u32::from(*byte)) & 0xfff;
        count += 8;
        while count >= 5 && letters < KEY_LETTERS {
            count -= 5;
            if letters > 0 && letters.is_multiple_of(GROUP) {
                text.push('-');
            }
            let letter = LETTERS.get((bits >> count & 31) as usize).copied().unwrap_or(b'?');
            text.push(char::from(letter));
            letters += 1;
        }
    }
}

/// Reads a key, with or without hyphens. None when a letter is not one of ours, or there are too few or too many.
pub(super) fn read<'a>(words: impl Iterator<Item = &'a str>) -> Option<SecretKey> {
    let mut key = Zeroizing::new([0; KEY_BYTES]);
    let mut free = key.iter_mut();
    let (mut bits, mut count, mut letters) = (0_u32, 0_u32, 0_usize);
    for letter in words.flat_map(str::bytes).filter(|letter| *letter != b'-') {
        bits = (bits << 5 | value(letter)?) & 0xfff;
        count += 5;
        letters += 1;
        if count >= 8 {
            count -= 8;
            *free.next()? = (bits >> count & 0xff) as u8;
        }
    }
    // 260 bits: the last four fill the letter, and are zero.
    (letters == KEY_LETTERS && bits.trailing_zeros() >= 4).then(|| SecretKey::from_bytes(&key))
}

fn value(letter: u8) -> Option<u32> {
    let letter = match letter.to_ascii_uppercase() {
        b'I' | b'L' => b'1',
        b'O' => b'0',
        other => other,
    };
    LETTERS.iter().position(|ours| *ours == letter).map(|value| value as u32)
}
