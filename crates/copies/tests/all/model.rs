//! Anything may happen to two replicas, in any order: what `verify` finds is what was done.

use crate::common::*;
use copies::{Blake3, Destruction, ItemId, Receipt, SafeDropProof, State, destroy};
use jiff::SignedDuration;
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone)]
enum Step {
    /// One of four contents, into the first, the second or both replicas.
    Take(u8, u8),
    /// Several at once, into both.
    TakeMany(Vec<u8>),
    /// One of the items goes from one of the replicas.
    Destroy(Index, bool),
    /// A bit of one of the objects changes.
    Flip(Index, bool),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0_u8..4, 0_u8..3).prop_map(|(content, places)| Step::Take(content, places)),
        1 => proptest::collection::vec(0_u8..4, 0..6).prop_map(Step::TakeMany),
        3 => (any::<Index>(), any::<bool>()).prop_map(|(item, second)| Step::Destroy(item, second)),
        1 => (any::<Index>(), any::<bool>()).prop_map(|(item, second)| Step::Flip(item, second)),
    ];
    proptest::collection::vec(step, 0..14)
}

/// What should lie in a replica.
#[derive(Default)]
struct Expected {
    items: BTreeMap<Blake3, BTreeSet<ItemId>>,
    damaged: BTreeSet<Blake3>,
}

fn content(which: u8) -> Vec<u8> {
    noise(1000 * usize::from(which), u64::from(which))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn what_was_done_is_what_is_found(steps in steps()) {
        let places = folders_in(std::path::Path::new("/dev/shm"), 2);
        let mut expected = [Expected::default(), Expected::default()];
        let mut receipts: Vec<Receipt> = Vec::new();
        for step in steps {
            match step {
                Step::Take(which, where_to) => {
                    let chosen = match where_to { 0 => 0..1, 1 => 1..2, _ => 0..2 };
                    let replicas = &places.replicas[chosen];
                    if let Ok(receipt) = copies::receive(replicas, &Wax, &about(), &mut &*content(which), NOW) {
                        receipts.push(receipt);
                    }
                }
                Step::TakeMany(which) => {
                    let items = which.into_iter().map(|which| (about(), std::io::Cursor::new(content(which))));
                    copies::receive_many(&places.replicas, &Wax, items, NOW, &mut |_, receipt| {
                        receipts.extend(receipt);
                    });
                }
                Step::Destroy(which, second) if !receipts.is_empty() => {
                    let receipt = which.get(&receipts);
                    let (item, blake3) = (receipt.manifest().item, receipt.manifest().blake3);
                    let from = usize::from(second);
                    let ledger = Memory::with(&[receipt]);
                    let asked = Destruction {
                        item,
                        blake3,
                        from: &places.replicas[from],
                        authority: ledger.disposal(1, NOW),
                        survivors: vec![],
                        verified_within: SignedDuration::ZERO,
                    };
                    let proof = futures::executor::block_on(SafeDropProof::obtain(&ledger, asked, NOW)).unwrap();
                    let gone = destroy(proof, NOW).unwrap();
                    let items = expected[from].items.entry(blake3).or_default();
                    items.remove(&item);
                    let left: Vec<ItemId> = items.iter().copied().collect();
                    let mut kept_for = gone.bytes_kept_for;
                    kept_for.sort();
                    prop_assert_eq!(&kept_for, &left);
                    if left.is_empty() {
                        expected[from].items.remove(&blake3);
                        expected[from].damaged.remove(&blake3);
                    }
                    continue;
                }
                Step::Flip(which, second) if !receipts.is_empty() => {
                    let receipt = which.get(&receipts);
                    let object = places.object(usize::from(second), receipt);
                    // An empty one has no bit.
                    if let Ok(mut bytes) = std::fs::read(&object) && !bytes.is_empty() {
                        bytes[0] ^= 1;
                        overwrite(&object, &bytes);
                        let damaged = &mut expected[usize::from(second)].damaged;
                        let blake3 = receipt.manifest().blake3;
                        // Changed twice it is as it was.
                        if !damaged.remove(&blake3) {
                            damaged.insert(blake3);
                        }
                    }
                    continue;
                }
                _ => continue,
            }
            for (number, expected) in expected.iter_mut().enumerate() {
                for receipt in &receipts {
                    let manifest = receipt.manifest();
                    let replica = places.replicas[number].id();
                    let is_there = places.manifest(number, receipt).exists();
                    if receipt.copies().iter().any(|copy| copy.replica() == replica) && is_there {
                        expected.items.entry(manifest.blake3).or_default().insert(manifest.item);
                    }
                }
            }
        }
        for (number, expected) in expected.iter().enumerate() {
            let (summary, found) = verified(&places.replicas[number]);
            prop_assert_eq!(summary.temporary, 0);
            let mut items = BTreeMap::new();
            for one in found {
                let blake3 = one.blake3.unwrap();
                let state = if expected.damaged.contains(&blake3) { State::Damaged } else { State::Good };
                prop_assert_eq!(one.state, state);
                items.insert(blake3, one.items.into_iter().collect::<BTreeSet<_>>());
            }
            prop_assert_eq!(&items, &expected.items);
        }
    }
}
