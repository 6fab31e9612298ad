//! Measures exposure for `bench/record/run`: makes a record of generated holdings, asks it, asks PostgreSQL the same.
//!
//! ```text
//! exposure make FOLDER HOLDINGS PEOPLE uniform|clustered      a record, written in bulk below the acts
//! exposure ask FOLDER holder|all|person                       one question in a process of its own
//! exposure warm FOLDER holder|all                             many questions to an index in memory
//! exposure union FOLDER                                       the same sets united by roaring
//! exposure sql URL HOLDINGS PEOPLE uniform|clustered          the same question as a join
//! ```
//! Each prints one JSON object.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "a measurement ends where it fails, and its numbers are small"
)]

mod ask;
mod generated;
mod make;
mod sql;

use generated::Data;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let answer = match arguments.as_slice() {
        ["make", folder, holdings, people, membership] => {
            runtime.block_on(make::run(folder, &Data::new(holdings, people, membership)))
        }
        ["ask", folder, what] => runtime.block_on(ask::cold(folder, what)),
        ["warm", folder, what] => runtime.block_on(ask::warm(folder, what)),
        ["union", folder] => runtime.block_on(ask::union(folder)),
        ["sql", url, holdings, people, membership] => sql::run(url, &Data::new(holdings, people, membership)),
        _ => panic!("see the head of this file for what it does"),
    };
    println!("{answer}");
}

/// The record of a folder.
fn place(folder: &str) -> record::Place {
    let folder = std::path::Path::new(folder);
    let mut place = record::Place::folder(folder.join("data"));
    place.key_file = Some(folder.join("keys").join("force.key"));
    place
}

/// The most memory that this process has held, in bytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) << 10
}

/// Seconds of a piece of work.
fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let began = std::time::Instant::now();
    let outcome = work();
    (began.elapsed().as_secs_f64(), outcome)
}
