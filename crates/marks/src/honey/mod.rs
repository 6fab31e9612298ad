//! Channel H: people who do not exist, others in every delivery.

mod names;

use crate::derive::{self, KeyedHash};
use keyring::SecretKey;
use names::{NAMES, Names};
use std::collections::BTreeSet;
use std::fmt;

const LABEL: &str = "tipstaff/marks/honey/1";

/// Draws tried for each person who is wanted: where more than all but one in a thousand are refused, whoever refuses is
/// wrong.
const TRIES: u64 = 1000;

/// A person who does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct HoneyPerson {
    /// Forename.
    pub forename: &'static str,
    /// Initial of the second forename.
    pub initial: char,
    /// Surname.
    pub surname: &'static str,
    /// Number of the draw, by which [`HoneyKey::person`] gives the same person again, whoever has joined since.
    pub draw: u32,
}

/// What of a name a file shows. The less it shows, the more people a name fits, and the less finding one says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameShown {
    /// Forename, initial and surname: `Ann B Carter`.
    Full,
    /// Forename and surname: `Ann Carter`.
    ForenameAndSurname,
    /// Initials and surname: `A B Carter`.
    InitialsAndSurname,
    /// First initial and surname: `A Carter`.
    InitialAndSurname,
    /// Surname.
    Surname,
}

/// Size of the space that names come from: one over the chance of the likeliest of them, where so much is shown.
pub fn name_space(shown: NameShown) -> u64 {
    let letters = || NAMES.forenames() / NAMES.forenames_of_one_letter();
    match shown {
        NameShown::Full => NAMES.combinations(),
        NameShown::ForenameAndSurname => NAMES.forenames() * NAMES.surnames(),
        NameShown::InitialsAndSurname => letters() * Names::initials() * NAMES.surnames(),
        NameShown::InitialAndSurname => letters() * NAMES.surnames(),
        NameShown::Surname => NAMES.surnames(),
    }
}

/// Why there are not enough fictitious people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "only {found} of {wanted} fictitious people could be drawn: nearly all names were refused as those of real people. \
     Ask for fewer, and look at how a name is compared with those of the staff"
)]
pub struct TooFewNames {
    /// How many were drawn.
    pub found: usize,
    /// How many were wanted.
    pub wanted: usize,
}

/// The key of fictitious people.
pub struct HoneyKey(KeyedHash);

impl HoneyKey {
    pub(crate) fn of_delivery(delivery: &SecretKey) -> Self {
        Self(KeyedHash::new(&derive::key(delivery, LABEL, &[])))
    }

    /// The person of a draw: the first 16 bytes of HMAC-SHA-256 of its number (u32, big-endian), as a number
    /// (big-endian), modulo the combinations. The remainder favours no name by more than one part in 10^30.
    pub fn person(&self, draw: u32) -> Option<HoneyPerson> {
        let hash = self.0.of(&draw.to_be_bytes());
        let number = hash.iter().take(16).fold(0, |number, byte| number << 8 | u128::from(*byte));
        let number = (number % u128::from(NAMES.combinations())) as u64;
        let (forename, initial, surname) = NAMES.combination(number)?;
        Some(HoneyPerson { forename, initial, surname, draw })
    }

    /// So many different people, in the order of their draws, without those of whom `is_taken` says that somebody real
    /// has, or may be taken to have, their name.
    ///
    /// Who is taken changes as people join: keep the draws with the delivery, not only their count. The chance that a name
    /// is guessed grows by what is refused, so refuse names, not whole initials ([`crate::evidence::honey`]).
    pub fn people(
        &self,
        count: usize,
        mut is_taken: impl FnMut(&HoneyPerson) -> bool,
    ) -> Result<Vec<HoneyPerson>, TooFewNames> {
        let mut people = Vec::new();
        let mut seen = BTreeSet::new();
        let tries = (count as u64).saturating_mul(TRIES).min(u64::from(u32::MAX)) as u32;
        for draw in 0..tries {
            if people.len() == count {
                break;
            }
            let Some(person) = self.person(draw) else { continue };
            if seen.insert((person.forename, person.initial, person.surname)) && !is_taken(&person) {
                people.push(person);
            }
        }
        if people.len() < count {
            return Err(TooFewNames { found: people.len(), wanted: count });
        }
        Ok(people)
    }
}

impl fmt::Debug for HoneyKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("HoneyKey")
    }
}
