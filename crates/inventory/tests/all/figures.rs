//! Measures, run by hand: `cargo nextest run -p inventory --run-ignored only --no-capture figures`.
#![allow(clippy::print_stderr)]

use crate::common::{Dice, at, drain, key};
use inventory::compare::{Finding, compare};
use inventory::delta::{Change, Current, DeltaReader, DeltaWriter, compact};
use inventory::file::{Reader, Writer};
use inventory::reading::{Expected, Reading};
use inventory::sort::Sorter;
use inventory::{Entry, InventoryError, ListOptions, Listed, Location, SweepDigest};
use std::fs;
use std::io::{BufReader, Seek};
use std::time::Instant;

/// Seconds of the processor that this process has had, in hundredths.
fn processor() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<_> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / 100.0
}

#[derive(Clone, Copy)]
struct Begun {
    at: Instant,
    processor: f64,
}

fn begin() -> Begun {
    Begun { at: Instant::now(), processor: processor() }
}

fn say(what: &str, count: u64, begun: Begun) {
    let seconds = begun.at.elapsed().as_secs_f64();
    let busy = processor() - begun.processor;
    let peak = fs::read_to_string("/proc/self/status").unwrap();
    let peak =
        peak.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default().trim().to_owned();
    eprintln!(
        "{what}: {count} in {seconds:.2} s, {busy:.2} CPU s, {:.0} a second; peak {peak}",
        count as f64 / seconds
    );
}

fn item(n: u64) -> Listed {
    Listed {
        key: key(&format!(
            "2023/{:02}/{:02}/camera-{:04}/{n:09}.mp4",
            n / 900_000,
            n / 30_000 % 30,
            n / 100 % 300
        )),
        size: 100_000_000 + n * 7919 % 100_000_000,
        modified: Some(at(1_690_000_000 + n.cast_signed())),
        tag: Some(format!("\"{:032x}\"", n.wrapping_mul(0x9e37_79b9_7f4a_7c15)).into()),
        version: None,
    }
}

fn items(n: u64) -> impl Iterator<Item = Entry> {
    (0..n).map(|n| Entry { class: Some("evidential".into()), ..Entry::named(item(n), at(1_700_000_000)) })
}

#[test]
#[ignore = "measures"]
fn digests() {
    let key = key("2023/05/17/camera-4711/000123456.mp4");
    let mut digest = SweepDigest::new();
    let begun = begin();
    (0..1_000_000).for_each(|n| digest.insert(&key, n));
    say("items digested", 1_000_000, begun);
}

#[test]
#[ignore = "measures"]
fn folder() {
    let root = tempfile::tempdir().unwrap();
    for n in 0..100_000 {
        let folder = root.path().join(format!("{:03}", n / 250));
        if n % 250 == 0 {
            fs::create_dir(&folder).unwrap();
        }
        fs::write(folder.join(format!("{n:06}.mp4")), "x").unwrap();
    }
    for _ in 0..3 {
        let begun = begin();
        let (items, outcome) = drain(Location::folder(root.path()).list(&ListOptions::default()));
        assert!(outcome.coverage.is_complete());
        say("files listed with sizes", items.len() as u64, begun);
    }
}

#[test]
#[ignore = "measures"]
fn inventory_of_ten_million() {
    const N: u64 = 10_000_000;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list");
    let begun = begin();
    let mut writer = Writer::new(fs::File::create(&path).unwrap()).unwrap();
    items(N).for_each(|entry| writer.push(&entry).unwrap());
    let (_, totals) = writer.finish().unwrap();
    say("entries written", N, begun);
    eprintln!("{} bytes an entry", fs::metadata(&path).unwrap().len() as f64 / N as f64);

    let read = || Reader::new(BufReader::with_capacity(256 << 10, fs::File::open(&path).unwrap())).unwrap();
    let begun = begin();
    assert_eq!(read().map(|entry| entry.unwrap().size).sum::<u64>(), totals.all.bytes);
    say("entries read", N, begun);

    let begun = begin();
    let observed = (0..N).step_by(10).map(|n| Ok::<_, InventoryError>(item(n)));
    let mut missing = 0;
    let count = |finding: Finding<'_>| {
        missing += u64::from(matches!(finding, Finding::Missing(_)));
        Ok(())
    };
    let (difference, _) = compare(read(), observed, count).unwrap();
    assert_eq!((difference.same, difference.missing.count), (N / 10, N / 10 * 9));
    say("compared with a million", N, begun);

    let begun = begin();
    let observed = (0..N).filter(|n| n % 100_000 != 0).map(|n| Ok::<_, InventoryError>(item(n)));
    let (difference, _) = compare(read(), observed, |_: Finding<'_>| Ok(())).unwrap();
    assert_eq!(difference.missing.count, 100);
    say("compared with nearly as many", N, begun);
}

#[test]
#[ignore = "measures"]
fn deltas_over_ten_million() {
    const N: u64 = 10_000_000;
    let mut deltas = Vec::new();
    for which in 0..10 {
        let mut writer = DeltaWriter::new(Vec::new()).unwrap();
        (which..N).step_by(1000).for_each(|n| {
            let entry = Entry::named(item(n), at(1_700_000_001));
            writer.push(&Change::Changed(entry)).unwrap();
        });
        deltas.push(writer.finish().unwrap().0);
    }
    let file = tempfile::tempfile().unwrap();
    let mut writer = Writer::new(file).unwrap();
    items(N).for_each(|entry| writer.push(&entry).unwrap());
    let (mut file, _) = writer.finish().unwrap();
    file.rewind().unwrap();
    let begun = begin();
    let base = Reader::new(BufReader::with_capacity(256 << 10, file)).unwrap();
    let deltas = deltas.iter().map(|delta| DeltaReader::new(&delta[..]).unwrap()).collect();
    assert_eq!(Current::new(base, deltas).map(Result::unwrap).count() as u64, N);
    say("entries with ten deltas of 10,000 laid over", N, begun);
}

#[test]
#[ignore = "measures"]
fn sorting_a_million() {
    let mut entries: Vec<_> = items(1_000_000).collect();
    let mut dice = Dice(1);
    entries.sort_by_cached_key(|_| dice.next());
    let begun = begin();
    let mut sorter = Sorter::new(200_000);
    entries.into_iter().for_each(|entry| sorter.push(entry).unwrap());
    let (_, totals) = compact(sorter.finish().unwrap(), std::io::sink()).unwrap();
    assert_eq!(totals.all.count, 1_000_000);
    say("sorted through files and written", 1_000_000, begun);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "measures"]
async fn reading_small_files() {
    let root = tempfile::tempdir().unwrap();
    for n in 0..100_000_usize {
        let folder = root.path().join(format!("{:03}", n / 250));
        if n % 250 == 0 {
            fs::create_dir(&folder).unwrap();
        }
        fs::write(folder.join(format!("{n:06}.mp4")), vec![n as u8; 1024 + n * 31 % 7168]).unwrap();
    }
    let location = Location::folder(root.path());
    let begun = begin();
    let mut listing = location.list(&ListOptions::default());
    let mut read = 0;
    while let Some(batch) = listing.next().await {
        for item in batch {
            let reading = location.read(&item.key, &Expected::from(&item), |_| {}).await;
            read += u64::from(matches!(reading, Reading::Read { .. }));
        }
    }
    say("small files listed and hashed both ways, one after the other", read, begun);

    let begun = begin();
    let mut listing = location.list(&ListOptions::default());
    let mut read = 0;
    while let Some(batch) = listing.next().await {
        let items = batch.into_iter().map(|item| (item.key.clone(), Expected::from(&item)));
        let told = |_, reading| read += u64::from(matches!(reading, Reading::Read { .. }));
        location.read_each(items, 2, told).await;
    }
    say("the same, two at a time", read, begun);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "measures"]
async fn reading() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("film"), vec![7; 1 << 30]).unwrap();
    let location = Location::folder(folder.path());
    let begun = begin();
    location.read(&key("film"), &Expected::default(), |_| {}).await;
    say("bytes hashed both ways", 1 << 30, begun);
}
