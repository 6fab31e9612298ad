//! How long one cell takes: `cargo run --release -p detect --example cells`. Prints nanoseconds a cell.

use detect::{Day, cell};
use std::hint::black_box;
use std::time::Instant;

#[expect(clippy::print_stdout, clippy::cast_precision_loss, reason = "a measuring program")]
fn main() {
    let Some(today) = Day::new(2026, 12, 1) else { return };
    let cells: &[(&str, &[&str])] = &[
        (
            "words",
            &["Ashworth", "Constable", "Response and patrol", "M", "Yes", "North West", "no further action"],
        ),
        ("whole numbers", &["7", "42", "1985", "12345", "0", "203", "86400"]),
        ("ten digits", &["9434765919", "1234567890", "1955839661", "7700900123"]),
        ("dates", &["1985-03-04", "2024-01-31", "1999-12-31"]),
        ("decimals", &["12.5", "0.125", "1499.99", "51.50740"]),
        ("codes", &["2002/0073319Z", "AB123456C", "SW1A 1AA", "AB12 CDE", "W1", "M3"]),
        ("mail", &["a.test@example.org", "firstname.surname@force.example.uk"]),
        (
            "sentences",
            &[
                "Victim states that the suspect pushed her at the home address and left in a vehicle before 10",
            ],
        ),
    ];
    for (name, texts) in cells {
        let rounds = 40_000 / texts.len();
        let count = (rounds * texts.len()) as f64;
        let mut found = 0_u64;
        let mut best = f64::INFINITY;
        // The fastest of many short runs: what the work costs when nobody else uses the machine.
        for _ in 0..60 {
            found = 0;
            let start = Instant::now();
            for _ in 0..rounds {
                for text in *texts {
                    cell(black_box(text), today, &mut |_, _| found += 1);
                }
            }
            best = best.min(start.elapsed().as_nanos() as f64 / count);
        }
        println!("{name:14} {best:6.1} ns a cell, {:.2} kinds each", found as f64 / count);
    }
}
