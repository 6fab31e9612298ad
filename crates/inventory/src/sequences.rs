//! Footage that never arrived: gaps in the numbers that a camera or a dock gives.

use crate::error::InventoryError;
use crate::import::Row;
use std::collections::{BTreeMap, HashMap};
use std::fmt;

/// Numbers that never arrived, of one source.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// Which camera or dock.
    pub source: String,
    /// The first number that is not there.
    pub from: u64,
    /// The last one that is not there.
    pub to: u64,
}

impl Gap {
    /// How many numbers.
    pub fn count(&self) -> u64 {
        (self.to - self.from).saturating_add(1)
    }
}

/// For people who may see the source: "camera 4711: 17 to 19 never arrived" without the first word.
impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from == self.to {
            write!(f, "{}: {} never arrived", self.source, self.from)
        } else {
            write!(f, "{}: {} to {} never arrived", self.source, self.from, self.to)
        }
    }
}

/// A source can be a person's own camera.
impl fmt::Debug for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Gap({} to {})", self.from, self.to)
    }
}

/// Numbers seen, per source, in any order. Memory grows with sources and gaps, not with items.
#[derive(Default)]
pub struct Sequences {
    sources: HashMap<String, Seen>,
    arrived: u64,
    repeated: u64,
}

#[derive(Default)]
struct Seen {
    /// First to last of each run, by first.
    runs: BTreeMap<u64, u64>,
    /// What the source itself counts from.
    begins: Option<u64>,
    /// What the source itself counts up to.
    told: Option<u64>,
}

impl Sequences {
    /// Nothing seen yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A number arrived. `false` where it had arrived before.
    pub fn add(&mut self, source: &str, number: u64) -> bool {
        let runs = &mut self.seen(source).runs;
        let before = runs.range(..=number).next_back().map(|(first, last)| (*first, *last));
        if before.is_some_and(|(_, last)| last >= number) {
            self.repeated += 1;
            return false;
        }
        let first = match before {
            Some((first, last)) if last + 1 == number => first,
            _ => number,
        };
        let last = number.checked_add(1).and_then(|next| runs.remove(&next)).unwrap_or(number);
        runs.insert(first, last);
        self.arrived += 1;
        true
    }

    /// The number of a row arrived. Refused where it does not say which, or of which source.
    pub fn take(&mut self, row: &Row) -> Result<bool, InventoryError> {
        let (source, number) = row.counted()?;
        Ok(self.add(source, number))
    }

    /// All from this number on ought to have arrived: what is missing at the beginning shows too.
    pub fn counted_from(&mut self, source: &str, first: u64) {
        let begins = &mut self.seen(source).begins;
        *begins = Some(begins.map_or(first, |before| before.min(first)));
    }

    /// The source itself, or its dock, says that it has counted up to this number: what is missing at the end shows
    /// too.
    pub fn counted_to(&mut self, source: &str, last: u64) {
        let told = &mut self.seen(source).told;
        *told = Some(told.map_or(last, |before| before.max(last)));
    }

    /// Numbers that arrived, each once.
    pub fn arrived(&self) -> u64 {
        self.arrived
    }

    /// Sources of which something arrived, or that count.
    pub fn sources(&self) -> u64 {
        self.sources.len() as u64
    }

    /// Sources that do not say how far they have counted.
    pub fn uncounted(&self) -> u64 {
        self.sources.values().filter(|seen| seen.told.is_none()).count() as u64
    }

    /// Sources of which more arrived than they have counted: the count is an old one, or began anew.
    pub fn beyond(&self) -> u64 {
        let is_beyond = |seen: &&Seen| {
            let last = seen.runs.last_key_value().map(|(_, last)| *last);
            seen.told.is_some_and(|told| last.is_some_and(|last| last > told))
        };
        self.sources.values().filter(is_beyond).count() as u64
    }

    /// Numbers that came again.
    pub fn repeated(&self) -> u64 {
        self.repeated
    }

    /// What never arrived, by source. Numbers before the first that arrived are not missing: nobody knows where a
    /// source begins to count, unless it was said. Of a source that counts and of which nothing arrived, all from there on, or
    /// from 1, is missing.
    pub fn gaps(&self) -> Vec<Gap> {
        let mut gaps = Vec::new();
        for (source, seen) in &self.sources {
            let mut gap = |from, to| gaps.push(Gap { source: source.clone(), from, to });
            let mut last = None;
            for (first, end) in &seen.runs {
                match (last, seen.begins) {
                    (Some(last), _) => gap(last + 1, first - 1),
                    (None, Some(begins)) if begins < *first => gap(begins, first - 1),
                    _ => {}
                }
                last = Some(*end);
            }
            match (last, seen.told) {
                (Some(last), Some(told)) if told > last => gap(last + 1, told),
                (None, Some(told)) if told >= seen.begins.unwrap_or(1) => gap(seen.begins.unwrap_or(1), told),
                _ => {}
            }
        }
        gaps.sort();
        gaps
    }

    fn seen(&mut self, source: &str) -> &mut Seen {
        if !self.sources.contains_key(source) {
            self.sources.insert(source.to_owned(), Seen::default());
        }
        self.sources.entry(source.to_owned()).or_default()
    }
}

impl fmt::Debug for Sequences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sequences({} sources)", self.sources.len())
    }
}
