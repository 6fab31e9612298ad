//! A force with generated people and faces, a card office, somebody who shares, somebody who approves, and a recipient with keys of its own; on
//! SQLite and on PostgreSQL.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use jiff::{SignedDuration, Timestamp};
use keyring::Passphrase;
use postgres_for_tests::Cluster;
use receipts::RecipientSecret;
use record::{
    Actor, Completeness, Field, FieldSet, ImportColumn, ImportOrder, NewPhoto, Place, Record, Role, Roles,
    Signer, VerifyOptions,
};
use share::{Mark, Marks, Order, People, Share, Shares, Terms};
use tempfile::TempDir;

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    Sqlite,
    Postgres,
}

/// Both databases: every story about what is stored is told on both.
pub const BOTH: [On; 2] = [On::Sqlite, On::Postgres];

/// Somebody with a key.
pub type Somebody = (Actor, Signer);

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

pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub fn start() -> Timestamp {
    at("2026-11-01T09:00:00Z")
}

pub fn later(days: i64) -> Timestamp {
    start().checked_add(SignedDuration::from_hours(24 * days)).unwrap()
}

pub fn words() -> Passphrase {
    Passphrase::new("four random words here").unwrap()
}

impl Case {
    /// With so many people.
    pub async fn new(on: On, people: u32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut place = Place::folder(folder.path().join("data"));
        place.key_file = Some(folder.path().join("keys").join("force.key"));
        if on == On::Postgres {
            place.database = Some(Cluster::shared().database());
        }
        let record = Record::create(&place, start()).await.unwrap();
        let owner = owner(&record).await;
        let sharer = enrolled(&record, "R. Quill", &[Role::InformationSecurity]).await;
        let office = enrolled(&record, "C. Arden", &[Role::CardOffice]).await;
        let approver = enrolled(&record, "M. Oake", &[Role::Approver]).await;
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
        self.record.publish().await.unwrap();
        let options = VerifyOptions { deep: true, ..VerifyOptions::default() };
        let verified = self.record.verify(&options, &mut |_| {}).await.unwrap();
        assert!(verified.is_sound(), "{:?}", verified.differences.iter().take(5).collect::<Vec<_>>());
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

async fn owner(record: &Record) -> Somebody {
    let owner = record.actor(Some("owner")).await.unwrap();
    if owner.public_key.is_none() {
        record.set_passphrase(&owner, &owner, &words(), None, start()).await.unwrap();
    }
    let owner = record.actor(Some("owner")).await.unwrap();
    let signer = record.signer(&owner, &words()).await.unwrap();
    (owner, signer)
}

/// Somebody whom the first actor enrolled, with a key of their own.
pub async fn enrolled(record: &Record, name: &str, roles: &[Role]) -> Somebody {
    let (owner, owner_signs) = owner(record).await;
    let roles = Roles::of(roles);
    let (actor, _) =
        record.add_actor(&owner, &owner_signs, name, roles, Some(&words()), start()).await.unwrap();
    let given = record.signer(&actor, &words()).await.unwrap();
    record.set_passphrase(&actor, &actor, &words(), Some(&given), start()).await.unwrap();
    let actor = record.actor(Some(name)).await.unwrap();
    let signer = record.signer(&actor, &words()).await.unwrap();
    (actor, signer)
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
