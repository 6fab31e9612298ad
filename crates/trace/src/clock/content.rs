//! The content clock: which moment of the record the file shows. It dates the snapshot, not the theft.

use super::timeline::Timeline;
use serde::{Deserialize, Serialize};

/// Chances that a vote is wrong, all tried, equally likely beforehand.
const ERRORS: [f64; 5] = [0.0005, 0.005, 0.02, 0.08, 0.25];
/// What of the probability lies in the stretch that is told.
const CREDIBLE: f64 = 0.999;

/// A stretch of time, microseconds since 1970: its first moment, and the first after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// First.
    pub from: i64,
    /// First after it.
    pub until: i64,
}

/// What the content says about the moment of the snapshot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ContentClock {
    /// The moment at which all values were true together, if there is one: latest beginning to earliest end.
    pub bracket: Option<Stretch>,
    /// Where the moment lies with a probability of 99.9 %, wrong values allowed for.
    pub credible: Stretch,
    /// Values that were true at some moment.
    pub values: u32,
    /// Of these, values that were not true at the likeliest moment.
    pub out_of_time: u32,
    /// Values of known people that were never true.
    pub wrong: u32,
}

impl ContentClock {
    /// Reads the clock, for moments from the first to the last that are possible. Nothing without values.
    ///
    /// Every moment is as likely as another beforehand.
    pub(crate) fn of(timeline: &Timeline, first: i64, last: i64) -> Option<Self> {
        if timeline.cells == 0 || timeline.votes.is_empty() || first >= last {
            return None;
        }
        let votes = timeline.votes.likelihoods(first, last, &ERRORS);
        let credible = credible(&votes, &masses(&votes))?;
        let stretches: Vec<(i64, i64, u32)> = timeline.stretches(first, last).collect();
        let most = stretches.iter().map(|(_, _, inside)| *inside).max()?;
        let all = || stretches.iter().filter(|(_, _, inside)| *inside == timeline.cells);
        let bracket = all().next().zip(all().next_back());
        Some(Self {
            bracket: bracket.map(|((from, ..), (_, until, _))| Stretch { from: *from, until: *until }),
            credible,
            values: timeline.cells,
            out_of_time: timeline.cells - most.min(timeline.cells),
            wrong: timeline.wrong,
        })
    }
}

/// The probability of each stretch.
#[expect(clippy::cast_precision_loss, reason = "a microsecond more or less in three centuries")]
fn masses(votes: &[(i64, i64, f64)]) -> Vec<f64> {
    let logarithms: Vec<f64> =
        votes.iter().map(|(from, until, likelihood)| ((until - from) as f64).ln() + likelihood).collect();
    let largest = logarithms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let masses: Vec<f64> = logarithms.iter().map(|ln| (ln - largest).exp()).collect();
    let all: f64 = masses.iter().sum();
    masses.into_iter().map(|mass| mass / all).collect()
}

/// The shortest run of stretches from which less than one in a thousand is missing: both tails are cut where they are
/// thinnest.
#[expect(clippy::cast_precision_loss, reason = "a microsecond more or less in three centuries")]
fn credible(stretches: &[(i64, i64, f64)], masses: &[f64]) -> Option<Stretch> {
    let (mut begin, mut end) = (0, stretches.len().checked_sub(1)?);
    let mut left = 1.0 - CREDIBLE;
    let density = |at: usize| {
        let (from, until, _) = stretches.get(at)?;
        Some((*masses.get(at)?, masses.get(at)? / (until - from) as f64))
    };
    while begin < end {
        let ((first, first_density), (last, last_density)) = (density(begin)?, density(end)?);
        if first_density <= last_density && first <= left {
            (begin, left) = (begin + 1, left - first);
        } else if last <= left {
            (end, left) = (end - 1, left - last);
        } else if first <= left {
            (begin, left) = (begin + 1, left - first);
        } else {
            break;
        }
    }
    Some(Stretch { from: stretches.get(begin)?.0, until: stretches.get(end)?.1 })
}
