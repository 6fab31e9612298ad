//! The two-sided check: a page, a relay, a telephone.

use crate::common::{BOTH, LIST, at, key, list};
use cards::statement::{HolderKind, NotChecked};
use cards::two_sided::{
    Answered, Checked, Digits, Enrolment, EnrolmentError, Presence, PresenceError, Relay, RelayError, check,
};
use cards::{Algorithm, IssuerKey, SignatureError};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;
use std::net::IpAddr;

const PAGE: &str = "https://cards.met.police.uk/ask";

fn now() -> Timestamp {
    at("2026-11-27T12:30:00Z")
}

fn later(seconds: i64) -> Timestamp {
    now() + SignedDuration::from_secs(seconds)
}

fn peer(last: u8) -> IpAddr {
    [192, 0, 2, last].into()
}

fn enrolment(telephone: &IssuerKey) -> Enrolment {
    Enrolment {
        issuer: "met".into(),
        holder: HolderKind::Constable,
        expires: at("2026-12-31T00:00:00Z"),
        list: LIST.into(),
        index: 4711,
        key: telephone.public(),
    }
}

fn asked(digits: &str) -> Presence {
    Presence { page: PAGE.into(), digits: digits.parse().unwrap(), nonce: [7; 32], at: now() }
}

/// Digits that have a right check digit.
fn some_digits() -> String {
    Digits::generate().unwrap().to_string()
}

#[test]
fn a_page_turns_green_for_an_enrolled_telephone_that_answers_its_question() {
    for algorithm in BOTH {
        let (issuer, telephone) = (key(algorithm, 1), key(algorithm, 9));
        let signed = enrolment(&telephone).sign(&issuer).unwrap();
        let question = asked(&some_digits());
        let presence = question.sign(&telephone).unwrap();
        let keys = [issuer.public()];
        let checked = check(&signed, &presence, &question, ("met", &keys), &list(&[]), later(30)).unwrap();
        assert_eq!(checked, Checked { holder: HolderKind::Constable, as_of: list(&[]).issued });
        // Whole both, they say nothing of who it is.
        assert!(signed.len() < 300 && presence.len() < 300);
    }
}

#[test]
fn every_answer_that_is_wrong_is_refused_for_its_own_reason() {
    let (issuer, telephone, stranger) =
        (key(Algorithm::Ed25519, 1), key(Algorithm::Ed25519, 9), key(Algorithm::Ed25519, 5));
    let keys = [issuer.public()];
    let signed = enrolment(&telephone).sign(&issuer).unwrap();
    let question = asked(&some_digits());
    let presence = question.sign(&telephone).unwrap();
    let run = |signed: &[u8], presence: &[u8], question: &Presence, list, now| {
        check(signed, presence, question, ("met", &keys), list, now).unwrap_err()
    };
    let (fresh, revoking) = (list(&[]), list(&[4711]));

    let forged = enrolment(&telephone).sign(&stranger).unwrap();
    assert_eq!(
        run(&forged, &presence, &question, &fresh, now()),
        EnrolmentError::Signature(SignatureError::NotSigned).into()
    );
    let copied = question.sign(&stranger).unwrap();
    assert_eq!(
        run(&signed, &copied, &question, &fresh, now()),
        PresenceError::Signature(SignatureError::NotSigned)
    );
    assert_eq!(run(&signed, &presence, &question, &revoking, now()), PresenceError::NotValid);
    assert_eq!(run(&signed, &presence, &question, &fresh, later(40 * 24 * 3600)), PresenceError::NotValid);
    assert_eq!(
        run(&signed, &presence, &question, &fresh, later(25 * 3600)),
        PresenceError::NotChecked(NotChecked::TooOld)
    );
    assert_eq!(run(&signed, &presence, &question, &fresh, later(91)), PresenceError::OtherTime);
    let slow = Presence { at: later(-400), ..question.clone() }.sign(&telephone).unwrap();
    assert_eq!(run(&signed, &slow, &question, &fresh, now()), PresenceError::OtherTime);
    let others = [
        Presence { page: "https://cards.met.police.uk.example/ask".into(), ..question.clone() },
        Presence {
            digits: loop {
                let other: Digits = some_digits().parse().unwrap();
                if other != question.digits {
                    break other;
                }
            },
            ..question.clone()
        },
        Presence { nonce: [8; 32], ..question.clone() },
    ];
    for other in others {
        assert_eq!(
            run(&signed, &other.sign(&telephone).unwrap(), &question, &fresh, now()),
            PresenceError::OtherQuestion
        );
    }
    let elsewhere = Enrolment { issuer: "gmp".into(), ..enrolment(&telephone) }.sign(&issuer).unwrap();
    assert_eq!(run(&elsewhere, &presence, &question, &fresh, now()), PresenceError::OtherForce);
    // A card's statement is no enrolment, and an enrolment no presence.
    let card = crate::common::constable(4711).sign(&issuer).unwrap();
    assert!(matches!(run(&card, &presence, &question, &fresh, now()), PresenceError::Enrolment(_)));
    assert!(matches!(run(&signed, &signed, &question, &fresh, now()), PresenceError::Signature(_)));
    for at in 0..signed.len() {
        let mut changed = signed.clone();
        changed[at] ^= 1;
        assert!(check(&changed, &presence, &question, ("met", &keys), &fresh, now()).is_err(), "{at}");
    }
}

#[test]
fn a_slip_of_the_tongue_is_found_by_the_last_digit() {
    for _ in 0..50 {
        let right = some_digits().replace(' ', "");
        assert!(right.parse::<Digits>().is_ok());
        for place in 0..6 {
            for digit in '0'..='9' {
                let mut wrong: Vec<char> = right.chars().collect();
                if wrong[place] != digit {
                    wrong[place] = digit;
                    assert!(wrong.iter().collect::<String>().parse::<Digits>().is_err());
                }
            }
            let mut swapped: Vec<char> = right.chars().collect();
            if place < 5 && swapped[place] != swapped[place + 1] {
                swapped.swap(place, place + 1);
                assert!(swapped.iter().collect::<String>().parse::<Digits>().is_err());
            }
        }
    }
    for text in ["", "12345", "1234567", "12345x", "١٢٣٤٥٦"] {
        assert!(text.parse::<Digits>().is_err(), "{text}");
    }
}

fn answer() -> Answered {
    Answered { enrolment: vec![1], presence: vec![2] }
}

#[test]
fn the_relay_carries_one_answer_to_whoever_began_and_forgets_it() {
    let mut relay = Relay::new();
    let begun = relay.begin([7; 32], peer(1), now()).unwrap();
    assert_eq!(relay.fetch(begun.digits, &begun.token, now()), Ok(None));
    assert_eq!(relay.question(begun.digits, peer(2), later(5)), Ok([7; 32]));
    relay.answer(begun.digits, answer(), peer(2), later(6)).unwrap();
    assert_eq!(relay.answer(begun.digits, answer(), peer(3), later(7)), Err(RelayError::AnsweredAlready));
    assert_eq!(relay.fetch(begun.digits, &[0; 16], later(8)), Err(RelayError::NotThere));
    assert_eq!(relay.fetch(begun.digits, &begun.token, later(8)), Ok(Some(answer())));
    assert_eq!(relay.fetch(begun.digits, &begun.token, later(9)), Err(RelayError::NotThere));
}

#[test]
fn a_check_is_over_after_a_minute_and_a_half() {
    let mut relay = Relay::new();
    let begun = relay.begin([7; 32], peer(1), now()).unwrap();
    assert!(relay.question(begun.digits, peer(2), later(89)).is_ok());
    assert_eq!(relay.question(begun.digits, peer(2), later(90)), Err(RelayError::NotThere));
}

#[test]
fn nobody_begins_or_guesses_without_end() {
    let mut relay = Relay::new();
    for _ in 0..6 {
        relay.begin([7; 32], peer(1), now()).unwrap();
    }
    assert!(matches!(relay.begin([7; 32], peer(1), now()), Err(RelayError::TooOften)));
    assert!(relay.begin([7; 32], peer(2), now()).is_ok());
    assert!(relay.begin([7; 32], peer(1), later(60)).is_ok(), "the next minute");
    let wrong = Digits::generate().unwrap();
    let guesses: Vec<_> = (0..30).map(|_| relay.question(wrong, peer(3), later(61))).collect();
    assert_eq!(guesses.iter().filter(|guess| **guess == Err(RelayError::TooOften)).count(), 10);
    // All of an IPv6 network are one.
    let network = |last: u16| IpAddr::from([0x2001, 0xdb8, 1, 2, 0, 0, 0, last]);
    for last in 0..6 {
        relay.begin([7; 32], network(last), later(62)).unwrap();
    }
    assert!(matches!(relay.begin([7; 32], network(99), later(62)), Err(RelayError::TooOften)));
    // Every address of IPv4 is one, also where a machine that listens on both writes it as one of IPv6.
    let mapped = |last: u8| IpAddr::from(std::net::Ipv4Addr::new(198, 51, 100, last).to_ipv6_mapped());
    for last in 0..20 {
        assert!(relay.begin([7; 32], mapped(last), later(62)).is_ok(), "{last}");
    }
    let long = Answered { enrolment: vec![0; 1025], presence: Vec::new() };
    assert_eq!(relay.answer(wrong, long, peer(4), later(62)), Err(RelayError::TooLong));
}

#[test]
fn five_hundred_checks_go_on_at_once_with_digits_of_their_own_and_no_more() {
    let mut relay = Relay::new();
    let mut seen = BTreeSet::new();
    for number in 0..500_u32 {
        let from = IpAddr::from(std::net::Ipv4Addr::from(number + 1));
        assert!(seen.insert(relay.begin([7; 32], from, now()).unwrap().digits));
    }
    assert!(matches!(relay.begin([7; 32], peer(1), now()), Err(RelayError::Full)));
    assert!(relay.begin([7; 32], peer(1), later(90)).is_ok());
    assert_eq!(format!("{relay:?}"), "Relay { open: 1, .. }");
}

#[cfg(feature = "relay")]
mod over_http {
    use super::{Relay, answer, peer};
    use axum::Extension;
    use axum::body::Body;
    use axum::http::{Request, StatusCode};
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
    use cards::two_sided::{Peer, router};
    use http_body_util::BodyExt;
    use serde_json::{Value, json};
    use tower::ServiceExt;

    async fn post(router: &axum::Router, path: &str, body: Value) -> (StatusCode, Value) {
        let request =
            Request::post(path).header("content-type", "application/json").body(Body::from(body.to_string()));
        let response = router.clone().oneshot(request.unwrap()).await.unwrap();
        let status = response.status();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }

    #[tokio::test]
    async fn a_check_goes_over_the_relays_four_addresses() {
        let relay = router(Relay::new()).layer(Extension(Peer(peer(1))));
        let nonce = BASE64.encode([7; 32]);
        let (status, begun) = post(&relay, "/begin", json!({ "nonce": nonce })).await;
        assert_eq!(status, StatusCode::OK);
        let digits = begun["digits"].as_str().unwrap().to_owned();
        let fetch = json!({ "digits": digits, "token": begun["token"] });
        assert_eq!(post(&relay, "/fetch", fetch.clone()).await.0, StatusCode::ACCEPTED);
        let (_, question) = post(&relay, "/question", json!({ "digits": digits })).await;
        assert_eq!(question["nonce"], nonce);
        let said = answer();
        let answer = json!({ "digits": digits, "enrolment": BASE64.encode(said.enrolment), "presence": BASE64.encode(said.presence) });
        assert_eq!(post(&relay, "/answer", answer.clone()).await.0, StatusCode::NO_CONTENT);
        assert_eq!(post(&relay, "/answer", answer).await.0, StatusCode::CONFLICT);
        let (status, fetched) = post(&relay, "/fetch", fetch.clone()).await;
        assert_eq!((status, fetched), (StatusCode::OK, json!({ "enrolment": "AQ", "presence": "Ag" })));
        assert_eq!(post(&relay, "/fetch", fetch).await.0, StatusCode::NOT_FOUND);
        assert_eq!(post(&relay, "/begin", json!({ "nonce": "AA" })).await.0, StatusCode::BAD_REQUEST);
        assert_eq!(post(&relay, "/question", json!({ "digits": "123" })).await.0, StatusCode::BAD_REQUEST);
        let large = json!({ "nonce": "A".repeat(10_000) });
        assert_eq!(post(&relay, "/begin", large).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    }
}
