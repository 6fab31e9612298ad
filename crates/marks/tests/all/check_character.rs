//! The check character finds every single mistake of the usual kinds.

use crate::delivery;
use marks::{NotAToken, Subject, Token};
use proptest::prelude::*;

const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

fn tokens() -> impl Strategy<Value = Token> {
    any::<u32>().prop_map(|number| delivery().token().token(Subject::Person(number)))
}

fn changed(token: Token, change: impl FnOnce(&mut Vec<u8>)) -> Result<Token, NotAToken> {
    let mut text = token.to_string().into_bytes();
    change(&mut text);
    String::from_utf8(text).unwrap().parse()
}

proptest! {
    #[test]
    fn a_token_is_read_as_it_was_written(token in tokens()) {
        prop_assert_eq!(token.to_string().len(), 14);
        prop_assert_eq!(token.to_string().parse(), Ok(token));
    }

    #[test]
    fn every_single_wrong_character_is_found(token in tokens()) {
        for at in 0..14 {
            for letter in LETTERS {
                let read = changed(token, |text| text[at] = *letter);
                let same = token.to_string().as_bytes()[at] == *letter;
                prop_assert_eq!(read, if same { Ok(token) } else { Err(NotAToken::Check) });
            }
        }
    }

    #[test]
    fn every_two_characters_that_change_places_are_found(token in tokens()) {
        for at in 0..14 {
            for other in 0..at {
                let read = changed(token, |text| text.swap(at, other));
                let text = token.to_string().into_bytes();
                prop_assert_eq!(read, if text[at] == text[other] { Ok(token) } else { Err(NotAToken::Check) });
            }
        }
    }

    #[test]
    fn a_pair_misread_as_another_pair_is_found(token in tokens(), at in 0_usize..12, letter in 0_usize..32) {
        // The 13th character cannot be put in without a new check character, so a pair is made of the first ones.
        let mut text = token.to_string().into_bytes();
        text[at + 1] = text[at];
        let whole = LETTERS.iter().map(|last| { text[13] = *last; String::from_utf8(text.clone()).unwrap() })
            .find_map(|text| text.parse::<Token>().ok()).unwrap();
        if at + 1 < 13 {
            let read = changed(whole, |text| { text[at] = LETTERS[letter]; text[at + 1] = LETTERS[letter]; });
            let same = whole.to_string().as_bytes()[at] == LETTERS[letter];
            prop_assert_eq!(read, if same { Ok(whole) } else { Err(NotAToken::Check) });
        }
    }
}

#[test]
fn a_token_is_read_as_people_write_it() {
    let token = delivery().token().token(Subject::Person(47_000));
    assert_eq!(token.to_string(), "MFVZTJQ15TYF13");
    for text in
        ["mfvztjq15tyf13", "MFVZ-TJQ1-5TYF-13", " MFVZTJQI5TYFL3\n", "mfvztjql5tyfi3", "-MFVZTJQ15TYF13-"]
    {
        assert_eq!(text.parse(), Ok(token), "{text}");
    }
    let zero = delivery().token().token(Subject::Specimen(1));
    assert_eq!("vkgwpkmn48yyeo".parse(), Ok(zero));
}

#[test]
fn what_has_another_form_is_no_token() {
    let texts =
        ["", "MFVZTJQ15TYF1", "MFVZTJQ15TYF133", "MFVZTJQ15TYFU3", "MFVZ TJQ15TYF13", "MFVZTJQ15TYF1é"];
    for text in texts {
        assert_eq!(text.parse::<Token>(), Err(NotAToken::Form), "{text}");
    }
}

#[test]
fn fillers_are_no_tokens() {
    for filler in ["00000000000000", "OOOOOOOOOOOOOO", "-00000000000000-"] {
        assert_eq!(filler.parse::<Token>(), Err(NotAToken::Check), "{filler}");
    }
}
