//! Channel H.

use marks::NameShown;
use marks::evidence::{EValue, HoneyFound, honey};

const FOUND: HoneyFound =
    HoneyFound { found: 1, delivered: 1, names: 5000, shown: NameShown::Full, refused: 0 };

#[test]
fn one_in_five_thousand_rows_says_what_the_design_says() {
    // 1.2e8 names over 5,000 rows, at half the weight.
    assert!((honey(FOUND).ln() - 12_350.0_f64.ln()).abs() < 0.01);
}

#[test]
fn more_that_could_have_been_found_say_less() {
    let two_of = |delivered| honey(HoneyFound { found: 2, delivered, ..FOUND }).log10();
    assert!(two_of(2) > 8.0 && two_of(44) < 5.5, "{} {}", two_of(2), two_of(44));
}

#[test]
fn the_less_a_file_shows_the_less_it_says() {
    let shown = [
        NameShown::Full,
        NameShown::ForenameAndSurname,
        NameShown::InitialsAndSurname,
        NameShown::InitialAndSurname,
        NameShown::Surname,
    ];
    let values = shown.map(|shown| honey(HoneyFound { names: 100, shown, ..FOUND }).ln());
    assert!(values.is_sorted_by(|more, less| more >= less), "{values:?}");
}

#[test]
fn refused_names_make_a_guess_likelier() {
    let half = honey(HoneyFound { refused: 61_750_800, ..FOUND });
    assert!((honey(FOUND).ln() - half.ln() - 2.0_f64.ln()).abs() < 1e-3);
    assert_eq!(honey(HoneyFound { refused: u64::MAX, ..FOUND }), EValue::ONE);
}

#[test]
fn none_found_speaks_against_and_nothing_to_look_for_is_silent() {
    assert_eq!(honey(HoneyFound { found: 0, ..FOUND }), EValue::ZERO);
    assert_eq!(honey(HoneyFound { delivered: 0, ..FOUND }), EValue::ONE);
    assert_eq!(honey(HoneyFound { names: 0, ..FOUND }), EValue::ONE);
    assert_eq!(honey(HoneyFound { names: 5046, shown: NameShown::Surname, ..FOUND }), EValue::ONE);
}

/// With h fictitious people found independently with chance p, the average of e is 1 - 2^-h: at most 1.
#[test]
fn the_average_is_at_most_one() {
    for delivered in [1_u32, 2, 5, 44] {
        let names = 3_000_000;
        let chance = names as f64 / 123_501_600.0 * 123_501_600.0 / (123_501_600.0 - f64::from(delivered));
        let mut average = 0.0;
        let mut probability = (1.0 - chance).powf(f64::from(delivered));
        for found in 0..=delivered {
            average += probability * honey(HoneyFound { found, delivered, names, ..FOUND }).ln().exp();
            probability *= f64::from(delivered - found) / f64::from(found + 1) * chance / (1.0 - chance);
        }
        assert!(average <= 1.0 + 1e-9 && average > 0.45, "{delivered}: {average}");
    }
}
