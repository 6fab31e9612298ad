//! People who do not exist, in a delivery: drawn under its key, filled in so that they look like the rest, put on record as
//! nobody.

use super::Basis;
use crate::{ShareError, Shares};
use jiff::Timestamp;
use marks::HoneyPerson;
use record::Field;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use zeroize::Zeroizing;

/// What a made-up person is called; what the row `name` of `fictitious` holds.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Nobody {
    /// Number of the draw.
    pub draw: u32,
    /// Forename.
    pub forename: String,
    /// Initial of the second forename.
    pub initial: String,
    /// Surname.
    pub surname: String,
    /// The other values of the row, by identifier of the field.
    pub values: BTreeMap<String, String>,
}

impl std::fmt::Debug for Nobody {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Nobody({})", self.draw)
    }
}

/// What values of a field look like, from the people of the delivery themselves.
#[derive(Default)]
pub(crate) struct Likeness {
    /// Values that many people share, such as ranks, each as often as it occurs; of numbers, one.
    values: BTreeMap<Field, Vec<Zeroizing<String>>>,
    taken: HashSet<(Field, String)>,
    names: HashSet<(String, String)>,
    seen: u64,
}

/// Values of a field that are remembered.
const SAMPLES: usize = 512;

impl Likeness {
    /// Takes in a person.
    pub(crate) fn take(&mut self, values: &[(Field, Zeroizing<String>)]) {
        self.seen += 1;
        let text = |id: &str| {
            values.iter().find(|(field, _)| field.id() == id).map_or("", |(_, text)| text.as_str())
        };
        let (surname, forename) = (spelt(text("surname")), spelt(text("forename")));
        self.names.insert((surname.clone(), first_letter(&forename)));
        self.names.insert((surname, first_letter(&spelt(text("initials")))));
        for (field, text) in values {
            let known = self.values.entry(*field).or_default();
            if is_number(*field) {
                self.taken.insert((*field, record::spelling::number(text)));
            }
            if known.len() < SAMPLES {
                known.push(text.clone());
            } else {
                // Spread over everybody, whatever the order in which they come.
                let place = (self.seen.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize % SAMPLES;
                if self.seen.is_multiple_of(7)
                    && let Some(old) = known.get_mut(place)
                {
                    old.clone_from(text);
                }
            }
        }
    }

    /// Whether somebody could be taken for this person: the same surname and first letter.
    fn is_taken(&self, person: &HoneyPerson) -> bool {
        self.names.contains(&(spelt(person.surname), first_letter(&spelt(person.forename))))
    }

    /// A value of a field for the person of a draw: a rank as others have it, a number as others look and nobody has.
    fn value(&self, field: Field, person: &HoneyPerson) -> Option<String> {
        match field.id() {
            "surname" => return Some(person.surname.to_owned()),
            "forename" | "known-as" => return Some(person.forename.to_owned()),
            "initials" => return Some(format!("{}{}", first_letter(person.forename), person.initial)),
            "full-name" => return Some(format!("{} {}", person.forename, person.surname)),
            "photo" | "former-name" => return None,
            _ => {}
        }
        let samples = self.values.get(&field).filter(|samples| !samples.is_empty())?;
        let mut mixed = u64::from(person.draw).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let sample = samples.get((mixed >> 33) as usize % samples.len())?;
        if !is_alike(field) {
            return None;
        }
        if !is_number(field) {
            return Some(sample.to_string());
        }
        for _ in 0..1_000 {
            let number: String = sample
                .chars()
                .enumerate()
                .map(|(index, letter)| {
                    mixed = mixed.rotate_left(13).wrapping_mul(0xD6E8_FEB8_6659_FD93).wrapping_add(1);
                    // The first digit stays, so that a number has the length and range that others have.
                    let is_changed = letter.is_ascii_digit() && index > 0;
                    if is_changed { char::from(b'0' + (mixed >> 40) as u8 % 10) } else { letter }
                })
                .collect();
            if !self.taken.contains(&(field, record::spelling::number(&number))) {
                return Some(number);
            }
        }
        None
    }
}

/// Fields that say something about work, and nothing about anybody: the only ones whose values are copied.
fn is_alike(field: Field) -> bool {
    const ALIKE: [&str; 6] = ["title", "rank", "role", "unit", "location", "contract"];
    ALIKE.contains(&field.id()) || is_number(field)
}

/// Numbers that are made up in the likeness of others.
fn is_number(field: Field) -> bool {
    ["service-number", "warrant-number", "collar-number"].contains(&field.id())
}

fn spelt(text: &str) -> String {
    record::spelling::name(text)
}

fn first_letter(text: &str) -> String {
    text.chars().next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default()
}

/// Draws tried for each person who is wanted.
const TRIES: u32 = 1_000;

impl Shares<'_> {
    /// People who do not exist, for one delivery: never with the surname and first letter of somebody whom the record knows,
    /// in the delivery or not.
    pub(super) async fn nobodies(
        &self,
        basis: &Basis<'_>,
        likeness: &Likeness,
    ) -> Result<Vec<Nobody>, ShareError> {
        let (key, count, fields) = (basis.key.honey(), basis.share.fictitious, basis.share.fields);
        let mut nobodies: Vec<Nobody> = Vec::with_capacity(count as usize);
        let mut names = HashSet::new();
        for draw in 0..count.saturating_mul(TRIES) {
            if nobodies.len() == count as usize {
                break;
            }
            let Some(person) = key.person(draw) else { continue };
            if !names.insert((person.surname, person.forename))
                || likeness.is_taken(&person)
                || self.is_somebody(&person, basis.now).await?
            {
                continue;
            }
            nobodies.push(Nobody {
                draw: person.draw,
                forename: person.forename.to_owned(),
                initial: person.initial.to_string(),
                surname: person.surname.to_owned(),
                values: fields
                    .iter()
                    .filter_map(|field| Some((field.id().to_owned(), likeness.value(field, &person)?)))
                    .collect(),
            });
        }
        if nobodies.len() < count as usize {
            let what = "not enough names are left for people who do not exist";
            return Err(ShareError::Unwritten { what });
        }
        Ok(nobodies)
    }

    /// Whether somebody whom the record knows, a leaver too, has this surname and first letter.
    async fn is_somebody(&self, person: &HoneyPerson, now: Timestamp) -> Result<bool, ShareError> {
        let Some(surname) = Field::named("surname") else { return Ok(false) };
        let found = self.record.find_people(surname, person.surname).await?;
        if found.people.is_empty() {
            return Ok(false);
        }
        let fields = ["forename", "initials", "known-as"].into_iter().filter_map(Field::named).collect();
        let people = found.people.into_iter().collect();
        let letter = first_letter(&spelt(person.forename));
        let mut is_taken = false;
        self.record
            .names(&people, fields, now, record::KnownAt::NOW, |_, values| {
                is_taken |=
                    values.is_empty() || values.iter().any(|(_, text)| first_letter(&spelt(text)) == letter);
                Ok(())
            })
            .await?;
        Ok(is_taken)
    }
}
