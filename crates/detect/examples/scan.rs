//! Runs the recognisers over texts, for `bench/identifiers`.
//!
//! `scan < texts.jsonl`: one object `{"text": …, "label": …}` a line in, one array of findings a line out.
//! `scan --time FILE`: scans a plain text line by line and prints bytes and seconds, nothing else.
//! `--only ID` leaves one recogniser; `--now YYYY-MM-DD` is today.

use detect::{Day, Evidence, Page, RECOGNISERS, Recogniser, read_date, recognise};
use serde_json::{Value, json};
use std::error::Error;
use std::io::{BufRead, Write, stdin, stdout};
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let value = |name: &str| {
        arguments
            .iter()
            .position(|argument| argument == name)
            .and_then(|at| arguments.get(at + 1))
            .map(String::as_str)
    };
    let newest = Day::new(2026, 12, 1).ok_or("no such day")?;
    let today = value("--now").and_then(|day| read_date(day, newest)).unwrap_or(newest);
    let only = value("--only");
    let recognisers: Vec<&dyn Recogniser> =
        RECOGNISERS.iter().copied().filter(|one| only.is_none_or(|only| one.id() == only)).collect();
    match value("--time") {
        Some(file) => time(&recognisers, &std::fs::read_to_string(file)?, today),
        None => scan(&recognisers, today),
    }
}

fn scan(recognisers: &[&dyn Recogniser], today: Day) -> Result<(), Box<dyn Error>> {
    let mut page = Page::default();
    let mut evidence = Vec::new();
    let mut output = std::io::BufWriter::new(stdout().lock());
    for line in stdin().lock().lines() {
        let line: Value = serde_json::from_str(&line?)?;
        let text = line["text"].as_str().unwrap_or_default();
        let segment = page.segment(text, line["label"].as_str().unwrap_or_default(), "", today);
        evidence.clear();
        recognise(recognisers, &segment, &mut evidence)?;
        let findings: Vec<Value> = evidence.iter().map(|finding| show(finding, text)).collect();
        writeln!(output, "{}", Value::from(findings))?;
    }
    Ok(())
}

/// Positions in characters, as Python counts.
fn show(finding: &Evidence, text: &str) -> Value {
    let count = |end: usize| text.get(..end).map_or(0, |head| head.chars().count());
    json!({
        "start": count(finding.range.start), "end": count(finding.range.end), "kind": finding.kind.id(),
        "bits": finding.bits, "rank": finding.rank, "why": finding.why.to_string(),
    })
}

#[expect(clippy::print_stdout, reason = "a measuring program")]
fn time(recognisers: &[&dyn Recogniser], text: &str, today: Day) -> Result<(), Box<dyn Error>> {
    let mut page = Page::default();
    let mut evidence = Vec::new();
    let mut found = 0;
    let start = Instant::now();
    for line in text.lines() {
        let segment = page.segment(line, "", "", today);
        evidence.clear();
        recognise(recognisers, &segment, &mut evidence)?;
        found += evidence.len();
    }
    let seconds = start.elapsed().as_secs_f64();
    println!("{}", json!({ "bytes": text.len(), "seconds": seconds, "found": found }));
    Ok(())
}
