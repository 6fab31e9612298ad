//! What a telephone read off a card: any letters behind the `#`, and any bytes as statement, enrolment or presence.
#![no_main]

use cards::statement::{CardPage, HolderKind, Statement};
use cards::two_sided::Enrolment;
use cards::{Algorithm, IssuerKey};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use tipstaff_fuzz::{look, seeds};

static KEY: LazyLock<IssuerKey> =
    LazyLock::new(|| IssuerKey::new(Algorithm::Ed25519, &[1; 32]).expect("any 32 bytes are one"));

static OWN: LazyLock<[Vec<u8>; 2]> = LazyLock::new(|| {
    let day = "2027-03-31".parse().expect("a day");
    let card = Statement::new("met", HolderKind::Constable, day, "https://cards.met.police.uk/1", 77)
        .expect("it fits");
    let enrolment = Enrolment {
        issuer: "met".into(),
        holder: HolderKind::Constable,
        expires: card.expires,
        list: card.list.clone(),
        index: 7,
        key: KEY.public(),
    };
    [card.sign(&KEY).expect("it fits"), enrolment.sign(&KEY).expect("it is written")]
});

fuzz_target!(init: seeds::if_asked(&[], seeds::as_it_is, &[&OWN[0], &OWN[1]]), |data: &[u8]| {
    look::soon(data.len(), || {
        let keys = [KEY.public()];
        let page = CardPage::new("https://cards.met.police.uk/").expect("an address");
        if let Ok(statement) = Statement::open(data, &keys) {
            // What opens is written the one way it can be, and goes through an address unchanged.
            assert_eq!(statement.sign(&KEY).expect("it fits"), data);
            assert_eq!(page.statement_in(&page.address_of(data)).expect("it is whole"), data);
        }
        let _ = Enrolment::open(data, &keys);
        if let Ok(text) = std::str::from_utf8(data)
            && let Ok(bytes) = page.statement_in(&format!("https://cards.met.police.uk/#{text}"))
        {
            let _ = Statement::open(&bytes, &keys);
        }
    });
});
