use super::OFFENDER;
use crate::identifiers::arithmetic::{all_digits, justice_letter};
use crate::identifiers::shape::{Gate, SLASHED};
use crate::identifiers::{Identifier, Strength, Vectors, Verdict};

/// CJS data standards, Court Case Reference Number. The standard's own example fails its own check, so that a pass is a
/// bonus and a failure no veto.
pub(crate) const COURT_CASE: Identifier = Identifier {
    id: "uk-court-case-reference",
    title: "Court case reference",
    what: "The number of a case before a court.",
    form: "Year, four digits of the court, six digits and a check letter: 05/9876/123456L.",
    gate: Gate::new((12, 12), (1, 1), SLASHED),
    check: |candidate| {
        let [year, court, case] = candidate.pieces::<3>()?;
        let (letter, serial) = case.split_last()?;
        let letter = letter.to_ascii_uppercase();
        if ![year, court, serial].iter().all(|piece| all_digits(piece)) || (year.len(), court.len()) != (2, 4)
        {
            return None;
        }
        let agrees = justice_letter(&[year, court, serial]) == letter;
        Some(if agrees { Verdict::Passes } else { Verdict::Shape })
    },
    chance: 0.043,
    prior: -1.0,
    names: &[
        "court case reference",
        "court case number",
        "court case",
        "case reference",
        "case number",
        "case no",
    ],
    context: OFFENDER,
    strength: Strength::Event,
    vectors: Vectors {
        good: &["05/9876/123456L", "05/9876/123456R"],
        bad: &["05/987/1234567L", "05/9876/1234567"],
    },
    source: "CJS data standards (criminaljusticehub.org.uk)",
    ..Identifier::BASE
};
