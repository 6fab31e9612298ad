//! The arithmetic of e-values. That innocent deliveries reach no bar is measured over millions in `bench/marks`; here over
//! thousands, with real keys.

use crate::innocent;
use marks::Subject;
use marks::evidence::{EValue, TokensFound, order, token_among};
use proptest::prelude::*;

fn shares_above(values: &[EValue], bound: f64) -> f64 {
    values.iter().filter(|value| value.ln() >= bound.ln()).count() as f64 / values.len() as f64
}

#[test]
fn innocent_orders_reach_a_bound_at_most_as_often_as_promised() {
    let rows: Vec<Subject> = (0..8).map(Subject::Person).collect();
    let values: Vec<EValue> =
        (0..20_000).map(|number| order(&rows, |_| true, &innocent(number).order()).value).collect();
    for bound in [10.0, 100.0, 1000.0] {
        let share = shares_above(&values, bound);
        // Three standard deviations of a share that is exactly at the bound.
        assert!(share <= 1.0 / bound + 3.0 * (1.0 / bound / 20_000.0).sqrt(), "{bound}: {share}");
    }
}

#[test]
fn innocent_tokens_reach_a_bound_at_most_as_often_as_promised() {
    // Tokens of 16 bits, so that something happens; the attacker's strings are the tokens of somebody else.
    let strings: std::collections::HashSet<u128> = (0..300)
        .map(|person| innocent(100_000).token().token(Subject::Person(person)).to_bits() >> 49)
        .collect();
    let values: Vec<EValue> = (0..4000)
        .map(|number| {
            let key = innocent(number).token();
            let matches = (0..20)
                .filter(|person| strings.contains(&(key.token(Subject::Person(*person)).to_bits() >> 49)))
                .count() as u64;
            token_among(16.0, TokensFound { matches, strings: strings.len() as u64, subjects: 20 })
        })
        .collect();
    let share = shares_above(&values, 10.0);
    assert!(share > 0.05 && share <= 0.1 + 3.0 * (0.1_f64 / 4000.0).sqrt(), "{share}");
}

proptest! {
    #[test]
    fn half_a_bet_lies_between_half_and_the_whole(ln in -50.0_f64..50.0) {
        let (value, half) = (EValue::from_ln(ln), EValue::from_ln(ln).half_bet());
        let expected = (0.5 + 0.5 * ln.exp()).ln();
        prop_assert!((half.ln() - expected).abs() < 1e-9);
        prop_assert!((value * EValue::ONE).ln() == ln && value * EValue::ZERO == EValue::ZERO);
    }

    #[test]
    fn an_average_is_never_above_the_largest(lns in prop::collection::vec(-50.0_f64..50.0, 1..20), more in 0_u32..50) {
        let largest = lns.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let count = lns.len() as u32 + more;
        let average = EValue::average(lns.iter().map(|ln| EValue::from_ln(*ln)), count);
        prop_assert!(average.ln() <= largest + 1e-9);
        prop_assert!(average.ln() >= largest - f64::from(count).ln() - 1e-9);
    }
}

#[test]
fn extremes_stay_numbers() {
    assert_eq!(EValue::ZERO * EValue::from_ln(f64::INFINITY), EValue::ZERO);
    assert_eq!(EValue::average([], 52), EValue::ZERO);
    assert_eq!(EValue::average([EValue::ZERO, EValue::ZERO], 1), EValue::ZERO);
    assert_eq!(EValue::from_ln(f64::NAN), EValue::ONE);
    assert_eq!(EValue::from_ln(1e6).half_bet().ln(), 1e6 + 0.5_f64.ln());
}

#[test]
fn they_are_shown_as_people_read_them() {
    let shown =
        [f64::NEG_INFINITY, -9.0, -0.69, 0.0, 5.3, 9.0, 26.0, 1e5].map(|ln| EValue::from_ln(ln).to_string());
    assert_eq!(shown, ["0", "10^-3.9", "0.502", "1.0", "200", "8103", "10^11.3", "10^43429.4"]);
}
