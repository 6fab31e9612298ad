//! Attack by share of the rows: how traces come out, and what each channel says.

use crate::synthetic::{Attack, Plan, Random, Simulated, World, photos};
use crate::told::{Outcome, each_seed, leak, median, outcome, traced};
use std::collections::BTreeSet;
use trace::{DeliveryId, Leak, NoPhotos, Trace};

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
                let log10 = (median(values) / std::f64::consts::LN_10).round();
                match log10 {
                    nothing if nothing.is_nan() => "–".to_owned(),
                    0.0 => "0".to_owned(),
                    never if never.is_infinite() => "none".to_owned(),
                    some => format!("{some:.0}"),
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
        "\nT, O, P, H: median of the decimal logarithm of the true source's e-value; –: nothing to look at; none: e = 0."
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
            let mut sources = vec![source];
            let (leaked, marks) = file(&world, kind, at, *share, &mut sources, &mut random);
            let found = match &marks {
                Some(marks) => traced(&world, &leaked.0, marks, 1),
                None => traced(&world, &leaked.0, &NoPhotos, 1),
            };
            let told: BTreeSet<u32> = found.people.iter().map(|person| person.person).collect();
            all.push(Found {
                kind,
                share: share_at,
                outcome: outcome(&found, &sources),
                channels: channels(&found, source),
                people: leaked.1.is_subset(&told),
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

/// The leaked file, everybody who is in it, and who weighs its photos.
fn file(
    world: &World,
    kind: usize,
    at: usize,
    share: f64,
    sources: &mut Vec<DeliveryId>,
    random: &mut Random,
) -> ((Leak, BTreeSet<u32>), Option<Simulated>) {
    let attack = match kind {
        1 => Attack::Shuffled,
        2 => Attack::SortedFolded,
        3 => Attack::NoTokens,
        5 => Attack::Forged,
        8 => Attack::FactsOnly,
        _ => Attack::Kept,
    };
    let mut leaked = attack.rows(world, at, share, random);
    match kind {
        4 => {
            let other = (at + 1 + random.below(38)) % world.deliveries.len();
            sources.push(world.deliveries[other].id);
            let more = Attack::Kept.rows(world, other, share, random);
            leaked.rows.extend(more.rows);
            leaked.people.extend(more.people);
            random.shuffle(&mut leaked.rows);
        }
        6 | 7 => {
            let strength = if kind == 6 { 1.3 } else { 0.8 };
            let pictures = photos(world, at, share, random);
            let people = pictures.photos.iter().flat_map(|photo| photo.people.clone()).collect();
            let source = world.deliveries[at].id;
            return ((pictures, people), Some(Simulated { source, strength, seed: random.next() }));
        }
        9 => {
            sources.clear();
            let plan = Plan { recipients: 1, deliveries: 1, least: 1.0, ..Plan::monthly() };
            let strangers = World::new(random.next(), 3_000, &plan);
            leaked = Attack::Kept.rows(&strangers, 0, share, random);
            leaked.people.clear();
        }
        _ => {}
    }
    ((leak(leaked.rows), leaked.people), None)
}
