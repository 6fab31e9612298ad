//! Copies go only with a proof.

use crate::common::*;
use copies::{
    Approved, Ask, AuthorityName, CopyError, Denied, Destruction, Granted, Ledger, Receipt, Refused, Replica,
    SafeDropProof, State, Verified, destroy,
};
use futures::executor::block_on;
use jiff::{SignedDuration, Timestamp};

fn what<'r>(
    receipt: &Receipt,
    from: &'r Replica,
    authority: AuthorityName,
    survivors: &[Verified],
) -> Destruction<'r> {
    Destruction {
        item: receipt.manifest().item,
        blake3: receipt.manifest().blake3,
        from,
        authority,
        survivors: survivors.to_vec(),
        verified_within: SignedDuration::from_hours(1),
    }
}

#[test]
fn a_permit_lets_one_copy_go_while_others_are_locked() {
    let places = folders(3);
    let receipt = take(&places.replicas, b"footage");
    let ledger = Memory::with(&[&receipt]);
    let permit = ledger.permit(7, 2);
    let asked = what(&receipt, &places.replicas[0], permit, &receipt.copies()[1..]);
    let proof = block_on(SafeDropProof::obtain(&ledger, asked, after(60))).unwrap();
    assert_eq!(proof.expires(), after(660));

    // Whoever would drop a survivor meanwhile is told that somebody relies on it.
    let other = ledger.permit(8, 1);
    let asked = what(&receipt, &places.replicas[1], other, &receipt.copies()[2..]);
    let refused = block_on(SafeDropProof::obtain(&ledger, asked, after(61)));
    assert!(matches!(refused, Err(Refused::Denied(Denied::ReliedOn))), "{refused:?}");

    let destroyed = destroy(proof, after(62)).unwrap();
    assert_eq!(destroyed.replica, places.replicas[0].id());
    assert_eq!(destroyed.survivors, [places.replicas[1].id(), places.replicas[2].id()]);
    assert!(matches!(destroyed.approved, Approved::Permit { act: 7, .. }));
    assert_eq!(states(&places.replicas[0]), []);
    assert_eq!(files(&places.path(0)).len(), 1, "only its identity");
    assert_eq!(states(&places.replicas[1]), [State::Good]);

    // The copy that went survives nothing.
    let asked = what(&receipt, &places.replicas[1], other, &receipt.copies()[..1]);
    let refused = block_on(SafeDropProof::obtain(&ledger, asked, after(1000)));
    assert!(matches!(refused, Err(Refused::Denied(Denied::NoSurvivor))), "{refused:?}");
}

#[test]
fn what_survives_must_be_another_copy_of_this_item_read_lately() {
    let places = folders(3);
    let receipt = take(&places.replicas, b"footage");
    let equal = take(&places.replicas, b"footage");
    let ledger = Memory::with(&[&receipt, &equal]);
    let permit = ledger.permit(7, 2);
    let copies = receipt.copies();
    let from = &places.replicas[0];
    let refused = |survivors: &[Verified], now| {
        block_on(SafeDropProof::obtain(&ledger, what(&receipt, from, permit, survivors), now)).unwrap_err()
    };
    // The copy that is to go; the same copy twice; another item, be its bytes equal.
    assert!(matches!(refused(&copies[..2], NOW), Refused::NotASurvivor));
    assert!(matches!(refused(&[copies[1].clone(), copies[1].clone()], NOW), Refused::NotASurvivor));
    assert!(matches!(refused(&[copies[1].clone(), equal.copies()[2].clone()], NOW), Refused::NotASurvivor));
    assert!(matches!(refused(&copies[1..], after(3601)), Refused::VerifiedTooLongAgo));
    assert!(matches!(refused(&copies[1..], after(-1)), Refused::ClockWentBack));
    let few = refused(&copies[1..2], NOW);
    assert!(matches!(few, Refused::TooFewSurvivors { survive: 1, must: 2 }), "{few}");
    assert!(matches!(refused(&[], NOW), Refused::TooFewSurvivors { survive: 0, must: 2 }));
    assert_eq!(states(from), [State::Good]);
}

#[test]
fn a_disposal_needs_no_survivor_and_waits_for_its_cooling_off() {
    let places = folders(2);
    let receipt = take(&places.replicas, b"footage");
    let ledger = Memory::with(&[&receipt]);
    let disposal = ledger.disposal(3, after(7 * 86_400));
    let early = block_on(SafeDropProof::obtain(
        &ledger,
        what(&receipt, &places.replicas[0], disposal, &[]),
        after(7 * 86_400 - 1),
    ));
    assert!(matches!(early, Err(Refused::CoolingOff(_))), "{early:?}");
    for replica in &places.replicas {
        let asked = what(&receipt, replica, disposal, &[]);
        let proof = block_on(SafeDropProof::obtain(&ledger, asked, after(7 * 86_400))).unwrap();
        let destroyed = destroy(proof, after(7 * 86_400 + 1)).unwrap();
        assert!(destroyed.survivors.is_empty());
        assert_eq!(states(replica), []);
    }
}

#[test]
fn no_act_a_hold_and_an_ended_permit_refuse() {
    let places = folders(2);
    let receipt = take(&places.replicas, b"footage");
    let ledger = Memory::with(&[&receipt]);
    let ask = |authority, now| {
        let asked = what(&receipt, &places.replicas[0], authority, &receipt.copies()[1..]);
        block_on(SafeDropProof::obtain(
            &ledger,
            Destruction { verified_within: SignedDuration::MAX, ..asked },
            now,
        ))
    };
    let unknown = ask(AuthorityName::Disposal(99), NOW);
    assert!(matches!(unknown, Err(Refused::Denied(Denied::NoAuthority))));
    let permit = ledger.permit(7, 1);
    assert!(matches!(ask(permit, after(86_400)), Err(Refused::Expired)));
    // A disposal is no permit of the same number.
    assert!(matches!(ask(AuthorityName::Disposal(7), NOW), Err(Refused::LedgerConfused)));
    ledger.state.lock().unwrap().held.insert(receipt.manifest().item);
    assert!(matches!(ask(permit, NOW), Err(Refused::Denied(Denied::Held))));
}

#[test]
fn a_proof_has_an_end_and_a_clock_that_went_back_ends_it_too() {
    let places = folders(2);
    let receipt = take(&places.replicas, b"footage");
    for (now, expected) in
        [(after(-1), "backwards"), (after(600), "over"), (after(480), "over"), (after(86_400), "over")]
    {
        let ledger = Memory::with(&[&receipt]);
        let permit = ledger.permit(7, 1);
        let asked = what(&receipt, &places.replicas[0], permit, &receipt.copies()[1..]);
        let proof = block_on(SafeDropProof::obtain(&ledger, asked, NOW)).unwrap();
        let refused = destroy(proof, now).unwrap_err();
        assert!(refused.to_string().contains(expected), "{now}: {refused}");
        assert_eq!(states(&places.replicas[0]), [State::Good]);
    }
}

/// Grants whatever it is told to.
struct Says(Granted);

impl Ledger for Says {
    async fn grant(&self, _: &Ask, _: Timestamp) -> Result<Granted, Denied> {
        Ok(self.0.clone())
    }
}

#[test]
fn a_ledger_that_leases_other_copies_is_not_believed() {
    let places = folders(3);
    let receipt = take(&places.replicas, b"footage");
    let good = Memory::with(&[&receipt]);
    let permit = good.permit(7, 1);
    let asked = || what(&receipt, &places.replicas[0], permit, &receipt.copies()[1..]);
    let granted = good
        .state
        .lock()
        .unwrap()
        .grant(
            &Ask {
                item: receipt.manifest().item,
                blake3: receipt.manifest().blake3,
                from: places.replicas[0].id(),
                authority: permit,
                survivors: receipt.copies()[1..].iter().map(Verified::replica).collect(),
            },
            NOW,
        )
        .unwrap();
    let try_with = |change: &dyn Fn(&mut Granted)| {
        let mut granted = granted.clone();
        change(&mut granted);
        block_on(SafeDropProof::obtain(&Says(granted), asked(), NOW)).map(|proof| proof.expires())
    };
    assert_eq!(try_with(&|_| {}).unwrap(), after(600));
    assert_eq!(try_with(&|granted| granted.leases[1].until = after(300)).unwrap(), after(300));
    assert!(matches!(try_with(&|granted| granted.leases[1].until = after(100)), Err(Refused::Expired)));
    assert!(matches!(try_with(&|granted| granted.leases.truncate(1)), Err(Refused::LedgerConfused)));
    assert!(matches!(
        try_with(&|granted| granted.leases[0].replica = places.replicas[0].id()),
        Err(Refused::LedgerConfused)
    ));
    assert!(matches!(
        try_with(&|granted| granted.leases[0].item = copies::ItemId([0; 16])),
        Err(Refused::LedgerConfused)
    ));
}

#[test]
fn an_interrupted_destruction_is_finished_with_a_new_proof() {
    let places = folders(2);
    let receipt = take(&places.replicas, b"footage");
    // As if killed after its second step.
    let mark = format!("{}.{}", receipt.manifest().blake3, receipt.manifest().item);
    std::fs::write(places.path(0).join("destroying").join(mark), b"").unwrap();
    std::fs::remove_file(places.manifest(0, &receipt)).unwrap();
    assert_eq!(states(&places.replicas[0]), [State::MissingManifest, State::Temporary]);
    let ledger = Memory::with(&[&receipt]);
    let permit = ledger.permit(7, 1);
    let asked = what(&receipt, &places.replicas[0], permit, &receipt.copies()[1..]);
    let proof = block_on(SafeDropProof::obtain(&ledger, asked, NOW)).unwrap();
    destroy(proof, after(1)).unwrap();
    assert_eq!(states(&places.replicas[0]), []);
    assert_eq!(files(&places.path(0)).len(), 1);
}

#[test]
fn another_disk_mounted_there_meanwhile_is_not_touched() {
    let places = folders(2);
    let receipt = take(&places.replicas, b"footage");
    let ledger = Memory::with(&[&receipt]);
    let permit = ledger.permit(7, 1);
    let asked = what(&receipt, &places.replicas[0], permit, &receipt.copies()[1..]);
    let proof = block_on(SafeDropProof::obtain(&ledger, asked, NOW)).unwrap();
    std::fs::rename(places.path(0), places.root.path().join("away")).unwrap();
    std::os::unix::fs::symlink(places.path(1), places.path(0)).unwrap();
    let refused = destroy(proof, after(1));
    assert!(matches!(refused, Err(Refused::OtherReplica(_))), "{refused:?}");
    assert_eq!(states(&places.replicas[1]), [State::Good]);
    // Nor does it answer for the one that was.
    let manifest = receipt.manifest();
    let read = copies::read_back(&places.replicas[0], &manifest.item, &manifest.blake3, NOW);
    assert!(matches!(read, Err(CopyError::NoReplica { .. })), "{read:?}");
}
