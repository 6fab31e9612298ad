//! Padding, so that the length of what is sealed tells less about it.
//!
//! ISO/IEC 7816-4: one byte 0x80, then zeros up to a multiple of 16. A surname of 4 letters and one of 15 have the same
//! length when they are sealed; one of 16 letters or more shows that it is longer. Long texts still show their length, to
//! 16 bytes.

/// Lengths are multiples of this.
pub(crate) const BLOCK: usize = 16;

const MARK: u8 = 0x80;
const PADDING: [u8; BLOCK] = {
    let mut padding = [0; BLOCK];
    padding[0] = MARK;
    padding
};

/// What follows a value of this length: 1 to 16 bytes.
pub(crate) fn after(length: usize) -> &'static [u8] {
    let (padding, _) = PADDING.split_at(BLOCK - length % BLOCK);
    padding
}

/// Length of the value before its padding. Only for bytes that were proved to be ours, so that timing tells nobody anything.
pub(crate) fn without(padded: &[u8]) -> Option<usize> {
    if !padded.len().is_multiple_of(BLOCK) {
        return None;
    }
    let value = padded.iter().rposition(|byte| *byte != 0)?;
    (padded.get(value) == Some(&MARK) && padded.len() - value <= BLOCK).then_some(value)
}
