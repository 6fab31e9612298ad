//! Time and memory for a file about 47,000 people, with 200 recipients and 52 deliveries to each known.

use crate::synthetic::{Attack, Plan, Random, World};
use crate::told::{leak, traced};
use std::time::Instant;
use trace::{Force, Leak, NoPhotos};

pub fn run(is_quick: bool) {
    let people = if is_quick { 4_700 } else { 47_000 };
    println!(
        "| deliveries hold | file | rows | threads | force read | trace | processor time | reference numbers computed | verdict |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    for (name, least) in [("30 to 100 %", 0.3), ("everybody", 1.0)] {
        let plan = Plan { recipients: 200, deliveries: 52, days: 7, least, ..Plan::monthly() };
        let world = World::new(47, people, &plan);
        let started = processor_seconds();
        let read = Force::new(world.people.known());
        let reading = processor_seconds() - started;
        drop(read);
        let mut random = Random::new(1);
        for (file, attack) in [
            ("as delivered", Attack::Kept),
            ("sorted, ASCII", Attack::SortedFolded),
            ("reference numbers dropped", Attack::NoTokens),
            ("20 % made up", Attack::Forged),
        ] {
            let leaked = leak(attack.rows(&world, 5_000, 1.0, &mut random).rows);
            for threads in [1, 2] {
                row(&world, &leaked, name, file, threads, reading);
            }
        }
        let rows = Attack::Kept.rows(&world, 5_000, 1.0, &mut random).rows;
        let column = |at: usize| leak(rows.iter().map(|row| vec![row[at].clone()]).collect());
        row(&world, &column(1), name, "surnames only", 2, reading);
        row(&world, &column(0), name, "reference numbers only", 2, reading);
    }
    println!(
        "\nMost memory of the process, synthetic force and all recipes included: {} MiB.",
        most_memory()
    );
}

fn row(world: &World, leaked: &Leak, name: &str, file: &str, threads: usize, reading: f64) {
    let (started, processor) = (Instant::now(), processor_seconds());
    let found = traced(world, leaked, &NoPhotos, threads);
    println!(
        "| {name} | {file} | {} | {threads} | {reading:.1} s | **{:.1} s** | {:.1} s | {} | {:?} |",
        found.file.rows,
        started.elapsed().as_secs_f64(),
        processor_seconds() - processor,
        found.work.hashes,
        found.verdict,
    );
}

/// Processor time of this process so far, of all threads: fields 14 and 15 of its line, in hundredths of a second.
fn processor_seconds() -> f64 {
    let line = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = line.rsplit_once(')').map_or("", |(_, fields)| fields);
    let hundredths = fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u32>().ok());
    hundredths.map(f64::from).sum::<f64>() / 100.0
}

fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or(0) / 1024
}
