//! How fast a log is published and verified on this machine: `cargo run --release -p tlog --example measure_tlog FOLDER`.
//!
//! FOLDER should lie on the disk that is to be measured; what is made in it goes again.

#![expect(clippy::print_stdout, reason = "a measurement is for reading")]

use std::{error::Error, ops::Range, path::PathBuf, time::Instant};

use futures::future::BoxFuture;
use tlog::{Leaves, LeavesError, LogKey, Shelf};

/// Acts that are made up as they are asked for, of about 300 bytes each.
struct MadeUp(u64);

impl MadeUp {
    fn act(number: u64) -> Vec<u8> {
        format!("{{\"act\":\"copied\",\"note\":\"{number:0>240}\",\"number\":{number}}}").into_bytes()
    }
}

impl Leaves for MadeUp {
    fn size(&self) -> BoxFuture<'_, Result<u64, LeavesError>> {
        Box::pin(async { Ok(self.0) })
    }

    fn leaves(&self, from: u64, until: u64) -> BoxFuture<'_, Result<Vec<Vec<u8>>, LeavesError>> {
        let range: Range<u64> = from..until;
        Box::pin(async { Ok(range.map(Self::act).collect()) })
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("where? give a folder")?).join("measured-log");
    let key = LogKey::new("police.example/log", &[7; 32])?;
    let shelf = Shelf::folder(&folder)?;
    let began = Instant::now();
    shelf.publish(&MadeUp(100_000), &key).await?;
    let took = began.elapsed().as_secs_f64();
    println!("publish 100,000 leaves: {took:.2} s, {:.0} leaves/s", 100_000.0 / took);

    let began = Instant::now();
    shelf.publish(&MadeUp(1_000_000), &key).await?;
    println!("publish 900,000 more: {:.2} s", began.elapsed().as_secs_f64());

    let mut each = Vec::new();
    for more in 1..=300 {
        let began = Instant::now();
        shelf.publish(&MadeUp(1_000_000 + more), &key).await?;
        each.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    each.sort_by(f64::total_cmp);
    let at = |share: usize| each.get(each.len() * share / 100).copied().unwrap_or_default();
    println!("append and publish 1 leaf of 1,000,000: median {:.2} ms, 99 % {:.2} ms", at(50), at(99));

    for (with, rows) in [("without rows", None), ("with rows", Some(MadeUp(1_000_300)))] {
        let began = Instant::now();
        let rows = rows.as_ref().map(|rows| rows as &dyn Leaves);
        let found = shelf.verify(rows, key.verifier(), None).await?;
        println!(
            "verify 1,000,300 leaves {with}: {:.2} s, {} differences",
            began.elapsed().as_secs_f64(),
            found.len()
        );
    }
    let status = std::fs::read_to_string("/proc/self/status")?;
    println!("{}", status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("no peak known"));
    std::fs::remove_dir_all(folder)?;
    Ok(())
}
