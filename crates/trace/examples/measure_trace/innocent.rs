//! Files of which no delivery is the source: nobody may be accused.

use crate::synthetic::{Attack, DAY, Plan, Random, START, Simulated, World, field, photos};
use crate::told::{each_seed, leak, traced};
use trace::{DeliveryId, Leak, NoPhotos, Verdict};

const KINDS: [&str; 6] = [
    "our own extract, in the order of staff numbers",
    "our own extract, shuffled",
    "our own extract, with reference numbers that are well-formed and nobody's",
    "strangers",
    "a delivery under another force's keys: same people, marks of others",
    "photos without marks",
];

pub fn run(files: u64) {
    let per_force = 40;
    let found = each_seed(files.div_ceil(per_force), |seed| force(seed, per_force));
    let mut counts = [[0_usize; 4]; KINDS.len()];
    let mut largest = f64::NEG_INFINITY;
    let mut bar = 0.0;
    for (kind, verdict, ln_e, ln_bar) in found.into_iter().flatten() {
        let column = match verdict {
            Verdict::Attributed | Verdict::Merged | Verdict::OneChannel => 0,
            Verdict::Ranked => 1,
            Verdict::NoDeliveryFits => 2,
            Verdict::NothingOfOurs => 3,
        };
        counts[kind][column] += 1;
        largest = f64::max(largest, ln_e);
        bar = ln_bar;
    }
    println!(
        "| innocent file | files | **somebody accused** | ranked, not proven | no delivery fits | nothing of ours |"
    );
    println!("|---|---|---|---|---|---|");
    let mut all = [0; 4];
    for (name, counts) in KINDS.iter().zip(counts) {
        let files: usize = counts.iter().sum();
        println!("| {name} | {files} | **{}** | {} | {} | {} |", counts[0], counts[1], counts[2], counts[3]);
        for (sum, count) in all.iter_mut().zip(counts) {
            *sum += count;
        }
    }
    println!(
        "| all | {} | **{}** | {} | {} | {} |",
        all.iter().sum::<usize>(),
        all[0],
        all[1],
        all[2],
        all[3]
    );
    println!(
        "\nThe largest e-value of any recipient in any of them: 10^{:.1}; the bar: 10^{:.1}.",
        largest / std::f64::consts::LN_10,
        bar / std::f64::consts::LN_10
    );
}

fn force(seed: u64, files: u64) -> Vec<(usize, Verdict, f64, f64)> {
    let plan = Plan { recipients: 20, deliveries: 12, ..Plan::monthly() };
    let world = World::new(seed ^ 0x1110_CE47, 1_000, &plan);
    let other = World::new(seed ^ 0x0743_4FCE, 1_000, &plan);
    let mut random = Random::new(seed ^ 0xF11E);
    (0..files as usize)
        .map(|number| {
            let kind = number % KINDS.len();
            let (leak, photo_marks) = file(kind, &world, &other, &mut random);
            let found = match &photo_marks {
                Some(marks) => traced(&world, &leak, marks, 1),
                None => traced(&world, &leak, &NoPhotos, 1),
            };
            let largest = found.recipients.iter().map(|told| told.ln_e).fold(f64::NEG_INFINITY, f64::max);
            (kind, found.verdict, largest, found.recipient_bar)
        })
        .collect()
}

fn file(kind: usize, world: &World, other: &World, random: &mut Random) -> (Leak, Option<Simulated>) {
    let share = [1.0, 0.3, 0.05][random.below(3)];
    let at = random.below(world.deliveries.len());
    let mut rows = extract(world, START + random.next().cast_signed().rem_euclid(700) * DAY, share, random);
    match kind {
        0 => {}
        1 => random.shuffle(&mut rows),
        2 => {
            let strange = Attack::Kept.rows(other, at, 1.0, random).rows;
            for (row, strange) in rows.iter_mut().zip(strange) {
                row.insert(0, strange[0].clone());
            }
        }
        3 => rows = Attack::Kept.rows(other, at, share, random).rows,
        4 => {
            // Everything that another key would do to the same people.
            let marked = Attack::Kept.rows(other, at, 1.0, random).rows;
            let all = extract(world, START + 300 * DAY, 1.0, random);
            rows = marked
                .iter()
                .zip(all)
                .map(|(marked, mut row)| {
                    row.insert(0, marked[0].clone());
                    row
                })
                .collect();
            rows.sort();
        }
        _ => {
            let nobody = DeliveryId { recipient: 0, number: 0 };
            let marks = Simulated { source: nobody, strength: 0.0, seed: random.next() };
            return (photos(world, at, share * 0.3, random), Some(marks));
        }
    }
    (leak(rows), None)
}

/// What the staff system gives, in the order of its numbers.
fn extract(world: &World, at: i64, share: f64, random: &mut Random) -> Vec<Vec<String>> {
    world
        .people
        .present(at)
        .into_iter()
        .filter(|_| random.chance(share))
        .map(|person| {
            [field::SURNAME, field::FORENAME, field::RANK, field::UNIT]
                .map(|field| world.people.value(person, field, at).to_owned())
                .to_vec()
        })
        .collect()
}
