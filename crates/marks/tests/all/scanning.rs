//! Reference numbers are found wherever they stand.

use crate::delivery;
use marks::{Subject, Token, tokens_in};
use proptest::prelude::*;

fn token(number: u32) -> Token {
    delivery().token().token(Subject::Person(number))
}

fn found(text: &str) -> Vec<Token> {
    tokens_in(text).map(|found| found.token).collect()
}

#[test]
fn tokens_are_found_among_other_things() {
    let (one, other) = (token(1), token(2));
    let lower = one.to_string().to_lowercase();
    let text = format!("{one},Ann,\"{other}\";ref={lower}. photos/{other}.jpg <b>{one}</b>\n{lower}_{other}");
    assert_eq!(found(&text), [one, other, one, other, one, one, other]);
    for place in tokens_in(&text).map(|found| (found.place, found.token)) {
        assert_eq!(text[place.0].parse(), Ok(place.1));
    }
}

#[test]
fn hyphens_stand_inside_tokens_and_around_them() {
    let one = token(1).to_string();
    let hyphens = format!("{}-{}-{}", &one[..4], &one[4..8], &one[8..]);
    for text in [
        format!("photo-{one}-2024-05"),
        format!("2024-{hyphens}"),
        format!("{hyphens}-x"),
        format!("é{hyphens}é"),
    ] {
        assert_eq!(found(&text), [token(1)], "{text}");
    }
}

#[test]
fn a_token_inside_a_longer_word_is_none() {
    let one = token(1);
    for text in [
        format!("X{one}"),
        format!("{one}7"),
        one.to_string()[..13].to_owned(),
        format!("{}-", &one.to_string()[1..]),
    ] {
        assert!(!found(&text).contains(&one), "{text}");
    }
}

proptest! {
    #[test]
    fn what_is_found_reads_as_a_token_and_stands_alone(text in "([0-9A-Za-z]{1,15}|[-_, é]){0,40}") {
        for found in tokens_in(&text) {
            prop_assert_eq!(text[found.place.clone()].parse(), Ok(found.token));
            let alone = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_ascii_alphanumeric());
            prop_assert!(alone(text[..found.place.start].chars().last()));
            prop_assert!(alone(text[found.place.end..].chars().next()));
        }
    }

    #[test]
    fn every_token_between_other_characters_is_found(numbers in prop::collection::vec(any::<u32>(), 0..20), between in "[ ,;:/_.|\"'()é\n]{1,3}") {
        let tokens: Vec<Token> = numbers.into_iter().map(token).collect();
        let words: Vec<String> = tokens.iter().map(Token::to_string).collect();
        let text = words.join(&between);
        prop_assert_eq!(found(&text), tokens);
    }
}
