//! Two who destroy copies of one item by permit, in every order of threads that `shuttle` comes upon, with the ledger's own rules:
//! never are there no copies left.

use copies::{
    About, Ask, AuthorityName, Denied, Destruction, Granted, Ledger, NotSealed, Receipt, Replica, ReplicaId,
    SafeDropProof, Seal, destroy, read_back,
};
use disposal::rules::{Authority, Booked, Books, Going, decide};
use jiff::{SignedDuration, Timestamp};
use shuttle::sync::{Arc, Mutex};
use shuttle::thread;
use std::num::NonZeroUsize;

const NOW: Timestamp = Timestamp::constant(1_800_000_000, 0);

/// A seal that only binds.
struct Wax;

impl Seal for Wax {
    fn seal(&self, plain: &[u8], bound: &[u8]) -> Result<Vec<u8>, NotSealed> {
        Ok([bound, plain].concat())
    }

    fn open(&self, sealed: &[u8], bound: &[u8]) -> Result<Vec<u8>, NotSealed> {
        sealed.strip_prefix(bound).map(<[u8]>::to_vec).ok_or(NotSealed)
    }
}

/// The rules, on books that `shuttle` locks; whether the books are read and written in one turn is said.
struct OnBooks {
    books: Mutex<Vec<Booked>>,
    permits: Vec<(u64, ReplicaId)>,
    in_one_turn: bool,
}

impl OnBooks {
    fn granted(
        &self,
        books: &mut [Booked],
        read: Vec<Booked>,
        ask: &Ask,
        now: Timestamp,
    ) -> Result<Granted, Denied> {
        let AuthorityName::Permit(act) = ask.authority else { return Err(Denied::NoAuthority) };
        let from = self.permits.iter().find(|(permit, _)| *permit == act).unwrap().1;
        let survivors = NonZeroUsize::MIN;
        let authority = Authority::Permit { act, from, survivors, ends: now + SignedDuration::from_hours(1) };
        let read = Books { authority: Some(authority), is_held: false, copies: read };
        let granted = decide(&read, ask, now)?;
        for copy in books.iter_mut() {
            if copy.replica == ask.from {
                copy.going = Some(Going { since: now, gone: None });
            }
            if granted.leases.iter().any(|lease| lease.replica == copy.replica) {
                copy.leased_until = Some(granted.until);
            }
        }
        Ok(granted)
    }
}

impl Ledger for OnBooks {
    async fn grant(&self, ask: &Ask, now: Timestamp) -> Result<Granted, Denied> {
        if self.in_one_turn {
            let mut books = self.books.lock().unwrap();
            let read = books.clone();
            return self.granted(&mut books, read, ask, now);
        }
        let read = self.books.lock().unwrap().clone();
        thread::yield_now();
        let mut books = self.books.lock().unwrap();
        self.granted(&mut books, read, ask, now)
    }
}

/// Two replicas, two who destroy. How many copies are left.
fn race(in_one_turn: bool) -> usize {
    let root = tempfile::tempdir_in("/dev/shm").unwrap();
    let replicas: Vec<Replica> = ["r0", "r1"]
        .iter()
        .map(|name| Replica::create_folder(name, &root.path().join(name)).unwrap())
        .collect();
    let about = About::new("dock 7", "non_evidential").unwrap();
    let receipt = Arc::new(copies::receive(&replicas, &Wax, &about, &mut &b"footage"[..], NOW).unwrap());
    let books = replicas
        .iter()
        .map(|replica| Booked { replica: replica.id(), is_there: true, going: None, leased_until: None })
        .collect();
    let permits = replicas.iter().zip(1..).map(|(replica, act)| (act, replica.id())).collect();
    let ledger = Arc::new(OnBooks { books: Mutex::new(books), permits, in_one_turn });
    let threads: Vec<_> = [0, 1]
        .into_iter()
        .map(|which| {
            let (ledger, receipt) = (ledger.clone(), receipt.clone());
            let (from, other) = (replicas[which].clone(), replicas[1 - which].clone());
            let permit = AuthorityName::Permit(which as u64 + 1);
            thread::spawn(move || drop_one(&*ledger, &receipt, &from, &other, permit))
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    let (item, blake3) = (receipt.manifest().item, receipt.manifest().blake3);
    replicas.iter().filter(|replica| read_back(replica, &item, &blake3, NOW).is_ok()).count()
}

fn drop_one(ledger: &impl Ledger, receipt: &Receipt, from: &Replica, other: &Replica, permit: AuthorityName) {
    let (item, blake3) = (receipt.manifest().item, receipt.manifest().blake3);
    let Ok(survivor) = read_back(other, &item, &blake3, NOW) else { return };
    thread::yield_now();
    let what = Destruction {
        item,
        blake3,
        from,
        authority: permit,
        survivors: vec![survivor],
        verified_within: SignedDuration::from_secs(60),
    };
    let proof = shuttle::future::block_on(SafeDropProof::obtain(ledger, what, NOW));
    thread::yield_now();
    if let Ok(proof) = proof {
        destroy(proof, NOW).unwrap();
    }
}

#[test]
fn two_never_leave_nothing() {
    shuttle::check_random(|| assert_eq!(race(true), 1), 40);
    shuttle::check_pct(|| assert_eq!(race(true), 1), 40, 2);
}

/// The test is worth something: where the books are read in one turn and written in another, it finds the order.
#[test]
#[should_panic(expected = "nothing is left")]
fn in_two_turns_the_race_is_found() {
    shuttle::check_random(|| assert!(race(false) > 0, "nothing is left"), 200);
}
