//! People over two years: who joined, left, was promoted, moved, married.

use super::names::Names;
use super::{DAY, Random};
use trace::{Force, Kind, Known};

/// 1 January 2024.
pub const START: i64 = 1_704_067_200_000_000;
/// Two years later.
pub const NOW: i64 = START + 730 * DAY;

/// Bits of the record's fields.
pub mod field {
    pub const SURNAME: u8 = 0;
    pub const FORENAME: u8 = 1;
    pub const RANK: u8 = 6;
    pub const UNIT: u8 = 8;
    pub const VETTING: u8 = 12;
    pub const SERVICE: u8 = 13;
    pub const PAY: u8 = 14;
    pub const PHOTO: u8 = 17;
    pub const PHONE: u8 = 35;
}

/// Fields with their kinds, and the share of people in whom they change in a year.
pub const FIELDS: &[(u8, Kind, f64)] = &[
    (field::SURNAME, Kind::Surname, 0.01),
    (field::FORENAME, Kind::Forenames, 0.0),
    (field::RANK, Kind::Other, 0.05),
    (field::UNIT, Kind::Other, 0.20),
    (field::VETTING, Kind::Other, 0.05),
    (field::SERVICE, Kind::Number, 0.0),
    (field::PAY, Kind::Number, 0.0),
    (field::PHOTO, Kind::Photo, 0.10),
    (field::PHONE, Kind::Other, 0.10),
];

/// Joiners and leavers a year, each.
const TURNOVER: f64 = 0.07;

const RANKS: &[(&str, f64)] = &[
    ("Constable", 0.55),
    ("Sergeant", 0.13),
    ("Inspector", 0.05),
    ("Chief Inspector", 0.02),
    ("Superintendent", 0.01),
    ("PCSO", 0.06),
    ("Staff", 0.18),
];
const VETTING: &[(&str, f64)] = &[("RV", 0.6), ("MV", 0.25), ("SC", 0.1), ("DV", 0.05)];

/// One value from when to when.
pub struct Value {
    pub field: u8,
    pub kind: Kind,
    pub text: String,
    pub from: i64,
    pub until: Option<i64>,
}

/// Everybody, by number.
pub struct People {
    pub values: Vec<Vec<Value>>,
    /// From when to when each was there.
    spans: Vec<(i64, i64)>,
}

impl People {
    /// So many people at the start; more join.
    #[expect(clippy::cast_precision_loss, clippy::cast_sign_loss, reason = "counts of people")]
    pub fn new(seed: u64, count: usize) -> Self {
        let mut random = Random::new(seed ^ 0x9E0_71E);
        let names = Names::new();
        let years = (NOW - START) as f64 / (365.25 * DAY as f64);
        let joiners = (count as f64 * TURNOVER * years) as usize;
        let (values, spans) = (0..count + joiners)
            .map(|number| {
                let joined = if number < count { START - DAY } else { moment(&mut random, START, NOW) };
                let leaves = random.chance(1.0 - (-TURNOVER * years).exp());
                let left = leaves.then(|| moment(&mut random, joined, NOW + DAY));
                (person(&mut random, &names, number, joined, left), (joined, left.unwrap_or(i64::MAX)))
            })
            .unzip();
        Self { values, spans }
    }

    /// All values, as the record would hand them over.
    pub fn known(&self) -> impl Iterator<Item = Known> + '_ {
        (0_u32..).zip(&self.values).flat_map(|(person, values)| {
            values.iter().map(move |value| Known {
                person,
                field: value.field,
                kind: value.kind,
                text: value.text.clone(),
                from: value.from,
                until: value.until,
            })
        })
    }

    pub fn force(&self) -> Force {
        Force::new(self.known())
    }

    /// Who was there at a moment.
    pub fn present(&self, at: i64) -> Vec<u32> {
        (0_u32..)
            .zip(&self.spans)
            .filter(|(_, (joined, left))| *joined <= at && at < *left)
            .map(|(person, _)| person)
            .collect()
    }

    /// From when to when the value was held that was true at a moment, or the first one.
    pub fn held(&self, person: u32, field: u8, at: i64) -> Vec<(i64, i64)> {
        let values = &self.values[person as usize];
        let of_field = || values.iter().filter(|value| value.field == field);
        let value = of_field().find(|value| value.is_true(at)).or_else(|| of_field().next());
        value.map(|value| (value.from, value.until.unwrap_or(i64::MAX))).into_iter().collect()
    }

    /// What was true of somebody at a moment.
    pub fn value(&self, person: u32, field: u8, at: i64) -> &str {
        self.values
            .get(person as usize)
            .and_then(|values| values.iter().find(|value| value.field == field && value.is_true(at)))
            .map_or("", |value| &value.text)
    }
}

impl Value {
    fn is_true(&self, at: i64) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }
}

fn moment(random: &mut Random, from: i64, until: i64) -> i64 {
    from + random.next().cast_signed().rem_euclid((until - from).max(1))
}

#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "times within two years")]
fn person(random: &mut Random, names: &Names, number: usize, joined: i64, left: Option<i64>) -> Vec<Value> {
    let mut values = Vec::new();
    let end = left.unwrap_or(NOW);
    for (field, kind, churn) in FIELDS {
        let mut from = joined;
        loop {
            let gap = -random.share().max(1e-12).ln() / churn.max(1e-9) * 365.25 * DAY as f64;
            let next = from.saturating_add(gap.min(1e17) as i64);
            let held =
                values.last().filter(|held: &&Value| held.field == *field).map(|held| held.text.clone());
            let mut text = text_of(random, names, *field, number);
            // A change that nobody can see is none.
            while *churn > 0.0 && held.as_ref() == Some(&text) {
                text = text_of(random, names, *field, number);
            }
            let until = if next < end { Some(next) } else { left };
            values.push(Value { field: *field, kind: *kind, text, from, until });
            if next >= end {
                break;
            }
            from = next;
        }
    }
    values
}

fn text_of(random: &mut Random, names: &Names, field: u8, number: usize) -> String {
    match field {
        field::SURNAME => names.surname(random),
        field::FORENAME => names.forename(random).to_owned(),
        field::RANK => drawn(random, RANKS),
        field::VETTING => drawn(random, VETTING),
        field::UNIT => format!(
            "{} Team {}",
            ["Response", "CID", "Traffic", "Custody", "Neighbourhood"][random.below(5)],
            random.below(30) + 1
        ),
        // Numbers belong to one person for ever, and are not in the order of people.
        field::SERVICE => format!("{:06}", (number * 7_919 + 13) % 1_000_003 % 1_000_000),
        field::PAY => format!("P{:07}", (number * 104_729 + 77) % 9_999_991),
        field::PHOTO => format!("photo {number} {}", random.next()),
        _ => format!("07{:09}", random.next() % 1_000_000_000),
    }
}

fn drawn(random: &mut Random, all: &[(&str, f64)]) -> String {
    let mut left = random.share();
    for (text, share) in all {
        left -= share;
        if left < 0.0 {
            return (*text).to_owned();
        }
    }
    all[0].0.to_owned()
}
