//! A bucket is listed against what ought to be in it: for a stopwatch (`bench/listing/run`).
//!
//! ```text
//! listing serve COUNT EVERY          an S3 server in memory of every so-many-th item; says where, ends with its input
//! listing expect COUNT FILE          a list of what ought to be there
//! listing compare FILE ENDPOINT      lists through S3 and compares, in one pass; says what came of it as JSON
//! ```
//! Each is a process of its own, so that the memory of the one is not counted as that of the other.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::panic,
    reason = "a stopwatch stops at the first thing"
)]

use inventory::compare::{Comparison, Finding};
use inventory::file::{Reader, Writer};
use inventory::{Entry, Key, ListOptions, Listed, Location};
use jiff::Timestamp;
use object_store::aws::AmazonS3Builder;
use s3_for_tests::{BUCKET, Identity, MemoryS3, REGION, Server};
use std::fs::File;
use std::io::{BufReader, BufWriter, Read};
use std::sync::Arc;
use std::time::Instant;

const NOW: Timestamp = Timestamp::constant(1_760_000_000, 0);

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["serve", count, every] => serve(count.parse().unwrap(), every.parse().unwrap()),
        ["expect", count, file] => expect(count.parse().unwrap(), file),
        ["compare", file, endpoint] => compare(file, endpoint),
        _ => panic!("see the source for what this can do"),
    }
}

/// Names as an evidence system gives them, in ascending order.
fn item(number: u64) -> (String, u64) {
    let (month, day, camera) = (number / 900_000 + 10, number / 30_000 % 30 + 10, number / 100 % 300);
    (
        format!("2023/{month}/{day}/camera-{camera:03}/{number:09}.mp4"),
        100_000_000 + number * 7919 % 100_000_000,
    )
}

fn serve(count: u64, every: u64) {
    let objects =
        MemoryS3::with_generated(usize::try_from(count).unwrap(), |number| item(number as u64 * every));
    let server = Server::memory(objects);
    println!("{}", server.endpoint());
    // Until whoever started it has gone.
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
}

fn expect(count: u64, file: &str) {
    let mut writer = Writer::new(BufWriter::new(File::create(file).unwrap())).unwrap();
    for number in 0..count {
        let (key, size) = item(number);
        let listed = Listed { key: Key::new(key).unwrap(), size, modified: None, tag: None, version: None };
        writer.push(&Entry::named(listed, NOW)).unwrap();
    }
    let (to, totals) = writer.finish().unwrap();
    to.into_inner().unwrap();
    println!("{{\"items\":{}}}", totals.all.count);
}

fn compare(file: &str, endpoint: &str) {
    let store = AmazonS3Builder::new()
        .with_bucket_name(BUCKET)
        .with_region(REGION)
        .with_endpoint(endpoint)
        .with_allow_http(true)
        .with_access_key_id(Identity::Reader.access_key())
        .with_secret_access_key(Identity::Reader.secret())
        .build()
        .unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let _inside = runtime.enter();
    let location = Location::in_store(Arc::new(store), "", "s3://tipstaff").unwrap();
    let begun = Instant::now();
    let expected = Reader::new(BufReader::with_capacity(256 << 10, File::open(file).unwrap())).unwrap();
    let mut missing = 0_u64;
    let mut comparison = Comparison::new(expected, |finding: Finding<'_>| {
        missing += u64::from(matches!(finding, Finding::Missing(_)));
        Ok(())
    })
    .unwrap();
    let mut listing = location.list(&ListOptions::default());
    while let Some(batch) = listing.blocking_next() {
        for listed in batch {
            comparison.observe(listed).unwrap();
        }
    }
    let (difference, _) = comparison.finish().unwrap();
    let outcome = listing.blocking_finish();
    println!(
        "{{\"seconds\":{:.3},\"complete\":{},\"listed\":{},\"missing\":{},\"named\":{missing},\"surplus\":{}}}",
        begun.elapsed().as_secs_f64(),
        outcome.coverage.is_complete(),
        outcome.sum.count,
        difference.missing.count,
        difference.surplus.count,
    );
}
