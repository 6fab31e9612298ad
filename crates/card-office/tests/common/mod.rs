//! A force with generated people and faces, a card office, somebody who shares, somebody who approves, and a recipient with
//! keys of its own; on SQLite and on PostgreSQL.
#![allow(dead_code, unused_imports, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub use force_for_tests::{BOTH, Bureau, On, Somebody, at, enrolled, owner, words};
use jiff::{SignedDuration, Timestamp};
use receipts::RecipientSecret;
use record::{Completeness, Field, FieldSet, ImportColumn, ImportOrder, NewPhoto, Place, Record, Role};
use share::{Mark, Marks, Order, People, Share, Shares, Terms};
use tempfile::TempDir;

/// A record and whoever works with it.
pub struct Case {
    pub folder: TempDir,
    pub place: Place,
    pub record: Record,
    pub owner: Somebody,
    pub sharer: Somebody,
    pub office: Somebody,
    pub approver: Somebody,
    pub recipient: RecipientSecret,
}

pub fn start() -> Timestamp {
    at("2026-11-01T09:00:00Z")
}

pub fn later(days: i64) -> Timestamp {
    start().checked_add(SignedDuration::from_hours(24 * days)).unwrap()
}

impl Case {
    /// With so many people.
    pub async fn new(on: On, people: u32) -> Self {
        let (folder, place, record) = force_for_tests::record(on, start()).await;
        let owner = owner(&record, start()).await;
        let sharer = enrolled(&record, "R. Quill", &[Role::InformationSecurity], start()).await;
        let office = enrolled(&record, "C. Arden", &[Role::CardOffice], start()).await;
        let approver = enrolled(&record, "M. Oake", &[Role::Approver], start()).await;
        let case = Self {
            folder,
            place,
            record,
            owner,
            sharer,
            office,
            approver,
            recipient: RecipientSecret::fresh().unwrap(),
        };
        case.import(1..=people, start()).await;
        let photos: Vec<NewPhoto> =
            (1..=people).map(|person| NewPhoto { person, jpeg: face(person) }).collect();
        case.record.keep_photos(&case.owner.0, &photos, start()).await.unwrap();
        case
    }

    /// Imports people of these numbers as a complete extract.
    pub async fn import(&self, numbers: impl IntoIterator<Item = u32>, when: Timestamp) {
        self.import_rows(numbers.into_iter().map(person).collect(), when).await;
    }

    /// Imports these rows as a complete extract.
    pub async fn import_rows(&self, rows: Vec<Vec<String>>, when: Timestamp) {
        let columns = ["Pay No", "Surname", "Forename", "Rank", "Unit", "Warrant No", "Photo"]
            .iter()
            .zip(["pay-number", "surname", "forename", "rank", "unit", "warrant-number", "photo"])
            .map(|(heading, id)| ImportColumn { heading: (*heading).into(), field: Field::named(id) })
            .collect();
        let order = ImportOrder {
            source: "people".into(),
            as_of: when,
            completeness: Completeness::Complete,
            file: [7; 32],
            columns,
            key: None,
            leavers_expected: true,
            without_refused: false,
        };
        let rows: Vec<(u64, Vec<String>)> = (2..).zip(rows).collect();
        self.record
            .import_people(&order, &rows, Vec::new(), &self.owner.0, when, &mut |_, _| {})
            .await
            .unwrap();
    }

    pub fn shares(&self) -> Shares<'_> {
        Shares::new(&self.record)
    }

    /// The supplier, enrolled.
    pub async fn supplier(&self, name: &str, secret: &RecipientSecret) -> u32 {
        let (by, signer) = &self.sharer;
        self.shares().enrol(by, signer, name, &secret.public(), start()).await.unwrap().0.holder
    }

    /// A share in force.
    pub async fn approved(&self, order: &Order, when: Timestamp) -> Share {
        let (by, signer) = &self.sharer;
        let proposed = self.shares().propose(by, signer, order, None, when).await.unwrap();
        let (by, signer) = &self.approver;
        self.shares().approve(by, signer, proposed.share, when).await.unwrap();
        self.shares().share(&proposed.share.to_string()).await.unwrap()
    }

    /// Whether the log and the tables agree.
    pub async fn is_sound(&self) {
        force_for_tests::is_sound(&self.record).await;
    }
}

/// A generated person.
pub fn person(number: u32) -> Vec<String> {
    const SURNAMES: [&str; 7] =
        ["Ashworth", "Birkett", "Calloway", "Dunmore", "Everard", "Fenwick", "Garside"];
    const FORENAMES: [&str; 5] = ["Alice", "Brian", "Carla", "Derek", "Esme"];
    const RANKS: [&str; 4] = ["Constable", "Constable", "Constable", "Sergeant"];
    let of = |list: &[&str], step: u32| list[(number / step) as usize % list.len()].to_owned();
    vec![
        format!("{}", 500_000 + number),
        format!("{}{}", of(&SURNAMES, 1), ["", "son", "field", "ton"][(number / 35) as usize % 4]),
        of(&FORENAMES, 7),
        of(&RANKS, 1),
        format!("Unit {}", number % 9),
        format!("W{:06}", number * 17 % 1_000_000),
        record::photo_digest(&face(number)),
    ]
}

pub fn fields(ids: &[&str]) -> FieldSet {
    FieldSet::named(ids.iter().copied()).unwrap()
}

pub fn order(name: &str, holder: u32) -> Order {
    Order {
        terms: Terms {
            name: name.into(),
            purpose: "Printing warrant cards".into(),
            basis: "Contract 12, Data Protection Act 2018 section 35".into(),
            people: People { source: Some("people".into()), ..People::default() },
            despite: None,
        },
        holder,
        fields: fields(&["surname", "forename", "rank", "warrant-number", "photo"]),
        marks: Marks::of(&[Mark::Token, Mark::Photo]),
        fictitious: 0,
        keep_days: 30,
        every_days: None,
        expires: later(300),
    }
}

/// A drawn face: a few patches of colour that differ from person to person.
pub fn face(number: u32) -> zeroize::Zeroizing<Vec<u8>> {
    let (width, height) = (96, 120);
    let mut samples = Vec::with_capacity(width * height * 3);
    for y in 0..height {
        for x in 0..width {
            let patch = (x / 12 + 7 * (y / 15)) as u32;
            let shade = patch.wrapping_mul(number.wrapping_mul(2_654_435_761) | 1) >> 24;
            samples.extend([shade as u8, (shade / 2 + 60) as u8, 200 - (shade / 2) as u8]);
        }
    }
    let picture = marks::photo::Rgb::new(width as u32, height as u32, samples).unwrap();
    portraits::encoded(&picture, 90).unwrap()
}
