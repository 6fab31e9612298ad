//! A telephone's request for enrolments, as it came by mail: any bytes.
#![no_main]

use cards::statement::HolderKind;
use cards::two_sided::{Enrolment, EnrolmentRequest, Grant, enrol};
use cards::{Algorithm, IssuerKey};
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use tipstaff_fuzz::{look, seeds};

fn key(algorithm: Algorithm, seed: u8) -> IssuerKey {
    IssuerKey::new(algorithm, &[seed; 32]).expect("these 32 bytes are one")
}

fn now() -> Timestamp {
    Timestamp::from_second(1_795_780_800).expect("a time")
}

static ISSUER: LazyLock<IssuerKey> = LazyLock::new(|| key(Algorithm::Ed25519, 1));

static OWN: LazyLock<[Vec<u8>; 2]> = LazyLock::new(|| {
    [Algorithm::Ed25519, Algorithm::P256].map(|algorithm| {
        let telephone = [key(algorithm, 2), key(algorithm, 3)];
        EnrolmentRequest::write("met", &telephone, now()).expect("it is written").into_bytes()
    })
});

fuzz_target!(init: seeds::if_asked(&[], seeds::as_it_is, &[&OWN[0], &OWN[1]]), |data: &[u8]| {
    look::soon(data.len(), || {
        let Ok(request) = EnrolmentRequest::from_json(data, "met", now()) else { return };
        let grant = Grant {
            holder: HolderKind::Staff,
            last_day: "2027-03-31".parse().expect("a day"),
            list: "https://cards.met.police.uk/1".into(),
            places: (0..request.keys() as u32).collect(),
        };
        // What is taken can be answered, and the answer is read again.
        let answer = enrol(&request, &grant, &ISSUER, now()).expect("it is answered");
        assert_eq!(request.number().len(), 19);
        for enrolment in answer.enrolments() {
            Enrolment::open(enrolment, &[ISSUER.public()]).expect("it is read");
        }
    });
});
