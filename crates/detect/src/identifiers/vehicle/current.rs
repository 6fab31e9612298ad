use super::{CONTEXT, NAMES, capitals};
use crate::identifiers::arithmetic::{all_digits, all_letters, number};
use crate::identifiers::shape::{Gate, SPACED};
use crate::identifiers::{Candidate, Day, Identifier, Strength, Vectors, Verdict};

/// Marks issued since September 2001.
pub(crate) const VEHICLE: Identifier = Identifier {
    id: "uk-vehicle-registration",
    title: "Vehicle registration",
    what: "The mark on the plates of a vehicle of 2001 or later.",
    form: "Two letters, two digits of the half-year of issue, three letters: AB12 CDE.",
    gate: Gate::new((2, 2), (5, 5), SPACED),
    check,
    spelling: |candidate| capitals(candidate, 2.0),
    chance: 0.31,
    prior: 0.0,
    names: NAMES,
    context: CONTEXT,
    strength: Strength::Shared,
    vectors: Vectors {
        good: &["AB12 CDE", "AB51CDE", "ab02cde"],
        bad: &["IB12 CDE", "AB12 CIE", "AB01 CDE", "AB49 CDE", "AQ12 CDE"],
    },
    source: "DVLA INF104",
    ..Identifier::BASE
};

fn check(candidate: &Candidate<'_>) -> Option<Verdict> {
    let (area, rest) = candidate.compact().split_at_checked(2)?;
    let (age, random) = rest.split_at_checked(2)?;
    let shape = all_letters(area) && all_digits(age) && all_letters(random) && candidate.grouped(&[4, 3]);
    if !shape {
        return None;
    }
    let letters = !area.iter().any(|letter| b"IQZ".contains(letter))
        && !random.iter().any(|letter| b"IQ".contains(letter));
    Verdict::of(letters && issued(number(age) as u16).is_some_and(|since| since <= candidate.today))
}

/// The first day on which marks with this age were issued: 02 is March 2002, 52 September 2002, 00 September 2050.
fn issued(age: u16) -> Option<Day> {
    match age {
        0 => Day::new(2050, 9, 1),
        1 => None,
        2..=50 => Day::new(2000 + age, 3, 1),
        _ => Day::new(1950 + age, 9, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_never_newer_than_the_current_half_year() {
        assert_eq!(issued(24), Day::new(2024, 3, 1));
        assert_eq!(issued(74), Day::new(2024, 9, 1));
        assert_eq!(issued(51), Day::new(2001, 9, 1));
        assert_eq!(issued(1), None);
    }
}
