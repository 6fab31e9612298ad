//! Rows matched to people, for a table as a whole.

use super::candidates::{candidates, names};
use super::read::TableRead;
use super::weight::weight;
use crate::force::Force;
use crate::parallel;

/// A row is definitely about somebody from this probability on.
const DEFINITE: f64 = 0.99;
/// Whoever fits less well than this share of the best candidate is left out.
const POSSIBLE: f64 = 0.002;
/// Rounds in which the share of rows about our people is estimated.
const ROUNDS: usize = 60;

/// Whom a row is about.
#[derive(Debug, Clone, Default)]
pub(crate) struct Match {
    /// Everybody it may be about, by place in the index, best first.
    pub(crate) people: Vec<u32>,
    /// The first of them, if it is about nobody else.
    pub(crate) definite: Option<u32>,
    /// Probability that it is about nobody of the force.
    pub(crate) nobody: f64,
    /// How much the best candidate fits better than the others, as a probability among them.
    pub(crate) best_share: f64,
}

impl Match {
    /// Whether it is about nobody of the force, as far as one can tell.
    pub(crate) fn is_about_nobody(&self) -> bool {
        self.people.is_empty() || self.nobody > NOBODY
    }
}

/// Surer than this that a row is about nobody: what it says was made up, or is of somebody else.
const NOBODY: f64 = 0.999;

struct Weighed {
    candidates: Vec<(u32, f64)>,
    /// Likelihood ratio of "about one of our people", all of them equally likely beforehand.
    ours: f64,
}

/// Matches all rows. The share of rows about our people is not assumed but estimated from the table (expectation and
/// maximisation): in a table of strangers the same namesake weighs less than in a list of ours.
#[expect(clippy::cast_precision_loss, reason = "counts of rows are far below 2^52")]
pub(crate) fn matches(force: &Force, table: &TableRead<'_>, threads: usize) -> (Vec<Match>, f64) {
    let rows: Vec<usize> = (0..table.rows()).collect();
    let weighed = parallel::each(threads, &rows, |row| weigh(force, table, *row));
    let filled = weighed.iter().filter(|row| row.ours >= 0.0).count();
    let mut share = 0.5;
    for _ in 0..ROUNDS {
        let sum: f64 = weighed.iter().map(|row| share * row.ours / (share * row.ours + 1.0 - share)).sum();
        share = (sum + 0.5) / (filled as f64 + 1.0);
    }
    (weighed.into_iter().map(|row| settle(row, share)).collect(), share)
}

fn weigh(force: &Force, table: &TableRead<'_>, row: usize) -> Weighed {
    let names = names(table, row);
    let mut candidates: Vec<(u32, f64)> = candidates(force, table, row, &names)
        .into_iter()
        .map(|person| (person, weight(force, table, row, &names, person)))
        .collect();
    candidates.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
    #[expect(clippy::cast_precision_loss, reason = "a force has far below 2^52 people")]
    let people = force.people().max(1) as f64;
    let ours = candidates.iter().map(|(_, weight)| weight.exp()).sum::<f64>() / people;
    if let Some((_, best)) = candidates.first().copied() {
        candidates.retain(|(_, weight)| *weight >= best + POSSIBLE.ln());
    }
    Weighed { candidates, ours }
}

fn settle(row: Weighed, share: f64) -> Match {
    let nobody = (1.0 - share) / (share * row.ours + 1.0 - share);
    let Some((first, best)) = row.candidates.first().copied() else {
        return Match { nobody: 1.0, ..Match::default() };
    };
    let all: f64 = row.candidates.iter().map(|(_, weight)| (weight - best).exp()).sum();
    let best_share = 1.0 / all;
    let definite = (best_share * (1.0 - nobody) >= DEFINITE).then_some(first);
    let people = match definite {
        Some(person) => vec![person],
        None => row.candidates.into_iter().map(|(person, _)| person).collect(),
    };
    Match { people, definite, nobody, best_share }
}
