//! What a card says, and how it is read back.

use crate::common::{BOTH, LIST, at, constable, key, page};
use cards::statement::{
    AddressError, CardPage, Code, HolderKind, LARGEST_CODE, STATEMENT_BUDGET, Statement, StatementError,
};
use cards::{Algorithm, SignatureError};
use jiff::civil::date;
use proptest::prelude::*;

#[test]
fn a_card_says_who_issued_it_to_what_kind_of_holder_until_when_and_nothing_else() {
    for algorithm in BOTH {
        let key = key(algorithm, 1);
        let signed = constable(98_765).sign(&key).unwrap();
        let read = Statement::open(&signed, &[key.public()]).unwrap();
        assert_eq!(read, constable(98_765));
        // Summer time has begun by then: midnight in London is 23:00 in UTC.
        assert_eq!(read.expires, at("2027-03-31T23:00:00Z"));
        // Four claims, and no fifth.
        let payload = &signed[9..signed.len() - 66];
        let claims: ciborium::Value = ciborium::from_reader(payload).unwrap();
        let numbers: Vec<i128> =
            claims.as_map().unwrap().iter().map(|(key, _)| key.as_integer().unwrap().into()).collect();
        assert_eq!(numbers, [1, 4, 65535, -65537]);
    }
}

#[test]
fn a_statement_fits_its_budget_and_its_code_a_card() {
    let longest = (1 << 17) - 1;
    let signed = constable(longest).sign(&key(Algorithm::Ed25519, 1)).unwrap();
    assert_eq!(signed.len(), 154);
    let code = Code::new(&page().address_of(&signed)).unwrap();
    assert!(code.side() <= 57, "{}", code.side());
    let long = "https://cards.west-yorkshire.police.example/1";
    let statement = Statement::new("met", HolderKind::Staff, date(2027, 3, 31), long, longest).unwrap();
    let refused = statement.sign(&key(Algorithm::Ed25519, 1)).unwrap_err();
    insta::assert_snapshot!(refused, @"the code would hold 170 bytes, and a card has room for 160. Shorten the address of the status list or the short name of the force by 10 letters");
}

#[test]
fn a_statement_that_was_changed_cut_or_lengthened_is_refused() {
    for algorithm in BOTH {
        let key = key(algorithm, 1);
        let good = constable(77).sign(&key).unwrap();
        let keys = [key.public()];
        for at in 0..good.len() {
            assert!(Statement::open(&good[..at], &keys).is_err(), "cut at {at}");
            for bit in 0..8 {
                let mut changed = good.clone();
                changed[at] ^= 1 << bit;
                assert!(Statement::open(&changed, &keys).is_err(), "bit {bit} of {at}");
            }
        }
        assert!(Statement::open(&[good.as_slice(), &[0]].concat(), &keys).is_err());
    }
}

#[test]
fn a_statement_of_another_key_or_another_algorithm_is_refused() {
    let keys = BOTH.map(|algorithm| key(algorithm, 1));
    let [ed25519, p256] = &keys;
    let signed = constable(1).sign(ed25519).unwrap();
    for other in [p256.public(), key(Algorithm::Ed25519, 2).public()] {
        let refused = Statement::open(&signed, &[other]).unwrap_err();
        assert_eq!(refused, SignatureError::NotSigned.into());
    }
    // A force that changes its key shows both for a while.
    assert!(Statement::open(&signed, &[p256.public(), ed25519.public()]).is_ok());
}

#[test]
fn a_header_that_is_not_signed_is_refused_although_the_signature_is_right() {
    let key = key(Algorithm::Ed25519, 1);
    let good = constable(77).sign(&key).unwrap();
    // d2 84 43 a1 01 27, then the empty map of headers that nobody signs: a key's name is put into it.
    let changed = [&good[..6], &[0xa1, 0x04, 0x41, 0x31], &good[7..]].concat();
    assert!(Statement::open(&changed, &[key.public()]).is_err());
}

#[test]
fn what_cannot_be_said_on_a_card_is_refused_with_what_to_do() {
    let new = |issuer, list, day| Statement::new(issuer, HolderKind::Constable, day, list, 1).unwrap_err();
    let day = date(2027, 3, 31);
    assert_eq!(new("Met Police", LIST, day), StatementError::Issuer);
    assert_eq!(new("", LIST, day), StatementError::Issuer);
    for list in [
        "http://cards.met.police.uk/1",
        "https://Cards.met.police.uk/1",
        "https://a.uk/1?card=7",
        "1",
        "https://a.uk/1#x",
    ] {
        assert_eq!(new("met", list, day), StatementError::List, "{list}");
    }
    assert_eq!(new("met", LIST, date(1969, 1, 1)), StatementError::Day);
}

#[test]
fn the_address_of_a_card_keeps_what_it_says_behind_the_hash() {
    let signed = constable(77).sign(&key(Algorithm::Ed25519, 1)).unwrap();
    let address = page().address_of(&signed);
    let (sent, kept) = address.split_once('#').unwrap();
    assert_eq!(sent, "HTTPS://CARDS.MET.POLICE.UK/");
    assert!(
        kept.chars().all(|letter| letter.is_ascii_uppercase()
            || letter.is_ascii_digit()
            || "$%*+-./:".contains(letter))
    );
    // As a browser hands it on.
    let as_opened = url::Url::parse(&address).unwrap();
    assert_eq!(page().statement_in(as_opened.as_str()), Ok(signed));
}

#[test]
fn an_address_of_another_page_is_refused() {
    let signed = constable(77).sign(&key(Algorithm::Ed25519, 1)).unwrap();
    let elsewhere = CardPage::new("https://cards.met.police.uk.example/").unwrap().address_of(&signed);
    assert_eq!(page().statement_in(&elsewhere), Err(AddressError::OtherPage));
    assert_eq!(page().statement_in("HTTPS://CARDS.MET.POLICE.UK/"), Err(AddressError::OtherPage));
    assert_eq!(page().statement_in("HTTPS://CARDS.MET.POLICE.UK/#%%%"), Err(AddressError::Damaged));
    for address in [
        "cards.met.police.uk",
        "http://cards.met.police.uk/",
        "https://me@cards.met.police.uk/",
        "https://a.uk/?q",
    ] {
        assert_eq!(CardPage::new(address).unwrap_err(), AddressError::Page, "{address}");
    }
}

#[test]
fn an_address_too_long_for_a_card_makes_no_code() {
    let refused = Code::new(&"A".repeat(900)).unwrap_err();
    insta::assert_snapshot!(refused, @"the address of a card, with its 900 letters, makes a code that is too fine for a card. Choose a shorter address for the page that checks cards");
}

/// Reads a code as a telephone would.
pub fn read_back(code: &Code, dots: usize) -> String {
    let (pixels, side) = code.pixels(dots);
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| pixels[y * side + x]);
    let grids = picture.detect_grids();
    grids[0].decode().unwrap().1
}

proptest! {
    #[test]
    fn every_card_is_read_back_from_its_code(
        seed in any::<[u8; 32]>(),
        index in any::<u32>(),
        kind in prop::sample::select(HolderKind::ALL.to_vec()),
        days in 0..36_500_i32,
        dots in 2..6_usize,
    ) {
        let key = cards::IssuerKey::new(Algorithm::Ed25519, &seed).unwrap();
        let day = date(2026, 1, 1).checked_add(jiff::ToSpan::days(days)).unwrap();
        let statement = Statement::new("met", kind, day, LIST, index).unwrap();
        let signed = statement.sign(&key).unwrap();
        prop_assert!(signed.len() <= STATEMENT_BUDGET);
        let code = Code::new(&page().address_of(&signed)).unwrap();
        prop_assert!(code.side() <= LARGEST_CODE);
        let read = page().statement_in(&read_back(&code, dots)).unwrap();
        prop_assert_eq!(Statement::open(&read, &[key.public()]).unwrap(), statement);
    }

    #[test]
    fn any_bytes_survive_the_address(bytes in prop::collection::vec(any::<u8>(), 0..STATEMENT_BUDGET)) {
        let address = page().address_of(&bytes);
        prop_assert_eq!(page().statement_in(&address), Ok(bytes.clone()));
        let opened = url::Url::parse(&address).unwrap();
        prop_assert_eq!(page().statement_in(opened.as_str()), Ok(bytes));
    }

    #[test]
    fn any_letters_are_no_card(letters in ".{0,300}") {
        let address = format!("https://cards.met.police.uk/#{letters}");
        if let Ok(bytes) = page().statement_in(&address) {
            prop_assert!(Statement::open(&bytes, &[key(Algorithm::Ed25519, 1).public()]).is_err());
        }
    }
}
