//! Footage that never arrived: gaps in the numbers that a camera or a dock gives.

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
    repeated: u64,
}

#[derive(Default)]
struct Seen {
    /// First to last of each run, by first.
    runs: BTreeMap<u64, u64>,
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
        true
    }

    /// The source itself, or its dock, says that it has counted up to this number: what is missing at the end shows
    /// too.
    pub fn counted_to(&mut self, source: &str, last: u64) {
        let told = &mut self.seen(source).told;
        *told = Some(told.map_or(last, |before| before.max(last)));
    }

    /// Numbers that came again.
    pub fn repeated(&self) -> u64 {
        self.repeated
    }

    /// What never arrived, by source. Numbers before the first that arrived are not missing: nobody knows where a
    /// source begins to count. Of a source that counts and of which nothing arrived, all from 1 on is missing.
    pub fn gaps(&self) -> Vec<Gap> {
        let mut gaps = Vec::new();
        for (source, seen) in &self.sources {
            let mut gap = |from, to| gaps.push(Gap { source: source.clone(), from, to });
            let mut last = None;
            for (first, end) in &seen.runs {
                if let Some(last) = last {
                    gap(last + 1, first - 1);
                }
                last = Some(*end);
            }
            match (last, seen.told) {
                (Some(last), Some(told)) if told > last => gap(last + 1, told),
                (None, Some(told)) if told > 0 => gap(1, told),
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
