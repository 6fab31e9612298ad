//! Any history of grants, crashes, readings and clocks: an item that is not disposed of never has no verified copy.

use copies::{Ask, AuthorityName, Blake3, ItemId, MARGIN, ReplicaId};
use disposal::rules::{Authority, Booked, Books, Going, LEASE, decide};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use std::num::NonZeroUsize;

const COPIES: usize = 4;
const NOW: Timestamp = Timestamp::constant(1_800_000_000, 0);

#[derive(Debug, Clone)]
enum Step {
    /// Somebody asks by permit for a copy to go, relying on those others that lie there.
    Ask { from: usize, rely: Vec<usize>, must: usize },
    /// Whoever was granted it destroys it, if its proof holds, or has died.
    Destroy { which: usize, dies: bool },
    /// A copy that broke off is read, and booked as there again.
    Settle { copy: usize },
    /// Time goes by; seldom the clock is set back.
    Wait { seconds: i64 },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let copy = 0..COPIES;
    let step = prop_oneof![
        4 => (copy.clone(), proptest::collection::vec(copy.clone(), 1..COPIES), 1..3_usize)
            .prop_map(|(from, rely, must)| Step::Ask { from, rely, must }),
        3 => (0..8_usize, any::<bool>()).prop_map(|(which, dies)| Step::Destroy { which, dies }),
        2 => copy.prop_map(|copy| Step::Settle { copy }),
        2 => prop_oneof![4 => 0..2000_i64, 1 => -900..0_i64].prop_map(|seconds| Step::Wait { seconds }),
    ];
    proptest::collection::vec(step, 0..60)
}

fn replica(number: usize) -> ReplicaId {
    ReplicaId([u8::try_from(number).unwrap() + 1; 16])
}

/// One who was granted a copy and has not destroyed it yet: as [`copies::destroy`] holds its proof to the clock.
struct Proof {
    from: usize,
    obtained: Timestamp,
    /// How long ago, by a clock that nobody sets.
    waited: SignedDuration,
    expires: Timestamp,
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn an_item_that_is_not_disposed_of_never_has_no_copy(steps in steps()) {
        let mut lies = [true; COPIES];
        let mut books: Vec<Booked> = (0..COPIES)
            .map(|number| Booked { replica: replica(number), is_there: true, going: None, leased_until: None })
            .collect();
        let mut proofs: Vec<Proof> = Vec::new();
        let mut now = NOW;
        for step in steps {
            match step {
                Step::Ask { from, rely, must } => {
                    // Only what was read can be named as a survivor.
                    let survivors: Vec<ReplicaId> =
                        rely.into_iter().filter(|copy| lies[*copy]).map(replica).collect();
                    let authority = Authority::Permit {
                        act: 1,
                        from: replica(from),
                        survivors: NonZeroUsize::new(must).unwrap(),
                        ends: now + SignedDuration::from_hours(1),
                    };
                    let asked = Books { authority: Some(authority), is_held: false, copies: books.clone() };
                    let ask = Ask {
                        item: ItemId([1; 16]),
                        blake3: Blake3([1; 32]),
                        from: replica(from),
                        authority: AuthorityName::Permit(1),
                        survivors,
                    };
                    if let Ok(granted) = decide(&asked, &ask, now) {
                        books[from].going = Some(Going { since: now, gone: None });
                        for lease in &granted.leases {
                            let copy = books.iter_mut().find(|copy| copy.replica == lease.replica).unwrap();
                            copy.leased_until = copy.leased_until.max(Some(lease.until));
                        }
                        let waited = SignedDuration::ZERO;
                        proofs.push(Proof { from, obtained: now, waited, expires: granted.until });
                    }
                }
                Step::Destroy { which, dies } if !proofs.is_empty() => {
                    let proof = proofs.remove(which % proofs.len());
                    let latest = now.max(proof.obtained + proof.waited);
                    let holds = now >= proof.obtained && proof.expires.duration_since(latest) > MARGIN;
                    if holds {
                        lies[proof.from] = false;
                        // Whoever dies here has destroyed it and told nobody.
                        if !dies {
                            books[proof.from].going = Some(Going { since: proof.obtained, gone: Some(now) });
                            books[proof.from].is_there = false;
                        }
                    }
                }
                Step::Settle { copy } => {
                    let since = books[copy].going.filter(|going| going.gone.is_none()).map(|going| going.since);
                    if lies[copy] && since.is_some_and(|since| since <= now - (LEASE + MARGIN)) {
                        books[copy].going = None;
                    }
                }
                Step::Wait { seconds } => {
                    now += SignedDuration::from_secs(seconds);
                    for proof in proofs.iter_mut().filter(|_| seconds > 0) {
                        proof.waited += SignedDuration::from_secs(seconds);
                    }
                }
                Step::Destroy { .. } => {}
            }
            prop_assert!(lies.contains(&true), "nothing is left");
        }
    }

    #[test]
    fn the_last_copy_of_a_disposal_waits_for_its_time(
        gone in proptest::collection::vec(proptest::option::of(0..1_000_000_i64), COPIES),
        after in -2_000_000..3_000_000_i64,
    ) {
        let day = SignedDuration::from_hours(24);
        let cooled = NOW + day * 7;
        let copies: Vec<Booked> = gone.iter().enumerate().map(|(number, gone)| {
            let going = gone.map(|seconds| {
                let at = NOW + SignedDuration::from_secs(seconds);
                Going { since: at, gone: Some(at) }
            });
            Booked { replica: replica(number), is_there: going.is_none(), going, leased_until: None }
        }).collect();
        let Some(from) = copies.iter().find(|copy| copy.is_there) else { return Ok(()) };
        let left = copies.iter().filter(|copy| copy.is_there).count();
        let authority = Authority::Disposal { act: 1, cooling_off_ends: cooled, last_after: day * 7 };
        let books = Books { authority: Some(authority), is_held: false, copies: copies.clone() };
        let ask = Ask {
            item: ItemId([1; 16]),
            blake3: Blake3([1; 32]),
            from: from.replica,
            authority: AuthorityName::Disposal(1),
            survivors: vec![],
        };
        let now = NOW + SignedDuration::from_secs(after);
        let last = copies.iter().filter_map(|copy| copy.going?.gone).max();
        let due = if left > 1 { cooled } else { last.map_or(cooled, |last| last.max(cooled)) + day * 7 };
        prop_assert_eq!(decide(&books, &ask, now).is_ok(), now >= due);
    }
}
