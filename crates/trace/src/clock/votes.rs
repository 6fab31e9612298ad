//! What votes on the moment of a snapshot: changes, each once.
//!
//! Cells of one row are not independent: whoever joined brings name, number, rank and photo on one day, and five cells would
//! vote five times for it. So the person's being there is one vote, and a cell votes only by changes while the person was
//! there. What never changed votes for nothing. Votes of a kind share their chance of being wrong: photos may be years out
//! of date in a store whose names are right.

use crate::table::Content;
use hashbrown::HashMap;

/// What is voted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Kind {
    /// That somebody was there.
    Presence,
    /// A cell of a column of this content.
    Cell(Content),
    /// A photo.
    Photo,
}

/// Votes, gathered.
#[derive(Debug, Default)]
pub(crate) struct Votes {
    /// A number for each kind.
    kinds: HashMap<Kind, u8>,
    /// Each vote once: of whom, by what, from when to when.
    seen: hashbrown::HashSet<(u32, u8, i64, i64)>,
    /// How many votes there are of each kind.
    totals: Vec<u32>,
    /// When votes of a kind begin and end to hold; sorted by [`Votes::finish`].
    changes: Vec<(i64, u8, i32)>,
}

impl Votes {
    /// Somebody's vote: stretches in which it holds. A stretch that begins or ends with the person's own time is not bounded
    /// there by the value.
    pub(super) fn add(
        &mut self,
        person: u32,
        kind: Kind,
        stretches: &[(i64, i64)],
        span: Option<(i64, i64)>,
    ) {
        let next = self.kinds.len() as u8;
        let kind = *self.kinds.entry(kind).or_insert(next);
        if usize::from(kind) == self.totals.len() {
            self.totals.push(0);
        }
        let bounded: Vec<(i64, i64)> = stretches
            .iter()
            .map(|(from, until)| match span {
                Some((joined, left)) => (
                    if *from <= joined { i64::MIN } else { *from },
                    if *until >= left { i64::MAX } else { *until },
                ),
                None => (*from, *until),
            })
            .collect();
        let Some((first, last)) = bounded.first().zip(bounded.last()) else { return };
        let is_constant = bounded.len() == 1 && *first == (i64::MIN, i64::MAX);
        if is_constant || !self.seen.insert((person, kind, first.0, last.1)) {
            return;
        }
        if let Some(total) = self.totals.get_mut(usize::from(kind)) {
            *total += 1;
        }
        self.changes.extend(bounded.iter().flat_map(|(from, until)| [(*from, kind, 1), (*until, kind, -1)]));
    }

    /// Ends the gathering.
    pub(super) fn finish(&mut self) {
        self.changes.sort_unstable();
        self.seen = hashbrown::HashSet::new();
    }

    /// Whether nothing votes.
    pub(super) fn is_empty(&self) -> bool {
        self.totals.iter().all(|total| *total == 0)
    }

    /// Stretches between changes, from the first to the last, with the logarithm of the likelihood in each: at every moment a
    /// vote holds with a chance of 1-ε and does not with ε. ε is not known; for each kind it is averaged over these.
    pub(super) fn likelihoods(&self, first: i64, last: i64, errors: &[f64]) -> Vec<(i64, i64, f64)> {
        let mut inside = vec![0_i32; self.totals.len()];
        let mut changes = self.changes.iter().peekable();
        while let Some((_, kind, change)) = changes.next_if(|(time, ..)| *time <= first) {
            if let Some(inside) = inside.get_mut(usize::from(*kind)) {
                *inside += change;
            }
        }
        let of = |kind: usize, inside: &[i32]| {
            let total = self.totals.get(kind).copied().unwrap_or(0);
            let inside = inside.get(kind).map_or(0, |inside| inside.unsigned_abs()).min(total);
            averaged(f64::from(inside), f64::from(total - inside), errors)
        };
        let mut each: Vec<f64> = (0..inside.len()).map(|kind| of(kind, &inside)).collect();
        let mut found = Vec::new();
        let mut from = first;
        while from < last {
            let until = changes.peek().map_or(last, |(time, ..)| *time).min(last);
            if from < until {
                found.push((from, until, each.iter().sum()));
            }
            from = until;
            while let Some((_, kind, change)) = changes.next_if(|(time, ..)| *time <= until) {
                let kind = usize::from(*kind);
                if let Some(inside) = inside.get_mut(kind) {
                    *inside += change;
                }
                // Of all changes at one moment only the last matters, but nearly always there is one.
                let value = of(kind, &inside);
                if let Some(held) = each.get_mut(kind) {
                    *held = value;
                }
            }
        }
        found
    }
}

/// ln of the average of `(1-ε)^inside · ε^outside`.
#[expect(clippy::cast_precision_loss, reason = "a handful of errors")]
fn averaged(inside: f64, outside: f64, errors: &[f64]) -> f64 {
    let logarithms = || errors.iter().map(|error| inside * (1.0 - error).ln() + outside * error.ln());
    let largest = logarithms().fold(f64::NEG_INFINITY, f64::max);
    largest + (logarithms().map(|ln| (ln - largest).exp()).sum::<f64>() / errors.len() as f64).ln()
}
