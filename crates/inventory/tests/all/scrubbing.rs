//! What to read now.

use crate::common::{at, entry};
use inventory::Entry;
use inventory::scrub::{Duty, ScrubPlan, ScrubRules, Scrubber, Why};

const DAY: i64 = 86_400;
const NOW: i64 = 1_700_000_000;

/// An item that was last read so many days ago.
fn read(name: &str, size: u64, days: i64) -> Entry {
    Entry { since: at(NOW - 400 * DAY), verified_at: Some(at(NOW - days * DAY)), ..entry(name, size) }
}

fn plan(bytes: u64, items: &[(Entry, Duty)]) -> ScrubPlan {
    let mut scrubber = Scrubber::new(ScrubRules { bytes, ..ScrubRules::default() }, at(NOW));
    items.iter().for_each(|(entry, duty)| scrubber.consider(entry, *duty));
    scrubber.finish()
}

fn names(plan: &ScrubPlan) -> Vec<&str> {
    plan.read.iter().map(|chosen| chosen.key.as_str()).collect()
}

#[test]
fn the_oldest_come_first_within_the_budget() {
    let items = [("a", 10), ("b", 40), ("c", 20), ("d", 30)];
    let plan = plan(250, &items.map(|(name, days)| (read(name, 100, days), Duty::default())));
    assert_eq!(names(&plan), ["b", "d"]);
    assert_eq!((plan.bytes, plan.considered, plan.overdue, plan.overdue_bytes), (200, 4, 1, 100));
    assert_eq!(plan.oldest, Some(at(NOW - 40 * DAY)));
    assert_eq!(plan.read[0].why, Why::Oldest);
}

#[test]
fn what_is_held_due_in_court_or_rare_comes_first() {
    let held = Duty { held: true, ..Duty::default() };
    let soon = Duty { court: Some(at(NOW + 10 * DAY)), ..Duty::default() };
    let later = Duty { court: Some(at(NOW + 300 * DAY)), ..Duty::default() };
    let last = Duty { replicas: Some(1), ..Duty::default() };
    let plenty = Duty { replicas: Some(4), ..Duty::default() };
    let items = [
        (read("held", 1, 10), held),
        (read("court soon", 1, 9), soon),
        (read("court later", 1, 11), later),
        (read("last copy", 1, 12), last),
        (read("plenty", 1, 12), plenty),
    ];
    let plan = plan(1000, &items);
    assert_eq!(names(&plan), ["held", "court soon", "last copy", "plenty", "court later"]);
    let why: Vec<_> = plan.read.iter().map(|chosen| chosen.why).collect();
    assert_eq!(why, [Why::Needed, Why::Needed, Why::FewReplicas, Why::Oldest, Why::Oldest]);
}

#[test]
fn what_nobody_has_read_comes_before_what_is_as_old() {
    let never = Entry { since: at(NOW - 20 * DAY), ..entry("never", 5) };
    let plan = plan(5, &[(read("read", 5, 20), Duty::default()), (never, Duty::default())]);
    assert_eq!((names(&plan), plan.never_read), (vec!["never"], 1));
}

/// An item larger than a round's budget would otherwise never be read.
#[test]
fn the_most_overdue_is_read_whatever_its_size() {
    let items = [(read("small", 5, 2), Duty::default()), (read("film", 10_000, 90), Duty::default())];
    let plan = plan(100, &items);
    assert_eq!((names(&plan), plan.bytes), (vec!["film"], 10_000));
}

/// A film that is too large, and not the most overdue, does not clear away the small ones that are less so.
#[test]
fn a_large_one_in_the_middle_takes_nobodys_place() {
    let mut items = vec![(read("oldest", 10, 50), Duty::default())];
    items.extend((0..9).map(|n| (read(&format!("small {n}"), 10, 10 + n), Duty::default())));
    items.push((read("film", 1000, 40), Duty::default()));
    items.push((read("half a film", 95, 41), Duty::default()));
    let plan = plan(100, &items);
    assert_eq!((plan.read.len(), plan.bytes), (10, 100));
    assert_eq!(plan.read[0].key.as_str(), "oldest");
}

#[test]
fn what_was_just_read_is_left_alone() {
    let plan = plan(100, &[(read("fresh", 5, 0), Duty::default())]);
    assert_eq!((plan.read.len(), plan.considered), (0, 1));
}

/// A thirtieth of the bytes a day: after thirty days all has been read, each item once.
#[test]
fn thirty_rounds_read_everything_once() {
    let mut items: Vec<_> = (0..300).map(|n| read(&format!("{n:03}"), 1, 31)).collect();
    let mut reads = 0;
    for day in 1..=30 {
        let now = at(NOW + day * DAY);
        let mut scrubber = Scrubber::new(ScrubRules { bytes: 10, ..ScrubRules::default() }, now);
        items.iter().for_each(|entry| scrubber.consider(entry, Duty::default()));
        for chosen in scrubber.finish().read {
            let item = items.iter_mut().find(|entry| entry.key == chosen.key).unwrap();
            assert!(item.verified_at.unwrap() < at(NOW), "{:?} twice", item.key);
            item.verified_at = Some(now);
            reads += 1;
        }
    }
    assert_eq!(reads, 300);
}
