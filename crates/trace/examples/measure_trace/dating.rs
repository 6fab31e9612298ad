//! The content clock beside the numbers of the design.

use crate::synthetic::{DAY, Plan, Random, START, World, field, table_of};
use crate::told::{each_seed, leak, median, traced};
use trace::{Leak, NoPhotos, Photo};

/// Rows, columns, wrong values, and what the design has: plain bracket, robust.
const CASES: [(usize, bool, f64, &str); 12] = [
    (100, false, 0.0, "26 d"),
    (470, false, 0.0, "4.9 d (robust 19 to 44 d)"),
    (1_000, false, 0.0, "2.6 d"),
    (4_700, false, 0.0, "0.5 d (robust 1.4 to 2.1 d)"),
    (4_700, false, 0.05, "(robust 1.4 to 2.1 d)"),
    (4_700, false, 0.2, "(robust 4.2 d)"),
    (100, true, 0.0, "10 d"),
    (470, true, 0.0, "2.3 d"),
    (1_000, true, 0.0, "1.0 d"),
    (4_700, true, 0.0, "0.2 d"),
    (4_700, true, 0.05, "–"),
    (4_700, true, 0.2, "–"),
];

pub fn run(forces: u64) {
    let plan = Plan { recipients: 1, deliveries: 1, ..Plan::monthly() };
    let found = each_seed(forces, |seed| {
        let world = World::new(seed ^ 0xDA7E, 6_000, &plan);
        let mut random = Random::new(seed ^ 0xC10C);
        CASES.map(|(rows, all, wrong, _)| one(&world, rows, all, wrong, &mut random))
    });
    println!("{forces} forces. Width of the plain bracket and of the 99.9 % stretch: medians.\n");
    println!(
        "| rows | columns | wrong values | plain bracket | 99.9 % stretch | covered | the design's figure |"
    );
    println!("|---|---|---|---|---|---|---|");
    for (at, (rows, all, wrong, design)) in CASES.iter().enumerate() {
        let these: Vec<Dated> = found.iter().map(|found| found[at]).collect();
        let columns = if *all { "and unit, vetting, phone" } else { "name, rank, photo" };
        let brackets: Vec<f64> = these.iter().filter_map(|dated| dated.bracket).collect();
        let bracket = if brackets.len() * 2 < these.len() {
            "none".to_owned()
        } else {
            format!("{:.1} d", median(brackets))
        };
        println!(
            "| {rows} | {columns} | {:.0} % | {bracket} | {:.1} d | {} of {} | {design} |",
            wrong * 100.0,
            median(these.iter().map(|dated| dated.width).collect()),
            these.iter().filter(|dated| dated.is_covered).count(),
            these.len(),
        );
    }
}

#[derive(Clone, Copy)]
struct Dated {
    bracket: Option<f64>,
    width: f64,
    is_covered: bool,
}

#[expect(clippy::cast_precision_loss, reason = "days")]
fn one(world: &World, rows: usize, all: bool, wrong: f64, random: &mut Random) -> Dated {
    let at = START + 60 * DAY + random.next().cast_signed().rem_euclid(600 * DAY);
    let mut people = world.people.present(at);
    random.shuffle(&mut people);
    people.truncate(rows);
    let fields: &[u8] = if all {
        &[
            field::SURNAME,
            field::FORENAME,
            field::SERVICE,
            field::RANK,
            field::UNIT,
            field::VETTING,
            field::PHONE,
        ]
    } else {
        &[field::SURNAME, field::FORENAME, field::SERVICE, field::RANK]
    };
    let mut table: Vec<Vec<String>> = people
        .iter()
        .map(|person| fields.iter().map(|field| world.people.value(*person, *field, at).to_owned()).collect())
        .collect();
    // A wrong value is another person's, from the same column; the number that says whom a row is about stays.
    let height = table.len();
    for row in 0..height {
        for column in (0..fields.len()).filter(|column| fields[*column] != field::SERVICE) {
            if random.chance(wrong) {
                let other = table[random.below(height)][column].clone();
                table[row][column] = other;
            }
        }
    }
    let photos = (0_u32..)
        .zip(&people)
        .map(|(number, person)| {
            let shown = if random.chance(wrong) { START } else { at };
            Photo { number, people: vec![*person], held: world.people.held(*person, field::PHOTO, shown) }
        })
        .collect();
    let file = Leak { tables: vec![table_of(table)], photos, ..leak(Vec::new()) };
    let clock = traced(world, &file, &NoPhotos, 1).content.expect("values");
    let days = |from: i64, until: i64| (until - from) as f64 / DAY as f64;
    Dated {
        bracket: clock.bracket.map(|bracket| days(bracket.from, bracket.until)),
        width: days(clock.credible.from, clock.credible.until),
        is_covered: clock.credible.from <= at && at < clock.credible.until,
    }
}
