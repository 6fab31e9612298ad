//! How many people who are on no list: an interval, from what several holdings say.
//!
//! Each holding says: at least `low`, at most `high`, and some of them are told apart by keyed tags. Of several together
//! there are **at least** as many as the greatest `low`, and as the tags in all of them; each untagged person of one may be
//! among those of another. There are **at most** as many as tags in all of them, and everybody untagged of each. Neither
//! bound can be better: both can be so.

use crate::holding::Certainty;
use std::collections::HashMap;

/// At least and at most so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Interval {
    /// At least.
    pub low: u64,
    /// At most.
    pub high: u64,
}

/// Adds holdings up.
#[derive(Debug, Clone, Default)]
pub(crate) struct Unlisted {
    /// The greatest `low` of those that are certain.
    low: u64,
    /// People who are not told apart, of all holdings together.
    untagged: u64,
    /// Whether one of the holdings that have it is certain.
    tags: HashMap<[u8; 16], bool>,
}

impl Unlisted {
    /// Adds a holding.
    pub(crate) fn add(&mut self, certainty: Certainty, low: u64, high: u64, tags: &[[u8; 16]]) {
        let certain = certainty == Certainty::Definite;
        if certain {
            self.low = self.low.max(low);
        }
        self.untagged = self.untagged.saturating_add(high.saturating_sub(tags.len() as u64));
        for tag in tags {
            *self.tags.entry(*tag).or_default() |= certain;
        }
    }

    /// Adds what was added up elsewhere.
    pub(crate) fn unite(&mut self, other: &Self) {
        self.low = self.low.max(other.low);
        self.untagged = self.untagged.saturating_add(other.untagged);
        for (tag, certain) in &other.tags {
            *self.tags.entry(*tag).or_default() |= certain;
        }
    }

    /// The interval.
    pub(crate) fn interval(&self) -> Interval {
        let certain = self.tags.values().filter(|certain| **certain).count() as u64;
        Interval { low: self.low.max(certain), high: self.untagged.saturating_add(self.tags.len() as u64) }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    /// Every choice of people for every holding, in a town of nine: tagged people are 0, 1, 2; others are whoever.
    fn brute(holdings: &[(u64, u64, Vec<u8>)]) -> (u32, u32) {
        let mut unions = vec![0_u32];
        for (low, high, tags) in holdings {
            let tagged = tags.iter().fold(0_u32, |set, tag| set | 1 << tag);
            let mut next: Vec<u32> = Vec::new();
            for set in 0..1_u32 << 9 {
                let size = u64::from(set.count_ones());
                if set & tagged == tagged && (*low..=*high).contains(&size) {
                    next.extend(unions.iter().map(|union| union | set));
                }
            }
            next.sort_unstable();
            next.dedup();
            unions = next;
        }
        let sizes = unions.iter().map(|union| union.count_ones());
        (sizes.clone().min().unwrap(), sizes.max().unwrap())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn the_interval_is_what_trying_every_choice_of_people_gives(
            holdings in proptest::collection::vec(
                (0_u64..3, 0_u64..2, proptest::collection::btree_set(0_u8..3, 0..3)), 1..4),
        ) {
            let holdings: Vec<(u64, u64, Vec<u8>)> = holdings
                .into_iter()
                .map(|(more, spread, tags)| {
                    let low = tags.len() as u64 + more.min(1);
                    (low, low + spread, tags.into_iter().collect())
                })
                .collect();
            let mut all = Unlisted::default();
            for (low, high, tags) in &holdings {
                let tags: Vec<[u8; 16]> = tags.iter().map(|tag| [*tag; 16]).collect();
                all.add(Certainty::Definite, *low, *high, &tags);
            }
            let (least, most) = brute(&holdings);
            prop_assert_eq!(all.interval(), Interval { low: least.into(), high: most.into() });
        }
    }

    #[test]
    fn what_is_only_possible_raises_the_upper_bound_alone() {
        let mut all = Unlisted::default();
        all.add(Certainty::Definite, 10, 12, &[[1; 16]]);
        all.add(Certainty::Possible, 40, 50, &[[1; 16], [2; 16]]);
        assert_eq!(all.interval(), Interval { low: 10, high: 11 + 48 + 2 });
    }
}
