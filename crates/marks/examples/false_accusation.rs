//! How often innocent deliveries reach a bound: `cargo run --release -p marks --example false_accusation [DRAWS]`, for
//! `bench/marks`. Every draw is a delivery with a fresh key; what stands in the leaked file was chosen by somebody who knows
//! everything but these keys, and who holds a real delivery of somebody else's. One line for each case, of tab-separated
//! cells: channel, what the attacker did, draws, and how many reached 10, 100, 1,000 and 10,000.
#![allow(clippy::print_stdout, clippy::cast_precision_loss, reason = "an example says what it measured")]

use keyring::SecretKey;
use marks::evidence::{
    Channels, EValue, HoneyFound, OrderTable, PhotoScore, TokensFound, honey, inversions, photo, pool, token,
    token_among,
};
use marks::photo::{Difference, Luma, Original, Strength};
use marks::{DeliveryKey, DeliveryName, NameShown, Subject, name_space};
use std::collections::HashSet;

const BOUNDS: [f64; 4] = [10.0, 100.0, 1_000.0, 10_000.0];
/// Tokens are cut to so many bits: with 65 nothing would ever be seen to match.
const BITS: u32 = 20;
const SUBJECTS: u32 = 20;
const HONEYS: u32 = 5;
/// Surnames of which the attacker lists every combination.
const SURNAMES: usize = 50;

fn key(recipient: u32, delivery: u32) -> DeliveryKey {
    let master = SecretKey::from_bytes(&[3; 32]);
    DeliveryKey::derive(&master, &DeliveryName { recipient, purpose: "bench", delivery })
}

/// The delivery that the attacker holds.
fn held() -> DeliveryKey {
    key(u32::MAX, 0)
}

/// Runs the draws on two threads, and says how many reached each bound.
fn count(channel: &str, what: &str, draws: u32, value: impl Fn(u32) -> EValue + Sync) {
    let half = |from: u32, to: u32| {
        let mut counts = [0_u64; BOUNDS.len()];
        for draw in from..to {
            let ln = value(draw).ln();
            counts
                .iter_mut()
                .zip(BOUNDS)
                .filter(|(_, bound)| ln >= bound.ln())
                .for_each(|(count, _)| *count += 1);
        }
        counts
    };
    let counts = std::thread::scope(|scope| {
        let first = scope.spawn(|| half(0, draws / 2));
        let second = half(draws / 2, draws);
        let first = first.join().unwrap_or_else(|_| std::process::exit(1));
        first.iter().zip(second).map(|(one, other)| (one + other).to_string()).collect::<Vec<_>>()
    });
    println!("{channel}\t{what}\t{draws}\t{}", counts.join("\t"));
}

/// What the attacker writes into the column of reference numbers: those that he holds, then numbers in a row.
fn strings(count: u32) -> HashSet<u128> {
    let held = held().token();
    let own = (0..count / 2).map(|person| held.token(Subject::Person(person)).to_bits() >> (65 - BITS));
    let mut strings: HashSet<u128> = own.collect();
    for string in 0.. {
        if strings.len() as u32 >= count {
            break;
        }
        strings.insert(string);
    }
    strings
}

fn tokens(key: &DeliveryKey, strings: &HashSet<u128>) -> EValue {
    let key = key.token();
    let is_match =
        |person: &u32| strings.contains(&(key.token(Subject::Person(*person)).to_bits() >> (65 - BITS)));
    let matches = (0..SUBJECTS).filter(is_match).count() as u64;
    let found = TokensFound { matches, strings: strings.len() as u64, subjects: u64::from(SUBJECTS) };
    token_among(f64::from(BITS), found)
}

fn people(count: u32) -> Vec<Subject> {
    (0..count).map(Subject::Person).collect()
}

fn order(key: &DeliveryKey, rows: &[Subject], table: &OrderTable) -> EValue {
    let key = key.order();
    let places: Vec<[u8; 32]> = rows.iter().map(|row| key.place(*row)).collect();
    table.weigh(inversions(&places))
}

/// A picture with edges, shades and grain.
fn picture(side: u32, seed: u32) -> Option<Luma> {
    let samples = (0..side * side).map(|at| {
        let (x, y) = (at % side, at / side);
        let grain = (at ^ seed).wrapping_mul(2_654_435_761).wrapping_add(seed.wrapping_mul(40_503)) >> 27;
        let shape = if (x + seed) / 13 % 2 == y / 17 % 2 { 70 } else { 0 };
        (40 + shape + grain + x * 60 / side + y * 20 / side) as u8
    });
    Luma::new(side, side, samples.collect()).ok()
}

/// What is left of a picture that somebody leaked, after `change` by the attacker.
fn difference(side: u32, seed: u32, change: impl Fn(&Luma) -> Option<Luma>) -> Option<Difference> {
    let picture = picture(side, seed)?;
    Original::new(&picture).compare(&change(&picture)?)
}

/// The attacker leaks the photos that he holds.
fn leaks_his(side: u32, seed: u32) -> Option<Difference> {
    difference(side, seed, |photo| Some(held().photo(Subject::Person(seed)).mark(photo, Strength::Strong)))
}

/// The attacker changes one corner by much, so that a few chips outweigh all others.
fn changes_a_corner(side: u32, seed: u32) -> Option<Difference> {
    difference(side, seed, |photo| {
        let mut samples = photo.samples().to_vec();
        for (at, sample) in samples.iter_mut().enumerate() {
            let (x, y) = (at as u32 % side, at as u32 / side);
            if x < 8 && y < 8 {
                *sample = sample.saturating_add(if (x + y) % 2 == 0 { 20 } else { 0 });
            }
        }
        Luma::new(side, side, samples).ok()
    })
}

fn score(key: &DeliveryKey, person: u32, difference: &Difference) -> PhotoScore {
    difference.score(&key.photo(Subject::Person(person)))
}

fn names(key: &DeliveryKey, surnames: &HashSet<&str>) -> EValue {
    let found = key.honey().people(HONEYS as usize, |_| false).unwrap_or_default();
    let found = found.iter().filter(|person| surnames.contains(person.surname)).count() as u32;
    let of_each = name_space(NameShown::Full) / name_space(NameShown::Surname);
    let names = of_each * surnames.len() as u64;
    honey(HoneyFound { found, delivered: HONEYS, names, shown: NameShown::Full, refused: 0 })
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let draws: u32 = std::env::args().nth(1).map_or(Ok(1_000_000), |draws| draws.parse())?;

    for listed in [5, 50, 500, 5000] {
        let strings = strings(listed);
        let what = format!("{listed} strings, tokens of {BITS} bits");
        count("T", &what, draws, |draw| tokens(&key(draw, 0), &strings));
    }
    let held_tokens: HashSet<u128> =
        people(5000).iter().map(|person| held().token().token(*person).to_bits()).collect();
    count("T", "5,000 strings, whole tokens", draws, |draw| {
        let key = key(draw, 0).token();
        let matches = people(SUBJECTS)
            .iter()
            .filter(|person| held_tokens.contains(&key.token(**person).to_bits()))
            .count();
        token(TokensFound { matches: matches as u64, strings: 5000, subjects: u64::from(SUBJECTS) })
            .half_bet()
    });

    for rows in [5, 7, 13, 100] {
        let table = OrderTable::for_rows(rows as usize);
        let sorted = people(rows);
        count("O", &format!("{rows} rows, sorted"), draws, |draw| order(&key(draw, 0), &sorted, &table));
        let mut his = people(rows);
        held().order().sort(&mut his);
        count("O", &format!("{rows} rows in the order that he holds"), draws, |draw| {
            order(&key(draw, 0), &his, &table)
        });
    }

    let small = leaks_his(64, 1).ok_or("no difference")?;
    count("P", "a small photo that he holds", draws, |draw| photo(score(&key(draw, 0), 1, &small).z));
    let corner = changes_a_corner(64, 2).ok_or("no difference")?;
    count("P", "a small photo, one corner changed", draws, |draw| photo(score(&key(draw, 0), 2, &corner).z));
    let large = leaks_his(400, 3).ok_or("no difference")?;
    count("P", "a photo of 400 by 400 that he holds", draws, |draw| photo(score(&key(draw, 0), 3, &large).z));
    let many: Vec<(u32, Difference)> =
        (10..20).filter_map(|person| Some((person, leaks_his(64, person)?))).collect();
    let pooled = |key: &DeliveryKey| {
        // Each photo twice: copies must add nothing.
        let scores = many
            .iter()
            .map(|(person, difference)| (Subject::Person(*person), score(key, *person, difference)));
        pool(scores.clone().chain(scores)).map_or(EValue::ONE, |pooled| pooled.value)
    };
    count("P", "ten small photos, each twice", draws, |draw| pooled(&key(draw, 0)));

    let held_people = held().honey().people(SURNAMES, |_| false)?;
    let surnames: HashSet<&str> = held_people.iter().map(|person| person.surname).collect();
    let what = format!("all combinations of {} surnames, {HONEYS} delivered", surnames.len());
    count("H", &what, draws, |draw| names(&key(draw, 0), &surnames));

    let (table, rows, strings) = (OrderTable::for_rows(7), people(7), strings(500));
    let product = |key: &DeliveryKey| {
        let channels = Channels {
            token: Some(tokens(key, &strings)),
            order: Some(order(key, &rows, &table)),
            photo: Some(photo(score(key, 1, &small).z)),
            honey: Some(names(key, &surnames)),
        };
        channels.product()
    };
    count("product", "500 strings, 7 rows sorted, a small photo, the surnames", draws, |draw| {
        product(&key(draw, 0))
    });
    count("average", "the same product, averaged over a recipient's 4 deliveries", draws, |draw| {
        EValue::average((0..4).map(|delivery| product(&key(draw, delivery))), 4)
    });
    Ok(())
}
