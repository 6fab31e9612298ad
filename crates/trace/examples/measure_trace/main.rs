//! Measures traces on forces that do not exist. `bench/trace/run` makes a page of what this prints.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a program that measures"
)]

mod dating;
mod fails;
mod innocent;
mod jobs;
mod matrix;
mod speed;
mod synthetic;
mod told;

fn main() {
    let is_quick = std::env::var_os("QUICK").is_some_and(|value| value == "1");
    let started = std::time::Instant::now();
    match std::env::args().nth(1).as_deref() {
        Some("matrix") => matrix::run(if is_quick { 2 } else { 50 }),
        Some("innocent") => innocent::run(if is_quick { 40 } else { 2_000 }),
        Some("dating") => dating::run(if is_quick { 3 } else { 100 }),
        Some("jobs") => jobs::run(if is_quick { 3 } else { 40 }),
        Some("fails") => fails::run(if is_quick { 2 } else { 50 }),
        Some("speed") => speed::run(is_quick),
        _ => println!("measure matrix|innocent|dating|jobs|fails|speed"),
    }
    eprintln!("{:.0} s", started.elapsed().as_secs_f64());
}
