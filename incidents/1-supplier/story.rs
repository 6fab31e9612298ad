//! Two years at the force: 40 recipients, one of them the maker of its warrant cards; and what lay in that maker's store.

use crate::faces::face;
use crate::people::{Dice, Force, warrant};
use jiff::{SignedDuration, Timestamp};
use keyring::Passphrase;
use portraits::Portrait;
use record::{
    Actor, Completeness, Field, FieldSet, ImportColumn, ImportOrder, NewPhoto, Place, Record, Role, Roles,
    Signer, photo_digest,
};
use roaring::RoaringBitmap;
use share::{
    DeliveryOrder, FORMS, Mark, Marks, Order, People, RecipientSecret, Share, Shares, Stated, Terms, open,
};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use tempfile::TempDir;

/// The passphrase of everybody.
pub const WORDS: &str = "four random words here";
/// Weeks that the force delivers.
pub const WEEKS: i64 = 104;
/// The week after whose delivery the store was copied.
pub const THEFT: i64 = 98;
/// The job whose destruction was certified, and the week in which it was.
pub const CERTIFIED: (i64, i64) = (10, 20);

/// A delivery as it lay at a recipient.
pub struct Stored {
    pub delivery: u32,
    pub week: i64,
    pub headings: Vec<String>,
    pub rows: Vec<Vec<String>>,
    pub photos: Vec<(String, Vec<u8>)>,
}

/// The story.
pub struct Story {
    pub folder: TempDir,
    pub place: Place,
    /// What the maker of cards had, in its order, up to the theft.
    pub store: Vec<Stored>,
    /// What one other recipient had last.
    pub other: Stored,
    /// When the store was copied.
    pub theft: Timestamp,
    /// Number of the delivery whose destruction was certified.
    pub certified: u32,
    /// Who has which warrant number: as the force knows it, and the test.
    numbers: HashMap<String, u32>,
}

pub fn week(number: i64) -> Timestamp {
    let start: Timestamp = "2021-08-02T08:00:00Z".parse().unwrap();
    start.checked_add(SignedDuration::from_hours(24 * 7 * number)).unwrap()
}

fn minutes(at: Timestamp, minutes: i64) -> Timestamp {
    at.checked_add(SignedDuration::from_mins(minutes)).unwrap()
}

type Somebody = (Actor, Signer);

struct Desk {
    record: Record,
    sharer: Somebody,
    approver: Somebody,
    owner: Actor,
    drawer: Field,
    /// Faces that were drawn: the photo of each, and its digest.
    drawn: RefCell<HashMap<u32, (Vec<u8>, String)>>,
}

impl Story {
    pub async fn new(people: u32, with_photos: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut place = Place::folder(folder.path().join("data"));
        place.key_file = Some(folder.path().join("force.key"));
        let desk = Desk::new(&place).await;
        let mut force = Force::new(people, 1);
        desk.import(&force, week(0), with_photos).await;
        let maker = RecipientSecret::fresh().unwrap();
        let cards = desk.recipient("Card maker", &maker).await;
        let fields: &[&str] = &["surname", "forename", "rank", "warrant-number", "photo"];
        let share = desk.share("cards", cards, fields, None).await;
        let mut others = Vec::new();
        for number in 1..40_u32 {
            let secret = RecipientSecret::fresh().unwrap();
            let holder = desk.recipient(&format!("Recipient {number}"), &secret).await;
            others.push((number, holder, secret));
        }
        let mut store = vec![desk.delivered(&share, None, 0, &maker, &folder).await];
        let mut shares: HashMap<u32, Share> = HashMap::new();
        let mut other = None;
        let mut waiting: Vec<u32> = Vec::new();
        let mut certified = 0;
        for number in 1..=WEEKS {
            waiting.extend(force.week());
            if number % 4 == 0 || number >= THEFT - 2 {
                desk.import(&force, week(number), with_photos).await;
                let there: Vec<u32> = force.officers.iter().map(|officer| officer.number).collect();
                waiting.retain(|number| there.contains(number));
            }
            let job = desk.numbers(&waiting).await;
            if !job.is_empty() && (number % 4 == 0 || number >= THEFT - 2) {
                let stored = desk.delivered(&share, Some(&job), number, &maker, &folder).await;
                if number <= THEFT {
                    store.push(stored);
                }
                waiting.clear();
            }
            if number == CERTIFIED.1 {
                certified = desk.certified(&store, &maker).await;
            }
            if number % 26 == 13 || number == THEFT {
                for (name, holder, secret) in &others {
                    if number == THEFT && *name != 7 {
                        continue;
                    }
                    let known = if let Some(share) = shares.remove(holder) {
                        share
                    } else {
                        let fields: &[&str] = &["surname", "forename", "rank", "unit"];
                        desk.share(&format!("share-{name}"), *holder, fields, Some(*name)).await
                    };
                    let stored = desk.delivered(&known, None, number, secret, &folder).await;
                    if *name == 7 {
                        other = Some(stored);
                    }
                    shares.insert(*holder, known);
                }
            }
        }
        desk.record.publish().await.unwrap();
        let other = other.unwrap();
        let theft = minutes(week(THEFT), 3 * 24 * 60);
        let numbers = desk.warrant_numbers(force.next_number()).await;
        Self { folder, place, store, other, theft, certified, numbers }
    }

    /// People with these warrant numbers.
    pub fn people_with<'n>(&self, numbers: impl Iterator<Item = &'n str>) -> RoaringBitmap {
        numbers.filter_map(|number| self.numbers.get(number).copied()).collect()
    }

    /// A folder for a leaked file.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

impl Desk {
    async fn new(place: &Place) -> Self {
        let start = minutes(week(0), -120);
        let words = Passphrase::new(WORDS).unwrap();
        let record = Record::create(place, start).await.unwrap();
        let owner = record.actor(Some("owner")).await.unwrap();
        record.set_passphrase(&owner, &owner, &words, None, start).await.unwrap();
        let owner = record.actor(Some("owner")).await.unwrap();
        let signs = record.signer(&owner, &words).await.unwrap();
        let mut people = Vec::new();
        for (name, role) in [("R. Quill", Role::InformationSecurity), ("M. Oake", Role::Approver)] {
            let roles = Roles::of(&[role]);
            let (actor, _) =
                record.add_actor(&owner, &signs, name, roles, Some(&words), start).await.unwrap();
            let given = record.signer(&actor, &words).await.unwrap();
            record.set_passphrase(&actor, &actor, &words, Some(&given), start).await.unwrap();
            let actor = record.actor(Some(name)).await.unwrap();
            let signer = record.signer(&actor, &words).await.unwrap();
            people.push((actor, signer));
        }
        let approver = people.pop().unwrap();
        let sharer = people.pop().unwrap();
        let drawer = Field::named("pay-number").unwrap();
        Self { record, sharer, approver, owner, drawer, drawn: RefCell::default() }
    }

    /// The force's extract of this week, and its new photos.
    async fn import(&self, force: &Force, at: Timestamp, with_photos: bool) {
        let mut kept = Vec::new();
        let ids = ["pay-number", "surname", "forename", "rank", "unit", "warrant-number", "photo"];
        let columns = ids
            .iter()
            .map(|id| ImportColumn { heading: (*id).into(), field: Field::named(id) })
            .collect::<Vec<_>>();
        let rows: Vec<(u64, Vec<String>)> = (2..)
            .zip(&force.officers)
            .map(|(row, officer)| {
                let mut values = officer.row();
                if with_photos {
                    let digest = self.drawn(officer.face).1;
                    values.push(digest.clone());
                    kept.push((values[0].clone(), officer.face, digest));
                } else {
                    values.push(String::new());
                }
                (row, values)
            })
            .collect();
        let order = ImportOrder {
            source: "people".into(),
            as_of: at,
            completeness: Completeness::Complete,
            file: [7; 32],
            columns,
            key: None,
            leavers_expected: true,
            without_refused: false,
        };
        self.record.import_people(&order, &rows, Vec::new(), &self.owner, at, &mut |_, _| {}).await.unwrap();
        for kept in kept.chunks(500) {
            let numbers: Vec<String> = kept.iter().map(|(number, ..)| number.clone()).collect();
            let owners = self.record.match_numbers(self.drawer, &numbers).await.unwrap();
            let mut photos = Vec::new();
            for ((_, seed, digest), owner) in kept.iter().zip(owners) {
                let record::Matched::Person(person) = owner else { panic!("nobody has this number") };
                if self.record.photo(&[person], digest).await.unwrap().is_none() {
                    photos.push(NewPhoto { person, jpeg: self.drawn(*seed).0.into() });
                }
            }
            if !photos.is_empty() {
                self.record.keep_photos(&self.owner, &photos, at).await.unwrap();
            }
        }
    }

    /// A face, drawn once.
    fn drawn(&self, number: u32) -> (Vec<u8>, String) {
        let mut drawn = self.drawn.borrow_mut();
        let drawn = drawn.entry(number).or_insert_with(|| {
            let jpeg = Portrait::of(&face(number)).unwrap().jpeg.to_vec();
            let digest = photo_digest(&jpeg);
            (jpeg, digest)
        });
        drawn.clone()
    }

    async fn recipient(&self, name: &str, secret: &RecipientSecret) -> u32 {
        let (by, signer) = &self.sharer;
        let at = minutes(week(0), 30);
        Shares::new(&self.record).enrol(by, signer, name, &secret.public(), at).await.unwrap().0.holder
    }

    /// A share in force; `part` takes a part of the force that is the recipient's own.
    async fn share(&self, name: &str, holder: u32, fields: &[&str], part: Option<u32>) -> Share {
        let at = minutes(week(0), 31);
        let shares = Shares::new(&self.record);
        let only = match part {
            None => None,
            Some(seed) => {
                let mut dice = Dice::new(u64::from(seed) * 31);
                let of = 300_000 + dice.below(550_000);
                let all = self.record.people_in(Some("people"), at, record::KnownAt::NOW).await.unwrap();
                Some(all.iter().filter(|_| dice.chance(of)).collect())
            }
        };
        let order = Order {
            terms: Terms {
                name: name.into(),
                purpose: "Their work".into(),
                basis: "Data Protection Act 2018, section 35".into(),
                people: People { source: Some("people".into()), only, ..People::default() },
                despite: Some("Generated".into()),
            },
            holder,
            fields: FieldSet::named(fields.iter().copied()).unwrap(),
            marks: Marks::of(&[Mark::Token, Mark::Order, Mark::Photo, Mark::Fictitious]),
            fictitious: 3,
            keep_days: 60,
            every_days: None,
            expires: week(WEEKS + 20),
        };
        let (by, signer) = &self.sharer;
        let proposed = shares.propose(by, signer, &order, None, at).await.unwrap();
        let (by, signer) = &self.approver;
        shares.approve(by, signer, proposed.share, at).await.unwrap();
        shares.share(&proposed.share.to_string()).await.unwrap()
    }

    async fn numbers(&self, officers: &[u32]) -> RoaringBitmap {
        let numbers: Vec<String> = officers.iter().map(|number| format!("{}", 500_000 + number)).collect();
        let owners = self.record.match_numbers(self.drawer, &numbers).await.unwrap();
        owners
            .into_iter()
            .filter_map(|owner| match owner {
                record::Matched::Person(person) => Some(person),
                _ => None,
            })
            .collect()
    }

    /// Delivers, and opens what was delivered as its recipient.
    async fn delivered(
        &self,
        share: &Share,
        only: Option<&RoaringBitmap>,
        number: i64,
        secret: &RecipientSecret,
        folder: &TempDir,
    ) -> Stored {
        let shares = Shares::new(&self.record);
        let target = folder.path().join(format!("delivery-{}-{number}.age", share.number));
        let order = DeliveryOrder { share, form: &FORMS[0], only, target: &target };
        let (by, signer) = &self.sharer;
        let made = shares.deliver(by, signer, order, minutes(week(number), 60)).await.unwrap();
        let mut table = Vec::new();
        let mut photos = Vec::new();
        open(&target, secret, |name, content| {
            let mut bytes = Vec::new();
            content.read_to_end(&mut bytes)?;
            match name.strip_prefix("photos/") {
                Some(name) => photos.push((name.to_owned(), bytes)),
                None => table = bytes,
            }
            Ok(())
        })
        .unwrap();
        let mut reader = csv::ReaderBuilder::new().from_reader(&table[3..]);
        let headings = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let rows =
            reader.into_records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        std::fs::remove_file(&target).unwrap();
        Stored { delivery: made.delivery, week: number, headings, rows, photos }
    }

    /// The maker certifies that it has destroyed a job.
    async fn certified(&self, store: &[Stored], secret: &RecipientSecret) -> u32 {
        let shares = Shares::new(&self.record);
        let stored = store.iter().rfind(|stored| stored.week > 0 && stored.week <= CERTIFIED.0).unwrap();
        let known = shares.delivery(stored.delivery).await.unwrap();
        let content = known.content.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
        let statement = share::Statement {
            record: self.record.id().to_owned(),
            delivery: stored.delivery,
            content,
            stated: Stated::Destroyed,
            at: minutes(week(CERTIFIED.1), 90).to_string(),
            how: "shredded".into(),
        };
        let note = statement.sign(secret).unwrap();
        let (by, _) = &self.sharer;
        shares.receive(by, note.as_bytes(), minutes(week(CERTIFIED.1), 95)).await.unwrap();
        stored.delivery
    }

    /// Who has the warrant number of each officer there ever was.
    async fn warrant_numbers(&self, officers: u32) -> HashMap<String, u32> {
        let all: Vec<u32> = (1..officers).collect();
        let payroll: Vec<String> = all.iter().map(|number| format!("{}", 500_000 + number)).collect();
        let owners = self.record.match_numbers(self.drawer, &payroll).await.unwrap();
        let known = all.into_iter().zip(owners);
        known
            .filter_map(|(number, owner)| match owner {
                record::Matched::Person(person) => Some((warrant(number), person)),
                _ => None,
            })
            .collect()
    }
}

/// Photos of a store by the reference in their name.
pub fn photos_of(store: &[Stored]) -> BTreeMap<String, Vec<u8>> {
    store.iter().flat_map(|stored| stored.photos.iter().cloned()).collect()
}
