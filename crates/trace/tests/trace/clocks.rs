//! When a file was taken, and which certificates it contradicts.

use crate::synthetic::{DAY, Plan, Random, World, table_of};
use crate::{leak, traced, tried};
use trace::{Reason, Verdict};

const RECIPIENT: u32 = 2;
const TAKEN: u32 = 60;

/// A card maker is sent five jobs of 24 rows a week.
fn world() -> World {
    World::new(3, 800, &Plan::jobs(3, 100))
}

/// The store of the card maker on the day of job 60.
fn store(world: &World, share: f64, random: &mut Random) -> Vec<Vec<String>> {
    (0..world.deliveries.len())
        .filter(|at| {
            let id = world.deliveries[*at].id;
            id.recipient == RECIPIENT && id.number <= TAKEN
        })
        .flat_map(|at| world.rows(at))
        .filter(|_| random.chance(share))
        .map(|(_, cells)| cells)
        .collect()
}

fn delivered(world: &World, number: u32) -> i64 {
    let job = world.deliveries.iter().find(|job| job.id.recipient == RECIPIENT && job.id.number == number);
    job.expect("a job").delivered
}

#[test]
fn the_first_job_that_is_missing_ends_the_window() {
    let world = world();
    let found = traced(&world, store(&world, 1.0, &mut Random::new(1)));
    assert_eq!(found.verdict, Verdict::Attributed);
    assert_eq!(found.recipients[0].present.len(), TAKEN as usize + 1);
    assert_eq!(found.window.from.expect("dated").at, delivered(&world, TAKEN));
    assert_eq!(found.window.until.expect("dated").at, delivered(&world, TAKEN + 1));
    let specimens = found.recipients[0].specimens.as_ref().expect("specimens");
    assert_eq!(specimens.not_before, delivered(&world, TAKEN));
    assert!(found.several_moments);
}

#[test]
fn with_fewer_rows_the_window_is_wider_and_still_true() {
    let world = world();
    let day = delivered(&world, TAKEN) + DAY / 24;
    let mut last = 0;
    for (seed, share) in [(2, 0.5), (3, 0.3), (4, 0.1)] {
        let found = traced(&world, store(&world, share, &mut Random::new(seed)));
        let (from, until) = (found.window.from.expect("dated").at, found.window.until.expect("dated").at);
        assert!(from <= day && day < until, "{share}");
        assert!(until - from >= last, "{share}");
        last = until - from;
    }
}

#[test]
fn the_orders_of_many_jobs_speak_together_where_none_does_alone() {
    let world = world();
    let found = traced(&world, store(&world, 0.06, &mut Random::new(11)));
    assert!(found.deliveries.iter().all(|told| !told.supporting.contains(&"order of rows".to_owned())));
    assert_eq!(found.recipients[0].supporting, ["reference numbers", "order of rows"]);
    assert_eq!(found.verdict, Verdict::Attributed);
}

#[test]
fn one_row_dates_from_below_only() {
    let world = world();
    let rows = store(&world, 1.0, &mut Random::new(5)).into_iter().skip(300).take(1).collect();
    let mut file = leak(rows);
    file.found = None;
    let found = tried(&world, &file).expect("a row");
    assert_eq!(found.verdict, Verdict::OneChannel);
    assert!(matches!(found.window.from.expect("dated").reason, Reason::Delivered(_) | Reason::Specimen(_)));
    assert!(found.window.until.is_none());
}

#[test]
fn a_certificate_is_contradicted_by_a_later_job_in_the_same_file() {
    let mut world = world();
    certify(&mut world, 10, delivered_after(30));
    let found = traced(&world, store(&world, 0.5, &mut Random::new(6)));
    assert_eq!(found.contradictions.len(), 1);
    let contradiction = &found.contradictions[0];
    assert_eq!(contradiction.destroyed.number, 10);
    assert!(contradiction.delivered > contradiction.certified);
    assert!(contradiction.rows > 0 && contradiction.later_rows > 0);
}

#[test]
fn a_certificate_after_the_theft_is_not_contradicted() {
    let mut world = world();
    certify(&mut world, 10, delivered_after(80));
    let found = traced(&world, store(&world, 0.5, &mut Random::new(7)));
    assert!(found.contradictions.is_empty());
    assert_eq!(found.certified.len(), 1);
}

#[test]
fn clocks_that_differ_by_minutes_contradict_nothing() {
    let mut world = world();
    // The certificate came one minute before the last job in the file, by the recipient's clock.
    let minute_before = |world: &World| delivered(world, TAKEN) - 60_000_000;
    certify(&mut world, 10, minute_before);
    let found = traced(&world, store(&world, 1.0, &mut Random::new(8)));
    assert!(found.contradictions.is_empty());
}

#[test]
fn a_file_found_before_its_last_job_came_is_not_given_a_window_that_ends_before_it_begins() {
    let world = world();
    let mut file = leak(Vec::new());
    file.tables = vec![table_of(store(&world, 1.0, &mut Random::new(9)))];
    file.found = Some(delivered(&world, 50));
    let found = tried(&world, &file).expect("rows");
    let (from, until) = (found.window.from.expect("dated").at, found.window.until.expect("dated").at);
    assert!(from <= until);
}

fn delivered_after(number: u32) -> impl Fn(&World) -> i64 {
    move |world| delivered(world, number) + DAY / 4
}

fn certify(world: &mut World, number: u32, when: impl Fn(&World) -> i64) {
    let when = when(world);
    for job in &mut world.deliveries {
        if job.id.recipient == RECIPIENT && job.id.number == number {
            job.destroyed = Some(when);
        }
    }
}
