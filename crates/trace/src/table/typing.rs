//! What a column holds, told from its content.

use super::column::Column;
use super::full_name::{Reading, readings};
use crate::force::spell::{self, Forenames};
use crate::force::{Force, NONE, Slot};

/// A column whose cells are compared with a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Content {
    /// Reference numbers.
    Tokens,
    /// Surname and forenames in one.
    FullName,
    /// Something the force has in a slot.
    Of(Slot),
}

/// The cells of a typed column, by distinct text.
pub(crate) enum Cells {
    /// Reference numbers are looked for in every cell of the file, so nothing is kept here.
    Tokens,
    /// Ways to read each text as a name.
    FullName(Vec<Vec<Reading>>),
    /// Forenames.
    Forenames(Vec<Forenames>),
    /// Numbers of values in the slot's dictionary, [`NONE`] where the force has no such value.
    Values(Slot, Vec<u32>),
}

impl Cells {
    /// Reads all distinct texts of a column as this content.
    pub(crate) fn of(force: &Force, column: &Column<'_>, content: Content) -> Self {
        match content {
            Content::Tokens => Self::Tokens,
            Content::FullName => {
                Self::FullName(column.texts.iter().map(|text| readings(force, text)).collect())
            }
            Content::Of(Slot::Forenames) => {
                Self::Forenames(column.texts.iter().map(|text| Forenames::of(text)).collect())
            }
            Content::Of(slot) => {
                Self::Values(slot, column.texts.iter().map(|text| find(force, slot, text)).collect())
            }
        }
    }

    /// What it is.
    pub(crate) fn content(&self) -> Content {
        match self {
            Self::Tokens => Content::Tokens,
            Self::FullName(_) => Content::FullName,
            Self::Forenames(_) => Content::Of(Slot::Forenames),
            Self::Values(slot, _) => Content::Of(*slot),
        }
    }

    /// Whether the force has what stands there.
    pub(crate) fn is_known(&self, force: &Force, place: usize) -> bool {
        match self {
            Self::Tokens => false,
            Self::FullName(readings) => readings.get(place).is_some_and(|readings| !readings.is_empty()),
            Self::Forenames(forenames) => {
                forenames.get(place).is_some_and(|read| !read.only_letters && force.is_first(read.first()))
            }
            Self::Values(_, values) => values.get(place).is_some_and(|value| *value != NONE),
        }
    }
}

fn find(force: &Force, slot: Slot, text: &str) -> u32 {
    let Some(dictionary) = force.dictionary(slot) else { return NONE };
    if text.is_empty() || text.len() > 200 {
        return NONE;
    }
    dictionary.find(&match slot {
        Slot::Surname => spell::surname(text),
        Slot::Number(_) => spell::number(text),
        Slot::Other(_) | Slot::Forenames => spell::other(text),
    })
}

/// Distinct texts that are looked at to type a column: a share of them is measured to a hundredth.
const SAMPLE: usize = 2_000;

/// Share of the distinct texts of a column that a test holds for, from at most [`SAMPLE`] of them.
#[expect(clippy::cast_precision_loss, reason = "counts of rows are far below 2^52")]
fn share_of(column: &Column<'_>, holds: impl Fn(&str) -> bool) -> f64 {
    let (mut all, mut held) = (0_usize, 0_usize);
    for (_, text) in column.filled().step_by(column.texts.len().div_ceil(SAMPLE).max(1)) {
        all += 1;
        held += usize::from(holds(text));
    }
    if all == 0 { 0.0 } else { held as f64 / all as f64 }
}

/// For each thing a column could hold, the share of its distinct texts that the force has, best first. Only what the force
/// has at all is told.
pub(crate) fn contained(force: &Force, column: &Column<'_>) -> Vec<(Content, f64)> {
    let mut found = Vec::new();
    let mut add = |content, share: f64| {
        if share > 0.0 {
            found.push((content, share));
        }
    };
    add(Content::Tokens, share_of(column, |text| text.parse::<marks::Token>().is_ok()));
    add(Content::FullName, share_of(column, |text| !readings(force, text).is_empty()));
    add(
        Content::Of(Slot::Forenames),
        share_of(column, |text| {
            let read = Forenames::of(text);
            read.only_letters || force.is_first(read.first())
        }),
    );
    for (slot, _) in force.slots().filter(|(slot, _)| *slot != Slot::Forenames) {
        add(Content::Of(slot), share_of(column, |text| find(force, slot, text) != NONE));
    }
    found.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
    found
}
