//! Says how much is in files, and how long it took to read them: `cargo run --example read -- FILE…`. Shows no value.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a tool for the terminal")]

use reading::{Wanted, read};
use sandbox::Sandbox;
use std::fs::File;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some("worker") {
        return sandbox::run_worker();
    }
    let Ok(sandbox) = Sandbox::new(["worker"]) else { return ExitCode::FAILURE };
    let wanted = Wanted { pictures: true, ..Wanted::default() };
    let (mut files, mut rows, mut pictures, mut texts, mut unread) = (0, 0, 0, 0, 0);
    let mut took = Duration::ZERO;
    for path in std::env::args().skip(1) {
        let name = Path::new(&path).file_name().unwrap_or_default().to_string_lossy().into_owned();
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error) => {
                eprintln!("{path}: {}", error.kind());
                return ExitCode::FAILURE;
            }
        };
        let began = Instant::now();
        let reading = read(&sandbox, file, &name, &wanted);
        took += began.elapsed();
        files += 1;
        rows += reading.tables.iter().map(|table| table.rows.len()).sum::<usize>();
        pictures += reading.pictures.len();
        texts += reading.texts.len();
        unread += usize::from(!reading.is_whole());
    }
    println!(
        "{files} files, {rows} rows, {texts} texts, {pictures} pictures; {unread} not whole; {took:.2?}"
    );
    ExitCode::SUCCESS
}
