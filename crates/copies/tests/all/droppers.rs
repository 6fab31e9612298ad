//! Two droppers of one item, in every order that `shuttle` comes upon: never are there no copies left.
//!
//! git-annex, `doc/bugs/concurrent_drop--from_presence_checking_failures.mdwn`: each sees the other's copy, both drop.

use crate::common::*;
use copies::{
    Ask, AuthorityName, Denied, Destruction, Granted, Ledger, Receipt, Replica, SafeDropProof, State,
    destroy, read_back,
};
use jiff::{SignedDuration, Timestamp};
use shuttle::sync::{Arc, Mutex};
use shuttle::thread;

/// The ledger of the other tests, locked by `shuttle`, which changes threads at each lock.
struct Modelled(Mutex<Books>);

impl Ledger for Modelled {
    async fn grant(&self, ask: &Ask, now: Timestamp) -> Result<Granted, Denied> {
        self.0.lock().unwrap().grant(ask, now)
    }
}

/// A ledger as somebody might write it who has not read of the race: it looks, and then it books.
struct Racy(Mutex<Books>);

impl Ledger for Racy {
    async fn grant(&self, ask: &Ask, now: Timestamp) -> Result<Granted, Denied> {
        let seen = Books { there: self.0.lock().unwrap().there.clone(), ..Books::default() };
        let mut books = Books { acts: self.0.lock().unwrap().acts.clone(), ..seen };
        let granted = books.grant(ask, now)?;
        self.0.lock().unwrap().going.extend(books.going);
        Ok(granted)
    }
}

/// Two replicas, two droppers, each with a permit that one copy must survive. How many copies are left.
fn race<L: Ledger + Send + 'static>(ledger: impl FnOnce(Books) -> L) -> usize {
    // In memory: a hundred runs wait for no disk.
    let places = folders_in(std::path::Path::new("/dev/shm"), 2);
    let receipt = Arc::new(take(&places.replicas, b"footage"));
    let memory = Memory::with(&[&receipt]);
    let permits = [memory.permit(1, 1), memory.permit(2, 1)];
    let ledger = Arc::new(ledger(memory.state.into_inner().unwrap()));
    let droppers: Vec<_> = [0, 1]
        .into_iter()
        .map(|which| {
            let (ledger, receipt) = (ledger.clone(), receipt.clone());
            let (from, other) = (places.replicas[which].clone(), places.replicas[1 - which].clone());
            let permit = permits[which];
            thread::spawn(move || drop_one(&*ledger, &receipt, &from, &other, permit))
        })
        .collect();
    for dropper in droppers {
        dropper.join().unwrap();
    }
    places.replicas.iter().filter(|replica| states(replica) == [State::Good]).count()
}

fn drop_one(ledger: &impl Ledger, receipt: &Receipt, from: &Replica, other: &Replica, permit: AuthorityName) {
    let manifest = receipt.manifest();
    let Ok(survivor) = read_back(other, &manifest.item, &manifest.blake3, NOW) else { return };
    thread::yield_now();
    let asked = Destruction {
        item: manifest.item,
        blake3: manifest.blake3,
        from,
        authority: permit,
        survivors: vec![survivor],
        verified_within: SignedDuration::from_secs(60),
    };
    let proof = shuttle::future::block_on(SafeDropProof::obtain(ledger, asked, NOW));
    thread::yield_now();
    if let Ok(proof) = proof {
        destroy(proof, NOW).unwrap();
    }
}

#[test]
fn two_droppers_never_leave_nothing() {
    shuttle::check_random(|| assert_eq!(race(|books| Modelled(Mutex::new(books))), 1), 40);
    shuttle::check_pct(|| assert_eq!(race(|books| Modelled(Mutex::new(books))), 1), 40, 2);
}

/// The model is worth something: with a ledger that only looks, it finds the order in which nothing is left.
#[test]
#[should_panic(expected = "nothing is left")]
fn with_a_ledger_that_only_looks_the_race_is_found() {
    shuttle::check_random(|| assert!(race(|books| Racy(Mutex::new(books))) > 0, "nothing is left"), 200);
}
