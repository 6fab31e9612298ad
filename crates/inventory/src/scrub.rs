//! Which items to read now: what is most overdue first, within a budget of bytes.
//!
//! Rolling, not drawn with replacement: at a thirtieth of the bytes a day every item has been read after 30 days,
//! where drawing takes 88 to be 95 % sure of one bad item.

use crate::item::Entry;
use crate::key::Key;
use jiff::{SignedDuration, Timestamp};
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// How often, and how much.
#[derive(Debug, Clone)]
pub struct ScrubRules {
    /// Within this time every item is to be read again.
    pub within: SignedDuration,
    /// The same for an item under a hold or with a court date near.
    pub within_held: SignedDuration,
    /// A court date is near when it is this close.
    pub court_near: SignedDuration,
    /// Bytes to read this round. An item that is larger is read, alone, when it is the most overdue of all: it would
    /// otherwise never be.
    pub bytes: u64,
    /// Items to read this round, which bounds memory.
    pub items: usize,
    /// Leave alone what was read this recently: there is nothing to learn.
    pub rest: SignedDuration,
}

impl Default for ScrubRules {
    fn default() -> Self {
        let days = |days: i64| SignedDuration::from_hours(24 * days);
        Self {
            within: days(30),
            within_held: days(7),
            court_near: days(30),
            bytes: 100 << 30,
            items: 100_000,
            rest: days(1),
        }
    }
}

/// What is known of an item from elsewhere, that makes it more urgent.
#[derive(Debug, Clone, Copy, Default)]
pub struct Duty {
    /// Replicas that are left, this one among them; `None` where nobody counts.
    pub replicas: Option<u32>,
    /// Whether it is under a hold.
    pub held: bool,
    /// The next court date of its cases.
    pub court: Option<Timestamp>,
}

/// Why an item is read now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Nobody has ever read it.
    NeverRead,
    /// It is the last replica, or nearly.
    FewReplicas,
    /// It is under a hold, or a court date is near.
    Needed,
    /// It was last read longest ago.
    Oldest,
}

/// An item to read.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen {
    /// Which.
    pub key: Key,
    /// Its size in bytes, as expected.
    pub size: u64,
    /// Why now.
    pub why: Why,
    /// How many times its allowed time has passed, replicas considered: above 1 it is overdue.
    pub lateness: f64,
}

/// What to read, and how things stand.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ScrubPlan {
    /// What to read, most urgent first.
    pub read: Vec<Chosen>,
    /// Its bytes.
    pub bytes: u64,
    /// The item of all that waits longest: when it was last read, or since when it is expected. "Oldest unverified".
    pub oldest: Option<Timestamp>,
    /// Items that nobody has ever read.
    pub never_read: u64,
    /// Items beyond their allowed time.
    pub overdue: u64,
    /// Bytes of items beyond their allowed time.
    pub overdue_bytes: u64,
    /// All items considered.
    pub considered: u64,
}

/// Chooses from a stream of items.
#[derive(Debug)]
pub struct Scrubber {
    rules: ScrubRules,
    now: Timestamp,
    heap: BinaryHeap<Least>,
    large: Option<Chosen>,
    plan: ScrubPlan,
}

/// Ordered so that the least urgent stands at the top of the heap.
#[derive(Debug)]
struct Least(Chosen);

impl Scrubber {
    /// Begins a round.
    pub fn new(rules: ScrubRules, now: Timestamp) -> Self {
        Self { rules, now, heap: BinaryHeap::new(), large: None, plan: ScrubPlan::default() }
    }

    /// Considers an item.
    pub fn consider(&mut self, entry: &Entry, duty: Duty) {
        let rules = &self.rules;
        let last = entry.verified_at.unwrap_or(entry.since);
        let age = self.now.duration_since(last);
        let near = |court: Timestamp| court >= self.now && court.duration_since(self.now) <= rules.court_near;
        let needed = duty.held || duty.court.is_some_and(near);
        let allowed = if needed { rules.within_held } else { rules.within };
        let late = age.as_secs_f64().max(0.0) / allowed.as_secs_f64().max(1.0);
        self.plan.considered += 1;
        self.plan.never_read += u64::from(entry.verified_at.is_none());
        self.plan.oldest = Some(self.plan.oldest.map_or(last, |oldest| oldest.min(last)));
        if late > 1.0 {
            self.plan.overdue += 1;
            self.plan.overdue_bytes = self.plan.overdue_bytes.saturating_add(entry.size);
        }
        if entry.verified_at.is_some() && age < rules.rest {
            return;
        }
        // Two replicas count one and a half times, the last one three times: three whole copies are the norm. Of an
        // item that nobody has read nothing is known, so it goes before one of equal age.
        let replicas = duty.replicas.map_or(1.0, |left| 3.0 / f64::from(left.clamp(1, 3)));
        let unread = if entry.verified_at.is_none() { 2.0 } else { 1.0 };
        let why = match (entry.verified_at, duty.replicas) {
            (_, Some(0..=1)) => Why::FewReplicas,
            _ if needed => Why::Needed,
            (None, _) => Why::NeverRead,
            _ => Why::Oldest,
        };
        let lateness = late * replicas * unread;
        if entry.size > self.rules.bytes {
            // It never fits, so it waits beside the others until nothing is more urgent.
            if self.large.as_ref().is_none_or(|large| before(lateness, &entry.key, large)) {
                self.large = Some(Chosen { key: entry.key.clone(), size: entry.size, why, lateness });
            }
            return;
        }
        if !self.fits(entry.size)
            && self.heap.peek().is_some_and(|least| !before(lateness, &entry.key, &least.0))
        {
            return;
        }
        self.plan.bytes = self.plan.bytes.saturating_add(entry.size);
        self.heap.push(Least(Chosen { key: entry.key.clone(), size: entry.size, why, lateness }));
        self.shrink(&entry.key);
    }

    /// What to read.
    pub fn finish(mut self) -> ScrubPlan {
        self.plan.read = self.heap.into_sorted_vec().into_iter().map(|Least(chosen)| chosen).collect();
        if let Some(large) = self.large {
            let first = self.plan.read.first();
            if first.is_none_or(|first| before(large.lateness, &large.key, first)) {
                self.plan.bytes = large.size;
                self.plan.read = vec![large];
            }
        }
        self.plan
    }

    fn fits(&self, size: u64) -> bool {
        self.heap.len() < self.rules.items && self.plan.bytes.saturating_add(size) <= self.rules.bytes
    }

    /// Lets the least urgent go until the rest fits. If it is the new one that has to go in the end, all others stay:
    /// a large item in the middle shall not clear away the small ones below it.
    fn shrink(&mut self, new: &Key) {
        let mut gone = Vec::new();
        while self.heap.len() > self.rules.items || self.plan.bytes > self.rules.bytes {
            let Some(Least(least)) = self.heap.pop() else { return };
            self.plan.bytes -= least.size;
            if least.key == *new {
                for stays in gone {
                    let Least(chosen) = &stays;
                    self.plan.bytes += chosen.size;
                    self.heap.push(stays);
                }
                return;
            }
            gone.push(Least(least));
        }
    }
}

fn before(lateness: f64, key: &Key, other: &Chosen) -> bool {
    match lateness.total_cmp(&other.lateness) {
        Ordering::Equal => *key < other.key,
        order => order == Ordering::Greater,
    }
}

impl Ord for Least {
    fn cmp(&self, other: &Self) -> Ordering {
        other.0.lateness.total_cmp(&self.0.lateness).then_with(|| self.0.key.cmp(&other.0.key))
    }
}

impl PartialOrd for Least {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Least {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Least {}
