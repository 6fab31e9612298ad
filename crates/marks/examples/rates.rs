//! How fast marks are made and weighed: `cargo run --release -p marks --example rates`. One thread; the middle of five runs.
#![allow(clippy::print_stdout, clippy::cast_precision_loss, reason = "an example says what it measured")]

use keyring::SecretKey;
use marks::evidence::{OrderTable, order};
use marks::{DeliveryKey, DeliveryName, Subject, tokens_in};
use std::hint::black_box;
use std::time::Instant;

const PEOPLE: u32 = 47_000;

/// Prints tab-separated: what, unit, how many a second.
fn measure(what: &str, unit: &str, count: f64, run: impl Fn()) {
    let mut rates: Vec<f64> = (0..5)
        .map(|_| {
            let begun = Instant::now();
            run();
            count / begun.elapsed().as_secs_f64()
        })
        .collect();
    rates.sort_unstable_by(f64::total_cmp);
    println!("{what}\t{unit}\t{:.4e}", rates.get(2).copied().unwrap_or_default());
}

/// Lets nothing be left out because nobody looks at it.
fn keep<T>(value: &T) {
    black_box(value);
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
}
