//! Our own copies: taken in, read back, read again, and missed when they are gone.

use crate::house::{House, NOON, after};
use copies::State;
use evidence::{
    DifferenceKind, EvidenceStore, Intake, Offer, Reading, StoreMode, StoreOrder, StoreState, TakenIn,
};
use force_for_tests::{On, at};
use inventory::Location;
use jiff::SignedDuration;
use std::path::PathBuf;

/// A house with two places of its own copies.
pub struct Copies {
    pub house: House,
    pub stores: Vec<EvidenceStore>,
}

impl Copies {
    pub async fn new(on: On) -> Self {
        let house = House::new(on).await;
        let mut stores = Vec::new();
        for name in ["north", "south"] {
            let place = house.folder.path().join(name);
            let order = StoreOrder {
                name,
                place: place.to_str().unwrap(),
                every: SignedDuration::from_secs(60),
                may_write: false,
            };
            let added =
                house.evidence().await.add_own_store(&house.manager.0, &order, at(NOON)).await.unwrap();
            assert_eq!(added.store.mode, StoreMode::Own);
            stores.push(added.store);
        }
        Self { house, stores }
    }

    pub async fn take_in(&self, minutes: i64) -> TakenIn {
        let from = Location::folder(self.house.store_folder());
        let intake = Intake { source: "dock-7", from: &from, stores: &self.stores, derived_from: None };
        let offer = Offer { class: Some("evidential".into()), wants_numbers: true, ..Offer::default() };
        let evidence = self.house.evidence().await;
        evidence.take_in(&self.house.manager.0, &intake, &offer, after(minutes), |_, _| {}).await.unwrap()
    }

    /// The object of an item in a store.
    pub fn object(&self, store: usize, content: &str) -> PathBuf {
        let digits = blake3::hash(content.as_bytes()).to_hex().to_string();
        let folder = self.house.folder.path().join(["north", "south"][store]);
        folder.join(&digits[..2]).join(&digits[2..4]).join(digits)
    }
}

async fn states(copies: &Copies, minutes: i64) -> Vec<StoreState> {
    let mut states = Vec::new();
    for store in &copies.stores {
        states.push(copies.house.sweep(store, minutes).await.state);
    }
    states
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_in_is_in_every_store_and_green_after_a_listing() {
    for on in force_for_tests::BOTH {
        let copies = Copies::new(on).await;
        let taken = copies.take_in(1).await;
        assert_eq!((taken.items, taken.copies, taken.known, taken.failed), (3, 6, 0, 0));
        let evidence = copies.house.evidence().await;
        for store in &copies.stores {
            let balance = evidence.balance(store, after(1)).await.unwrap();
            assert_eq!(balance.state, StoreState::Unknown, "only a listing says green");
            assert_eq!(balance.expected.items, 3);
        }
        assert_eq!(states(&copies, 2).await, [StoreState::Green; 2]);
        // What lies there is what other programs read: plain bytes, under their hash.
        assert_eq!(std::fs::read_to_string(copies.object(1, "two two")).unwrap(), "two two");
        let again = copies.take_in(3).await;
        assert_eq!((again.items, again.known), (0, 3));
        assert_eq!(again.numbers.len(), 3);
        let verified = copies.house.record.verify(&record::VerifyOptions::default(), &mut |_| {}).await;
        assert!(verified.unwrap().differences.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn equal_bytes_under_two_names_are_two_items() {
    let copies = Copies::new(On::Sqlite).await;
    copies.house.put("2021/same.mp4", "three");
    assert_eq!(copies.take_in(1).await.items, 4);
    assert_eq!(states(&copies, 2).await, [StoreState::Green; 2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_that_goes_away_is_missing_in_that_store() {
    let copies = Copies::new(On::Sqlite).await;
    copies.take_in(1).await;
    std::fs::remove_file(copies.object(0, "two two")).unwrap();
    assert_eq!(states(&copies, 2).await, [StoreState::Red, StoreState::Green]);
    let evidence = copies.house.evidence().await;
    let [one] = <[_; 1]>::try_from(evidence.suspense(None).await.unwrap()).unwrap();
    assert_eq!((one.kind, one.items, one.bytes), (DifferenceKind::Missing, 1, 7));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manifest_that_goes_away_is_a_loss_and_bytes_without_one_are_a_question() {
    let copies = Copies::new(On::Sqlite).await;
    copies.take_in(1).await;
    let object = copies.object(0, "one");
    let folder = std::fs::read_dir(object.parent().unwrap()).unwrap();
    let manifest = folder.map(|entry| entry.unwrap().path()).find(|path| path.extension().is_some()).unwrap();
    std::fs::remove_file(manifest).unwrap();
    copies.house.sweep(&copies.stores[0], 2).await;
    let kinds: Vec<_> =
        copies.house.evidence().await.suspense(None).await.unwrap().iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [DifferenceKind::Missing, DifferenceKind::Surplus]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bit_that_flips_is_found_by_reading_and_only_reading_takes_it_back() {
    for which in [Reading::All, Reading::Budget(1000), Reading::Sample(3)] {
        let copies = Copies::new(On::Sqlite).await;
        copies.take_in(1).await;
        let (by, store) = (&copies.house.manager.0, &copies.stores[0]);
        let object = copies.object(0, "two two");
        std::fs::set_permissions(&object, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        std::fs::write(&object, "two twO").unwrap();
        // A listing cannot see it.
        assert_eq!(states(&copies, 2).await, [StoreState::Green; 2]);
        let evidence = copies.house.evidence().await;
        // Three days on, for what was read within a day is left alone by a budget.
        let report = evidence.read(by, store, which, after(3 * 24 * 60), |_, _| {}).await.unwrap();
        assert_eq!((report.good, report.damaged, report.elsewhere), (2, 1, 0), "{which:?}");
        assert_eq!(report.alarm.unwrap().differences[0].kind, DifferenceKind::Damaged);
        // It stays red however often it is listed or read, without a second alarm.
        let minutes = 3 * 24 * 60 + 1;
        assert_eq!(copies.house.sweep(store, minutes).await.state, StoreState::Red);
        let report = evidence.read(by, store, which, after(minutes + 1), |_, _| {}).await.unwrap();
        assert!(report.alarm.is_none() && report.damaged == 1, "{which:?}");
        std::fs::write(&object, "two two").unwrap();
        assert_eq!(copies.house.sweep(store, minutes + 2).await.state, StoreState::Red);
        let report = evidence.read(by, store, which, after(minutes + 3), |_, _| {}).await.unwrap();
        assert_eq!((report.found, report.damaged), (1, 0), "{which:?}");
        assert_eq!(copies.house.sweep(store, minutes + 4).await.state, StoreState::Green);
        let verified = copies.house.record.verify(&record::VerifyOptions::default(), &mut |_| {}).await;
        assert!(verified.unwrap().differences.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whole_reading_of_a_store_that_lacks_something_vouches_for_nothing() {
    let copies = Copies::new(On::Sqlite).await;
    copies.take_in(1).await;
    std::fs::remove_file(copies.object(0, "one")).unwrap();
    let evidence = copies.house.evidence().await;
    let (by, store) = (&copies.house.manager.0, &copies.stores[0]);
    let report = evidence.read(by, store, Reading::All, after(2), |_, _| {}).await.unwrap();
    assert!(report.elsewhere == 1 || report.is_unknown, "{report:?}");
    // After the alarm of a listing the rest is vouched for.
    copies.house.sweep(store, 3).await;
    let report = evidence.read(by, store, Reading::All, after(4), |_, _| {}).await.unwrap();
    assert_eq!(report.good, 2, "{report:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_place_under_the_same_name_is_unknown_and_takes_nothing_in() {
    let copies = Copies::new(On::Sqlite).await;
    copies.take_in(1).await;
    let (north, away) = (copies.house.folder.path().join("north"), copies.house.folder.path().join("away"));
    std::fs::rename(&north, &away).unwrap();
    assert_eq!(states(&copies, 2).await, [StoreState::Unknown, StoreState::Green]);
    copies::Replica::create_folder("north", &north).unwrap();
    assert_eq!(states(&copies, 3).await, [StoreState::Unknown, StoreState::Green]);
    assert!(copies.house.evidence().await.replica(&copies.stores[0]).await.is_err());
    std::fs::remove_dir_all(&north).unwrap();
    std::fs::rename(&away, &north).unwrap();
    assert_eq!(states(&copies, 4).await, [StoreState::Green; 2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_watched_store_is_known_by_hash_once_it_was_read() {
    let house = House::new(On::Sqlite).await;
    let store = house.watched().await.store;
    let (evidence, by) = (house.evidence().await, &house.manager.0);
    let report = evidence.read(by, &store, Reading::All, after(1), |_, _| {}).await.unwrap();
    assert_eq!((report.good, report.first, report.damaged, report.never_read), (3, 3, 0, 0));
    // Other bytes of the same length and time: no listing shows it.
    house.put("2020/b.mp4", "two twO");
    assert_eq!(house.sweep(&store, 2).await.state, StoreState::Green);
    let report = evidence.read(by, &store, Reading::All, after(3), |_, _| {}).await.unwrap();
    assert_eq!((report.good, report.first, report.damaged), (2, 0, 1));
    assert_eq!(house.sweep(&store, 4).await.state, StoreState::Red);
    house.put("2020/b.mp4", "two two");
    let report = evidence.read(by, &store, Reading::Budget(1), after(5), |_, _| {}).await.unwrap();
    assert_eq!(report.found, 1, "what is damaged is read again whatever the budget");
    assert_eq!(house.sweep(&store, 6).await.state, StoreState::Green);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_copies_can_be_read_without_the_record_and_their_manifests_with_its_key() {
    let copies = Copies::new(On::Sqlite).await;
    let taken = copies.take_in(1).await;
    let evidence = copies.house.evidence().await;
    let replica = evidence.replica(&copies.stores[1]).await.unwrap();
    let seal = evidence.manifest_seal();
    let mut sources = Vec::new();
    copies::catalogue(&replica, &*seal, &mut |_, item, manifest| {
        let manifest = manifest.unwrap();
        assert!(taken.numbers.iter().any(|(_, number)| evidence.item_id(*number) == item));
        sources.push((manifest.source, manifest.class));
    })
    .unwrap();
    assert_eq!(sources, vec![("dock-7".to_owned(), "evidential".to_owned()); 3]);
    let mut good = 0;
    let depth = copies::Depth { from_disk: false, ..copies::Depth::default() };
    copies::verify(&replica, depth, after(2), &mut |checked| good += u32::from(checked.state == State::Good))
        .unwrap();
    assert_eq!(good, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_says_what_has_to_come_and_what_comes_otherwise_is_refused() {
    let copies = Copies::new(On::Sqlite).await;
    let csv = format!("file,hash\n2020/a.mp4,{}\n2020/b.mp4,{}\n", sha256("one"), "0".repeat(64));
    let columns = inventory::import::Columns {
        key: "file".into(),
        sha256: Some("hash".into()),
        ..inventory::import::Columns::default()
    };
    let rows = inventory::import::Rows::new(csv.as_bytes(), &columns).unwrap().map(|row| row.unwrap());
    let offer = Offer {
        rows: rows.map(|row| (row.key.clone(), row)).collect(),
        only_listed: true,
        ..Offer::default()
    };
    let from = Location::folder(copies.house.store_folder());
    let intake = Intake { source: "dock-7", from: &from, stores: &copies.stores, derived_from: None };
    let evidence = copies.house.evidence().await;
    let taken =
        evidence.take_in(&copies.house.manager.0, &intake, &offer, after(1), |_, _| {}).await.unwrap();
    assert_eq!((taken.items, taken.failed), (1, 2));
    let why: Vec<_> = taken.reasons.iter().map(|(key, why)| format!("{}: {why}", key.as_str())).collect();
    assert!(why.iter().any(|why| why.contains("2020/b.mp4") && why.contains("SHA-256")), "{why:?}");
    assert!(why.iter().any(|why| why.contains("2021/c.mp4") && why.contains("does not name it")), "{why:?}");
    assert_eq!(states(&copies, 2).await, [StoreState::Green; 2], "what was refused left nothing");
}

fn sha256(text: &str) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_that_did_not_come_in_time_is_no_green_and_is_finished_by_doing_the_same() {
    let copies = Copies::new(On::Sqlite).await;
    // The second place is away while items are taken in, so that the batch is begun and not finished.
    let (south, away) = (copies.house.folder.path().join("south"), copies.house.folder.path().join("away"));
    copies.take_in(1).await;
    copies.house.put("2022/d.mp4", "four");
    let evidence = copies.house.evidence().await;
    let sql = "SELECT COUNT(*) FROM evidence_batch WHERE ended IS NULL AND state = 'begun'";
    let begun = || async { copies.house.record.read(sql, &[]).await.unwrap()[0].integer(0).unwrap() };
    std::fs::rename(&south, &away).unwrap();
    let from = Location::folder(copies.house.store_folder());
    let intake = Intake { source: "dock-7", from: &from, stores: &copies.stores, derived_from: None };
    let by = &copies.house.manager.0;
    assert!(evidence.take_in(by, &intake, &Offer::default(), after(2), |_, _| {}).await.is_err());
    std::fs::rename(&away, &south).unwrap();
    assert_eq!(begun().await, 0, "where a place is not there nothing is begun");
    assert_eq!(copies.take_in(3).await.items, 1);
    assert_eq!(states(&copies, 4).await, [StoreState::Green; 2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_at_once_from_one_source_take_nothing_in_twice() {
    let copies = Copies::new(On::Sqlite).await;
    let evidence = copies.house.evidence().await;
    let from = Location::folder(copies.house.store_folder());
    let intake = Intake { source: "dock-7", from: &from, stores: &copies.stores, derived_from: None };
    let (by, offer) = (&copies.house.manager.0, Offer::default());
    let one = evidence.take_in(by, &intake, &offer, after(1), |_, _| {});
    let other = evidence.take_in(by, &intake, &offer, after(1), |_, _| {});
    let (one, other) = tokio::join!(one, other);
    assert_eq!(one.unwrap().items, 3);
    assert!(matches!(other, Err(evidence::EvidenceError::BeingTakenIn)), "{other:?}");
    assert_eq!(copies.take_in(2).await.known, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_begun_into_some_stores_is_not_finished_into_others() {
    let copies = Copies::new(On::Sqlite).await;
    let evidence = copies.house.evidence().await;
    let from = Location::folder(copies.house.store_folder());
    let (by, offer) = (&copies.house.manager.0, Offer::default());
    let intake = |stores| Intake { source: "dock-7", from: &from, stores, derived_from: None };
    let (read_back, into_both) = (tokio::sync::Notify::new(), intake(&copies.stores));
    tokio::select! {
        biased;
        () = read_back.notified() => {}
        _ = evidence.take_in(by, &into_both, &offer, after(1), |_, _| read_back.notify_one()) => {}
    }
    let into_one = evidence.take_in(by, &intake(&copies.stores[..1]), &offer, after(2), |_, _| {}).await;
    let refused = into_one.unwrap_err().to_string();
    assert!(refused.contains("goes into other stores: 1, 2."), "{refused}");
    assert_eq!(copies.take_in(3).await.items, 3);
    assert_eq!(states(&copies, 4).await, [StoreState::Green; 2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_list_names_and_the_place_has_not_is_told() {
    let copies = Copies::new(On::Sqlite).await;
    let columns = inventory::import::Columns { key: "file".into(), ..inventory::import::Columns::default() };
    let csv = "file\n2020/a.mp4\n2020/never.mp4\n2020/b.mp4\n2021/c.mp4\n";
    let rows = inventory::import::Rows::new(csv.as_bytes(), &columns).unwrap().map(|row| row.unwrap());
    let rows = rows.map(|row| (row.key.clone(), row)).collect();
    let offer = Offer { rows, only_listed: true, ..Offer::default() };
    let from = Location::folder(copies.house.store_folder());
    let intake = Intake { source: "dock-7", from: &from, stores: &copies.stores, derived_from: None };
    let evidence = copies.house.evidence().await;
    let taken =
        evidence.take_in(&copies.house.manager.0, &intake, &offer, after(1), |_, _| {}).await.unwrap();
    assert_eq!((taken.items, taken.failed), (3, 1));
    assert_eq!(taken.reasons[0].0.as_str(), "2020/never.mp4");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_written_off_is_taken_in_again_and_another_time_is_another_item() {
    let copies = Copies::new(On::Sqlite).await;
    copies.take_in(1).await;
    // The same name and size at another time: cameras give names anew.
    copies.house.put("2020/a.mp4", "ONE");
    let file = std::fs::File::options().write(true).open(copies.house.path("2020/a.mp4")).unwrap();
    file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_700_000_000)).unwrap();
    assert_eq!(copies.take_in(2).await.items, 1);
    for store in [0, 1] {
        std::fs::remove_file(copies.object(store, "two two")).unwrap();
    }
    assert_eq!(states(&copies, 3).await, [StoreState::Red; 2]);
    let (evidence, house) = (copies.house.evidence().await, &copies.house);
    for one in evidence.suspense(None).await.unwrap() {
        let order = evidence::SettlementOrder { difference: one.number, why: "lost" };
        let (by, signer) = &house.manager;
        let (settlement, _) = evidence.propose_settlement(by, signer, order, after(4)).await.unwrap();
        let (by, signer) = &house.approver;
        evidence.settle(by, signer, settlement, after(5)).await.unwrap();
    }
    let again = copies.take_in(6).await;
    assert_eq!((again.items, again.known), (1, 2), "what is expected nowhere is not there already");
    let depth = record::VerifyOptions::default();
    let verified = house.record.verify(&depth, &mut |_| {}).await.unwrap();
    assert!(verified.differences.is_empty(), "{:?}", verified.differences);
}
