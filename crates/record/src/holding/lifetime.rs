//! When a holding began and ended, as well as it is known.
//!
//! "In March 2021" is a beginning between two instants, not one. Questions are answered for every beginning and ending
//! that is possible: what is true for all of them is *definite*, what is true for one of them is *possible*.

use crate::RecordError;
use crate::time::{Moment, Window, stored};
use jiff::Timestamp;
use store::{Row, Value};

/// How sure something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// It cannot be ruled out.
    Possible,
    /// It is so.
    Definite,
}

/// When a holding began: at some instant from `earliest` to `latest`, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beginning {
    /// It may have begun then; none: nobody knows how early.
    pub earliest: Option<Timestamp>,
    /// It had begun by then.
    pub latest: Timestamp,
}

/// When a holding ended: at some instant from `earliest` to `latest`, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ending {
    /// It may have ended then, not before.
    pub earliest: Timestamp,
    /// It had ended by then; none: nobody is sure that it has.
    pub latest: Option<Timestamp>,
}

impl From<Moment> for Beginning {
    fn from(moment: Moment) -> Self {
        Self { earliest: Some(moment.first), latest: last_of(moment) }
    }
}

impl From<Moment> for Ending {
    fn from(moment: Moment) -> Self {
        Self { earliest: moment.first, latest: Some(last_of(moment)) }
    }
}

/// The last instant of a moment.
fn last_of(moment: Moment) -> Timestamp {
    Timestamp::from_microsecond(moment.after.as_microsecond() - 1).unwrap_or(moment.first)
}

/// Beginning and ending, in microseconds since 1970, as somebody said them. What each says about the other (an ending is
/// after the beginning) is worked out when a question is asked: a correction of one must not keep what followed from the
/// wrong other one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifetime {
    from_earliest: Option<i64>,
    from_latest: i64,
    until_earliest: Option<i64>,
    until_latest: Option<i64>,
}

impl Lifetime {
    /// From a beginning and perhaps an ending. Nothing begins or ends after `now`; "this month" means: up to now.
    pub fn new(from: Beginning, until: Option<Ending>, now: Timestamp) -> Result<Self, RecordError> {
        let now = now.as_microsecond();
        let micros = |instant: Timestamp| instant.as_microsecond();
        let (from_earliest, from_latest) = (from.earliest.map(micros), micros(from.latest));
        if from_earliest.unwrap_or(from_latest) > now {
            return Err(refused("the holding would begin in the future", "Enter it once it has begun"));
        }
        if from_earliest.is_some_and(|earliest| earliest > from_latest) {
            return Err(refused(
                "the beginning has its two times the wrong way round",
                "Give the earlier first",
            ));
        }
        let mut life = Self {
            from_earliest,
            from_latest: from_latest.min(now),
            until_earliest: None,
            until_latest: None,
        };
        if let Some(until) = until {
            life.end(until, now)?;
        }
        Ok(life)
    }

    fn end(&mut self, until: Ending, now: i64) -> Result<(), RecordError> {
        let (earliest, latest) =
            (until.earliest.as_microsecond(), until.latest.map(Timestamp::as_microsecond));
        if earliest > now {
            return Err(refused("the holding would end in the future", "Close it once it has ended"));
        }
        if latest.is_some_and(|latest| latest < earliest) {
            return Err(refused(
                "the ending has its two times the wrong way round",
                "Give the earlier first",
            ));
        }
        self.until_earliest = Some(earliest);
        self.until_latest = latest.map(|latest| latest.min(now));
        if self.makes_sense() {
            Ok(())
        } else {
            Err(refused("the holding would end before it begins", "Look at its two times again"))
        }
    }

    /// With bounds that can all be met.
    fn tightened(mut self) -> Self {
        if let Some(latest) = self.until_latest {
            self.from_latest = self.from_latest.min(latest.saturating_sub(1));
        }
        if let (Some(earliest), Some(begun)) = (self.until_earliest, self.from_earliest) {
            self.until_earliest = Some(earliest.max(begun.saturating_add(1)));
        }
        self
    }

    /// Whether there is a beginning and an ending as was said, one after the other.
    fn makes_sense(&self) -> bool {
        self.tightened().is_in_order()
    }

    fn is_in_order(&self) -> bool {
        let begins = self.from_earliest.is_none_or(|earliest| earliest <= self.from_latest);
        let ends = match (self.until_earliest, self.until_latest) {
            (None, None) => true,
            (None, Some(_)) => false,
            (Some(earliest), latest) => {
                latest.is_none_or(|latest| earliest <= latest && self.from_latest < latest)
                    && self.from_earliest.is_none_or(|begun| begun < earliest)
            }
        };
        begins && ends
    }

    /// When it began.
    pub fn from(&self) -> Result<Beginning, RecordError> {
        Ok(Beginning {
            earliest: self.from_earliest.map(stored).transpose()?,
            latest: stored(self.from_latest)?,
        })
    }

    /// When it ended, if it has.
    pub fn until(&self) -> Result<Option<Ending>, RecordError> {
        self.until_earliest
            .map(|earliest| {
                Ok(Ending { earliest: stored(earliest)?, latest: self.until_latest.map(stored).transpose()? })
            })
            .transpose()
    }

    /// Whether the holder had the data at some instant of a window: surely, perhaps, or not.
    pub fn meets(&self, window: Window) -> Option<Certainty> {
        let (first, after) = (window.from.as_microsecond(), window.until.as_microsecond());
        let life = self.tightened();
        if life.from_latest < after && life.until_earliest.is_none_or(|earliest| earliest > first) {
            Some(Certainty::Definite)
        } else if life.from_earliest.is_none_or(|earliest| earliest < after)
            && life.until_latest.is_none_or(|latest| latest > first)
        {
            Some(Certainty::Possible)
        } else {
            None
        }
    }

    /// The four columns of `holding`, from this one on.
    pub(crate) fn read(row: &Row, column: usize) -> Result<Self, RecordError> {
        let life = Self {
            from_earliest: row.optional_integer(column)?,
            from_latest: row.integer(column + 1)?,
            until_earliest: row.optional_integer(column + 2)?,
            until_latest: row.optional_integer(column + 3)?,
        };
        if life.makes_sense() {
            Ok(life)
        } else {
            Err(RecordError::damaged("the times of a holding make no sense"))
        }
    }

    /// The four columns of `holding`.
    pub(crate) fn values(&self) -> [Value; 4] {
        [
            self.from_earliest.into(),
            self.from_latest.into(),
            self.until_earliest.into(),
            self.until_latest.into(),
        ]
    }
}

fn refused(what: &str, fix: &str) -> RecordError {
    RecordError::Refused { what: what.into(), fix: fix.into() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn instant(tick: i64) -> Timestamp {
        Timestamp::from_microsecond(tick).unwrap()
    }

    fn life(be: Option<i64>, bl: i64, end: Option<(i64, Option<i64>)>) -> Result<Lifetime, RecordError> {
        let from = Beginning { earliest: be.map(instant), latest: instant(bl) };
        let until =
            end.map(|(earliest, latest)| Ending { earliest: instant(earliest), latest: latest.map(instant) });
        Lifetime::new(from, until, instant(1_000))
    }

    proptest! {
        /// Every beginning and ending on a small clock is tried; "nobody knows" reaches beyond every window.
        #[test]
        fn definite_is_true_for_every_possible_time_and_possible_for_one_of_them(
            be in proptest::option::of(0_i64..8), bl in 0_i64..12,
            end in proptest::option::of((0_i64..12, proptest::option::of(0_i64..16))),
            first in 0_i64..12, length in 1_i64..6,
        ) {
            let window = Window::new(instant(first), instant(first + length)).unwrap();
            let begins = be.unwrap_or(-2)..=bl;
            let ends = match end {
                None => 100..=100,
                Some((earliest, latest)) => earliest..=latest.unwrap_or(100),
            };
            let mut all = begins.flat_map(|b| ends.clone().map(move |e| (b, e))).filter(|(b, e)| b < e).peekable();
            let disordered = be.is_some_and(|be| be > bl)
                || end.is_some_and(|(earliest, latest)| latest.is_some_and(|latest| latest < earliest));
            match life(be, bl, end) {
                Err(_) => prop_assert!(disordered || all.peek().is_none()),
                Ok(life) => {
                    let meets: Vec<bool> = all.map(|(b, e)| b < first + length && e > first).collect();
                    let expected = if meets.iter().all(|meets| *meets) {
                        Some(Certainty::Definite)
                    } else {
                        meets.contains(&true).then_some(Certainty::Possible)
                    };
                    prop_assert_eq!(life.meets(window), expected);
                }
            }
        }
    }

    #[test]
    fn what_begins_and_ends_in_the_same_month_was_surely_held_in_that_month() {
        let march = Moment::parse("2021-03").unwrap();
        let now = "2026-11-26T09:00:00Z".parse().unwrap();
        let life = Lifetime::new(march.into(), Some(march.into()), now).unwrap();
        assert_eq!(life.meets(Window::parse("2021-03-01", "2021-03-31").unwrap()), Some(Certainty::Definite));
        assert_eq!(life.meets(Window::parse("2021-03-05", "2021-03-06").unwrap()), Some(Certainty::Possible));
        assert_eq!(life.meets(Window::parse("2021-04-01", "2021-04-02").unwrap()), None);
    }

    #[test]
    fn a_wrong_ending_leaves_no_trace_in_the_beginning_once_it_is_taken_back() {
        let now = "2026-11-26T09:00:00Z".parse().unwrap();
        let march = Moment::parse("2021-03").unwrap();
        let fifth = Moment::parse("2021-03-05").unwrap();
        let wrong = Lifetime::new(march.into(), Some(fifth.into()), now).unwrap();
        let corrected = Lifetime::new(wrong.from().unwrap(), None, now).unwrap();
        assert_eq!(corrected, Lifetime::new(march.into(), None, now).unwrap());
        let sixth = Window::parse("2021-03-06", "2021-03-06").unwrap();
        assert_eq!(corrected.meets(sixth), Some(Certainty::Possible));
    }

    #[test]
    fn this_month_means_up_to_now_and_next_month_is_refused() {
        let now = "2026-11-26T09:00:00Z".parse().unwrap();
        let this = Moment::parse("2026-11").unwrap();
        assert_eq!(Lifetime::new(this.into(), None, now).unwrap().from().unwrap().latest, now);
        assert!(Lifetime::new(Moment::parse("2026-12").unwrap().into(), None, now).is_err());
        let may = Moment::parse("2026-05").unwrap();
        assert!(Lifetime::new(may.into(), Some(Moment::parse("2026-04").unwrap().into()), now).is_err());
    }
}
