use crate::identifiers::arithmetic::{all_digits, value};
use crate::identifiers::shape::{Gate, SPACED};
use crate::identifiers::{Candidate, Identifier, Vectors, Verdict};

/// Department for Education, unique pupil number.
pub(crate) const PUPIL: Identifier = Identifier {
    id: "uk-upn",
    title: "Pupil number (UPN)",
    what: "The number of a child in the schools of England.",
    form: "A check letter, authority (three digits), school (four), year (two), serial (three, or two and a letter).",
    gate: Gate::new((11, 12), (1, 2), SPACED),
    check,
    chance: 0.043,
    prior: -1.0,
    names: &["upn", "unique pupil number", "pupil number", "pupil no", "upn number"],
    context: &["pupil", "school", "child", "teacher", "student", "education", "class", "year"],
    vectors: Vectors { good: &["B801200005001"], bad: &["A801200005001", "B801200005002", "B80120000500"] },
    source: "python-stdnum gb.upn (as an oracle)",
    ..Identifier::BASE
};

/// No I, O or S.
const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";

fn check(candidate: &Candidate<'_>) -> Option<Verdict> {
    let [letter, body @ .., last] = candidate.compact() else { return None };
    if body.len() != 11
        || !all_digits(body)
        || !letter.is_ascii_uppercase()
        || !candidate.shape.marks.is_empty()
    {
        return None;
    }
    let last = match last {
        b'0'..=b'9' => value(*last),
        _ => LETTERS.iter().position(|known| known == last)? as u32,
    };
    let sum: u32 = body.iter().zip(2..).map(|(&digit, weight)| value(digit) * weight).sum();
    Verdict::of(LETTERS[((sum + last * 13) % 23) as usize] == *letter)
}
