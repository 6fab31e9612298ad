//! Places are graded by what they do.

use crate::bucket::server;
use crate::common::*;
use copies::{Grade, Kept, Promise, RawS3, Replica, Trials, grade};

#[test]
fn a_folder_stores_and_no_more_and_nothing_of_the_trial_is_an_item() {
    let places = folders(1);
    let _ = take(&places.replicas, b"item");
    let graded = grade(&places.replicas[0], &Trials::default(), NOW).unwrap();
    assert_eq!(graded.grade, Grade::C);
    assert_eq!(graded.kept(Promise::ListsAtOnce), Kept::Yes);
    assert_eq!(graded.kept(Promise::ReadsBack), Kept::Yes);
    assert_eq!(graded.kept(Promise::NoOverwriting), Kept::No, "a rename replaces");
    assert_eq!(graded.kept(Promise::NoDeletionByUs), Kept::No);
    assert_eq!(graded.kept(Promise::RetentionHolds), Kept::NotTried);
    assert_eq!(states(&places.replicas[0]), [copies::State::Good]);
    assert_eq!(files(&places.path(0).join("canary")), Vec::<std::path::PathBuf>::new());
}

#[test]
fn a_place_that_takes_nothing_from_us_is_watched() {
    let places = folders(1);
    // Not even an administrator can make a folder where a file is.
    std::fs::write(places.path(0).join("canary"), b"").unwrap();
    let graded = grade(&places.replicas[0], &Trials::default(), NOW).unwrap();
    assert_eq!((graded.grade, graded.observed.len()), (Grade::W, 1));
}

/// s3s-fs 0.14.1: puts if absent, checks checksums, keeps no versions, and ignores retention without a word.
#[test]
fn a_server_is_believed_only_what_it_was_seen_to_do() {
    let server = server();
    let replica = Replica::create_in("s3", server.store(), "deep/er").unwrap();
    let raw = RawS3::new(server.builder()).unwrap();
    let trials = Trials { raw: Some(&raw), pages: true };
    let graded = grade(&replica, &trials, NOW).unwrap();
    let kept: Vec<_> = graded.observed.iter().map(|one| (one.promise, one.kept)).collect();
    assert_eq!(
        kept,
        [
            (Promise::Writes, Kept::Yes),
            (Promise::ListsAtOnce, Kept::Yes),
            (Promise::ReadsBack, Kept::Yes),
            (Promise::NoOverwriting, Kept::Yes),
            (Promise::ChecksumIsChecked, Kept::Yes),
            (Promise::KeepsVersions, Kept::No),
            (Promise::RetentionHolds, Kept::No),
            (Promise::NoDeletionByUs, Kept::No),
            (Promise::ListsAllPages, Kept::Yes),
        ],
        "{graded:#?}"
    );
    assert_eq!(graded.grade, Grade::C);
    assert_eq!(states(&replica), []);

    // A server that does less than yesterday.
    let mut less = graded.clone();
    less.observed[3].kept = Kept::No;
    assert_eq!(less.worse_than(&graded), [Promise::NoOverwriting]);
    assert_eq!(graded.worse_than(&less), []);
}

#[test]
fn a_bucket_that_cannot_be_reached_has_no_grade() {
    let server = server();
    let replica = Replica::create_in("s3", server.store(), "").unwrap();
    drop(server);
    assert!(grade(&replica, &Trials::default(), NOW).is_err());
}
