//! The delivery clock: the store of a card maker that is sent five jobs of 24 rows a week, and the certificates that a file
//! contradicts.

use crate::synthetic::{DAY, Plan, Random, World};
use crate::told::{each_seed, leak, median, traced};
use trace::{NoPhotos, Verdict};

const CASES: [(f64, f64); 4] = [(1.0, 1.4), (0.3, 2.8), (0.1, 8.4), (0.03, 27.0)];

pub fn run(forces: u64) {
    let found = each_seed(forces, |seed| {
        let mut world = World::new(seed ^ 0x10B5, 2_000, &Plan::jobs(5, 300));
        let mut random = Random::new(seed ^ 0x57_04E);
        let taken = 150 + random.below(60) as u32;
        // One job of the first hundred was certified as destroyed, and was not.
        let destroyed = random.below(100) as u32;
        let certified = world.deliveries[0].delivered + 130 * DAY;
        for delivery in &mut world.deliveries {
            if delivery.id.recipient == 2 && delivery.id.number == destroyed {
                delivery.destroyed = Some(certified);
            }
        }
        CASES.map(|(share, _)| one(&world, taken, destroyed, share, &mut random))
    });
    println!(
        "{forces} forces; 5 recipients, 300 jobs to each; the store of one is copied on some day, with a share of its rows.\n"
    );
    println!(
        "| share of the rows | right recipient, attributed | window holds the day | median width | the design's figure | false certificate found, where its rows are in the file |"
    );
    println!("|---|---|---|---|---|---|");
    for (at, (share, design)) in CASES.iter().enumerate() {
        let these: Vec<Job> = found.iter().map(|found| found[at]).collect();
        let with_rows: Vec<&Job> = these.iter().filter(|job| job.has_destroyed).collect();
        println!(
            "| {:.0} % | {} of {} | {} | {:.1} d | {design} d | {} of {} |",
            share * 100.0,
            these.iter().filter(|job| job.is_right).count(),
            these.len(),
            these.iter().filter(|job| job.holds).count(),
            median(these.iter().map(|job| job.width).collect()),
            with_rows.iter().filter(|job| job.is_contradicted).count(),
            with_rows.len(),
        );
    }
}

#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "four things are counted")]
struct Job {
    is_right: bool,
    holds: bool,
    width: f64,
    has_destroyed: bool,
    is_contradicted: bool,
}

#[expect(clippy::cast_precision_loss, reason = "days")]
fn one(world: &World, taken: u32, destroyed: u32, share: f64, random: &mut Random) -> Job {
    let mut rows = Vec::new();
    let mut has_destroyed = false;
    let mut day = 0;
    for (at, delivery) in world.deliveries.iter().enumerate() {
        if delivery.id.recipient == 2 && delivery.id.number <= taken {
            let some: Vec<Vec<String>> =
                world.rows(at).into_iter().filter(|_| random.chance(share)).map(|(_, cells)| cells).collect();
            has_destroyed |= delivery.id.number == destroyed && !some.is_empty();
            rows.extend(some);
            day = delivery.delivered + 3_600_000_000;
        }
    }
    let found = traced(world, &leak(rows), &NoPhotos, 1);
    let (from, until) = (found.window.from.expect("dated"), found.window.until.expect("dated"));
    let is_right = found.verdict == Verdict::Attributed && found.recipients[0].recipient == 2;
    Job {
        is_right,
        holds: from.at <= day && day < until.at,
        width: (until.at - from.at) as f64 / DAY as f64,
        has_destroyed,
        is_contradicted: found.contradictions.iter().any(|found| found.destroyed.number == destroyed),
    }
}
