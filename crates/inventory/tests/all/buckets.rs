//! Listing buckets: a real server, and stores that lie.

use crate::common::{BUCKET, Liar, Lie, all, bucket, key, keys};
use inventory::probe::Answer;
use inventory::{Coverage, Kind, ListOptions, Location, Reason, Trouble};
use object_store::ObjectStoreExt;
use object_store::path::Path;

const ITEMS: [(&str, &[u8]); 5] =
    [("bwv/a", b"1"), ("bwv/a-b", b"22"), ("bwv/a/c", b"333"), ("bwv/b", b""), ("bwv/z", b"55555")];

fn incomplete(reason: Reason) -> Coverage {
    Coverage::Incomplete { reasons: vec![reason] }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_real_server_is_listed_below_a_prefix() {
    let (_root, store) = bucket().await;
    for n in 0..25 {
        store.put(&Path::from(format!("bwv/{n:02}/clip.mp4")), vec![0; n].into()).await.unwrap();
    }
    store.put(&Path::from("bwv-other/x"), "not ours".into()).await.unwrap();
    let location = Location::in_store(store, "bwv", "s3://evidence/bwv").unwrap();
    let (items, outcome) = all(location.list(&ListOptions::default())).await;
    assert_eq!(items.len(), 25);
    assert_eq!(items[3].key, key("03/clip.mp4"));
    assert_eq!((items[3].size, items[3].modified.is_some()), (3, true));
    assert_eq!((outcome.coverage, outcome.sum.bytes), (Coverage::Complete, 300));
}

/// s3s-fs pages at a thousand keys.
#[tokio::test(flavor = "multi_thread")]
async fn a_real_server_is_listed_over_several_pages() {
    let (root, store) = bucket().await;
    for n in 0..2300 {
        std::fs::write(root.path().join(BUCKET).join(format!("{n:04}")), "x").unwrap();
        let folder = root.path().join(BUCKET).join(format!("{:04}-in", n / 100));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(n.to_string()), "x").unwrap();
    }
    let location = Location::in_store(store, "", "s3://evidence").unwrap();
    for folders_at_a_time in [1, 4] {
        let options = ListOptions { folders_at_a_time, ..ListOptions::default() };
        let (items, outcome) = all(location.list(&options)).await;
        assert_eq!((items.len(), outcome.coverage), (4600, Coverage::Complete));
        assert!(items.is_sorted_by(|a, b| a.key < b.key));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bucket_that_is_gone_is_unknown_and_not_empty() {
    let (root, store) = bucket().await;
    std::fs::remove_dir(root.path().join(BUCKET)).unwrap();
    let location = Location::in_store(store, "", "s3://evidence").unwrap();
    let (items, outcome) = all(location.list(&ListOptions::default())).await;
    assert!(items.is_empty());
    assert!(matches!(outcome.coverage, Coverage::Incomplete { .. }), "{:?}", outcome.coverage);
}

#[tokio::test]
async fn a_list_that_breaks_off_is_incomplete() {
    let liar = Liar::with(&ITEMS).await;
    liar.tells(Lie::Breaks(3));
    let (items, outcome) = all(liar.location("bwv").list(&ListOptions::default())).await;
    assert_eq!(keys(&items), ["a", "a-b", "a/c"]);
    assert_eq!(outcome.coverage, incomplete(Reason::Ended { trouble: Trouble::Failing, after: 3 }));
    liar.tells(Lie::Breaks(0));
    let (_, outcome) = all(liar.location("bwv").list(&ListOptions::default())).await;
    assert_eq!(outcome.coverage, incomplete(Reason::Place { trouble: Trouble::Failing }));
}

/// The list alone cannot tell; asking does.
#[tokio::test]
async fn a_list_that_stops_without_a_word_is_found_out_by_asking() {
    let liar = Liar::with(&ITEMS).await;
    liar.tells(Lie::Stops(2));
    let location = liar.location("bwv");
    let (items, outcome) = all(location.list(&ListOptions::default())).await;
    assert_eq!((items.len(), outcome.coverage), (2, Coverage::Complete));
    let answers = location.probe(&[key("a/c"), key("b"), key("never"), key("a//b"), key("z/")]).await;
    let there = |size| Answer::There { size };
    assert_eq!(answers, [there(3), there(0), Answer::Gone, Answer::Gone, Answer::Gone]);
    liar.tells(Lie::Hollow);
    assert_eq!(location.probe(&[key("z")]).await, [Answer::Unknown(Trouble::Failing)]);
}

#[tokio::test]
async fn a_server_that_does_not_sort_is_said_to_or_sorted() {
    let liar = Liar::with(&ITEMS).await;
    liar.tells(Lie::Backwards);
    let (items, outcome) = all(liar.location("bwv").list(&ListOptions::default())).await;
    assert_eq!(keys(&items), ["z"]);
    assert_eq!(outcome.aside.some, []);
    assert!(matches!(outcome.coverage, Coverage::Incomplete { .. }));
    let sort = ListOptions { sort: true, leave_out: vec![key("b")], ..ListOptions::default() };
    let (items, outcome) = all(liar.location("bwv").list(&sort)).await;
    assert_eq!(keys(&items), ["a", "a-b", "a/c", "z"]);
    assert_eq!((outcome.coverage, outcome.aside.some), (Coverage::Complete, vec![(key("b"), Kind::LeftOut)]));
}

/// Several folders at a time give the same list, in the same order; and one that breaks off is not passed over.
#[tokio::test]
async fn folders_side_by_side_are_one_list() {
    let names: Vec<_> =
        (0..400).map(|n| format!("bwv/{:02}{}/{n}", n % 23, ["", "-x", ".y"][n % 3])).collect();
    let mut items: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"1"[..])).collect();
    items.extend(ITEMS);
    let liar = Liar::with(&items).await;
    for prefix in ["bwv", ""] {
        let location = liar.location(prefix);
        let one = all(location.list(&ListOptions::default())).await;
        for folders_at_a_time in [2, 5, 100] {
            let several = ListOptions { folders_at_a_time, ..ListOptions::default() };
            assert!(all(location.list(&several)).await == one);
        }
        assert_eq!((one.0.len(), &one.1.coverage), (405, &Coverage::Complete));
    }
    liar.tells(Lie::Breaks(1));
    let several = ListOptions { folders_at_a_time: 3, ..ListOptions::default() };
    let (items, outcome) = all(liar.location("bwv").list(&several)).await;
    assert_eq!(items.len(), 1);
    assert_eq!(outcome.coverage, incomplete(Reason::Ended { trouble: Trouble::Failing, after: 1 }));
}

/// Made by "create folder" in consoles: they stand where their slash puts them, and are no items.
#[tokio::test]
async fn markers_of_folders_are_no_items() {
    let liar = Liar::with(&ITEMS).await;
    for (marker, shown) in [("bwv/empty", "empty"), ("bwv/y", "y"), ("bwv/a", "a"), ("bwv", "bwv")] {
        liar.tells(Lie::Marker(marker));
        let (items, outcome) = all(liar.location("bwv").list(&ListOptions::default())).await;
        assert_eq!(keys(&items), ["a", "a-b", "a/c", "b", "z"], "{marker}");
        assert_eq!(outcome.coverage, Coverage::Complete, "{marker}");
        assert_eq!(outcome.aside.some, [(key(shown), Kind::FolderMarker)]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn asking_a_real_server() {
    let (_root, store) = bucket().await;
    store.put(&Path::from("full"), "bytes".into()).await.unwrap();
    store.put(&Path::from("empty"), "".into()).await.unwrap();
    let location = Location::in_store(store, "", "s3://evidence").unwrap();
    let answers = location.probe(&[key("full"), key("empty"), key("gone")]).await;
    assert_eq!(answers, [Answer::There { size: 5 }, Answer::There { size: 0 }, Answer::Gone]);
}

#[tokio::test]
async fn a_bucket_that_names_nothing_more_and_does_not_end_is_given_up() {
    let liar = Liar::with(&ITEMS).await;
    liar.tells(Lie::Hangs(2));
    for sort in [false, true] {
        let options =
            ListOptions { sort, patience: std::time::Duration::from_millis(50), ..ListOptions::default() };
        let (items, outcome) = all(liar.location("bwv").list(&options)).await;
        assert_eq!(items.len(), 2);
        let because = Reason::Ended { trouble: Trouble::Unreachable, after: 2 };
        assert_eq!(outcome.coverage, incomplete(because));
    }
}
