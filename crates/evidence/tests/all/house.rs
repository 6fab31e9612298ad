//! A force with a folder of footage, and people who keep its books.

use evidence::{Added, Evidence, EvidenceStore, InSuspense, StoreOrder, Sweep};
use force_for_tests::{On, Somebody, at, enrolled, record};
use jiff::{SignedDuration, Timestamp};
use record::{Record, Role};
use std::path::PathBuf;
use tempfile::TempDir;

pub const NOON: &str = "2023-07-26T12:00:00Z";

/// The force.
pub struct House {
    pub folder: TempDir,
    pub record: Record,
    pub manager: Somebody,
    pub approver: Somebody,
}

impl House {
    /// With three videos in its store.
    pub async fn new(on: On) -> Self {
        let (folder, _, record) = record(on, at("2023-07-01T09:00:00Z")).await;
        let manager =
            enrolled(&record, "E. Marsh", &[Role::EvidenceManager], at("2023-07-01T09:01:00Z")).await;
        let approver = enrolled(&record, "A. Provost", &[Role::Approver], at("2023-07-01T09:02:00Z")).await;
        let house = Self { folder, record, manager, approver };
        std::fs::create_dir_all(house.store_folder()).unwrap();
        for (name, content) in [("2020/a.mp4", "one"), ("2020/b.mp4", "two two"), ("2021/c.mp4", "three")] {
            house.put(name, content);
        }
        house
    }

    pub fn store_folder(&self) -> PathBuf {
        self.folder.path().join("footage")
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.store_folder().join(name)
    }

    /// Puts a video there, with a time of its own: a copy brought back has it too.
    pub fn put(&self, name: &str, content: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        let file = std::fs::File::options().write(true).open(&path).unwrap();
        let day = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_600_000_000);
        file.set_modified(day).unwrap();
    }

    pub fn take_away(&self, name: &str) {
        std::fs::remove_file(self.path(name)).unwrap();
    }

    pub async fn evidence(&self) -> Evidence<'_> {
        Evidence::open(&self.record).await.unwrap()
    }

    /// Puts the folder under watch.
    pub async fn watched(&self) -> Added {
        let (by, _) = &self.manager;
        let place = self.store_folder();
        let order = StoreOrder {
            name: "dems",
            place: place.to_str().unwrap(),
            every: SignedDuration::from_secs(60),
            may_write: false,
        };
        self.evidence().await.add_store(by, &order, at(NOON)).await.unwrap()
    }

    /// Names of the items of a difference.
    pub async fn named(&self, difference: &InSuspense) -> Vec<String> {
        let (by, signer) = &self.manager;
        let asked = (difference, 10);
        let shown =
            self.evidence().await.show(by, signer, asked, "to look for copies", after(60)).await.unwrap();
        shown.items.iter().map(|entry| entry.key.as_str().to_owned()).collect()
    }

    /// Sweeps the store, some minutes after noon.
    pub async fn sweep(&self, store: &EvidenceStore, minutes: i64) -> Sweep {
        self.evidence().await.sweep(&self.manager.0, store, after(minutes)).await.unwrap()
    }
}

/// Minutes after noon.
pub fn after(minutes: i64) -> Timestamp {
    at(NOON) + SignedDuration::from_mins(minutes)
}
