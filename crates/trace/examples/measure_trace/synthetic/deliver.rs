//! Recipes of deliveries, and the marked rows that were handed over.

use super::people::{People, START, field};
use super::{DAY, Random};
use keyring::SecretKey;
use marks::{DeliveryKey, DeliveryName, Subject, TokenKey};
use roaring::RoaringBitmap;
use trace::{Delivery, DeliveryId, Force, Honey, Keys, Marked, Tokens};

/// What is delivered, and to whom.
#[derive(Clone)]
pub struct Plan {
    pub recipients: u32,
    /// Deliveries to each.
    pub deliveries: u32,
    /// Days between them.
    pub days: i64,
    /// The smallest share of the people that a delivery holds; 1 for everybody, always.
    pub least: f64,
    /// Rows of a job instead of a subset, if it is jobs.
    pub job: Option<usize>,
    pub fields: Vec<u8>,
    pub marked: Marked,
    pub honey: usize,
    pub specimens: u32,
}

impl Plan {
    /// 40 recipients, 24 monthly deliveries of 30 to 100 % of the people, names and ranks.
    pub fn monthly() -> Self {
        Self {
            recipients: 40,
            deliveries: 24,
            days: 30,
            least: 0.3,
            job: None,
            fields: vec![field::SURNAME, field::FORENAME, field::RANK, field::UNIT, field::PHOTO],
            marked: Marked { tokens: Tokens::OfDelivery, order: true, photos: true },
            honey: 4,
            specimens: 0,
        }
    }

    /// Jobs of cards: 24 rows, five a week.
    pub fn jobs(recipients: u32, jobs: u32) -> Self {
        Self {
            recipients,
            deliveries: jobs,
            days: 0,
            job: Some(24),
            honey: 0,
            specimens: 1,
            ..Self::monthly()
        }
    }
}

/// A force and all that it delivered.
pub struct World {
    pub people: People,
    pub force: Force,
    pub deliveries: Vec<Delivery>,
    pub plan: Plan,
    master: SecretKey,
    has_stable_tokens: bool,
    has_lost_keys: bool,
}

const PURPOSE: &str = "cards";

impl Keys for World {
    fn key(&self, delivery: DeliveryId) -> Option<DeliveryKey> {
        (!self.has_lost_keys).then(|| self.own_key(delivery))
    }

    fn token_key(&self, delivery: DeliveryId) -> Option<TokenKey> {
        if self.has_stable_tokens {
            return Some(TokenKey::stable(&self.master, delivery.recipient, PURPOSE));
        }
        self.key(delivery).map(|key| key.token())
    }
}

impl World {
    /// Reference numbers are the same in all deliveries to a recipient.
    pub fn keep_tokens(&mut self) {
        self.has_stable_tokens = true;
    }

    /// No key can be opened any more; what was delivered stays as it is.
    pub fn lose_keys(&mut self) {
        self.has_lost_keys = true;
    }

    fn own_key(&self, delivery: DeliveryId) -> DeliveryKey {
        let name =
            DeliveryName { recipient: delivery.recipient, purpose: PURPOSE, delivery: delivery.number };
        DeliveryKey::derive(&self.master, &name)
    }

    pub fn new(seed: u64, people: usize, plan: &Plan) -> Self {
        let people = People::new(seed, people);
        let force = people.force();
        let mut bytes = [7; 32];
        bytes[..8].copy_from_slice(&seed.to_be_bytes());
        let mut world = Self {
            people,
            force,
            deliveries: Vec::new(),
            plan: plan.clone(),
            master: SecretKey::from_bytes(&bytes),
            has_stable_tokens: false,
            has_lost_keys: false,
        };
        let mut random = Random::new(seed ^ 0xDE11);
        for number in 0..plan.deliveries {
            // Five jobs a week are one on each working day; months are months.
            let day = if plan.job.is_some() {
                i64::from(number) / 5 * 7 + i64::from(number % 5)
            } else {
                i64::from(number) * plan.days
            };
            for recipient in 1..=plan.recipients {
                // Not all at one minute: a snapshot of each recipient's own.
                let as_of = START + (day + 10) * DAY + random.next().cast_signed().rem_euclid(DAY / 2);
                let all = world.people.present(as_of);
                let delivery = world.recipe(DeliveryId { recipient, number }, as_of, &all, &mut random);
                world.deliveries.push(delivery);
            }
        }
        world
    }

    fn recipe(&self, id: DeliveryId, as_of: i64, present: &[u32], random: &mut Random) -> Delivery {
        let plan = &self.plan;
        let people: RoaringBitmap = match plan.job {
            Some(rows) => (0..rows).map(|_| *random.pick(present)).collect(),
            None if plan.least >= 1.0 => present.iter().copied().collect(),
            None => {
                let share = plan.least + (1.0 - plan.least) * random.share();
                present.iter().copied().filter(|_| random.chance(share)).collect()
            }
        };
        let key = self.own_key(id);
        let (tokens, drawn) = (key.token(), key.honey().people(plan.honey, |_| false).expect("names"));
        let honey = (0_u32..)
            .zip(drawn)
            .map(|(number, person)| Honey {
                surname: person.surname.to_owned(),
                forenames: person.forename.to_owned(),
                draw: person.draw,
                token: plan
                    .marked
                    .has_tokens()
                    .then(|| tokens.token(Subject::Fictitious(number)).to_string()),
            })
            .collect();
        Delivery {
            id,
            purpose: PURPOSE.to_owned(),
            delivered: as_of + DAY / 4,
            as_of,
            fields: plan.fields.iter().fold(0, |fields, field| fields | 1 << field),
            people,
            marked: plan.marked,
            honey,
            honey_refused: 0,
            specimens: (0..plan.specimens)
                .map(|number| tokens.token(Subject::Specimen(number)).to_string())
                .collect(),
            received: Some(as_of + DAY / 4),
            destroyed: None,
            ended: None,
        }
    }

    /// The rows of a delivery as they were handed over: reference number, then the fields that are no photos.
    pub fn rows(&self, at: usize) -> Vec<(Subject, Vec<String>)> {
        let delivery = &self.deliveries[at];
        let key = self.own_key(delivery.id);
        let mut subjects: Vec<Subject> = delivery.people.iter().map(Subject::Person).collect();
        subjects.extend((0_u32..).zip(&delivery.honey).map(|(number, _)| Subject::Fictitious(number)));
        subjects.extend((0_u32..).zip(&delivery.specimens).map(|(number, _)| Subject::Specimen(number)));
        if delivery.marked.order {
            key.order().sort(&mut subjects);
        }
        let stable = TokenKey::stable(&self.master, delivery.id.recipient, PURPOSE);
        let tokens = if self.has_stable_tokens { stable } else { key.token() };
        subjects
            .into_iter()
            .map(|subject| {
                let mut cells = vec![if delivery.marked.has_tokens() {
                    tokens.token(subject).to_string()
                } else {
                    String::new()
                }];
                for field in self.plan.fields.iter().filter(|field| **field != field::PHOTO) {
                    cells.push(self.cell(delivery, subject, *field));
                }
                (subject, cells)
            })
            .collect()
    }

    fn cell(&self, delivery: &Delivery, subject: Subject, field: u8) -> String {
        match subject {
            Subject::Person(person) => self.people.value(person, field, delivery.as_of).to_owned(),
            Subject::Fictitious(number) => {
                let honey = &delivery.honey[number as usize];
                match field {
                    field::SURNAME => honey.surname.clone(),
                    field::FORENAME => honey.forenames.clone(),
                    field::RANK => "Constable".to_owned(),
                    _ => "CID Team 1".to_owned(),
                }
            }
            Subject::Specimen(_) => if field == field::SURNAME { "SPECIMEN" } else { "VOID" }.to_owned(),
        }
    }
}
