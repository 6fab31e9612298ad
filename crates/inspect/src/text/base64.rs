//! Bytes written as text.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Line breaks and missing padding are forgiven, as programs do.
const FORGIVING: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The bytes that a text in base64 stands for.
pub(crate) fn decoded(text: &str) -> Option<Vec<u8>> {
    let letters: String = text.chars().filter(|letter| !letter.is_ascii_whitespace()).collect();
    FORGIVING.decode(letters).ok()
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn line_breaks_and_missing_padding_are_forgiven() {
        assert_eq!(decoded("QXNo\n d29ydGg=").as_deref(), Some(b"Ashworth".as_slice()));
        assert_eq!(decoded("QXNod29ydGg").as_deref(), Some(b"Ashworth".as_slice()));
        assert_eq!(decoded("QXNo*"), None);
    }
}
