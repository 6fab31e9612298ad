//! Where it fails: facts only, sorted, few rows, and every recipient got everybody.

use crate::synthetic::{Attack, Plan, Random, World, field};
use crate::told::{Outcome, each_seed, leak, median, outcome, traced};
use trace::NoPhotos;

const ROWS: [usize; 4] = [10, 30, 100, 470];

pub fn run(forces: u64) {
    println!(
        "{forces} forces of 3,000 people, 40 recipients, 24 monthly deliveries to each. Names and ranks only, sorted.\n"
    );
    println!(
        "| who is in a delivery | rows | deliveries that nothing speaks against, median | right delivery first | right recipient first | accused |"
    );
    println!("|---|---|---|---|---|---|");
    for (name, least) in [("everybody", 1.0), ("30 to 100 %", 0.3)] {
        let plan = Plan {
            least,
            fields: vec![field::SURNAME, field::FORENAME, field::RANK],
            honey: 0,
            ..Plan::monthly()
        };
        let found = each_seed(forces, |seed| {
            let world = World::new(seed ^ 0xFA11, 3_000, &plan);
            let mut random = Random::new(seed ^ 0x2045);
            ROWS.map(|rows| {
                let at = random.below(world.deliveries.len());
                let mut table = Attack::FactsOnly.rows(&world, at, 1.0, &mut random).rows;
                random.shuffle(&mut table);
                table.truncate(rows);
                table.sort();
                let found = traced(&world, &leak(table), &NoPhotos, 1);
                let source = world.deliveries[at].id;
                #[expect(clippy::cast_precision_loss, reason = "at most 960")]
                let consistent = found.consistent as f64;
                let recipient =
                    found.deliveries.first().is_some_and(|told| told.id.recipient == source.recipient);
                (outcome(&found, &[source]), consistent, recipient)
            })
        });
        for (at, rows) in ROWS.iter().enumerate() {
            let count = |wanted: Outcome| found.iter().filter(|found| found[at].0 == wanted).count();
            println!(
                "| {name} | {rows} | {:.0} | {} of {forces} | {} of {forces} | {} |",
                median(found.iter().map(|found| found[at].1).collect()),
                count(Outcome::First),
                found.iter().filter(|found| found[at].2).count(),
                found.len() - count(Outcome::First) - count(Outcome::NotFirst),
            );
        }
    }
}
