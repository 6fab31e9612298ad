use super::REPORT;
use crate::identifiers::arithmetic::{all_digits, number};
use crate::identifiers::shape::{Gate, SLASHED};
use crate::identifiers::{Candidate, Identifier, Marks, Strength, Vectors, Verdict};

/// The crime number of Scotland, as the standards of its justice systems (ISCJIS) and Police Scotland write it.
pub(crate) const CRIME_SCOTLAND: Identifier = Identifier {
    id: "uk-crime-number-scotland",
    title: "Crime number (Scotland)",
    what: "The number of one crime recorded in Scotland.",
    form: "13 characters: agency three, serial six, month two, year two; or CR/0123456/23.",
    gate: Gate::new((9, 13), (0, 3), SLASHED),
    check,
    spelling: |candidate| if candidate.shape.letters == 2 && candidate.has(Marks::SLASH) { 8.0 } else { 0.0 },
    prior: -9.0,
    names: &[
        "crime number",
        "crime no",
        "crime ref",
        "crime reference",
        "crime reference number",
        "crime report number",
    ],
    context: REPORT,
    strength: Strength::Event,
    vectors: Vectors { good: &["1230123450623", "CR/0123456/23"], bad: &["1230123451323", "CS/0123456/23"] },
    source: "ISCJIS data standards",
    ..Identifier::BASE
};

fn check(candidate: &Candidate<'_>) -> Option<Verdict> {
    let compact = candidate.compact();
    if let [b'C', b'R', digits @ ..] = compact {
        return Verdict::shape(all_digits(digits) && digits.len() == 9 && candidate.in_groups(&[2, 7, 2]));
    }
    let (_agency, rest) = compact.split_at_checked(3)?;
    let month = rest.get(6..8).map(number)?;
    Verdict::shape(
        rest.len() == 10 && all_digits(rest) && (1..=12).contains(&month) && !candidate.has(Marks::SLASH),
    )
}
