//! A status list that somebody downloaded. The signature is put around mutated claims, so that what is behind it is reached.
#![no_main]

use cards::status_list::{ListToken, StatusBits, StatusList};
use cards::{Algorithm, IssuerKey};
use ciborium::Value;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use tipstaff_fuzz::{look, seeds};

static KEY: LazyLock<IssuerKey> =
    LazyLock::new(|| IssuerKey::new(Algorithm::Ed25519, &[1; 32]).expect("any 32 bytes are one"));

static OWN: LazyLock<[Vec<u8>; 2]> = LazyLock::new(|| {
    let mut list = StatusList::new(StatusBits::Two, 64).expect("it is short");
    list.set(5, 1).expect("it is there");
    let mut map = Vec::new();
    ciborium::into_writer(&list.to_cbor().expect("it packs"), &mut map).expect("memory takes all");
    let issued = "2026-11-27T12:00:00Z".parse().expect("a time");
    let token = ListToken {
        address: "https://cards.met.police.uk/1".into(),
        issued,
        expires: None,
        ttl: Some(60),
        list,
    };
    [token.sign(&KEY).expect("it is written"), map]
});

fuzz_target!(init: seeds::if_asked(&[], seeds::as_it_is, &[&OWN[0], &OWN[1]]), |data: &[u8]| {
    // A list of a few bytes may unfold to a megabyte.
    look::soon(data.len() + (1 << 20), || {
        let _ = ListToken::open(data, &[KEY.public()]);
        let Ok(value) = ciborium::from_reader::<Value, _>(data) else { return };
        let Ok(list) = StatusList::from_cbor(&value) else { return };
        assert!(list.get(list.entries()).is_none());
        let again = StatusList::from_cbor(&list.to_cbor().expect("it packs")).expect("it is one of ours");
        assert!(again == list);
    });
});
