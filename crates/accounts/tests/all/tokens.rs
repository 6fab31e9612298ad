//! Tokens as they are sent.

use accounts::{LinkToken, ProgramToken, SessionToken};
use proptest::prelude::*;

proptest! {
    #[test]
    fn whatever_is_sent_is_a_token_in_one_way_or_none(text in "\\PC{0,60}|[A-Za-z0-9_-]{43}|tipstaff_[A-Za-z0-9_-]{43}") {
        if let Some(token) = SessionToken::parse(&text) {
            prop_assert!(token.expose().as_str() == text);
        }
        if let Some(token) = LinkToken::parse(&text) {
            prop_assert!(token.expose().as_str() == text);
        }
        if let Some(token) = ProgramToken::parse(&text) {
            prop_assert!(token.expose().as_str() == text);
            prop_assert!(text.starts_with("tipstaff_"));
        }
    }

    #[test]
    fn every_32_bytes_are_a_token(bytes: [u8; 32]) {
        use base64::Engine;
        let text = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes);
        prop_assert!(SessionToken::parse(&text).unwrap().expose().as_str() == text);
        prop_assert!(LinkToken::parse(&text).unwrap().expose().as_str() == text);
        let text = format!("tipstaff_{text}");
        prop_assert!(ProgramToken::parse(&text).unwrap().expose().as_str() == text);
        prop_assert!(SessionToken::parse(&text).is_none());
    }
}

#[test]
fn nothing_of_a_token_is_in_what_debugging_shows() {
    let text = "A".repeat(43);
    assert_eq!(format!("{:?}", SessionToken::parse(&text)), "Some(SessionToken)");
    assert_eq!(format!("{:?}", LinkToken::parse(&text)), "Some(LinkToken)");
    assert_eq!(format!("{:?}", ProgramToken::parse(&format!("tipstaff_{text}"))), "Some(ProgramToken)");
}
