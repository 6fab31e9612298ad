//! How fast marks are made and weighed: `cargo run --release -p marks --example rates`. One thread, its processor time; the
//! middle of five runs.
#![allow(clippy::print_stdout, clippy::cast_precision_loss, reason = "an example says what it measured")]

use keyring::SecretKey;
use marks::evidence::{OrderTable, order};
use marks::photo::{Luma, Original, Strength};
use marks::{DeliveryKey, DeliveryName, Subject, tokens_in};
use std::hint::black_box;

const PEOPLE: u32 = 47_000;

/// Seconds that this thread was on a processor, as Linux counts them: a busy machine makes nothing slower.
fn processor_seconds() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = told.split_ascii_whitespace().next().and_then(|number| number.parse::<f64>().ok());
    nanoseconds.unwrap_or(f64::NAN) / 1e9
}

/// Prints tab-separated: what, unit, how many a second.
fn measure(what: &str, unit: &str, count: f64, run: impl Fn()) {
    let mut rates: Vec<f64> = (0..5)
        .map(|_| {
            let begun = processor_seconds();
            run();
            count / (processor_seconds() - begun)
        })
        .collect();
    rates.sort_unstable_by(f64::total_cmp);
    println!("{what}\t{unit}\t{:.4e}", rates.get(2).copied().unwrap_or_default());
}

/// Lets nothing be left out because nobody looks at it.
fn keep<T>(value: &T) {
    black_box(value);
}

/// A picture of 400 by 500 with edges, shades and grain.
fn picture() -> Option<Luma> {
    let samples = (0..400 * 500_u32).map(|at| {
        let (x, y) = (at % 400, at / 400);
        let grain = at.wrapping_mul(2_654_435_761) >> 28;
        let shape = if (x * x + y * y) / 9000 % 2 == y / 47 % 2 { 70 } else { 0 };
        (40 + shape + grain + x / 8 + y / 12) as u8
    });
    Luma::new(400, 500, samples.collect()).ok()
}

fn main() {
    let master = SecretKey::from_bytes(&[5; 32]);
    let key =
        |delivery| DeliveryKey::derive(&master, &DeliveryName { recipient: 1, purpose: "bench", delivery });
    let people: Vec<Subject> = (0..PEOPLE).map(Subject::Person).collect();

    measure("keys of deliveries", "keys", 200_000.0, || {
        (0..200_000).for_each(|delivery| keep(&key(delivery)));
    });
    let token = key(1).token();
    measure("reference numbers", "numbers", f64::from(PEOPLE) * 20.0, || {
        (0..20).for_each(|_| people.iter().for_each(|person| keep(&token.token(*person))));
    });
    let texts: Vec<String> = people
        .iter()
        .map(|person| format!("Ann,Carter,Constable,{},Reading", token.token(*person)))
        .collect();
    let text = texts.join("\n");
    measure("reference numbers looked for in text", "bytes", text.len() as f64 * 10.0, || {
        (0..10).for_each(|_| keep(&tokens_in(&text).count()));
    });
    let place = key(1).order();
    measure("order of 47,000 rows weighed", "files", 1.0, || {
        keep(&order(&people, |_| true, &place));
    });
    measure("its table made (once for all deliveries)", "tables", 1.0, || {
        keep(&OrderTable::for_rows(PEOPLE as usize));
    });
    let Some(photo) = picture() else { return };
    let mark = key(1).photo(Subject::Person(1));
    measure("photos of 400 by 500 marked", "photos", 20.0, || {
        (0..20).for_each(|_| keep(&mark.mark(&photo, Strength::Light)));
    });
    let marked = mark.mark(&photo, Strength::Light);
    measure("photos laid over their original, which is got ready", "photos", 3.0, || {
        (0..3).for_each(|_| keep(&Original::new(&photo).compare(&marked).is_some()));
    });
    let Some(difference) = Original::new(&photo).compare(&marked) else { return };
    measure("keys of deliveries tried on a photo", "keys", 1000.0, || {
        (0..1000).for_each(|_| keep(&difference.score(&mark)));
    });
}
