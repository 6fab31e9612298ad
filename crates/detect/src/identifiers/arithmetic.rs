//! The check sums that more than one identifier uses. All take ASCII digits and answer for digits only.

/// Value of an ASCII digit.
pub(crate) const fn value(digit: u8) -> u32 {
    (digit.wrapping_sub(b'0')) as u32
}

/// The number that up to nine digits write.
#[inline]
pub(crate) fn number(digits: &[u8]) -> u32 {
    digits.iter().fold(0_u32, |sum, &digit| sum.wrapping_mul(10).wrapping_add(value(digit)))
}

/// Whether there is something and all of it is digits.
pub(crate) fn all_digits(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(u8::is_ascii_digit)
}

/// Whether there is something and all of it is capital letters.
pub(crate) fn all_letters(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(u8::is_ascii_uppercase)
}

/// The modulus 11 check of the NHS number, which CHI and H&C share (NHS Data Dictionary, NHS NUMBER): the first nine
/// of ten digits are weighted 10 … 2; 11 minus the remainder is the tenth, 11 is written 0, and 10 is never issued.
#[inline]
pub(crate) fn health_check(digits: &[u8]) -> bool {
    // A length known in advance lets the compiler unroll the sum.
    let Ok(digits) = <&[u8; 10]>::try_from(digits) else { return false };
    let sum: u32 = digits.iter().zip((2..=10).rev()).map(|(&digit, weight)| value(digit) * weight).sum();
    (11 - sum % 11) % 11 == value(digits[9])
}

/// Letters of the modulus 23 check of PNC, CRO, arrest summons and court numbers: no I, O or S.
const JUSTICE_LETTERS: &[u8; 23] = b"ZABCDEFGHJKLMNPQRTUVWXY";

/// The check letter of a number given in pieces, read one after the other.
pub(crate) fn justice_letter(pieces: &[&[u8]]) -> u8 {
    let remainder =
        pieces.iter().flat_map(|piece| piece.iter()).fold(0, |rest, &d| (rest * 10 + value(d)) % 23);
    JUSTICE_LETTERS[remainder as usize % 23]
}

/// The Luhn check (ISO/IEC 7812-1, annex B).
pub(crate) fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, &digit)| match value(digit) {
            single if place % 2 == 0 => single,
            single if single > 4 => single * 2 - 9,
            single => single * 2,
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Whether letters and digits, letters counted from A = 10, leave 1 when divided by 97 (ISO 7064 MOD 97-10).
pub(crate) fn leaves_one_by_97(text: impl Iterator<Item = u8>) -> bool {
    let rest = text.fold(0_u32, |rest, byte| match byte {
        b'0'..=b'9' => (rest * 10 + value(byte)) % 97,
        _ => (rest * 100 + u32::from(byte.wrapping_sub(b'A')) + 10) % 97,
    });
    rest == 1
}

/// The check digit of machine-readable travel documents (ICAO 9303-3, 4.9): weights 7, 3, 1; letters from A = 10; the
/// filler is 0.
pub(crate) fn travel_digit(text: &[u8]) -> u8 {
    let sum: u32 = text
        .iter()
        .zip([7, 3, 1].into_iter().cycle())
        .map(|(&byte, weight)| {
            weight
                * match byte {
                    b'0'..=b'9' => value(byte),
                    b'A'..=b'Z' => u32::from(byte - b'A') + 10,
                    _ => 0,
                }
        })
        .sum();
    b'0' + (sum % 10) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_specimens_of_the_standards_agree() {
        assert_eq!(travel_digit(b"L898902C3"), b'6');
        assert_eq!(travel_digit(b"740812"), b'2');
        assert!(luhn(b"4111111111111111") && !luhn(b"4111111111111112"));
        assert!(health_check(b"9434765919") && !health_check(b"9434765871"));
        assert_eq!(justice_letter(&[b"02", b"0073319"]), b'Z');
    }
}
