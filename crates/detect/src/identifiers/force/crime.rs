use super::REPORT;
use crate::identifiers::arithmetic::number;
use crate::identifiers::shape::{Gate, SLASHED};
use crate::identifiers::{Candidate, Identifier, Marks, Strength, Vectors, Verdict};

/// The crime and occurrence number of the Niche records system, which many forces run. Others come by configuration:
/// [`super::LocalNumbers`].
pub(crate) const CRIME: Identifier = Identifier {
    id: "uk-crime-number",
    title: "Crime or occurrence number",
    what: "The number of one recorded crime or occurrence, and so of its victim, witnesses and suspects.",
    form: "11 digits of which the first two are the year (Niche); other forms by configuration.",
    gate: Gate::new((11, 11), (0, 0), SLASHED),
    check,
    spelling: |candidate| if candidate.has(Marks::SLASH) { 1.0 } else { 0.0 },
    prior: -8.5,
    names: &[
        "crime number",
        "crime no",
        "crime ref",
        "crime reference",
        "crime reference number",
        "occurrence number",
        "occurrence no",
        "occurrence",
        "crime",
        "oel",
        "niche",
        "niche number",
        "incident number",
        "incident no",
        "incident ref",
        "incident reference",
        "cad",
        "cad number",
        "log number",
        "crime report number",
    ],
    context: REPORT,
    strength: Strength::Event,
    vectors: Vectors {
        good: &["23000123456", "23/000123456", "22000/123456"],
        bad: &["99912345678901", "2300012"],
    },
    source: "voicenorthants.org (Northamptonshire)",
    ..Identifier::BASE
};

fn check(candidate: &Candidate<'_>) -> Option<Verdict> {
    let compact = candidate.compact();
    let year = compact.get(..2).filter(|year| year.iter().all(u8::is_ascii_digit)).map(number)?;
    // Systems of this kind came into use about 2000.
    let fits = candidate.shape.letters == 0
        && compact.len() == 11
        && year <= u32::from(candidate.today.year() % 100);
    Verdict::shape(fits)
}
