//! One difference, and all that were found.

use super::fault::Fault;
use std::collections::BTreeMap;
use std::fmt;

/// Differences that are named one by one; more are counted.
const NAMED: usize = 1000;

/// Something that is not as the log says. It names places and numbers, never what a row holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What kind of difference.
    pub fault: Fault,
    /// Where: `log`, `shelf`, `witness`, or the name of a table.
    pub place: String,
    /// Which: position of the act, number of the row or the person; none where there is none.
    pub number: Option<i64>,
    /// What is wrong, in a sentence.
    pub what: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {} ({})", self.place, self.what, self.fault.id())
    }
}

/// Differences, named up to a number and counted beyond.
#[derive(Debug, Default)]
pub(super) struct Differences {
    named: Vec<Difference>,
    counts: BTreeMap<Fault, u64>,
}

impl Differences {
    pub(super) fn add(&mut self, fault: Fault, place: &str, number: Option<i64>, what: impl Into<String>) {
        *self.counts.entry(fault).or_default() += 1;
        if self.named.len() < NAMED {
            self.named.push(Difference { fault, place: place.to_owned(), number, what: what.into() });
        }
    }

    /// Unless the same was found already, by another way.
    pub(super) fn once(&mut self, fault: Fault, place: &str, number: Option<i64>, what: String) {
        let same =
            |known: &Difference| known.fault == fault && known.place == place && known.number == number;
        if number.is_none() || !self.named.iter().any(same) {
            self.add(fault, place, number, what);
        }
    }

    /// A difference at an act.
    pub(super) fn at_act(&mut self, fault: Fault, position: u64, what: &str) {
        let number = i64::try_from(position).ok();
        self.add(fault, "log", number, format!("Act {position} {what}."));
    }

    /// A difference at a row.
    pub(super) fn at_row(&mut self, fault: Fault, table: &str, number: i64, what: &str) {
        self.add(fault, table, Some(number), format!("Row {number} of {table} {what}."));
    }

    pub(super) fn into_parts(self) -> (Vec<Difference>, BTreeMap<Fault, u64>) {
        (self.named, self.counts)
    }
}
