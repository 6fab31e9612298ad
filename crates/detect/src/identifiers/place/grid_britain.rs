use super::MAP;
use crate::identifiers::arithmetic::{all_digits, number};
use crate::identifiers::shape::{Gate, SPACED};
use crate::identifiers::{Candidate, Identifier, Strength, Vectors, Verdict};

/// Ordnance Survey, "Using the National Grid".
pub(crate) const GRID_BRITAIN: Identifier = Identifier {
    id: "uk-os-grid-reference",
    title: "Grid reference (Great Britain)",
    what: "A square of the national grid, 100 metres wide or less.",
    form: "Two letters of a square of the grid and 6, 8 or 10 digits.",
    gate: Gate::new((6, 10), (2, 2), SPACED),
    check,
    spelling: |candidate| if candidate.is_upper() { 0.0 } else { -4.0 },
    chance: 0.135,
    prior: -5.0,
    names: &[
        "grid reference",
        "grid ref",
        "os grid",
        "os grid reference",
        "os grid ref",
        "ngr",
        "national grid reference",
        "gridref",
        "os ref",
        "map reference",
        "map ref",
    ],
    context: MAP,
    strength: Strength::Place,
    vectors: Vectors {
        good: &["TQ 299 805", "NN166712", "HP 6123 1234", "SU 38712 14812"],
        bad: &["AB 299 805", "TQ 29 805", "TI299805"],
    },
    source: "Ordnance Survey guide",
    ..Identifier::BASE
};

/// Metres east of the grid's origin, in a column of its own.
pub(crate) const EASTING: Identifier = Identifier {
    id: "uk-easting",
    title: "Easting",
    what: "Metres east on the national grid, in a column beside the northing.",
    form: "Five or six digits up to 700000. Only a header of its name tells.",
    gate: Gate::new((5, 6), (0, 0), SPACED),
    check: |candidate| {
        Verdict::shape(candidate.shape.marks.is_empty() && number(candidate.compact()) < 700_000)
    },
    prior: -13.0,
    names: &["easting", "x", "x coordinate", "grid x", "grid east"],
    strength: Strength::Place,
    vectors: Vectors { good: &["529900", "29900"], bad: &["729900", "2990"] },
    source: "Ordnance Survey guide",
    ..Identifier::BASE
};

/// Metres north of the grid's origin, in a column of its own.
pub(crate) const NORTHING: Identifier = Identifier {
    id: "uk-northing",
    title: "Northing",
    what: "Metres north on the national grid, in a column beside the easting.",
    form: "Five to seven digits up to 1300000. Only a header of its name tells.",
    gate: Gate::new((5, 7), (0, 0), SPACED),
    check: |candidate| {
        Verdict::shape(candidate.shape.marks.is_empty() && number(candidate.compact()) < 1_300_000)
    },
    prior: -13.0,
    names: &["northing", "y", "y coordinate", "grid y", "grid north"],
    strength: Strength::Place,
    vectors: Vectors { good: &["180500", "1200000"], bad: &["1300001", "1805"] },
    source: "Ordnance Survey guide",
    ..Identifier::BASE
};

fn check(candidate: &Candidate<'_>) -> Option<Verdict> {
    let (square, digits) = candidate.compact().split_at_checked(2)?;
    let half = digits.len() / 2;
    let gaps = candidate.grouped(&[2, half, half])
        || candidate.in_groups(&[2, digits.len()])
        || candidate.in_groups(&[2 + half, half]);
    let &[first, second] = square else { return None };
    if !all_digits(digits)
        || !digits.len().is_multiple_of(2)
        || !gaps
        || !square.iter().all(u8::is_ascii_uppercase)
    {
        return None;
    }
    Verdict::of(is_square(first, second))
}

/// Whether two letters name one of the 91 squares of 100 kilometres, 7 wide and 13 high. Letters run A to Z without I,
/// in rows of five from the top, first over squares of 500 kilometres and then inside one.
fn is_square(first: u8, second: u8) -> bool {
    let place = |letter: u8| match letter {
        b'A'..=b'H' => Some(i32::from(letter - b'A')),
        b'J'..=b'Z' => Some(i32::from(letter - b'B')),
        _ => None,
    };
    let (Some(large), Some(small)) = (place(first), place(second)) else { return false };
    // The origin is the lower left corner of S, the third square of the fourth row.
    let east = (large % 5 - 2) * 5 + small % 5;
    let north = (3 - large / 5) * 5 + 4 - small / 5;
    (0..7).contains(&east) && (0..13).contains(&north)
}

#[cfg(test)]
mod tests {
    use super::is_square;

    #[test]
    fn the_grid_has_91_squares() {
        let squares = (b'A'..=b'Z').flat_map(|first| (b'A'..=b'Z').map(move |second| (first, second)));
        assert_eq!(squares.filter(|&(first, second)| is_square(first, second)).count(), 91);
        assert!(
            is_square(b'H', b'P') && is_square(b'T', b'V') && is_square(b'S', b'V') && !is_square(b'A', b'B')
        );
    }
}
