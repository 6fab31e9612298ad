//! Copies that are not right make room for right ones.

use crate::bucket::server;
use crate::common::*;
use copies::{
    Aside, CopyError, Destruction, Receipt, Replica, SafeDropProof, State, destroy, replicate, set_aside,
};
use futures::executor::block_on;
use jiff::SignedDuration;
use proptest::prelude::*;

fn aside(replica: &Replica, receipt: &Receipt) -> Result<Aside, CopyError> {
    set_aside(replica, &receipt.manifest().item, &receipt.manifest().blake3, &Wax)
}

fn mend(places: &Folders, receipt: &Receipt) {
    let (from, to) = (&places.replicas[1], &places.replicas[..1]);
    let (item, blake3) = (&receipt.manifest().item, &receipt.manifest().blake3);
    assert!(replicate(from, to, &Wax, item, blake3, NOW).unwrap().is_complete());
}

fn kept(places: &Folders) -> Vec<Vec<u8>> {
    let damaged = places.path(0).join("damaged");
    if !damaged.exists() {
        return Vec::new();
    }
    files(&damaged).iter().map(|path| std::fs::read(path).unwrap()).collect()
}

#[test]
fn a_damaged_object_is_kept_and_the_right_one_takes_its_place() {
    let places = folders(2);
    let receipt = take(&places.replicas, b"footage");
    overwrite(&places.object(0, &receipt), b"fo0tage");
    assert_eq!(states(&places.replicas[0]), [State::Damaged]);
    assert_eq!(aside(&places.replicas[0], &receipt).unwrap(), Aside::Moved);
    mend(&places, &receipt);
    assert_eq!(kept(&places), [b"fo0tage"]);
    // What was set aside is no item, and nothing that nobody knows.
    assert_eq!(states(&places.replicas[0]), [State::Good]);
    assert_eq!(copies::sweep(&places.replicas[0], &mut |_| {}).unwrap().unknown, 0);
}

#[test]
fn a_right_copy_is_not_touched_whatever_is_said_of_it() {
    let places = folders(1);
    let receipt = take(&places.replicas, b"footage");
    assert_eq!(aside(&places.replicas[0], &receipt).unwrap(), Aside::Right);
    assert_eq!(states(&places.replicas[0]), [State::Good]);
    std::fs::remove_file(places.object(0, &receipt)).unwrap();
    assert_eq!(aside(&places.replicas[0], &receipt).unwrap(), Aside::Nothing);
    assert_eq!(kept(&places).len(), 0);
}

#[test]
fn a_manifest_that_does_not_open_is_set_aside_alone() {
    let places = folders(2);
    let receipt = take(&places.replicas, b"footage");
    overwrite(&places.manifest(0, &receipt), b"no seal");
    assert_eq!(aside(&places.replicas[0], &receipt).unwrap(), Aside::Moved);
    assert_eq!(kept(&places), [b"no seal"]);
    assert!(places.object(0, &receipt).exists());
    mend(&places, &receipt);
    assert_eq!(states(&places.replicas[0]), [State::Good]);
}

#[test]
fn what_was_set_aside_goes_when_the_item_is_destroyed_and_nothing_else_does() {
    let places = folders(2);
    let receipt = take(&places.replicas, b"footage");
    let other = take(&places.replicas, b"other footage");
    for (receipt, bytes) in [(&receipt, &b"fo0tage"[..]), (&other, b"0ther footage")] {
        overwrite(&places.object(0, receipt), bytes);
        assert_eq!(aside(&places.replicas[0], receipt).unwrap(), Aside::Moved);
        mend(&places, receipt);
    }
    let ledger = Memory::with(&[&receipt]);
    let what = Destruction {
        item: receipt.manifest().item,
        blake3: receipt.manifest().blake3,
        from: &places.replicas[0],
        authority: ledger.permit(7, 1),
        survivors: receipt.copies()[1..].to_vec(),
        verified_within: SignedDuration::from_hours(1),
    };
    let _ = destroy(block_on(SafeDropProof::obtain(&ledger, what, after(60))).unwrap(), after(61)).unwrap();
    assert_eq!(kept(&places), [b"0ther footage"]);
}

#[test]
fn in_a_bucket_nothing_is_deleted() {
    let server = server();
    let replica = Replica::create_in("vault", server.store(), "copies").unwrap();
    let receipt = take(std::slice::from_ref(&replica), b"footage");
    assert_eq!(aside(&replica, &receipt).unwrap(), Aside::Right);
    let name = receipt.manifest().blake3.to_string();
    let object = files(server.root.path()).into_iter().find(|path| path.ends_with(&name)).unwrap();
    overwrite(&object, b"fo0tage");
    let refused = aside(&replica, &receipt).unwrap_err();
    assert!(matches!(refused, CopyError::SetAsideByHand { .. }), "{refused}");
    assert!(refused.to_string().contains(&name), "{refused}");
    assert_eq!(std::fs::read(&object).unwrap(), b"fo0tage");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is done to either file, how often: no bytes are lost, and afterwards the copy can be put back and is right.
    #[test]
    fn nothing_is_lost_and_the_right_one_fits(
        wounds in prop::collection::vec((any::<bool>(), prop::collection::vec(any::<u8>(), 0..40)), 1..6),
    ) {
        let places = folders(2);
        let receipt = take(&places.replicas, b"footage");
        let mut wrong = Vec::new();
        for (is_object, bytes) in wounds {
            let path = if is_object { places.object(0, &receipt) } else { places.manifest(0, &receipt) };
            prop_assume!(bytes != b"footage");
            overwrite(&path, &bytes);
            wrong.push(bytes);
            prop_assert_eq!(aside(&places.replicas[0], &receipt).unwrap(), Aside::Moved);
            mend(&places, &receipt);
            prop_assert_eq!(states(&places.replicas[0]), [State::Good]);
        }
        let mut kept = kept(&places);
        kept.sort();
        wrong.sort();
        prop_assert_eq!(kept, wrong);
    }
}
