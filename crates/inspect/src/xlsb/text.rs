//! Texts in binary parts ([MS-XLSB] 2.5.169, 2.5.167, 2.5.122): a count of UTF-16 units, then the units.

use crate::bytes::Bytes;
use crate::text::sweep;

/// The count that means "no text at all", where that is allowed.
const NONE: u32 = u32::MAX;

/// Adds UTF-16 in little-endian order. Halves of letters become replacement characters.
pub(crate) fn push_wide(stored: &[u8], out: &mut String) {
    out.reserve(stored.len() / 2);
    let mut pairs = stored.chunks_exact(2);
    // Most texts are ASCII to their end.
    let mut left = pairs.clone();
    while let Some([low @ 0..0x80, 0]) = left.next() {
        out.push(char::from(*low));
        pairs.next();
    }
    let units = pairs.map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    out.extend(char::decode_utf16(units).map(|letter| letter.unwrap_or('\u{fffd}')));
}

/// The units of a text that must be there.
pub(crate) fn units<'a>(bytes: &mut Bytes<'a>) -> Option<&'a [u8]> {
    let count = bytes.u32()?;
    bytes.take(usize::try_from(count).ok()?.checked_mul(2)?)
}

/// A text that must be there (`XLWideString`).
pub(crate) fn wide(bytes: &mut Bytes<'_>) -> Option<String> {
    units(bytes).map(decoded)
}

/// A text that can be missing (`XLNullableWideString`).
#[expect(clippy::option_option, reason = "a text that is missing, and bytes that are none")]
pub(crate) fn nullable(bytes: &mut Bytes<'_>) -> Option<Option<String>> {
    let count = bytes.u32()?;
    if count == NONE {
        return Some(None);
    }
    bytes.take(usize::try_from(count).ok()?.checked_mul(2)?).map(|units| Some(decoded(units)))
}

/// A text with a count of two bytes, as formulas have it.
pub(crate) fn short(bytes: &mut Bytes<'_>) -> Option<String> {
    let count = bytes.u16()?;
    bytes.take(usize::from(count) * 2).map(decoded)
}

fn decoded(units: &[u8]) -> String {
    let mut text = String::new();
    push_wide(units, &mut text);
    text
}

/// A text of which some letters have fonts of their own, perhaps with a reading aid (`RichStr`).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rich<'a> {
    /// The text, in UTF-16.
    pub(crate) units: &'a [u8],
    /// Where a font begins, and its number: two bytes each.
    pub(crate) runs: &'a [u8],
    /// The reading aid, in UTF-16.
    pub(crate) phonetic: &'a [u8],
}

impl<'a> Rich<'a> {
    pub(crate) fn read(bytes: &mut Bytes<'a>) -> Option<Self> {
        let flags = bytes.u8()?;
        let text = units(bytes)?;
        let runs = if flags & 1 != 0 { counted(bytes, 4)? } else { &[] };
        let phonetic = if flags & 2 != 0 {
            let phonetic = units(bytes)?;
            // Which letters it stands over; font and place of the aid.
            counted(bytes, 6)?;
            bytes.skip(4)?;
            phonetic
        } else {
            &[]
        };
        Some(Self { units: text, runs, phonetic })
    }

    /// Letter and font number of each run.
    pub(crate) fn runs(&self) -> impl Iterator<Item = (u16, u16)> + use<'a> {
        let number = |pair: &[u8]| u16::from_le_bytes([pair[0], pair[1]]);
        self.runs.chunks_exact(4).map(move |run| (number(&run[..2]), number(&run[2..])))
    }
}

fn counted<'a>(bytes: &mut Bytes<'a>, size: usize) -> Option<&'a [u8]> {
    let count = bytes.u32()?;
    bytes.take(usize::try_from(count).ok()?.checked_mul(size)?)
}

/// All texts in a record of which the fields are not known one by one: those that have their count before them, also
/// when they are short or in letters that no sweep for words would take for text, and whatever else reads like words.
pub(crate) fn found_in(body: &[u8]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut unread = Vec::new();
    let mut at = 0;
    while at < body.len() {
        if let Some((text, size)) = counted_text(&body[at..]) {
            found.extend(sweep::texts(&unread));
            unread.clear();
            found.push(text);
            at += size;
        } else {
            unread.push(body[at]);
            at += 1;
        }
    }
    found.extend(sweep::texts(&unread));
    found
}

/// A count and as many letters; how many bytes they take.
fn counted_text(bytes: &[u8]) -> Option<(String, usize)> {
    const LONGEST: u32 = 32_767;
    let mut rest = Bytes::new(bytes);
    let count = rest.u32().filter(|count| (2..=LONGEST).contains(count))?;
    let stored = rest.take(count as usize * 2)?;
    let units = stored.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let mut text = String::new();
    let mut says_something = false;
    for letter in char::decode_utf16(units) {
        let letter = letter.ok().filter(|letter| !letter.is_control() || letter.is_ascii_whitespace())?;
        says_something |= letter.is_alphanumeric();
        text.push(letter);
    }
    says_something.then_some((text, 4 + stored.len()))
}

#[cfg(test)]
pub(crate) fn stored(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [&(units.len() as u32 / 2).to_le_bytes()[..], &units].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_text_can_be_missing_or_claim_more_than_there_is() {
        assert_eq!(nullable(&mut Bytes::new(&[0xff; 4])), Some(None));
        assert_eq!(wide(&mut Bytes::new(&stored("Ash"))).as_deref(), Some("Ash"));
        assert_eq!(wide(&mut Bytes::new(&[0xff; 4])), None);
        assert_eq!(wide(&mut Bytes::new(&[2, 0, 0, 0, b'A'])), None);
        let halves = [&[3, 0, 0, 0][..], &[0x41, 0, 0, 0xd8, 0x42, 0]].concat();
        assert_eq!(wide(&mut Bytes::new(&halves)).as_deref(), Some("A\u{fffd}B"));
    }

    #[test]
    fn runs_and_reading_aids_stand_behind_the_text() {
        let body = [
            &[3][..],
            &stored("Ash"),
            &[1, 0, 0, 0, 1, 0, 9, 0],
            &stored("aid"),
            &[1, 0, 0, 0, 0, 0, 0, 0, 3, 0, 1, 0, 0x35, 0],
        ]
        .concat();
        let mut bytes = Bytes::new(&body);
        let rich = Rich::read(&mut bytes).unwrap();
        assert_eq!((decoded(rich.units), decoded(rich.phonetic)), ("Ash".into(), "aid".into()));
        assert_eq!(rich.runs().collect::<Vec<_>>(), [(1, 9)]);
        assert_eq!(bytes.left(), 0);
    }

    #[test]
    fn short_and_foreign_texts_are_found_by_their_counts() {
        let body = [&[9, 0, 0][..], &stored("Li"), &[0, 7], &stored("李小龙"), b"plain words"].concat();
        assert_eq!(found_in(&body), ["Li", "李小龙", "plain words"]);
        assert!(found_in(&[0; 64]).is_empty());
    }

    proptest! {
        #[test]
        fn every_text_comes_through(text in "\\PC{0,80}") {
            prop_assert_eq!(wide(&mut Bytes::new(&stored(&text))), Some(text));
        }

        #[test]
        fn any_bytes_are_searched(body in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = found_in(&body);
            let _ = Rich::read(&mut Bytes::new(&body));
        }
    }
}
