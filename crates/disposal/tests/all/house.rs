//! A force with two stores of its own, footage in both, and people who decide about it.

use copies::{Depth, State};
use disposal::{Action, Approved, Chosen, ClassOrder, Clock, Disposing, ItemRow, PlanOrder, Planned, Terms};
use evidence::{Evidence, EvidenceStore, Intake, Offer, StoreOrder};
use force_for_tests::{On, Somebody, at, enrolled, record};
use inventory::Location;
use inventory::import::{Columns, Rows};
use jiff::{SignedDuration, Timestamp};
use record::{CaseRow, Record, Role, Tie};
use std::collections::BTreeMap;
use std::path::PathBuf;
use tempfile::TempDir;

pub const NOON: &str = "2026-03-02T12:00:00Z";

/// The force.
pub struct House {
    pub folder: TempDir,
    pub record: Record,
    pub manager: Somebody,
    pub approver: Somebody,
    pub officer: Somebody,
    pub security: Somebody,
    pub stores: Vec<EvidenceStore>,
    /// Numbers of the items, by name.
    pub items: BTreeMap<String, u64>,
}

/// What lies in the dock: name, class, and when it was recorded.
pub const FOOTAGE: &str = "\
file,class,recorded
a.mp4,non_evidential,2026-01-02T10:00:00Z
b.mp4,non_evidential,2026-01-03T10:00:00Z
c.mp4,non_evidential,2026-02-27T10:00:00Z
d.mp4,evidential,2025-01-02T10:00:00Z
e.mp4,non_evidential,
";

impl House {
    /// Five videos in two stores: a and b are due after 31 days, c is not yet, of e nobody knows.
    pub async fn new(on: On) -> Self {
        Self::with(on, FOOTAGE).await
    }

    pub async fn with(on: On, footage: &str) -> Self {
        let (folder, _, record) = record(on, at("2026-03-01T09:00:00Z")).await;
        let early = at("2026-03-01T09:01:00Z");
        let manager = enrolled(&record, "E. Marsh", &[Role::EvidenceManager], early).await;
        let approver = enrolled(&record, "A. Provost", &[Role::Approver], early).await;
        let officer = enrolled(&record, "D. Fell", &[Role::DataProtection, Role::Approver], early).await;
        let security = enrolled(&record, "I. Tarn", &[Role::InformationSecurity], early).await;
        let mut house = Self {
            folder,
            record,
            manager,
            approver,
            officer,
            security,
            stores: Vec::new(),
            items: BTreeMap::new(),
        };
        let dock = house.folder.path().join("dock");
        std::fs::create_dir(&dock).unwrap();
        let columns = Columns {
            key: "file".into(),
            class: Some("class".into()),
            recorded_at: Some("recorded".into()),
            ..Columns::default()
        };
        let mut offer = Offer { only_listed: true, wants_numbers: true, ..Offer::default() };
        for row in Rows::new(footage.as_bytes(), &columns).unwrap() {
            let row = row.unwrap();
            std::fs::write(dock.join(row.key.as_str()), format!("footage of {}", row.key.as_str())).unwrap();
            offer.rows.insert(row.key.clone(), row);
        }
        for name in ["first", "second"] {
            let store = house.add_store(name).await;
            house.stores.push(store);
        }
        let evidence = Evidence::open(&house.record).await.unwrap();
        let from = Location::parse(dock.to_str().unwrap()).unwrap();
        let intake = Intake { source: "dock 7", from: &from, stores: &house.stores, derived_from: None };
        let taken = evidence.take_in(&house.manager.0, &intake, &offer, at(NOON), |_, _| {}).await.unwrap();
        assert_eq!(taken.failed, 0, "{:?}", taken.reasons);
        house.items = taken.numbers.iter().map(|(key, item)| (key.as_str().to_owned(), *item)).collect();
        house
    }

    async fn add_store(&self, name: &str) -> EvidenceStore {
        let place = self.folder.path().join(name);
        let order = StoreOrder {
            name,
            place: place.to_str().unwrap(),
            every: SignedDuration::from_secs(60),
            may_write: false,
        };
        let evidence = Evidence::open(&self.record).await.unwrap();
        evidence.add_own_store(&self.manager.0, &order, at("2026-03-01T10:00:00Z")).await.unwrap().store
    }

    pub async fn disposing(&self) -> Disposing<'_> {
        Disposing::open(&self.record).await.unwrap()
    }

    pub fn item(&self, name: &str) -> u64 {
        self.items[name]
    }

    /// Ties items to a case, which goes on.
    pub async fn case(&self, urn: &str, names: &[&str]) -> u32 {
        let row = |tie| CaseRow { row: 1, urn: urn.to_owned().into(), officer: None, court_date: None, tie };
        let mut rows: Vec<CaseRow> = names.iter().map(|name| row(Some(Tie::Item(self.item(name))))).collect();
        rows.push(row(None));
        self.record.import_cases(&self.manager.0, [0; 32], &rows, at(NOON)).await.unwrap();
        self.record.case_number(urn).await.unwrap().unwrap()
    }

    pub async fn finalised(&self, urn: &str, names: &[&str]) -> u32 {
        let case = self.case(urn, names).await;
        let (by, signs) = &self.officer;
        let why = "the appeal period is over";
        self.disposing().await.finalise_case(by, signs, case, why, days(0)).await.unwrap();
        case
    }

    /// The class of 31 days, approved by two.
    pub async fn class_in_force(&self) -> u32 {
        let disposing = self.disposing().await;
        let (by, signs) = &self.manager;
        let (class, _) = disposing.propose_class(by, signs, thirty_one_days(), days(0)).await.unwrap();
        let (by, signs) = &self.approver;
        disposing.approve_class(by, signs, class.number, days(0)).await.unwrap();
        class.number
    }

    /// A plan for items by name.
    pub async fn planned(&self, names: &[&str]) -> Planned {
        let rows: Vec<ItemRow> = names
            .iter()
            .zip(2..)
            .map(|(name, line)| ItemRow { line, item: Some(self.item(name)), sha256: None })
            .collect();
        let order = PlanOrder::new(Chosen::Items(&rows), "a court ordered it");
        self.disposing().await.plan(&self.manager.0, &self.manager.1, order, days(0)).await.unwrap()
    }

    /// Everybody approves.
    pub async fn approved(&self, planned: &Planned, now: Timestamp) -> Approved {
        let disposing = self.disposing().await;
        let mut last = None;
        let people = [&self.approver, &self.officer, &self.security];
        for (by, signs) in people.into_iter().take(planned.approvals as usize) {
            last = Some(disposing.approve(by, signs, (planned.disposal, None), now).await.unwrap());
        }
        last.unwrap()
    }

    /// Names of the items that lie whole in a store of ours.
    pub async fn there(&self, store: usize) -> Vec<String> {
        let evidence = Evidence::open(&self.record).await.unwrap();
        let replica = evidence.replica(&self.stores[store]).await.unwrap();
        let names: BTreeMap<_, _> =
            self.items.iter().map(|(name, item)| (evidence.item_id(*item), name.clone())).collect();
        let mut there = Vec::new();
        tokio::task::spawn_blocking(move || {
            let depth = Depth { from_disk: false, ..Depth::default() };
            copies::verify(&replica, depth, at(NOON), &mut |checked| {
                assert!(matches!(checked.state, State::Good), "{:?}", checked.state);
                there.extend(checked.items.iter().map(|item| names[item].clone()));
            })
            .unwrap();
            there.sort();
            there
        })
        .await
        .unwrap()
    }

    pub fn store_folder(&self, store: usize) -> PathBuf {
        self.folder.path().join(["first", "second"][store])
    }
}

pub fn thirty_one_days() -> ClassOrder<'static> {
    ClassOrder {
        name: "non_evidential",
        terms: Terms { clock: Clock::Recorded, days: Some(31), action: Action::Dispose },
        source: "force policy 12",
        why: "the policy says so",
    }
}

/// Days after noon.
pub fn days(days: i64) -> Timestamp {
    at(NOON) + SignedDuration::from_hours(24 * days) + SignedDuration::from_mins(1)
}
