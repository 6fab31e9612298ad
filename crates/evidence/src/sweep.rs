//! A sweep: a store is listed against what it has to have, and against what is in suspense already.

use crate::alarm::{Alarm, Differs};
use crate::arriving::{Arrival, Arrivals};
use crate::expectation::{Expectation, Opened};
use crate::lists::{self, KeptList, ListWriter};
use crate::pipe::Incoming;
use crate::source::Source;
use crate::state::{DifferenceKind, StoreState};
use crate::transit::Transit;
use crate::{Evidence, EvidenceError, EvidenceStore, InSuspense, told};
use inventory::compare::{Comparison, Finding};
use inventory::file::Reader;
use inventory::probe::Answer;
use inventory::{Coverage, Entry, InventoryError, Key, ListOptions, Listing, Sum};
use jiff::Timestamp;
use record::Actor;
use roaring::RoaringTreemap;
use std::cell::RefCell;
use std::collections::HashSet;
use std::iter::Peekable;
use std::rc::Rc;
use std::time::Instant;

/// Missing items that are asked for by name before a listing is believed.
const PROBED: usize = 20;

/// What a sweep came to.
#[derive(Debug)]
pub struct Sweep {
    /// Number of the store.
    pub store: u32,
    /// How it stands.
    pub state: StoreState,
    /// Why that is not known, in words.
    pub why: Option<String>,
    /// What it has to have.
    pub expected: Sum,
    /// What it listed.
    pub observed: Sum,
    /// Items of the sweep that nobody has explained, those of earlier alarms included.
    pub in_suspense: u64,
    /// The alarm that it raised; none: nothing differs that did not before.
    pub alarm: Option<Alarm>,
    /// Items of earlier alarms that are there again.
    pub found: u64,
    /// Items that came in by rule.
    pub received: u64,
    /// Items that are gone by permit.
    pub departed: u64,
    /// Items that are just being taken in.
    pub in_transit: u64,
    /// Items that are to be booked by rule once another sweep lists them the same.
    pub arriving: u64,
    /// Things in it that are no files.
    pub aside: u64,
}

/// New differences come first in the lists of a sweep, one list for each kind; then what came in and is booked by rule, what is
/// to be once it is whole, and what is left of each in suspense.
const BOOKED: usize = DifferenceKind::ALL.len();
const ARRIVING: usize = BOOKED + 1;
const LEFT: usize = ARRIVING + 1;

/// What the thread that compares gives back.
pub(crate) struct Compared {
    pub(crate) expected: Sum,
    pub(crate) observed: Sum,
    in_transit: u64,
    arriving: u64,
    /// Items that are gone by permit.
    departed: RoaringTreemap,
    /// Items that are not there because they are being destroyed by authority, which no act says yet.
    going: u64,
    /// Whether a batch is not there in its time.
    is_overdue: bool,
    coverage: Coverage,
    aside: u64,
    /// Items of new differences, by number.
    pub(crate) items: RoaringTreemap,
    /// The first missing keys, to be asked for by name.
    some_missing: Vec<Key>,
    /// How many of each in suspense are explained by the listing.
    pub(crate) explained: Vec<Sum>,
}

impl Evidence<'_> {
    /// Lists a store and compares. New differences raise one alarm and are in suspense; what is there again is found; additions
    /// are booked where a rule says so. Of a listing that is not whole, or not to be believed, nothing follows but that.
    pub async fn sweep(
        &self,
        by: &Actor,
        store: &EvidenceStore,
        now: Timestamp,
    ) -> Result<Sweep, EvidenceError> {
        let began = Instant::now();
        let swept = self.compare_and_tell(by, store, (now, began)).await;
        if let Err(error) = &swept
            && !matches!(error, EvidenceError::Overtaken)
        {
            // Whatever went wrong, how the store stands is not known now. Errors name no item.
            let why = format!("it could not be compared: {error}");
            let nothing = Sum::default();
            let in_suspense = totals(&self.suspense(Some(store.number)).await?);
            self.say(store, StoreState::Unknown, Some(&why), (&nothing, &nothing, in_suspense), (now, began))
                .await?;
        }
        swept
    }

    #[expect(clippy::too_many_lines, reason = "the steps of a sweep, in their order")]
    async fn compare_and_tell(
        &self,
        by: &Actor,
        store: &EvidenceStore,
        (now, began): (Timestamp, Instant),
    ) -> Result<Sweep, EvidenceError> {
        let expectation = Expectation::read(self, store.number).await?;
        let suspense = self.suspense(Some(store.number)).await?;
        let rule = self.rule_of(store.number).await?;
        let source = Source::of(store)?;
        let options = ListOptions { expected: store.identity.clone(), ..ListOptions::default() };
        let mut known = Vec::with_capacity(suspense.len());
        for one in &suspense {
            known.push((one.kind, lists::read(&self.blobs, &one.list).await?));
        }
        let opened = expectation.open(self).await?;
        let transit = Transit::read(self, store.number, &expectation, &self.names(), now).await?;
        let arrivals = match rule {
            Some(_) => Some(self.arrivals(store.number, now).await?),
            None => None,
        };
        let listing = source.list(&options);
        let count = LEFT + suspense.len();
        let written = lists::write(&self.blobs, vec![false; count], move |lists: &mut [ListWriter]| {
            compared(opened, known, (listing, transit, arrivals), lists, now)
        })
        .await?;
        let compared = written.said;
        let mut lists = written.lists;
        let why = if compared.coverage.is_complete() {
            contradicted(&source.probe(&compared.some_missing).await)
        } else {
            Some(told::gaps(&compared.coverage))
        };
        if let Some(why) = why {
            lists::forget(&self.blobs, lists.iter().flatten()).await;
            let in_suspense: (u64, u64) = totals(&suspense);
            let sums = (&compared.expected, &compared.observed, in_suspense);
            let known = (&expectation, suspense.as_slice());
            self.balanced(by, store, known, StoreState::Unknown, sums, now).await?;
            self.say(store, StoreState::Unknown, Some(&why), sums, (now, began)).await?;
            return Ok(Sweep {
                store: store.number,
                state: StoreState::Unknown,
                why: Some(why),
                in_suspense: in_suspense.0,
                expected: compared.expected,
                observed: compared.observed,
                alarm: None,
                found: 0,
                received: 0,
                departed: 0,
                in_transit: compared.in_transit,
                arriving: compared.arriving,
                aside: compared.aside,
            });
        }
        let left = lists.split_off(LEFT);
        let known = (&expectation, suspense.as_slice());
        let (expectation, gone) = self.departed(by, store, known, &compared.departed, now).await?;
        let known = (&expectation, suspense.as_slice());
        let (found, mut suspense) = self.found(by, store, known, (&compared, &left), now).await?;
        let (mut expectation, mut expected) = (expectation.clone(), compared.expected.clone());
        expected.count = expected.count.saturating_sub(gone.count);
        expected.bytes = expected.bytes.saturating_sub(gone.bytes);
        expected.digest -= &gone.digest;
        let mut received = 0;
        if let (Some(rule), Some(Some(booked))) = (rule, lists.get(BOOKED)) {
            received = booked.items();
            expectation = self.receive(by, store, rule, (&expectation, &suspense), booked, now).await?;
            expected.count += received;
            expected.bytes = expected.bytes.saturating_add(booked.bytes());
            expected.digest += &booked.totals.all.digest;
            lists::forget(&self.blobs, [booked]).await;
        }
        let differs = Differs { lists: &lists, items: &compared.items };
        let alarm = self.alarm(by, store, (&expectation, &suspense), differs, now).await?;
        if let Some(alarm) = &alarm {
            suspense.extend(alarm.differences.iter().cloned());
        }
        let in_suspense = totals(&suspense);
        let why = match (compared.going > 0, compared.is_overdue) {
            (true, _) => Some(GOING),
            (false, true) => Some(OVERDUE),
            (false, false) => None,
        };
        let state = match why {
            _ if !suspense.is_empty() => StoreState::Red,
            Some(_) => StoreState::Unknown,
            None => StoreState::Green,
        };
        let sums = (&expected, &compared.observed, in_suspense);
        self.balanced(by, store, (&expectation, &suspense), state, sums, now).await?;
        self.put_together(by, store.number, (&expectation, &expected), now).await?;
        self.now_waits(store.number, lists.get(ARRIVING).and_then(Option::as_ref), now).await?;
        self.say(store, state, why, sums, (now, began)).await?;
        Ok(Sweep {
            store: store.number,
            state,
            why: why.map(Into::into),
            in_suspense: in_suspense.0,
            expected,
            observed: compared.observed,
            alarm,
            found,
            received,
            departed: gone.count,
            in_transit: compared.in_transit,
            arriving: compared.arriving,
            aside: compared.aside,
        })
    }
}

/// Why a store is neither green nor red while something that was to come into it has not.
const OVERDUE: &str = "items were on their way into it and did not come in time. Do the same again: tipstaff evidence receive, or evidence migrate copy";

/// Why a store is neither green nor red while copies of it go.
const GOING: &str = "copies in it are just being destroyed by a disposal or a permit. Finish it: tipstaff evidence dispose list";

/// Why a whole listing is not to be believed all the same: what it left out is there when asked for, or nobody can tell.
fn contradicted(answers: &[Answer]) -> Option<String> {
    if answers.iter().any(|answer| matches!(answer, Answer::There { .. })) {
        return Some("items that were not listed are there when asked for by name".into());
    }
    answers.iter().find_map(|answer| match answer {
        Answer::Unknown(trouble) => {
            Some(format!("items that were not listed could not be asked for by name ({trouble})"))
        }
        _ => None,
    })
}

/// Items and bytes in suspense.
pub(crate) fn totals(suspense: &[InSuspense]) -> (u64, u64) {
    suspense.iter().fold((0, 0), |(items, bytes), one| (items + one.items, bytes.saturating_add(one.bytes)))
}

impl Compared {
    /// Of items that were read, and not listed: how many of each in suspense are explained by it.
    pub(crate) fn of_reading(explained: Vec<Sum>) -> Self {
        Self {
            expected: Sum::default(),
            observed: Sum::default(),
            in_transit: 0,
            arriving: 0,
            going: 0,
            is_overdue: false,
            departed: RoaringTreemap::new(),
            coverage: Coverage::Complete,
            aside: 0,
            items: RoaringTreemap::new(),
            some_missing: Vec::new(),
            explained,
        }
    }
}

/// A difference in suspense while a listing goes by: which of its items differ still.
struct Known {
    kind: DifferenceKind,
    items: Peekable<Reader<Incoming>>,
    explained: Sum,
    /// Names that are expected by now, of those that were not.
    met: Rc<RefCell<HashSet<Key>>>,
}

impl Known {
    /// Goes on to this name, which differs in whatever way, and gives the item if it is one of these. What is missing, or has
    /// changed, is explained when it is listed as it should be, without a finding. What nobody expected stays until two people
    /// have settled it: that it is gone again explains nothing. What is damaged stays until it was read and is right.
    fn at(&mut self, key: Option<&Key>, left: &mut ListWriter) -> Result<Option<Entry>, EvidenceError> {
        let is_before = |entry: &Result<Entry, InventoryError>| {
            entry.as_ref().is_ok_and(|entry| key.is_none_or(|key| entry.key < *key))
        };
        while let Some(entry) = self.items.next_if(is_before) {
            let entry = entry?;
            let stays = match self.kind {
                // It is expected by now, and it is there: what was begun and not finished in time was finished after all.
                DifferenceKind::Surplus => !self.met.borrow().contains(&entry.key),
                DifferenceKind::Damaged => true,
                DifferenceKind::Missing | DifferenceKind::Changed => false,
            };
            if stays {
                left.add(&entry)?;
            } else {
                self.explained.add(&entry.key, entry.size);
            }
        }
        let is_it = |entry: &Result<Entry, InventoryError>| {
            entry.as_ref().map_or(true, |entry| key.is_some_and(|key| entry.key == *key))
        };
        let Some(entry) = self.items.next_if(is_it).transpose()? else { return Ok(None) };
        left.add(&entry)?;
        Ok(Some(entry))
    }
}

/// What the comparison finds, sorted into what is new and what is in suspense.
struct Sorting<'l> {
    known: Vec<Known>,
    /// None: what comes in is an alarm.
    arrivals: Option<Arrivals>,
    lists: &'l mut [ListWriter],
    items: RoaringTreemap,
    some_missing: Vec<Key>,
}

impl Sorting<'_> {
    fn take(&mut self, kind: DifferenceKind, entry: &Entry) -> Result<(), EvidenceError> {
        let mut is_known = false;
        for (index, one) in self.known.iter_mut().enumerate() {
            let left = self.lists.get_mut(LEFT + index).ok_or(EvidenceError::Stopped)?;
            if let Some(before) = one.at(Some(&entry.key), left)? {
                // In suspense for something else, or as something else: that is news.
                let is_same = kind != DifferenceKind::Changed || before.listed() == entry.listed();
                is_known |= one.kind == kind && is_same;
            }
        }
        if is_known {
            return Ok(());
        }
        let mut place = kind as usize;
        if let (DifferenceKind::Surplus, Some(arrivals)) = (kind, &mut self.arrivals) {
            match arrivals.judge(entry) {
                Arrival::Whole => place = BOOKED,
                Arrival::Waits(entry) => {
                    return self.lists.get_mut(ARRIVING).ok_or(EvidenceError::Stopped)?.add(&entry);
                }
                Arrival::NeverEnds => {}
            }
        }
        if kind == DifferenceKind::Missing && self.some_missing.len() < PROBED {
            self.some_missing.push(entry.key.clone());
        }
        if entry.item > 0 {
            self.items.insert(entry.item);
        }
        self.lists.get_mut(place).ok_or(EvidenceError::Stopped)?.add(entry)
    }

    /// Nothing more differs.
    fn end(&mut self) -> Result<Vec<Sum>, EvidenceError> {
        let mut explained = Vec::with_capacity(self.known.len());
        for (index, one) in self.known.iter_mut().enumerate() {
            let left = self.lists.get_mut(LEFT + index).ok_or(EvidenceError::Stopped)?;
            one.at(None, left)?;
            explained.push(std::mem::take(&mut one.explained));
        }
        Ok(explained)
    }
}

/// Compares, on a thread of its own: new differences into the first lists, what is left of each in suspense into its own.
fn compared(
    opened: Opened,
    known: Vec<(DifferenceKind, Incoming)>,
    (mut listing, mut transit, arrivals): (Listing, Transit, Option<Arrivals>),
    lists: &mut [ListWriter],
    now: Timestamp,
) -> Result<Compared, EvidenceError> {
    // Of what nobody expected: what is expected by now.
    let (met, surplus) = (Rc::new(RefCell::new(HashSet::new())), std::mem::take(&mut transit.surplus));
    let known = known
        .into_iter()
        .map(|(kind, from)| {
            let items = lists::items(from)?.peekable();
            Ok(Known { kind, items, explained: Sum::default(), met: Rc::clone(&met) })
        })
        .collect::<Result<Vec<_>, EvidenceError>>()?;
    let mut sorting =
        Sorting { known, arrivals, lists, items: RoaringTreemap::new(), some_missing: Vec::new() };
    // Errors of lists go around the comparison, which knows those of inventories only.
    let mut failed = None;
    let mut expected = Sum::default();
    let stream = opened.stream()?.inspect(|entry| {
        if let Ok(entry) = entry {
            expected.add(&entry.key, entry.size);
            if surplus.contains(&entry.key) {
                met.borrow_mut().insert(entry.key.clone());
            }
        }
    });
    let outcome = {
        let sink = |finding: Finding<'_>| {
            let (kind, entry) = match finding {
                Finding::Surplus(listed) if transit.takes(listed) => return Ok(()),
                Finding::Missing(entry) if transit.misses(entry) => return Ok(()),
                Finding::Missing(entry) => (DifferenceKind::Missing, entry.clone()),
                Finding::Surplus(listed) => (DifferenceKind::Surplus, Entry::named(listed.clone(), now)),
                Finding::Changed { expected, observed, .. } => {
                    (DifferenceKind::Changed, as_it_is(expected, observed, now))
                }
            };
            if failed.is_none() {
                failed = sorting.take(kind, &entry).err();
            }
            Ok(())
        };
        let mut comparison = Comparison::new(stream, sink)?;
        while let Some(batch) = listing.blocking_next() {
            for listed in batch {
                comparison.observe(listed)?;
            }
        }
        let (_difference, _sink) = comparison.finish()?;
        listing.blocking_finish()
    };
    if let Some(error) = failed {
        return Err(error);
    }
    let explained = sorting.end()?;
    let arriving = sorting.arrivals.take().map(|arrivals| arrivals.seen).unwrap_or_default();
    // What is on its way is on a line of its own.
    let mut observed = outcome.sum.clone();
    for apart in [&transit.seen, &arriving] {
        observed.count = observed.count.saturating_sub(apart.count);
        observed.bytes = observed.bytes.saturating_sub(apart.bytes);
        observed.digest -= &apart.digest;
    }
    Ok(Compared {
        expected,
        observed,
        in_transit: transit.seen.count,
        arriving: arriving.count,
        going: transit.gone,
        is_overdue: transit.is_overdue,
        departed: transit.departed,
        coverage: outcome.coverage,
        aside: outcome.aside.count,
        items: sorting.items,
        some_missing: [sorting.some_missing, transit.some_departed].concat(),
        explained,
    })
}

/// An item that changed, as it is now, under the number that it had.
fn as_it_is(expected: &Entry, observed: &inventory::Listed, now: Timestamp) -> Entry {
    let mut entry = Entry::named(observed.clone(), now);
    entry.item = expected.item;
    entry.class.clone_from(&expected.class);
    entry.source.clone_from(&expected.source);
    entry.recorded_at = expected.recorded_at;
    entry
}

/// What is left of each difference in suspense, and how much of it is explained.
pub(crate) fn left_of<'l>(
    suspense: &'l [InSuspense],
    compared: &'l Compared,
    left: &'l [Option<KeptList>],
) -> impl Iterator<Item = (&'l InSuspense, &'l Sum, Option<&'l KeptList>)> {
    suspense
        .iter()
        .zip(&compared.explained)
        .zip(left)
        .map(|((one, explained), left)| (one, explained, left.as_ref()))
}
