//! Natural evidence: which deliveries hold these columns, these people, these versions of values. It excludes and ranks. It
//! is never in a product, because its randomness is not ours.

use crate::clock::Timeline;
use crate::delivery::Delivery;
use crate::force::{Force, Slot};
use crate::rows::TableRead;
use crate::table::Content;
use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};

/// Chance that a row, or a value, is not what the delivery had: wrong, forged, or from elsewhere.
const ERROR: f64 = 0.02;

/// How one delivery fits the file.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Fit {
    /// People of the file who were in the delivery.
    pub people_in: u64,
    /// People of the file who were not.
    pub people_out: u64,
    /// Columns of the file that the delivery had not.
    pub columns_missing: u32,
    /// Values that were true when the delivery was made.
    pub values_in: u32,
    /// Values of other times.
    pub values_out: u32,
    /// The logarithm of a likelihood, for ranking only.
    pub score: f64,
}

impl Fit {
    /// Whether nothing speaks against the delivery.
    pub fn is_consistent(&self) -> bool {
        self.people_out == 0 && self.columns_missing == 0 && self.values_out == 0 && self.people_in > 0
    }
}

/// What of the file can be compared with recipes.
pub(crate) struct Natural<'a> {
    people: &'a RoaringBitmap,
    /// For each column: fields of which the delivery must have one, as bits.
    columns: Vec<u64>,
    timeline: &'a Timeline,
}

impl<'a> Natural<'a> {
    pub(crate) fn new(
        force: &Force,
        tables: &[TableRead<'_>],
        people: &'a RoaringBitmap,
        timeline: &'a Timeline,
    ) -> Self {
        let mut columns: Vec<u64> = tables
            .iter()
            .flat_map(TableRead::contents)
            .flatten()
            .flat_map(|(content, _)| match content {
                Content::Tokens => vec![],
                Content::FullName => vec![force.fields_of(Slot::Surname)],
                Content::Of(slot) => vec![force.fields_of(slot)],
            })
            .collect();
        columns.sort_unstable();
        columns.dedup();
        Self { people, columns, timeline }
    }

    /// People of the file whom a recipient ever had with all columns of the file, and how well that fits: a store of many
    /// small deliveries is a source too, though none of them fits by itself.
    pub(crate) fn fit_of_all<'d>(
        &self,
        deliveries: impl Iterator<Item = (&'d Delivery, &'d Fit)>,
    ) -> (u64, f64) {
        let mut all = RoaringBitmap::new();
        for (delivery, _) in deliveries.filter(|(_, fit)| fit.columns_missing == 0) {
            all |= &delivery.people;
        }
        let people_in = all.intersection_len(self.people);
        (people_in, people_score(people_in, self.people.len() - people_in, all.len()))
    }

    /// How a delivery fits.
    pub(crate) fn fit(&self, delivery: &Delivery) -> Fit {
        let people_in = delivery.people.intersection_len(self.people);
        let people_out = self.people.len() - people_in;
        let columns_missing =
            self.columns.iter().filter(|fields| **fields & delivery.fields == 0).count() as u32;
        let values_in = self.timeline.inside_at(delivery.as_of);
        let values_out = self.timeline.cells.saturating_sub(values_in);
        let score = people_score(people_in, people_out, delivery.people.len())
            + f64::from(values_in) * (1.0 - ERROR).ln()
            + f64::from(values_out) * ERROR.ln()
            + f64::from(columns_missing) * ERROR.ln() * 100.0;
        Fit { people_in, people_out, columns_missing, values_in, values_out, score }
    }
}

/// Of two sources that hold everybody in the file, the smaller one is the likelier source of just these.
#[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^52")]
fn people_score(people_in: u64, people_out: u64, held: u64) -> f64 {
    let each = (1.0 - ERROR).ln() - (held.max(1) as f64).ln();
    people_in as f64 * each + people_out as f64 * (ERROR.ln() - (1e6_f64).ln())
}
