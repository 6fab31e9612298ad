//! Keys are compared in constant time and never shown.

use crate::{NAME, delivery, innocent, master};
use marks::photo::{Luma, Rgb};
use marks::{DeliveryKey, DeliveryName, Subject, TokenKey};
use subtle::ConstantTimeEq;

#[test]
fn nothing_that_is_printed_holds_a_key() {
    let key = delivery();
    assert_eq!(format!("{key:?} {key:#?}"), "DeliveryKey DeliveryKey");
    assert_eq!(format!("{:?}", key.token()), "TokenKey");
    assert_eq!(format!("{:?}", TokenKey::stable(&master(), 1, "")), "TokenKey");
    assert_eq!(format!("{:?}", key.order()), "OrderKey");
    assert_eq!(format!("{:?}", key.honey()), "HoneyKey");
    assert_eq!(format!("{:?}", key.photo(Subject::Person(1))), "PhotoKey");
    // A face is nobody's business either.
    assert_eq!(format!("{:?}", Luma::new(2, 1, vec![7, 9]).unwrap()), "Luma(2 by 1)");
    assert_eq!(format!("{:?}", Rgb::new(1, 1, vec![7, 9, 3]).unwrap()), "Rgb(1 by 1)");
}

#[test]
fn an_opened_key_is_held_against_its_commitment() {
    let opened = DeliveryKey::from_bytes(delivery().expose());
    assert!(opened.is_committed(&delivery().commitment()));
    assert!(!opened.is_committed(&innocent(0).commitment()));
    assert!(bool::from(opened.ct_eq(&delivery())) && !bool::from(opened.ct_eq(&innocent(0))));
    assert_ne!(opened.expose(), &opened.commitment());
}

#[test]
fn every_part_of_the_name_gives_another_key() {
    let name = DeliveryName { recipient: 7, purpose: "cards", delivery: 1 };
    let others = [
        DeliveryName { recipient: 8, ..name },
        DeliveryName { purpose: "card", ..name },
        DeliveryName { purpose: "", ..name },
        DeliveryName { purpose: "cards\0\0\0\u{1}", ..name },
        DeliveryName { delivery: 0x0700_0000, ..name },
        NAME,
    ];
    let key = |name: &DeliveryName<'_>| DeliveryKey::derive(&master(), name);
    for (at, one) in others.iter().enumerate() {
        assert!(!bool::from(key(one).ct_eq(&key(&name))));
        assert!(others[..at].iter().all(|other| !bool::from(key(one).ct_eq(&key(other)))));
    }
}

#[test]
fn stable_numbers_are_the_same_in_all_deliveries_of_one_purpose_and_in_no_other() {
    let person = Subject::Person(3);
    let token = |recipient, purpose| TokenKey::stable(&master(), recipient, purpose).token(person);
    assert_eq!(token(1, "cards"), token(1, "cards"));
    assert_ne!(token(1, "cards"), token(2, "cards"));
    assert_ne!(token(1, "cards"), token(1, "passes"));
}
