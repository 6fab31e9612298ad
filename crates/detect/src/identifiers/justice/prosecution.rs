use super::{OFFENDER, is_force, year_has_come};
use crate::identifiers::arithmetic::all_digits;
use crate::identifiers::shape::{Gate, SLASHED};
use crate::identifiers::{Candidate, Identifier, Marks, Strength, Vectors, Verdict};

/// The prosecution team's unique reference number, of police and Crown Prosecution Service.
pub(crate) const PROSECUTION: Identifier = Identifier {
    id: "uk-cps-urn",
    title: "CPS reference (URN)",
    what: "The number of a case file shared by police and Crown Prosecution Service.",
    form: "Force (two digits), unit (two characters), five digits, year: 01ZD0303208 or 01/ZD/03032/08.",
    gate: Gate::new((9, 11), (0, 2), SLASHED),
    check,
    spelling,
    prior: -4.0,
    names: &[
        "urn",
        "cps urn",
        "pti urn",
        "ptiurn",
        "unique reference number",
        "cps reference",
        "cps ref",
        "case urn",
        "cps file",
    ],
    context: OFFENDER,
    strength: Strength::Event,
    vectors: Vectors {
        good: &["01ZD0303208", "13XX1234523", "01/ZD/03032/08", "01ZD0303208"],
        bad: &["01ZD030320", "ZD010303208", "01ZDA303208"],
    },
    source: "bichard7-next-core; insidehmcts",
    ..Identifier::BASE
};

fn check(candidate: &Candidate<'_>) -> Option<Verdict> {
    let (force, rest) = candidate.compact().split_at_checked(2)?;
    let (unit, rest) = rest.split_at_checked(2)?;
    let fits = all_digits(force) && rest.len() == 7 && all_digits(rest) && !unit.is_empty();
    Verdict::shape(fits && (candidate.grouped(&[2, 2, 5, 2]) || candidate.in_groups(&[4, 5, 2])))
}

/// A real force and a year that has come weigh; neither is a veto.
fn spelling(candidate: &Candidate<'_>) -> f32 {
    let compact = candidate.compact();
    let force = compact.get(..2).is_some_and(is_force);
    let year = compact.get(9..).is_some_and(|year| year_has_come(year, candidate.today));
    let letters = match candidate.shape.letters {
        0 if candidate.has(Marks::SLASH) => -2.0,
        0 => -7.0,
        _ => 3.0,
    };
    letters + if force { 1.0 } else { -2.0 } + if year { 1.0 } else { -2.0 }
}
