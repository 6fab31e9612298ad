//! Status lists, held against the vectors of draft-ietf-oauth-status-list (its repository, folder `examples`; the times,
//! statuses and key are those of its section "Test vectors for Status List encoding" and of `src/util.py`).

use crate::common::{BOTH, LIST, at, hex, key, list, unhex};
use cards::statement::{HolderKind, NotChecked, Standing, Statement, standing};
use cards::status_list::{Freshness, ListError, ListToken, ListTokenError, StatusBits, StatusList};
use cards::{Algorithm, IssuerPublicKey, SignatureError};
use jiff::civil::date;
use proptest::prelude::*;

const ONE: [(u32, u8); 11] = [
    (0, 1),
    (1993, 1),
    (25460, 1),
    (159_495, 1),
    (495_669, 1),
    (554_353, 1),
    (645_645, 1),
    (723_232, 1),
    (854_545, 1),
    (934_534, 1),
    (1_000_345, 1),
];
const TWO: [(u32, u8); 11] = [
    (0, 1),
    (1993, 2),
    (25460, 1),
    (159_495, 3),
    (495_669, 1),
    (554_353, 1),
    (645_645, 2),
    (723_232, 1),
    (854_545, 1),
    (934_534, 2),
    (1_000_345, 3),
];
const FOUR: [(u32, u8); 15] = [
    (0, 1),
    (1993, 2),
    (35460, 3),
    (459_495, 4),
    (595_669, 5),
    (754_353, 6),
    (845_645, 7),
    (923_232, 8),
    (924_445, 9),
    (934_534, 10),
    (1_004_534, 11),
    (1_000_345, 12),
    (1_030_203, 13),
    (1_030_204, 14),
    (1_030_205, 15),
];

fn eight() -> Vec<(u32, u8)> {
    let lines = include_str!("../vectors/list-8.txt").lines();
    lines
        .map(|line| {
            line.split_once(' ').map(|(at, status)| (at.parse().unwrap(), status.parse().unwrap())).unwrap()
        })
        .collect()
}

fn read(hex: &str) -> StatusList {
    StatusList::from_cbor(&ciborium::from_reader(unhex(hex).as_slice()).unwrap()).unwrap()
}

fn written(list: &StatusList) -> String {
    let mut bytes = Vec::new();
    ciborium::into_writer(&list.to_cbor().unwrap(), &mut bytes).unwrap();
    hex(&bytes)
}

fn filled(bits: StatusBits, entries: u32, statuses: &[(u32, u8)]) -> StatusList {
    let mut list = StatusList::new(bits, entries).unwrap();
    for (index, status) in statuses {
        list.set(*index, *status).unwrap();
    }
    list
}

#[test]
fn the_small_lists_of_the_draft_are_written_to_the_byte() {
    let one: Vec<_> = [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]
        .into_iter()
        .enumerate()
        .map(|(at, s)| (at as u32, s))
        .collect();
    let two: Vec<_> =
        [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3].into_iter().enumerate().map(|(at, s)| (at as u32, s)).collect();
    let cases = [
        (StatusBits::One, 16, one, "a2646269747301636c73744a78dadbb918000217015d"),
        (StatusBits::Two, 12, two, "a2646269747302636c73744b78da3be9f2130003df0207"),
    ];
    for (bits, entries, statuses, expected) in cases {
        let list = filled(bits, entries, &statuses);
        assert_eq!(written(&list), expected);
        assert_eq!(read(expected), list);
    }
}

#[test]
fn the_long_lists_of_the_draft_are_read_in_every_width() {
    let cases = [
        (StatusBits::One, include_str!("../vectors/list-1.hex"), ONE.to_vec()),
        (StatusBits::Two, include_str!("../vectors/list-2.hex"), TWO.to_vec()),
        (StatusBits::Four, include_str!("../vectors/list-4.hex"), FOUR.to_vec()),
        (StatusBits::Eight, include_str!("../vectors/list-8.hex"), eight()),
    ];
    for (bits, vector, statuses) in cases {
        let theirs = read(vector);
        assert_eq!((theirs.bits(), theirs.entries()), (bits, 1 << 20));
        let ours = filled(bits, 1 << 20, &statuses);
        assert_eq!(theirs, ours);
        // Packed by another program, so perhaps in other bytes: what comes out is the same.
        assert_eq!(read(&written(&ours)), ours);
    }
}

fn key_of_the_draft() -> IssuerPublicKey {
    let half = |text| unhex(text).try_into().unwrap();
    IssuerPublicKey::p256(
        &half("2371d69bfd03b3574f308f885a67f8981987f9869e0156cf56eeef076ec2c57a"),
        &half("e8dfdde44963f5bb3586d815de890928875b1c4a6481398096e60a25e9b39f53"),
    )
    .unwrap()
}

#[test]
fn the_signed_list_of_the_draft_is_read_with_its_key_and_no_other() {
    let token = unhex(include_str!("../vectors/token.hex"));
    let read = ListToken::open(&token, &[key_of_the_draft()]).unwrap();
    assert_eq!(read.address, "https://example.com/statuslists/1");
    assert_eq!(read.issued.as_second(), 1_686_920_170);
    assert_eq!(read.expires.unwrap().as_second(), 2_291_720_170);
    assert_eq!(read.ttl, Some(43_200));
    assert_eq!(read.list.get(0), Some(1));
    assert_eq!(read.list.get(1), Some(0));
    assert_eq!(read.list.get(16), None);
    let other = key(Algorithm::P256, 7).public();
    assert_eq!(ListToken::open(&token, &[other]), Err(SignatureError::NotSigned.into()));
}

#[test]
fn a_list_is_good_until_its_time_is_over_and_then_says_nothing() {
    let token = list(&[5]);
    let cases = [
        ("2026-11-27T11:54:59Z", Standing::NotChecked(NotChecked::FromTheFuture)),
        ("2026-11-27T11:55:00Z", Standing::Revoked { as_of: token.issued }),
        ("2026-11-28T12:00:00Z", Standing::Revoked { as_of: token.issued }),
        ("2026-11-28T12:00:01Z", Standing::NotChecked(NotChecked::TooOld)),
        ("2026-12-28T12:00:00Z", Standing::NotChecked(NotChecked::TooOld)),
        ("2027-03-31T22:59:59Z", Standing::NotChecked(NotChecked::TooOld)),
        // The last day ends at midnight in London, where it is summer by then.
        ("2027-03-31T23:00:00Z", Standing::Expired),
    ];
    for (now, expected) in cases {
        assert_eq!(standing(&crate::common::constable(5), &token, at(now)), expected, "{now}");
    }
}

#[test]
fn a_list_that_says_nothing_of_its_end_is_kept_for_a_day() {
    let token = ListToken { expires: None, ttl: None, ..list(&[]) };
    let age = token.freshness(at("2026-11-28T12:00:00Z"));
    assert!(matches!(age, Freshness::Fresh { age } if age.as_hours() == 24));
    assert_eq!(token.freshness(at("2026-11-28T12:00:01Z")), Freshness::TooOld);
}

#[test]
fn every_answer_about_a_card_is_told_from_the_others() {
    let now = at("2026-11-27T12:30:00Z");
    let as_of = at("2026-11-27T12:00:00Z");
    let card = crate::common::constable;
    assert_eq!(standing(&card(6), &list(&[5]), now), Standing::Issued { as_of });
    assert_eq!(standing(&card(5), &list(&[5]), now), Standing::Revoked { as_of });
    assert_eq!(standing(&card(1 << 17), &list(&[]), now), Standing::NotChecked(NotChecked::NoEntry));
    let two = |status| ListToken { list: filled(StatusBits::Two, 8, &[(3, status)]), ..list(&[]) };
    assert_eq!(standing(&card(3), &two(2), now), Standing::Suspended { as_of });
    assert_eq!(standing(&card(3), &two(3), now), Standing::NotChecked(NotChecked::UnknownStatus));
    let elsewhere = ListToken { address: "https://cards.met.police.uk/2".into(), ..list(&[]) };
    assert_eq!(standing(&card(6), &elsewhere, now), Standing::NotChecked(NotChecked::OtherList));
    let specimen = Statement::new("met", HolderKind::Specimen, date(2027, 3, 31), LIST, 0).unwrap();
    assert_eq!(standing(&specimen, &list(&[]), now), Standing::Specimen);
}

#[test]
fn a_list_that_was_changed_cut_or_signed_by_others_is_refused() {
    for algorithm in BOTH {
        let good = list(&[5, 77]).sign(&key(algorithm, 1)).unwrap();
        let keys = [key(algorithm, 2).public(), key(algorithm, 1).public()];
        assert_eq!(ListToken::open(&good, &keys).unwrap(), list(&[5, 77]));
        for at in 0..good.len() {
            assert!(ListToken::open(&good[..at], &keys).is_err(), "cut at {at}");
            let mut changed = good.clone();
            changed[at] ^= 1;
            assert!(ListToken::open(&changed, &keys).is_err(), "changed at {at}");
        }
        let longer = [good.as_slice(), b"\0"].concat();
        assert!(ListToken::open(&longer, &keys).is_err());
        assert_eq!(ListToken::open(&good, &keys[..1]), Err(SignatureError::NotSigned.into()));
        assert_eq!(ListToken::open(&good, &[]), Err(SignatureError::NotSigned.into()));
    }
}

#[test]
fn a_card_is_no_list_and_a_list_is_no_card() {
    let key = key(Algorithm::Ed25519, 1);
    let card = crate::common::constable(5).sign(&key).unwrap();
    assert_eq!(ListToken::open(&card, &[key.public()]), Err(SignatureError::OtherType.into()));
    let small = ListToken { list: StatusList::new(StatusBits::One, 8).unwrap(), ..list(&[]) };
    assert!(Statement::open(&small.sign(&key).unwrap(), &[key.public()]).is_err());
}

#[test]
fn a_list_that_unpacks_to_more_than_is_read_is_refused() {
    let bomb = {
        use std::io::Write;
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        packed.write_all(&vec![0; (1 << 20) + 1]).unwrap();
        packed.finish().unwrap()
    };
    let map =
        ciborium::Value::Map(vec![("bits".into(), 1.into()), ("lst".into(), ciborium::Value::Bytes(bomb))]);
    assert_eq!(StatusList::from_cbor(&map), Err(ListError::Malformed));
    assert!(matches!(StatusList::new(StatusBits::One, u32::MAX), Err(ListError::TooLong { .. })));
}

#[test]
fn a_list_that_would_be_over_before_it_begins_is_not_signed() {
    let key = key(Algorithm::Ed25519, 1);
    for token in
        [ListToken { ttl: Some(0), ..list(&[]) }, ListToken { expires: Some(list(&[]).issued), ..list(&[]) }]
    {
        assert_eq!(token.sign(&key), Err(ListTokenError::NoTime));
    }
}

proptest! {
    #[test]
    fn what_is_set_is_what_is_read(
        bits in prop::sample::select(StatusBits::ALL.to_vec()),
        entries in 1..5000_u32,
        statuses in prop::collection::vec((any::<u32>(), any::<u8>()), 0..60),
    ) {
        let mut list = StatusList::new(bits, entries).unwrap();
        let mut expected = vec![0; list.entries() as usize];
        for (index, status) in statuses {
            let (index, status) = (index % list.entries(), status & bits.largest());
            list.set(index, status).unwrap();
            expected[index as usize] = status;
        }
        let again = StatusList::from_cbor(&list.to_cbor().unwrap()).unwrap();
        let read: Vec<u8> = (0..again.entries()).map(|index| again.get(index).unwrap()).collect();
        prop_assert_eq!(read, expected);
        prop_assert!(list.set(list.entries(), 0).is_err());
        prop_assert!(bits.largest() == u8::MAX || list.set(0, bits.largest() + 1).is_err());
    }

    #[test]
    fn any_bytes_are_refused_and_nothing_breaks(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let keys = [key(Algorithm::Ed25519, 1).public(), key(Algorithm::P256, 1).public()];
        prop_assert!(ListToken::open(&bytes, &keys).is_err());
        prop_assert!(Statement::open(&bytes, &keys).is_err());
    }
}
