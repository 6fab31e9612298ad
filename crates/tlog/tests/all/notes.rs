//! Keys, checkpoints and cosignatures, as they are written and as others have written them.

use crate::common;
use crate::common::{acts, key};
use base64::{Engine, prelude::BASE64_STANDARD};
use object_store::memory::InMemory;
use proptest::prelude::*;
use std::sync::Arc;
use tlog::{
    Checkpoint, KeyKind, LogError, LogKey, Shelf, VerifierKey,
    cosignature::{self, WitnessKey},
    is_canonical, leaf,
    witness::Request,
};

/// The example of C2SP signed-note.
const EXAMPLE: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

async fn checkpoint() -> Checkpoint {
    Shelf::in_store(Arc::new(InMemory::new()), "").publish(&acts(5), &key()).await.unwrap()
}

#[test]
fn the_verifier_key_of_the_specification_is_read_and_written() {
    let vkey: VerifierKey = EXAMPLE.parse().unwrap();
    assert_eq!((vkey.name(), vkey.kind(), vkey.id()), ("example.com/foo", KeyKind::Ed25519, 0x530d_903a));
    assert_eq!(vkey.to_string(), EXAMPLE);
}

#[test]
fn a_verifier_key_that_was_changed_or_serves_nothing_is_refused() {
    let weak = {
        // The point of order one: under it anybody can sign anything.
        let mut typed = vec![1; 33];
        typed[2..].fill(0);
        format!(
            "w.example+{:08x}+{}",
            signed_note::key_id("w.example", &typed),
            BASE64_STANDARD.encode(typed)
        )
    };
    let refused = [
        "",
        "example.com/foo",
        "example.com/foo+530d903a",
        "example.com/bar+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+BekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2",
        "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        weak.as_str(),
    ];
    for text in refused {
        assert!(text.parse::<VerifierKey>().is_err(), "{text}");
    }
}

#[test]
fn names_that_no_note_can_hold_are_refused() {
    for name in ["", "a b", "a+b", "a\u{2003}b", "a\nb", "a\u{0}b"] {
        assert!(matches!(LogKey::new(name, &[1; 32]), Err(LogError::KeyName)), "{name:?}");
        assert!(matches!(WitnessKey::new(name, &[1; 32]), Err(LogError::KeyName)), "{name:?}");
    }
}

#[test]
fn a_key_shows_nothing_of_its_secret() {
    let secret = [0xab; 32];
    let shown = format!(
        "{:?} {:?}",
        LogKey::new("police.example/log", &secret).unwrap(),
        WitnessKey::new("audit.example/w", &secret).unwrap()
    );
    assert!(!shown.contains("171") && !shown.to_lowercase().contains("abab"), "{shown}");
}

#[tokio::test]
async fn a_checkpoint_is_opened_with_the_key_of_its_log_only() {
    let note = checkpoint().await.to_bytes();
    Checkpoint::open(&note, key().verifier()).unwrap();
    let other_key = LogKey::new(common::ORIGIN, &[8; 32]).unwrap();
    assert!(matches!(Checkpoint::open(&note, other_key.verifier()), Err(LogError::NotSigned { .. })));
    let other_log = LogKey::new("other.example/log", &[7; 32]).unwrap();
    assert!(matches!(Checkpoint::open(&note, other_log.verifier()), Err(LogError::WrongLog { .. })));
    let witness = WitnessKey::new(common::ORIGIN, &[7; 32]).unwrap();
    assert!(matches!(Checkpoint::open(&note, witness.verifier()), Err(LogError::VerifierKey(_))));
}

#[tokio::test]
async fn no_byte_of_a_checkpoint_can_be_changed() {
    let note = checkpoint().await.to_bytes();
    for place in 0..note.len() {
        for bit in 0..8 {
            let mut changed = note.clone();
            changed[place] ^= 1 << bit;
            assert!(Checkpoint::open(&changed, key().verifier()).is_err(), "byte {place}, bit {bit}");
        }
        assert!(Checkpoint::open(&note[..place], key().verifier()).is_err(), "cut at {place}");
    }
}

#[tokio::test]
async fn signatures_of_strangers_and_of_later_kinds_are_left_alone() {
    let mut note = checkpoint().await.to_bytes();
    let post_quantum = BASE64_STANDARD.encode([7; 4 + 8 + 2420]);
    for number in 0..16 {
        note.extend(format!("— w{number}.example {post_quantum}\n").into_bytes());
    }
    let opened = Checkpoint::open(&note, key().verifier()).unwrap();
    assert_eq!(opened.to_bytes(), note);
}

#[tokio::test]
async fn a_wrong_signature_beside_the_right_one_spoils_the_checkpoint() {
    let note = String::from_utf8(checkpoint().await.to_bytes()).unwrap();
    let line = note.lines().last().unwrap();
    let end = &line[line.len() - 10..];
    let wrong = line.replace(end, if end.starts_with('A') { "BAAAAAAAA=" } else { "AAAAAAAAA=" });
    let both = format!("{note}{wrong}\n");
    assert!(Checkpoint::open(both.as_bytes(), key().verifier()).is_err());
}

#[tokio::test]
async fn a_cosignature_says_when_and_over_what() {
    let witness = WitnessKey::new("audit.example/w", &[3; 32]).unwrap();
    let mut cosigned = checkpoint().await;
    assert_eq!(cosignature::verify(&cosigned, witness.verifier()).unwrap(), None);
    cosignature::sign(&witness, &mut cosigned, 1_795_000_000).unwrap();
    let read = Checkpoint::open(&cosigned.to_bytes(), key().verifier()).unwrap();
    assert_eq!(cosignature::verify(&read, witness.verifier()).unwrap(), Some(1_795_000_000));
    insta::assert_snapshot!(String::from_utf8(cosigned.to_bytes()).unwrap());

    // A later one takes the place of an earlier one.
    cosignature::sign(&witness, &mut cosigned, 1_795_000_001).unwrap();
    assert_eq!(cosigned.to_bytes().len(), read.to_bytes().len());
    assert_eq!(cosignature::verify(&cosigned, witness.verifier()).unwrap(), Some(1_795_000_001));

    // Under another checkpoint it is none.
    let line = String::from_utf8(read.to_bytes()).unwrap().lines().last().unwrap().to_owned();
    let store = Arc::new(InMemory::new());
    let other = Shelf::in_store(store, "").publish(&acts(6), &key()).await.unwrap();
    let moved = format!("{}{line}\n", String::from_utf8(other.to_bytes()).unwrap());
    let moved = Checkpoint::open(moved.as_bytes(), key().verifier()).unwrap();
    assert!(matches!(cosignature::verify(&moved, witness.verifier()), Err(LogError::BadSignature { .. })));
}

#[tokio::test]
async fn a_cosignature_bears_a_time_that_is_one() {
    let witness = WitnessKey::new("audit.example/w", &[3; 32]).unwrap();
    for time in [0, u64::MAX, 1 << 63] {
        assert!(cosignature::sign(&witness, &mut checkpoint().await, time).is_err());
    }
}

#[test]
fn a_leaf_is_written_one_way_only() {
    let act = serde_json::json!({ "b": [1, 2.5, "ü\u{7}"], "a": null });
    let bytes = leaf(&act).unwrap();
    assert_eq!(bytes, "{\"a\":null,\"b\":[1,2.5,\"ü\\u0007\"]}".as_bytes());
    assert!(is_canonical(&bytes));
    for other in
        ["{\"b\":1,\"a\":2}", "{\"a\": 1}", "{\"a\":1,\"a\":1}", "{\"a\":1.0}", "[1]\n", "", "{", "\u{feff}1"]
    {
        assert!(!is_canonical(other.as_bytes()), "{other}");
    }
}

#[test]
fn a_leaf_that_would_lose_something_is_refused() {
    let exact = (1_u64 << 53) - 1;
    assert!(leaf(&serde_json::json!([exact, -(exact.cast_signed())])).is_ok());
    for number in [
        serde_json::json!(-8.067_178_007_196_37e17),
        serde_json::json!(exact + 1),
        serde_json::json!(-(exact.cast_signed()) - 1),
        serde_json::json!(u64::MAX),
    ] {
        let refused = leaf(&serde_json::json!({ "n": [number] }));
        assert!(matches!(refused, Err(LogError::NotCanonical { .. })));
    }
    assert_eq!(leaf(&serde_json::json!("x".repeat(65_533))).unwrap().len(), 65_535);
    let long = leaf(&serde_json::json!("x".repeat(65_534)));
    assert!(matches!(long, Err(LogError::LeafTooLong { bytes: 65_536 })));
}

fn value() -> impl Strategy<Value = serde_json::Value> {
    let scalar = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        (-9_007_199_254_740_991_i64..=9_007_199_254_740_991).prop_map(Into::into),
        any::<f64>().prop_filter("JSON has no others", |number| number.is_finite()).prop_map(Into::into),
        ".{0,12}".prop_map(Into::into),
    ];
    scalar.prop_recursive(3, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Into::into),
            prop::collection::btree_map(".{0,6}", inner, 0..5)
                .prop_map(|fields| fields.into_iter().collect::<serde_json::Map<_, _>>().into()),
        ]
    })
}

proptest! {
    #[test]
    fn every_leaf_is_canonical_or_refused(value in value()) {
        match leaf(&value) {
            Ok(bytes) => prop_assert!(is_canonical(&bytes)),
            Err(error) => {
                let refused = matches!(error, LogError::NotCanonical { .. });
                prop_assert!(refused);
            }
        }
    }

    #[test]
    fn a_checkpoint_that_is_read_is_written_back_as_it_was(note in "[ -~é—]{1,30}\n(0|[1-9][0-9]{0,12})\n[A-Za-z0-9+/]{43}=\n([ -~]{1,9}\n)?\n(— [!-~]{1,20} [A-Za-z0-9+/]{8,40}={0,2}\n){1,3}") {
        if let Ok(checkpoint) = Checkpoint::parse(note.as_bytes()) {
            prop_assert_eq!(checkpoint.to_bytes(), note.as_bytes());
        }
    }

    #[test]
    fn a_request_that_is_read_is_written_back_as_it_was(
        old in 0_u64..1000,
        proof in prop::collection::vec(any::<[u8; 32]>(), 0..64),
        cut in any::<prop::sample::Index>(),
    ) {
        let checkpoint = Checkpoint::parse(SPECIFICATION.as_bytes()).unwrap();
        let request = Request { old, proof, checkpoint };
        let bytes = request.to_bytes();
        prop_assert_eq!(&Request::parse(&bytes).unwrap(), &request);

        // Cut after a whole signature, it is the same request with fewer witnesses; cut anywhere else, it is none.
        let cut = cut.index(bytes.len());
        let last_signature = bytes[..bytes.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap() + 1;
        if let Ok(shorter) = Request::parse(&bytes[..cut]) {
            prop_assert_eq!(cut, last_signature);
            prop_assert_eq!(shorter.to_bytes(), &bytes[..cut]);
            prop_assert_eq!((shorter.old, &shorter.proof), (request.old, &request.proof));
        } else { prop_assert_ne!(cut, last_signature) }
    }

    #[test]
    fn whatever_the_bytes_are_an_answer_comes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = Checkpoint::parse(&bytes);
        let _ = Request::parse(&bytes);
        let _ = tlog::Policy::parse(&bytes);
        let _ = is_canonical(&bytes);
        let _ = String::from_utf8_lossy(&bytes).parse::<VerifierKey>();
    }
}

/// The example of C2SP tlog-cosignature.
const SPECIFICATION: &str = "example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
";

#[test]
fn the_checkpoint_of_the_specification_is_read() {
    let checkpoint = Checkpoint::parse(SPECIFICATION.as_bytes()).unwrap();
    assert_eq!((checkpoint.origin(), checkpoint.size()), ("example.com/behind-the-sofa", 20_852_163));
    assert_eq!(checkpoint.to_bytes(), SPECIFICATION.as_bytes());
}

#[test]
fn a_checkpoint_larger_than_can_be_counted_is_refused() {
    let huge = SPECIFICATION.replace("20852163", "18446744073709551615");
    assert!(matches!(Checkpoint::parse(huge.as_bytes()), Err(LogError::TooLarge { .. })));
}
