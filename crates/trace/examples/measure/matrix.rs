//! Attack by share of the rows: how traces come out, and what each channel says.

use crate::synthetic::{Attack, Plan, Random, Simulated, World, photos};
use crate::told::{Outcome, each_seed, leak, median, outcome, traced};
use trace::{DeliveryId, NoPhotos, Trace};

const SHARES: [f64; 3] = [1.0, 0.1, 0.01];
const PEOPLE: usize = 3_000;
const KINDS: [&str; 10] = [
    "rows as delivered",
    "rows shuffled",
    "sorted, ASCII, capitals",
    "reference numbers dropped",
    "merged with another recipient's",
    "20 % of the rows made up",
    "photos only, z = 1.3 each",
    "photos only, z = 0.8 each",
    "names and units only, sorted",
    "nothing of ours",
];

struct Found {
    kind: usize,
    share: usize,
    outcome: Outcome,
    channels: [Option<f64>; 4],
    people: bool,
}

pub fn run(forces: u64) {
    let found: Vec<Found> = each_seed(forces, force).into_iter().flatten().collect();
    println!(
        "{forces} forces of {PEOPLE} people, each with 40 recipients and 24 monthly deliveries to each, of 30 to 100 % of its people.\n"
    );
    println!(
        "| what happened to the file | share | attributed | one channel | not proven, right one first | not proven, other first | **wrong** | T | O | P | H | all people found |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|---|");
    for (kind, name) in KINDS.iter().enumerate() {
        for (at, share) in SHARES.iter().enumerate() {
            let these: Vec<&Found> =
                found.iter().filter(|found| found.kind == kind && found.share == at).collect();
            if these.is_empty() {
                continue;
            }
            let count =
                |wanted: &[Outcome]| these.iter().filter(|found| wanted.contains(&found.outcome)).count();
            let channel = |channel: usize| {
                let values: Vec<f64> = these.iter().filter_map(|found| found.channels[channel]).collect();
                if values.is_empty() {
                    "–".to_owned()
                } else {
                    format!("{:.0}", median(values) / std::f64::consts::LN_10)
                }
            };
            println!(
                "| {name} | {:.0} % | {} | {} | {} | {} | **{}** | {} | {} | {} | {} | {} |",
                share * 100.0,
                count(&[Outcome::Attributed, Outcome::Merged]),
                count(&[Outcome::OneChannel]),
                count(&[Outcome::First]),
                count(&[Outcome::NotFirst]),
                count(&[Outcome::Wrong]),
                channel(0),
                channel(1),
                channel(2),
                channel(3),
                these.iter().filter(|found| found.people).count(),
            );
        }
    }
    println!(
        "\nT, O, P, H: median of the decimal logarithm of the true source's e-value; –: nothing to look at."
    );
}

fn force(seed: u64) -> Vec<Found> {
    let world = World::new(seed, PEOPLE, &Plan::monthly());
    let mut random = Random::new(seed ^ 0xA77AC);
    let mut all = Vec::new();
    for (share_at, share) in SHARES.iter().enumerate() {
        for kind in 0..KINDS.len() {
            let at = random.below(world.deliveries.len());
            let source = world.deliveries[at].id;
            let rows = |attack: Attack, random: &mut Random| attack.rows(&world, at, *share, random);
            let mut sources = vec![source];
            let found = match kind {
                0 => traced(&world, &leak(rows(Attack::Kept, &mut random)), &NoPhotos, 1),
                1 => traced(&world, &leak(rows(Attack::Shuffled, &mut random)), &NoPhotos, 1),
                2 => traced(&world, &leak(rows(Attack::SortedFolded, &mut random)), &NoPhotos, 1),
                3 => traced(&world, &leak(rows(Attack::NoTokens, &mut random)), &NoPhotos, 1),
                4 => {
                    let other = (at + 1 + random.below(38)) % world.deliveries.len();
                    sources.push(world.deliveries[other].id);
                    let mut both = rows(Attack::Kept, &mut random);
                    both.extend(Attack::Kept.rows(&world, other, *share, &mut random));
                    random.shuffle(&mut both);
                    traced(&world, &leak(both), &NoPhotos, 1)
                }
                5 => traced(&world, &leak(rows(Attack::Forged, &mut random)), &NoPhotos, 1),
                6 | 7 => {
                    let strength = if kind == 6 { 1.3 } else { 0.8 };
                    traced(
                        &world,
                        &photos(&world, at, *share, &mut random),
                        &Simulated { source, strength, seed },
                        1,
                    )
                }
                8 => traced(&world, &leak(rows(Attack::FactsOnly, &mut random)), &NoPhotos, 1),
                _ => {
                    sources.clear();
                    let strangers = World::new(
                        seed ^ 0x5712_A6E2,
                        300,
                        &Plan { recipients: 1, deliveries: 1, ..Plan::monthly() },
                    );
                    traced(&world, &leak(Attack::Kept.rows(&strangers, 0, *share, &mut random)), &NoPhotos, 1)
                }
            };
            all.push(Found {
                kind,
                share: share_at,
                outcome: outcome(&found, &sources),
                channels: channels(&found, source),
                people: is_everybody(&world, at, &found),
            });
        }
    }
    all
}

fn channels(found: &Trace, source: DeliveryId) -> [Option<f64>; 4] {
    found.deliveries.iter().find(|told| told.id == source).map_or([None; 4], |told| {
        [told.channels.token, told.channels.order, told.channels.photo, told.channels.honey]
    })
}

/// Whether everybody who is in the file was found to be, or that it was possible.
fn is_everybody(world: &World, at: usize, found: &Trace) -> bool {
    let rows = found.file.rows + found.file.photos;
    let honey = world.deliveries[at].honey.len() as u64 * 2;
    let strangers = found.file.rows_about_nobody;
    found.people.len() as u64 + honey + strangers >= rows.min(world.deliveries[at].people.len())
}
