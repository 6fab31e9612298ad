//! What a column is by the roster alone: its heading may say nothing, and its cells nothing to anybody else.
//!
//! A column of five-digit numbers under "Key" is nothing; when all of them are service numbers of one's own people, it is
//! the list of them. Each value counts once, and the hits are set against those that chance would have: four-digit numbers
//! meet somebody on any large roster, and Hill and Brown are on every one.

use super::asked::{Asked, CellKind};
use super::chance::{Decision, LEAST_CHANCE, by_evidence, decide};
use super::index::Evidence;
use crate::people::distinct::DistinctKeys;
use crate::people::hash::KeyedHash;
use crate::thresholds::{LEAST_SURNAMES, LEAST_VOTES, MOST_SURNAMES, SHORT_RUN_DIGITS};

const KINDS: usize = CellKind::ALL.len();
const LEVELS: usize = Evidence::ALL.len();

/// What the cells of one column met so far.
#[derive(Debug, Clone)]
pub(crate) struct Vote {
    people: u32,
    /// Whether the heading says that these are surnames: then misspelt ones meet somebody too.
    is_headed_surname: bool,
    /// Different values that met somebody, by what they are and how they did.
    hits: [[u64; LEVELS]; KINDS],
    seen: DistinctKeys,
    /// Numbers that were looked up, and the sum of their chances.
    numbers: u64,
    chances: f32,
}

/// What a column is, by the roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Voted {
    /// Numbers or logins of one's own people.
    Numbers,
    /// Their whole names.
    Names,
    /// Their surnames.
    Surnames,
}

/// What the column itself says, for the decision.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cells {
    /// Different values.
    pub(crate) distinct: u64,
    /// Least and greatest of its whole numbers.
    pub(crate) integers: Option<(u64, u64)>,
}

impl Vote {
    pub(crate) fn new(people: u32, is_headed_surname: bool) -> Self {
        Self {
            people,
            is_headed_surname,
            hits: [[0; LEVELS]; KINDS],
            seen: DistinctKeys::default(),
            numbers: 0,
            chances: 0.0,
        }
    }

    /// A cell of the column.
    pub(crate) fn cell(&mut self, text: &str, roster: &Asked<'_>, hash: &KeyedHash) {
        for answer in roster.cell(text).into_iter().flatten() {
            let kind = answer.kind as usize;
            if answer.kind == CellKind::Number {
                self.numbers += 1;
                self.chances += answer.chance;
            }
            let is_near = || {
                self.is_headed_surname && answer.kind == CellKind::Surname && roster.is_nearly_surname(text)
            };
            let Some(evidence) = answer.met.or_else(|| is_near().then_some(Evidence::Surname)) else {
                continue;
            };
            let key = hash.of(&[b"vote", &[kind as u8], text.trim().as_bytes()]);
            if !self.seen.contains(key) {
                self.seen.insert(key);
                self.hits[kind][evidence as usize] += 1;
            }
        }
    }

    /// What the column is, when so many of its values meet somebody that it is about one's own people.
    pub(crate) fn decided(&self, cells: Cells) -> Option<Voted> {
        let hits = |kind: CellKind| self.hits[kind as usize].iter().sum::<u64>();
        let is_ours = |decision: Decision| decision == Decision::Ours;
        let names = &self.hits[CellKind::Name as usize];
        if hits(CellKind::Name) >= LEAST_VOTES
            && is_ours(by_evidence(cells.distinct, names, self.people, None).decision)
        {
            return Some(Voted::Names);
        }
        #[expect(clippy::cast_precision_loss, reason = "a mean of chances")]
        let chance = self.chances / self.numbers.max(1) as f32;
        let of_numbers = decide(cells.distinct, hits(CellKind::Number), chance.max(LEAST_CHANCE));
        if hits(CellKind::Number) >= LEAST_VOTES && is_ours(of_numbers) && !is_short_run(cells) {
            return Some(Voted::Numbers);
        }
        let logins = &self.hits[CellKind::Login as usize];
        if hits(CellKind::Login) >= LEAST_VOTES
            && is_ours(by_evidence(cells.distinct, logins, self.people, None).decision)
        {
            return Some(Voted::Numbers);
        }
        let surnames = hits(CellKind::Surname);
        #[expect(clippy::cast_precision_loss, reason = "a share")]
        let share = surnames as f32 / cells.distinct.max(1) as f32;
        let by_surname =
            by_evidence(cells.distinct, &self.hits[CellKind::Surname as usize], self.people, None);
        // Under its own heading a column needs no more than to be ours.
        let is_most = share >= MOST_SURNAMES && surnames >= LEAST_SURNAMES;
        (surnames >= LEAST_VOTES && (self.is_headed_surname || is_most) && is_ours(by_surname.decision))
            .then_some(Voted::Surnames)
    }
}

/// Whether a column's numbers are one unbroken run of short ones: then they are as likely those of its rows.
fn is_short_run(cells: Cells) -> bool {
    cells.integers.is_some_and(|(least, most)| {
        most - least < cells.distinct && most.checked_ilog10().unwrap_or(0) < SHORT_RUN_DIGITS
    })
}
