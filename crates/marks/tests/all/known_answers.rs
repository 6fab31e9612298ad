//! Marks that were delivered must be found again by every later version. The answers are those of `recompute.py`, which
//! shares no line with the crate. **They never change**; another scheme gets another label.

use crate::{NAME, delivery, hex, master};
use marks::{Subject, TokenKey};

const SUBJECTS: [Subject; 5] = [
    Subject::Person(0),
    Subject::Person(47_000),
    Subject::Fictitious(47_000),
    Subject::Specimen(1),
    Subject::Person(u32::MAX),
];

#[test]
fn the_key_of_a_delivery_and_its_commitment_are_frozen() {
    let key = delivery();
    assert_eq!(hex(key.expose()), "1578f1cdf8e1ddfe5d6666df12c646f833cb6c46b67aa65cad28cd7fa01049d9");
    let commitment = "9c0758f825ba9ddb2dbe3d26590fc5b9c141aff3c652d2be3c667389c052edc8";
    assert_eq!(hex(&key.commitment()), commitment);
}

#[test]
fn reference_numbers_are_frozen() {
    let key = delivery().token();
    let expected = ["GEZAVHTD7C3HCE", "MFVZTJQ15TYF13", "6XM04GXG4R14X3", "VKGWPKMN48YYE0", "M73VJY42FQ6FSQ"];
    assert_eq!(SUBJECTS.map(|subject| key.token(subject).to_string()), expected);

    let stable = TokenKey::stable(&master(), NAME.recipient, NAME.purpose);
    assert_eq!(stable.token(Subject::Person(47_000)).to_string(), "CZWGNWKHNNP8ZB");
}

#[test]
fn places_of_rows_are_frozen() {
    let key = delivery().order();
    let expected = [
        "9f24e264c322fcc4eb8ad06e35731d43b77fbf3911370012e42fb5fd0e64cc76",
        "ed6c1c401860414c7fd4cef6aafdb79331167010605a57cedb3d58d8d7fd6c91",
        "2fc77f9f0d8777ac45ebf5dabbd6c21a1400c4c115d708e219e7f400053ae1da",
        "af7eccb1cdd05f570225a566a72b8c59ec0a45f8b6ca73085302883274fb3218",
        "f8ccc10ce7b6954b5e116fe2f60fc5156c4f9dddd99165956609384603b00fcf",
    ];
    assert_eq!(SUBJECTS.map(|subject| hex(&key.place(subject))), expected);
}

#[test]
fn chips_of_photos_are_frozen() {
    let expected = ["3c9c29de", "b16e33e7", "8f44f970", "bd718192", "209f5c69"];
    let second = ["1d0b11e1", "c792b964", "383c9927", "033c4c96", "b93b304d"];
    for ((subject, expected), second) in SUBJECTS.into_iter().zip(expected).zip(second) {
        let chips: Vec<u8> =
            delivery().photo(subject).chips().take(512).map(|chip| u8::from(chip > 0.0)).collect();
        let bytes: Vec<u8> =
            chips.chunks(8).map(|bits| bits.iter().fold(0, |byte, bit| byte << 1 | bit)).collect();
        assert_eq!((hex(&bytes[..4]), hex(&bytes[32..36])), (expected.to_owned(), second.to_owned()));
    }
}

#[test]
fn fictitious_people_are_frozen() {
    let key = delivery().honey();
    let shown = [0, 1, 2, 3, 1000].map(|draw| {
        let person = key.person(draw).unwrap();
        format!("{} {} {}", person.forename, person.initial, person.surname)
    });
    let expected = [
        "Paddy N Stowden",
        "Kayla M Cameron",
        "Clara W Torfield",
        "Elizabeth B Hadstead",
        "Damian F Milcroft",
    ];
    assert_eq!(shown, expected);
}
