//! A passphrase is the same wherever it is typed.

use keyring::{ActorKey, Passphrase, PassphraseError};

fn opens(kept_under: &str, typed: &str) -> bool {
    let pem = ActorKey::fresh().unwrap().to_pem(&Passphrase::new(kept_under).unwrap()).unwrap();
    ActorKey::from_pem(&pem, &Passphrase::new(typed).unwrap()).is_ok()
}

#[test]
fn a_passphrase_has_at_least_twelve_characters() {
    assert_eq!(Passphrase::new("").err(), Some(PassphraseError::TooShort));
    assert_eq!(Passphrase::new("eleven char").err(), Some(PassphraseError::TooShort));
    assert!(Passphrase::new("twelve chars").is_ok());
    // Characters, not bytes, and an accent is none of its own.
    assert!(Passphrase::new("çáêñõüçáêñõü").is_ok());
    assert_eq!(
        Passphrase::new("e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}").err(),
        Some(PassphraseError::TooShort)
    );
}

#[test]
fn a_passphrase_is_not_endless() {
    assert!(Passphrase::new(&"a".repeat(1024)).is_ok());
    assert_eq!(Passphrase::new(&"a".repeat(1025)).err(), Some(PassphraseError::TooLong));
}

#[test]
fn the_end_of_a_line_is_no_part_of_a_passphrase() {
    assert_eq!(Passphrase::new("four random words\n").err(), Some(PassphraseError::Unseen));
}

#[test]
fn characters_that_nobody_sees_are_refused() {
    for unseen in ['\0', '\t', '\u{7f}', '\u{ad}', '\u{200b}', '\u{200d}', '\u{202e}', '\u{fe0f}', '\u{feff}']
    {
        let passphrase = Passphrase::new(&format!("four random{unseen} words"));
        assert_eq!(passphrase.err(), Some(PassphraseError::Unseen), "{unseen:?}");
    }
}

#[test]
fn accents_and_spaces_are_the_same_on_every_keyboard() {
    assert!(opens("Sinéad's four words", "Sine\u{301}ad's\u{a0}four\u{3000}words"));
}

#[test]
fn capitals_and_spaces_count() {
    assert!(!opens("four random words", "Four random words"));
    assert!(!opens("four random words", "four random words "));
    assert!(!opens("four random words", "four  random words"));
}

/// Room is reserved for the longest form that normalising gives: three times the bytes.
#[test]
fn letters_that_grow_when_they_are_normalised_are_taken() {
    assert!(Passphrase::new(&"\u{1d160}".repeat(100)).is_ok());
}
