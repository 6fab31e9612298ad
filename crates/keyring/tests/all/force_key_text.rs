//! The force key on paper: short, and a mistake in copying it is found and named.

use keyring::{ForceKeyTextError, ForceKeys, KeyId};
use proptest::prelude::*;

/// The key of bytes 0, 1, 2 …; computed with Python from the documentation.
const ON_PAPER: &str = "tipstaff-force-key/1
key 221afb34 000G-40R4-0M30-E209-185G-R38E-1W81-24GK-2GAH-C5RR-34D1-P70X-3RFG
end 1 ab7467fa
";

/// Two keys, one of them as above.
const TWO: &str = "tipstaff-force-key/1
key 221afb34 000G-40R4-0M30-E209-185G-R38E-1W81-24GK-2GAH-C5RR-34D1-P70X-3RFG
key d40db332 JV7J-P4VZ-9FB8-XQCY-G4W6-GT8N-RBP7-G952-2HF9-FXXB-9BYM-GHG3-C920
end 2 f69d6fad
";

fn ids(text: &str) -> Result<Vec<KeyId>, ForceKeyTextError> {
    ForceKeys::parse(text.as_bytes()).map(|keys| keys.ids())
}

fn wrong(text: &str) -> ForceKeyTextError {
    ids(text).unwrap_err()
}

#[test]
fn the_documented_form_is_read() {
    assert_eq!(ids(ON_PAPER).unwrap(), ["221afb34".parse().unwrap()]);
    assert_eq!(ids(TWO).unwrap().len(), 2);
}

#[test]
fn what_is_written_has_remarks_and_short_lines_and_is_read_again() {
    let keys = ForceKeys::parse(TWO.as_bytes()).unwrap();
    let text = keys.to_text();
    insta::assert_snapshot!(*text);
    assert_eq!(ids(&text).unwrap(), keys.ids());
    assert!(text.lines().filter(|line| !line.starts_with('#')).all(|line| line.len() <= 78));
}

#[test]
fn whoever_copies_by_hand_may_leave_out_remarks_hyphens_and_capitals() {
    let by_hand = "\u{20}tipstaff-force-key/1 \r\n\r\n  # safe 3, envelope 12\r\n\
        key  221AFB34 ooogi0r4-Om3Oe2o9 185gr38e 1w8l24gk2gah c5rr34d1p70x3rfg\r\n\
        end 1 AB7467FA";
    // Except that a wrong letter of the key is still wrong: the 'i' above stands where a 4 belongs.
    assert_eq!(wrong(by_hand), ForceKeyTextError::Mistyped { line: 4 });
    assert_eq!(ids(&by_hand.replace("ooogi0", "ooog40")), ids(ON_PAPER));
}

#[test]
fn each_mistake_is_named_for_what_it_is() {
    let key = ON_PAPER.lines().nth(1).unwrap();
    assert_eq!(wrong(""), ForceKeyTextError::NotAForceKey);
    assert_eq!(wrong("-----BEGIN PRIVATE KEY-----"), ForceKeyTextError::NotAForceKey);
    assert_eq!(ForceKeys::parse(b"tipstaff-force-key/1\n\xff").unwrap_err(), ForceKeyTextError::NotAForceKey);
    assert_eq!(wrong(&ON_PAPER.replace("/1", "/2")), ForceKeyTextError::OtherVersion);
    assert_eq!(wrong(&ON_PAPER.replace("000G", "000H")), ForceKeyTextError::Mistyped { line: 2 });
    assert_eq!(wrong(&ON_PAPER.replace("000G", "000U")), ForceKeyTextError::Mistyped { line: 2 });
    assert_eq!(wrong(&ON_PAPER.replace("-3RFG", "")), ForceKeyTextError::Mistyped { line: 2 });
    assert_eq!(wrong(&ON_PAPER.replace("3RFG", "3RFG-0000")), ForceKeyTextError::Mistyped { line: 2 });
    assert_eq!(wrong(&ON_PAPER.replace("221afb34", "221afb35")), ForceKeyTextError::Mistyped { line: 2 });
    assert_eq!(wrong(&ON_PAPER.replace("key ", "kye ")), ForceKeyTextError::UnknownLine { line: 2 });
    let twice = ForceKeyTextError::Twice { line: 3, id: "221afb34".parse().unwrap() };
    assert_eq!(wrong(&ON_PAPER.replace("end", &format!("{key}\nend"))), twice);
    assert_eq!(
        wrong(&ON_PAPER.replace("ab7467fa", "ab7467fb")),
        ForceKeyTextError::KeyMissing { line: 3, keys: 1 }
    );
    assert_eq!(wrong(&TWO.replacen(key, "", 1)), ForceKeyTextError::KeyMissing { line: 4, keys: 1 });
    assert_eq!(wrong(&format!("{ON_PAPER}{key}")), ForceKeyTextError::AfterTheEnd { line: 4 });
    assert_eq!(wrong(&ON_PAPER.replace("end 1 ab7467fa\n", "")), ForceKeyTextError::CutShort);
    assert!(matches!(wrong("tipstaff-force-key/1\nend 0 00000000\n"), ForceKeyTextError::KeyMissing { .. }));
}

/// The right proof of no keys at all.
#[test]
fn a_file_without_a_key_is_none() {
    assert_eq!(wrong("tipstaff-force-key/1\nend 0 8a36905c\n"), ForceKeyTextError::NoKey);
}

#[test]
fn keys_out_of_order_are_found_for_the_last_is_the_one_that_wraps() {
    let mut lines: Vec<&str> = TWO.lines().collect();
    lines.swap(1, 2);
    assert_eq!(wrong(&lines.join("\n")), ForceKeyTextError::KeyMissing { line: 4, keys: 2 });
}

#[test]
fn a_half_written_file_is_never_taken_for_a_whole_one() {
    for length in 0..TWO.trim_end().len() {
        assert!(ids(&TWO[..length]).is_err(), "{length} bytes");
    }
}

#[test]
fn a_number_of_a_key_has_eight_digits() {
    for not in ["", "221afb3", "221afb340", "+21afb34", "221afb3g", "Ashworth"] {
        assert!(not.parse::<KeyId>().is_err(), "{not}");
    }
    assert_eq!("221AFB34".parse::<KeyId>().unwrap().to_string(), "221afb34");
}

proptest! {
    #[test]
    fn one_wrong_character_is_found(at: prop::sample::Index, character in "[ -~\n]") {
        let mut text = TWO.to_owned();
        let at = at.index(text.trim_end().len());
        text.replace_range(at..=at, &character);
        // Or it does not matter, like a small letter for a capital, and the keys are the same.
        if let Ok(keys) = ForceKeys::parse(text.as_bytes()) {
            let right = ForceKeys::parse(TWO.as_bytes()).unwrap();
            prop_assert_eq!(&*keys.to_text(), &*right.to_text());
        }
    }

    #[test]
    fn two_swapped_characters_are_found(at in 22_usize..TWO.len() - 3) {
        let mut bytes = TWO.as_bytes().to_vec();
        bytes.swap(at, at + 1);
        if let Ok(keys) = ForceKeys::parse(&bytes) {
            let right = ForceKeys::parse(TWO.as_bytes()).unwrap();
            prop_assert_eq!(&*keys.to_text(), &*right.to_text());
        }
    }

    #[test]
    fn anything_at_all_gets_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..300), text in ".{0,200}") {
        let _ = ForceKeys::parse(&bytes);
        let _ = ForceKeys::parse(format!("tipstaff-force-key/1\nkey {text}").as_bytes());
    }
}
