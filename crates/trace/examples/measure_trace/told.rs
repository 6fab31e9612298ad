//! How a trace came out, in one word, and what all parts of the bench need.

use crate::synthetic::{NOW, World, table_of};
use trace::{DeliveryId, Leak, PhotoMarks, Question, Trace, Verdict, trace};

/// How it came out, beside the truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The right recipient, on two channels.
    Attributed,
    /// The right recipients, of a merged file.
    Merged,
    /// The right recipient, on one channel.
    OneChannel,
    /// Nobody is accused, and the right delivery ranks first.
    First,
    /// Nobody is accused, and another one ranks first.
    NotFirst,
    /// Somebody innocent is accused.
    Wrong,
}

/// A file of rows.
pub fn leak(rows: Vec<Vec<String>>) -> Leak {
    Leak { tables: vec![table_of(rows)], found: Some(NOW), ..Leak::default() }
}

/// Traces on one thread: the bench runs several at once.
pub fn traced(world: &World, leak: &Leak, photos: &dyn PhotoMarks, threads: usize) -> Trace {
    let question = Question {
        force: &world.force,
        deliveries: &world.deliveries,
        keys: world,
        leak,
        photos,
        now: NOW,
        threads,
    };
    trace(&question).expect("a question that makes sense")
}

/// How it came out.
pub fn outcome(found: &Trace, sources: &[DeliveryId]) -> Outcome {
    let is_source = |recipient: u32| sources.iter().any(|source| source.recipient == recipient);
    if found.recipients.iter().any(|told| told.clears && !is_source(told.recipient)) {
        return Outcome::Wrong;
    }
    match found.verdict {
        Verdict::Attributed => Outcome::Attributed,
        Verdict::Merged => Outcome::Merged,
        Verdict::OneChannel => Outcome::OneChannel,
        _ if found.deliveries.first().is_some_and(|told| sources.contains(&told.id)) => Outcome::First,
        _ => Outcome::NotFirst,
    }
}

/// Does something for so many seeds on all processors.
pub fn each_seed<R: Send>(count: u64, work: impl Fn(u64) -> R + Sync) -> Vec<R> {
    let next = std::sync::atomic::AtomicU64::new(0);
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let mut found: Vec<(u64, R)> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| {
                    let mut found = Vec::new();
                    loop {
                        let seed = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                        if seed >= count {
                            return found;
                        }
                        found.push((seed, work(seed)));
                    }
                })
            })
            .collect();
        running.into_iter().flat_map(|thread| thread.join().expect("no thread panics")).collect()
    });
    found.sort_by_key(|(seed, _)| *seed);
    found.into_iter().map(|(_, result)| result).collect()
}

/// The middle of some numbers.
pub fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}
