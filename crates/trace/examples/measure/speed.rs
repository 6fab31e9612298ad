//! Time and memory for a file about 47,000 people, with 200 recipients and 52 deliveries to each known.

use crate::synthetic::{Attack, Plan, Random, World};
use crate::told::{leak, traced};
use std::time::Instant;
use trace::{Force, Leak, NoPhotos};

pub fn run(is_quick: bool) {
    let people = if is_quick { 4_700 } else { 47_000 };
    println!(
        "| deliveries hold | file | rows | threads | force read | trace | reference numbers computed | verdict |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for (name, least) in [("30 to 100 %", 0.3), ("everybody", 1.0)] {
        let plan = Plan { recipients: 200, deliveries: 52, days: 7, least, ..Plan::monthly() };
        let world = World::new(47, people, &plan);
        let started = Instant::now();
        let read = Force::new(world.people.known());
        let reading = started.elapsed().as_secs_f64();
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
    let started = Instant::now();
    let found = traced(world, leaked, &NoPhotos, threads);
    println!(
        "| {name} | {file} | {} | {threads} | {reading:.1} s | **{:.1} s** | {} | {:?} |",
        found.file.rows,
        started.elapsed().as_secs_f64(),
        found.work.hashes,
        found.verdict,
    );
}

fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or(0) / 1024
}
