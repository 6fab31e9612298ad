use super::OFFENDER;
use crate::identifiers::arithmetic::{all_digits, justice_letter};
use crate::identifiers::shape::{Gate, SLASHED};
use crate::identifiers::{Candidate, Identifier, Marks, Vectors, Verdict};

/// CJS data standards, PNC Identifier.
pub(crate) const POLICE_COMPUTER: Identifier = Identifier {
    id: "uk-pnc-id",
    title: "PNC ID",
    what: "The number of a person's record on the Police National Computer.",
    form: "A year of two or four digits, up to seven digits, a check letter: 2002/0073319Z. Leading zeros may go.",
    gate: Gate::new((3, 11), (1, 1), SLASHED),
    check,
    spelling,
    chance: 0.043,
    prior: 0.0,
    names: &["pnc", "pnc id", "pncid", "pnc number", "pnc no", "police national computer", "pnc identifier"],
    context: OFFENDER,
    vectors: Vectors {
        good: &["2002/0073319Z", "1999/0123456X", "20/9N", "02/73319Z", "20020073319Z"],
        bad: &["2002/0073319Y", "1999/0123457X", "20/9M", "2002/73319A"],
    },
    source: "CJS data standards (criminaljusticehub.org.uk)",
    ..Identifier::BASE
};

fn check(candidate: &Candidate<'_>) -> Option<Verdict> {
    let (&letter, digits) = candidate.compact().split_last()?;
    if !letter.is_ascii_uppercase() || !all_digits(digits) {
        return None;
    }
    let (year, serial) = split(candidate, digits)?;
    let mut padded = [b'0'; 7];
    padded.get_mut(7_usize.checked_sub(serial.len())?..)?.copy_from_slice(serial);
    Verdict::of(justice_letter(&[year, &padded]) == letter)
}

/// Two digits of the year, and the serial number.
fn split<'c>(candidate: &Candidate<'_>, digits: &'c [u8]) -> Option<(&'c [u8], &'c [u8])> {
    let year = if candidate.has(Marks::SLASH) {
        candidate.text.iter().take_while(|byte| byte.is_ascii_digit()).count()
    } else {
        // Without a slash the zeros must be there, or nobody could tell the year from the serial.
        digits.len().checked_sub(7)?
    };
    let (year, serial) = digits.split_at_checked(year)?;
    let year = match year {
        [b'1', b'9', rest @ ..] | [b'2', b'0', rest @ ..] if rest.len() == 2 => rest,
        _ => year,
    };
    (year.len() == 2 && !serial.is_empty()).then_some((year, serial))
}

fn spelling(candidate: &Candidate<'_>) -> f32 {
    match (candidate.has(Marks::SLASH), candidate.compact().len()) {
        (true, 10..) => 2.0,
        // "20/9N" could be a paragraph.
        (true, ..=6) => -6.0,
        (true, _) => 0.0,
        (false, _) => -4.0,
    }
}
