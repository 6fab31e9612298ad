//! Two items of equal bytes: two manifests, one object.

use crate::common::*;
use copies::{AuthorityName, Destruction, Receipt, Refused, Replica, SafeDropProof, State, destroy};
use jiff::SignedDuration;
use object_store::memory::InMemory;
use std::sync::Arc;

fn dropped(
    from: &Replica,
    ledger: &Memory,
    receipt: &Receipt,
    authority: AuthorityName,
) -> Result<copies::DestructionReceipt, Refused> {
    let what = Destruction {
        item: receipt.manifest().item,
        blake3: receipt.manifest().blake3,
        from,
        authority,
        survivors: vec![],
        verified_within: SignedDuration::from_hours(1),
    };
    let proof = futures::executor::block_on(SafeDropProof::obtain(ledger, what, after(1)))?;
    destroy(proof, after(2))
}

#[test]
fn the_object_goes_only_with_its_last_manifest() {
    let places = folders(1);
    let bytes = noise(5000, 1);
    let (first, second) = (take(&places.replicas, &bytes), take(&places.replicas, &bytes));
    assert_ne!(first.manifest().item, second.manifest().item);
    assert_eq!(files(&places.path(0)).len(), 4, "identity, one object, two manifests");
    let (summary, _) = verified(&places.replicas[0]);
    assert_eq!((summary.good, summary.items), (1, 2));

    let ledger = Memory::with(&[&first, &second]);
    let authority = ledger.disposal(1, NOW);
    let receipt = dropped(&places.replicas[0], &ledger, &first, authority).unwrap();
    assert_eq!(receipt.bytes_kept_for, [second.manifest().item]);
    let (summary, found) = verified(&places.replicas[0]);
    assert_eq!((summary.good, summary.items, summary.bad), (1, 1, 0));
    assert_eq!(found[0].items, [second.manifest().item]);

    let receipt = dropped(&places.replicas[0], &ledger, &second, authority).unwrap();
    assert!(receipt.bytes_kept_for.is_empty());
    assert_eq!(files(&places.path(0)).len(), 1, "only its identity");
}

#[test]
fn equal_items_of_one_group_are_taken_in_together() {
    let places = folders(2);
    let items = (0..10).map(|_| (about(), &b"the same"[..]));
    let mut complete = 0;
    copies::receive_many(&places.replicas, &Wax, items, NOW, &mut |_, receipt| {
        complete += u32::from(receipt.unwrap().is_complete());
    });
    assert_eq!(complete, 10);
    let (summary, _) = verified(&places.replicas[1]);
    assert_eq!((summary.good, summary.items), (1, 10));
}

#[test]
fn while_equal_bytes_are_being_destroyed_there_is_no_receipt() {
    let places = folders(1);
    let receipt = take(&places.replicas, b"evidence");
    // A destruction that was interrupted after its first step.
    let mark = format!("{}.{}", receipt.manifest().blake3, receipt.manifest().item);
    std::fs::write(places.path(0).join("destroying").join(mark), b"").unwrap();
    let refused = copies::receive(&places.replicas, &Wax, &about(), &mut &b"evidence"[..], NOW);
    let Err(copies::ReceiveError::Nowhere(failed)) = refused else { panic!("{refused:?}") };
    assert!(matches!(failed[0].why, copies::CopyError::BeingDestroyed { .. }));
    let _ = take(&places.replicas, b"other evidence");

    // Finished, it is out of the way; of what was refused the manifest is there, and so the bytes are, too.
    let ledger = Memory::with(&[&receipt]);
    let authority = ledger.disposal(1, NOW);
    assert_eq!(dropped(&places.replicas[0], &ledger, &receipt, authority).unwrap().bytes_kept_for.len(), 1);
    let _ = take(&places.replicas, b"evidence");
    assert_eq!(states(&places.replicas[0]), [State::Good; 2]);
}

#[test]
fn no_receipt_is_given_for_an_object_that_goes() {
    let places = folders(1);
    race(&places.replicas[0], 60);
}

#[test]
fn nor_in_a_bucket() {
    race(&Replica::create_in("bucket", Arc::new(InMemory::new()), "").unwrap(), 200);
}

/// One thread destroys, one takes in, again and again: whoever has a receipt has the object.
fn race(replica: &Replica, times: usize) {
    let replicas = std::slice::from_ref(replica);
    let bytes = noise(2000, 7);
    let mut last = take(replicas, &bytes);
    for _ in 0..times {
        let ledger = Memory::with(&[&last]);
        let authority = ledger.disposal(1, NOW);
        let next = std::thread::scope(|scope| {
            let taking = scope.spawn(|| copies::receive(replicas, &Wax, &about(), &mut &*bytes, NOW));
            match dropped(replica, &ledger, &last, authority) {
                Ok(_) => {}
                // In a bucket it may be there again before it is seen to be gone: the next attempt sees why.
                Err(Refused::Unfinished(_)) => {
                    dropped(replica, &ledger, &last, authority).unwrap();
                }
                Err(error) => panic!("{error}"),
            }
            taking.join().unwrap()
        });
        if let Ok(receipt) = &next {
            let manifest = receipt.manifest();
            let there = copies::read_back(replica, &manifest.item, &manifest.blake3, NOW);
            assert!(there.is_ok(), "a receipt for nothing: {there:?}");
        }
        last = next.unwrap_or_else(|_| take(replicas, &bytes));
        // Whatever was refused had no receipt, and the object is there again, so its manifest is good, too.
        assert_eq!(states(replica), [State::Good]);
    }
}
