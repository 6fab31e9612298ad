//! Channel T in numbers of the design.

use marks::evidence::{EValue, TokensFound, token};

fn about(value: EValue, expected: f64) {
    assert!((value.ln() - expected.ln()).abs() < 0.05, "{value} is not about {expected:e}");
}

#[test]
fn one_token_in_five_thousand_strings_says_what_the_design_says() {
    let found = TokensFound { matches: 1, strings: 5000, subjects: 47_000 };
    about(token(found), 1.57e11);
    about(token(found).half_bet(), 7.85e10);
}

#[test]
fn a_whole_store_with_its_tokens_clears_the_bar_of_single_deliveries() {
    let one = TokensFound { matches: 1, strings: 47_000, subjects: 47_000 };
    about(token(one), 1.67e10);
    about(token(TokensFound { matches: 47_000, ..one }), 7.85e14);
}

#[test]
fn without_a_match_it_speaks_against_and_without_strings_it_is_silent() {
    let found = TokensFound { matches: 0, strings: 10, subjects: 10 };
    assert_eq!(token(found), EValue::ZERO);
    assert!((token(found).half_bet().ln() - 0.5_f64.ln()).abs() < 1e-12);
    assert_eq!(token(TokensFound { strings: 0, ..found }), EValue::ONE);
}
