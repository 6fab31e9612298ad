use super::OFFENDER;
use crate::identifiers::arithmetic::{all_digits, justice_letter};
use crate::identifiers::shape::{Gate, SLASHED};
use crate::identifiers::{Candidate, Identifier, Marks, Vectors, Verdict};

/// CJS data standards, CRO Number. For the SF form the sources disagree on five or six digits: both are read.
pub(crate) const CRIMINAL_RECORD: Identifier = Identifier {
    id: "uk-cro-number",
    title: "CRO number",
    what: "The number under which the Criminal Records Office keeps a person's fingerprints.",
    form: "Up to six digits, a slash, year, check letter: 097501/98T; or SF and year, a slash, digits, check letter.",
    gate: Gate::new((3, 8), (1, 3), SLASHED),
    check,
    spelling: |candidate| if candidate.compact().len() < 7 { -5.0 } else { 1.0 },
    chance: 0.043,
    prior: 0.0,
    names: &["cro", "cro number", "cro no", "criminal record office", "criminal record office number"],
    context: OFFENDER,
    vectors: Vectors {
        good: &["097501/98T", "97501/98T", "SF39/83274V"],
        bad: &["097501/98S", "097502/98T", "SF39/83274Q"],
    },
    source: "CJS data standards; MoJ IdentifierValidation (as an oracle)",
    ..Identifier::BASE
};

fn check(candidate: &Candidate<'_>) -> Option<Verdict> {
    if !candidate.has(Marks::SLASH) {
        return None;
    }
    let (&letter, rest) = candidate.compact().split_last()?;
    let slash = candidate.text.iter().position(|&byte| byte == b'/')?;
    let before = candidate.text.get(..slash)?.iter().filter(|byte| byte.is_ascii_alphanumeric()).count();
    let (left, right) = rest.split_at_checked(before)?;
    match left {
        [b'S', b'F', year @ ..] if year.len() == 2 && all_digits(year) && all_digits(right) => {
            Verdict::of((5..=6).any(|width| agrees(year, right, width, letter)))
        }
        serial if all_digits(serial) && all_digits(right) && right.len() == 2 => {
            Verdict::of(agrees(right, serial, 6, letter))
        }
        _ => None,
    }
}

/// Year, then the serial number padded to a width, gives the letter.
fn agrees(year: &[u8], serial: &[u8], width: usize, letter: u8) -> bool {
    let padded = [b'0'; 6];
    let zeros = width.checked_sub(serial.len()).and_then(|missing| padded.get(..missing));
    zeros.is_some_and(|zeros| justice_letter(&[year, zeros, serial]) == letter)
}
