//! Where two views differ, without shipping the lists.

use crate::common::key;
use inventory::InventoryError;
use inventory::buckets::{Buckets, bisect, bucket_of};

fn sums(mut buckets: Buckets, keys: &[String]) -> Buckets {
    keys.iter().for_each(|text| buckets.add(&key(text), 3));
    buckets
}

#[test]
fn a_lost_item_is_found_by_two_questions() {
    let ours: Vec<_> = (0..5000).map(|n| format!("bwv/{n}.mp4")).collect();
    let mut theirs = ours.clone();
    let lost = theirs.remove(4711);
    let (top, their_top) = (sums(Buckets::top(), &ours), sums(Buckets::top(), &theirs));
    assert_eq!((top.total().count, their_top.total().count), (5000, 4999));
    let mut asked = 0;
    let found = bisect(
        &top,
        &their_top,
        |bucket| Ok::<_, InventoryError>(sums(Buckets::under(bucket), &ours)),
        |bucket| {
            asked += 1;
            // As it comes over the wire.
            Buckets::from_bytes(&sums(Buckets::under(bucket), &theirs).to_bytes())
        },
    )
    .unwrap();
    assert_eq!((found, asked), (vec![bucket_of(&key(&lost))], 1));
    // The children sum to their bucket.
    let (first, _) = bucket_of(&key(&lost));
    assert_eq!(sums(Buckets::under(first), &ours).total(), top.sums()[usize::from(first)]);
}

#[test]
fn sums_of_different_levels_are_not_compared() {
    assert!(Buckets::top().differing(&Buckets::under(0)).is_err());
    assert!(Buckets::under(1).differing(&Buckets::under(2)).is_err());
    assert_eq!(Buckets::top().differing(&Buckets::top()).unwrap(), Vec::<u8>::new());
}

#[test]
fn other_bytes_are_no_sums() {
    let bytes = sums(Buckets::under(7), &["a".into()]).to_bytes();
    assert_eq!(Buckets::from_bytes(&bytes).unwrap().parent(), Some(7));
    assert!(Buckets::from_bytes(&bytes[..bytes.len() - 1]).is_err());
    assert!(Buckets::from_bytes(&[]).is_err());
    assert!(Buckets::from_bytes(&[&bytes[..], b"x"].concat()).is_err());
    let mut level = bytes;
    level[20] = 2;
    assert!(Buckets::from_bytes(&level).is_err());
}
