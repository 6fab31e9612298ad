//! What is missing in a place of our own copies is rebuilt from shards, or not at all.

use crate::house::after;
use crate::own::Copies;
use evidence::{EvidenceError, ParityMade, ParityShape, Reading, StoreState};
use force_for_tests::{On, is_sound};
use std::path::PathBuf;

const SHAPE: ParityShape = ParityShape { data: 3, parity: 2 };

struct Shards {
    copies: Copies,
    folder: PathBuf,
}

impl Shards {
    /// Three items in two places, the first of which has shards.
    async fn new() -> Self {
        let copies = Copies::new(On::Sqlite).await;
        copies.take_in(1).await;
        for store in &copies.stores {
            assert_eq!(copies.house.sweep(store, 2).await.state, StoreState::Green);
        }
        let folder = copies.house.folder.path().join("shards");
        std::fs::create_dir(&folder).unwrap();
        Self { copies, folder }
    }

    async fn make(&self) -> ParityMade {
        let evidence = self.copies.house.evidence().await;
        evidence.add_parity(&self.copies.stores[0], &self.folder, SHAPE, |_, _| {}).await.unwrap()
    }

    fn of(&self, content: &str) -> PathBuf {
        self.folder.join(blake3::hash(content.as_bytes()).to_hex().as_str())
    }

    /// Loses a shard.
    fn lose(&self, content: &str, number: usize) {
        let digits = blake3::hash(content.as_bytes()).to_hex();
        std::fs::remove_file(self.of(content).join(format!("{digits}.{number:03}.shard"))).unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_rebuilt_bit_by_bit_and_found_again() {
    let shards = Shards::new().await;
    let made = shards.make().await;
    assert_eq!((made.items, made.bytes, made.known, made.failed), (3, 15, 0, 0));
    let again = shards.make().await;
    assert_eq!((again.items, again.known), (0, 3));

    let (house, store) = (&shards.copies.house, &shards.copies.stores[0]);
    let object = shards.copies.object(0, "two two");
    std::fs::remove_file(&object).unwrap();
    assert_eq!(house.sweep(store, 3).await.state, StoreState::Red);
    shards.lose("two two", 0);
    shards.lose("two two", 4);
    let evidence = house.evidence().await;
    let report = evidence.rebuild(&house.manager.0, store, &shards.folder, after(4)).await.unwrap();
    assert_eq!((report.missing, report.found, report.bytes), (1, 1, 7), "{:?}", report.refused);
    assert_eq!(std::fs::read_to_string(&object).unwrap(), "two two");
    let sweep = house.sweep(store, 5).await;
    assert_eq!((sweep.state, sweep.found), (StoreState::Green, 1));
    let left: Vec<_> = std::fs::read_dir(&shards.folder).unwrap().collect();
    assert_eq!(left.len(), 3, "nothing lies beside the folders of shards");
    is_sound(&house.record).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_damaged_is_rebuilt_and_makes_room_and_without_shards_it_stays() {
    let shards = Shards::new().await;
    shards.make().await;
    let (house, store) = (&shards.copies.house, &shards.copies.stores[0]);
    let write = |content: &str, bytes: &str| {
        let object = shards.copies.object(0, content);
        std::fs::set_permissions(&object, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        std::fs::write(&object, bytes).unwrap();
        object
    };
    let (mended, lost) = (write("two two", "two twa"), write("one", "onE"));
    let (evidence, by) = (house.evidence().await, &house.manager.0);
    let read = evidence.read(by, store, Reading::All, after(3), |_, _| {}).await.unwrap();
    assert_eq!(read.damaged, 2);
    for number in 0..3 {
        shards.lose("one", number);
    }
    let report = evidence.rebuild(by, store, &shards.folder, after(4)).await.unwrap();
    let told = (report.missing, report.damaged, report.found, report.set_aside, report.refused.len());
    assert_eq!(told, (2, 2, 1, 1, 1), "{:?}", report.refused);
    assert_eq!(std::fs::read_to_string(mended).unwrap(), "two two");
    assert_eq!(std::fs::read_to_string(lost).unwrap(), "onE", "there is nothing to put in its place");
    let left = evidence.suspense(Some(store.number)).await.unwrap();
    assert_eq!(left.iter().map(|one| one.items).sum::<u64>(), 1);
    is_sound(&house.record).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn with_too_few_shards_nothing_is_put_back() {
    let shards = Shards::new().await;
    shards.make().await;
    let (house, store) = (&shards.copies.house, &shards.copies.stores[0]);
    let object = shards.copies.object(0, "one");
    std::fs::remove_file(&object).unwrap();
    house.sweep(store, 3).await;
    for number in 0..3 {
        shards.lose("one", number);
    }
    let evidence = house.evidence().await;
    let report = evidence.rebuild(&house.manager.0, store, &shards.folder, after(4)).await.unwrap();
    assert_eq!((report.missing, report.found), (1, 0));
    assert!(report.refused[0].contains("only 2 shards are whole"), "{:?}", report.refused);
    assert!(!object.exists());
    assert_eq!(house.sweep(store, 5).await.state, StoreState::Red);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_copy_gets_no_shards_and_what_broke_off_is_made_anew() {
    let shards = Shards::new().await;
    std::fs::write(shards.copies.object(0, "two two"), "two twa").unwrap();
    let unfinished = format!("{}.unfinished", shards.of("one").display());
    std::fs::create_dir(&unfinished).unwrap();
    std::fs::write(PathBuf::from(&unfinished).join("half"), "half a shard").unwrap();
    let made = shards.make().await;
    assert_eq!((made.items, made.failed), (2, 1), "{:?}", made.reasons);
    assert!(!shards.of("two two").exists());
    assert!(shards.of("one").is_dir() && !PathBuf::from(unfinished).exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn shards_are_of_our_own_copies_and_of_a_shape_that_can_be() {
    let shards = Shards::new().await;
    let (house, folder) = (&shards.copies.house, &shards.folder);
    let evidence = house.evidence().await;
    let shape = ParityShape { data: 0, parity: 4 };
    let refused = evidence.add_parity(&shards.copies.stores[0], folder, shape, |_, _| {}).await;
    assert!(matches!(refused, Err(EvidenceError::Parity { .. })), "{refused:?}");
    let watched = house.watched().await.store;
    let refused = evidence.add_parity(&watched, folder, SHAPE, |_, _| {}).await;
    assert!(matches!(refused, Err(EvidenceError::NotOwn { .. })), "{refused:?}");
    let refused = evidence.rebuild(&house.manager.0, &watched, folder, after(3)).await;
    assert!(matches!(refused, Err(EvidenceError::NotOwn { .. })), "{refused:?}");
}
