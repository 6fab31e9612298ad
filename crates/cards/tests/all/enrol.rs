//! A telephone asks the card office for enrolments. That a browser's requests are taken: `browser/telephone.test.mjs`.

use crate::common::{BOTH, LIST, at, key, list};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use cards::statement::{CardPage, HolderKind};
use cards::two_sided::{
    Checked, EnrolError, Enrolment, EnrolmentRequest, Grant, MOST_KEYS, Presence, RequestError, check, enrol,
};
use cards::{Algorithm, IssuerKey, SignatureError};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use serde_json::{Value, json};

fn now() -> Timestamp {
    at("2026-11-27T12:30:00Z")
}

fn telephone(algorithm: Algorithm, keys: u8) -> Vec<IssuerKey> {
    (0..keys).map(|seed| key(algorithm, 100 + seed)).collect()
}

fn written(algorithm: Algorithm, keys: u8) -> String {
    EnrolmentRequest::write("met", &telephone(algorithm, keys), now()).unwrap()
}

fn read(text: &str) -> Result<EnrolmentRequest, RequestError> {
    EnrolmentRequest::from_json(text.as_bytes(), "met", now())
}

fn grant(places: Vec<u32>) -> Grant {
    Grant {
        holder: HolderKind::Constable,
        last_day: "2027-03-31".parse().unwrap(),
        list: LIST.into(),
        places,
    }
}

/// The request, with a change.
fn changed(change: impl FnOnce(&mut Value)) -> String {
    let mut value = serde_json::from_str(&written(Algorithm::P256, 3)).unwrap();
    change(&mut value);
    value.to_string()
}

#[test]
fn a_telephone_that_was_enrolled_is_believed_by_the_page() {
    for algorithm in BOTH {
        let issuer = key(algorithm, 1);
        let request = read(&written(algorithm, 8)).unwrap();
        assert_eq!((request.keys(), request.made()), (8, now()));
        let answer = enrol(&request, &grant((0..8).collect()), &issuer, now()).unwrap();
        let keys = [issuer.public()];
        for (enrolment, telephone) in answer.enrolments().iter().zip(telephone(algorithm, 8)) {
            let question = Presence {
                page: "https://cards.met.police.uk/ask/".into(),
                digits: "000000".parse().unwrap(),
                nonce: [7; 32],
                at: now(),
            };
            let presence = question.sign(&telephone).unwrap();
            let checked = check(enrolment, &presence, &question, ("met", &keys), &list(&[]), now()).unwrap();
            assert_eq!(checked, Checked { holder: HolderKind::Constable, as_of: list(&[]).issued });
        }
        let places: Vec<u32> =
            answer.enrolments().iter().map(|one| Enrolment::open(one, &keys).unwrap().index).collect();
        assert_eq!(places, (0..8).collect::<Vec<_>>());
        let day = Enrolment::open(&answer.enrolments()[0], &keys).unwrap().expires;
        assert_eq!(day, at("2027-03-31T23:00:00Z"), "midnight in London, as on cards");
    }
}

#[test]
fn the_answer_is_a_file_or_a_link_that_no_server_is_sent() {
    let request = read(&written(Algorithm::P256, 2)).unwrap();
    let answer = enrol(&request, &grant(vec![5, 9]), &key(Algorithm::Ed25519, 1), now()).unwrap();
    let file: Value = serde_json::from_str(&answer.to_json().unwrap()).unwrap();
    assert_eq!(file["schema"], "tipstaff.telephone-enrolments/1");
    assert_eq!(file["request"], request.number());
    let link = answer.link(&CardPage::new("https://cards.met.police.uk/telephone/").unwrap());
    let (page, letters) = link.split_once('#').unwrap();
    assert_eq!(page, "https://cards.met.police.uk/telephone/");
    let enrolments: Vec<Vec<u8>> = letters.split('.').map(|one| BASE64.decode(one).unwrap()).collect();
    assert_eq!(enrolments, answer.enrolments());
    assert_eq!(format!("{answer:?}"), "EnrolmentAnswer { enrolments: 2, .. }");
}

#[test]
fn the_number_is_of_these_keys_in_this_order_and_can_be_read_out() {
    let number = |keys: u8| read(&written(Algorithm::P256, keys)).unwrap().number();
    assert_eq!(number(3), number(3));
    assert_ne!(number(3), number(2));
    insta::assert_snapshot!(number(3), @"QGFT-4UYT-M4AQ-EM94");
}

#[test]
fn what_proves_nothing_enrols_nobody() {
    let proof = |error| Err(RequestError::Proof(error));
    // A key of somebody else's, put among one's own: it did not sign for these.
    let stranger: Value = serde_json::from_str(&written(Algorithm::Ed25519, 1)).unwrap();
    assert_eq!(
        read(&changed(|request| request["keys"][0] = stranger["keys"][0].clone())),
        proof(SignatureError::NotSigned)
    );
    // Keys that were taken away, or put into another order.
    assert_eq!(
        read(&changed(|request| {
            request["keys"].as_array_mut().unwrap().pop();
        })),
        proof(SignatureError::NotSigned)
    );
    assert_eq!(
        read(&changed(|request| request["keys"].as_array_mut().unwrap().reverse())),
        proof(SignatureError::NotSigned)
    );
    // A proof of another key.
    assert_eq!(
        read(&changed(|request| request["keys"][0]["proof"] = request["keys"][1]["proof"].clone())),
        proof(SignatureError::NotSigned)
    );
    assert_eq!(
        read(&changed(|request| request["keys"][1] = request["keys"][0].clone())),
        Err(RequestError::SameKey)
    );
    let elsewhere = EnrolmentRequest::write("gmp", &telephone(Algorithm::P256, 2), now()).unwrap();
    assert_eq!(read(&elsewhere), Err(RequestError::OtherForce));
    // An answer to a check is no proof.
    let presence = Presence {
        page: "https://cards.met.police.uk/ask/".into(),
        digits: "000000".parse().unwrap(),
        nonce: [7; 32],
        at: now(),
    };
    let presence = BASE64.encode(presence.sign(&telephone(Algorithm::P256, 1)[0]).unwrap());
    assert_eq!(
        read(&changed(|request| request["keys"][0]["proof"] = json!(presence))),
        proof(SignatureError::OtherType)
    );
}

#[test]
fn a_request_that_is_none_is_too_long_or_from_another_time_is_refused_in_words() {
    let many = |keys: u8| written(Algorithm::P256, keys);
    assert_eq!(read(&many(MOST_KEYS as u8)).unwrap().keys(), MOST_KEYS);
    assert_eq!(read(&many(MOST_KEYS as u8 + 1)), Err(RequestError::Keys { keys: MOST_KEYS + 1 }));
    assert_eq!(read(&many(0)), Err(RequestError::Keys { keys: 0 }));
    for text in ["", "{", "[]", "{}", &" ".repeat(70_000)] {
        assert_eq!(read(text), Err(RequestError::Malformed));
    }
    for change in [
        |request: &mut Value| request["schema"] = json!("tipstaff.telephone-request/2"),
        |request: &mut Value| request["keys"][0]["algorithm"] = json!("none"),
        |request: &mut Value| request["keys"][0]["algorithm"] = json!("EdDSA"),
        |request: &mut Value| request["keys"][0]["key"] = json!("AAAA"),
        |request: &mut Value| request["keys"][0]["proof"] = json!("="),
        |request: &mut Value| request["name"] = json!("somebody"),
    ] {
        assert_eq!(read(&changed(change)), Err(RequestError::Malformed));
    }
    let later = |days: i64| {
        let then = now() + SignedDuration::from_hours(24 * days);
        EnrolmentRequest::from_json(many(1).as_bytes(), "met", then)
    };
    assert!(later(14).is_ok());
    assert_eq!(later(15), Err(RequestError::TooOld));
    assert_eq!(later(-1), Err(RequestError::FromTheFuture));
    insta::assert_snapshot!(
        [
            RequestError::Malformed,
            RequestError::Keys { keys: 33 },
            RequestError::SameKey,
            RequestError::Proof(SignatureError::NotSigned),
            RequestError::OtherForce,
            RequestError::TooOld,
            RequestError::FromTheFuture,
        ]
        .map(|error| error.to_string())
        .join("\n"),
        @r"
        this is not a telephone's request, or it was changed on its way. Have the telephone save it again, as a file, and take that
        the request has 33 keys, and has to have 1 to 32. Have the telephone make a new one
        the request has the same key twice, so two answers would show that they come from one telephone. Have the telephone make a new one
        the request does not prove that its keys are on the telephone that sent it: it was not signed by any key of this issuer, or was changed since. Do not rely on it. Enrol nothing; have the telephone make a new one
        the request was made on the page of another force. Have the telephone open the page of this force, and make a new one
        the request is more than 14 days old. Have the telephone make a new one
        the request was made at a time that has not come. Set the clock, of the telephone or of this machine, and have the telephone make a new one
        "
    );
}

#[test]
fn each_key_has_a_place_of_its_own_and_somebody_who_carries_it() {
    let request = read(&written(Algorithm::P256, 3)).unwrap();
    let issuer = key(Algorithm::P256, 1);
    let refused = |grant: &Grant| enrol(&request, grant, &issuer, now()).unwrap_err();
    assert_eq!(refused(&grant(vec![1, 2])), EnrolError::Places { keys: 3, places: 2 });
    assert_eq!(refused(&grant(vec![1, 2, 2])), EnrolError::Places { keys: 3, places: 2 });
    assert_eq!(refused(&grant(vec![1, 2, 3, 3])), EnrolError::Places { keys: 3, places: 3 });
    let nobody = Grant { holder: HolderKind::Specimen, ..grant(vec![1, 2, 3]) };
    assert_eq!(refused(&nobody), EnrolError::Nobody);
    let over = Grant { last_day: "2026-11-26".parse().unwrap(), ..grant(vec![1, 2, 3]) };
    assert_eq!(refused(&over), EnrolError::Over);
    let nowhere = Grant { list: "http://cards.met.police.uk/1".into(), ..grant(vec![1, 2, 3]) };
    assert!(matches!(refused(&nowhere), EnrolError::Statement(_)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_request_of_which_one_letter_is_wrong_enrols_no_other_key(
        place in any::<prop::sample::Index>(),
        letter in "[0-9A-Za-z_\\-\"{}]",
    ) {
        let whole = written(Algorithm::Ed25519, 3);
        let mut text = whole.clone();
        let place = place.index(text.len());
        text.replace_range(place..=place, &letter);
        if let Ok(request) = read(&text) {
            prop_assert_eq!(request, read(&whole).unwrap());
        }
    }

    #[test]
    fn whatever_comes_is_refused_and_breaks_nothing(text in ".{0,400}") {
        prop_assert!(read(&text).is_err());
    }

    #[test]
    fn what_a_telephone_writes_is_read(keys in 1..=MOST_KEYS as u8, is_new in any::<bool>()) {
        let algorithm = if is_new { Algorithm::Ed25519 } else { Algorithm::P256 };
        prop_assert_eq!(read(&written(algorithm, keys)).unwrap().keys(), usize::from(keys));
    }
}
