//! Inspects, and complains: about frames that make no sense together, about time, about memory.

use crate::memory;
use inspect::{Limits, Options};
use rustix::time::{ClockId, clock_gettime};
use sandbox::{Encoder, Listener};
use std::time::Duration;

/// Processor time that no input of a fuzzer's size may take, unfolded as it is. Everything here runs at some ten
/// megabytes a second or faster even with the fuzzer's counters in it.
const LONGEST: Duration = Duration::from_secs(2);

/// Longest message, as the parent of a worker takes it with the default limits.
const LONGEST_MESSAGE: usize = 24 << 20;

/// Pixels of a picture. The decoders take some ten bytes for each.
const MOST_PIXELS: u64 = 1 << 20;

/// Inspects a file.
///
/// # Panics
/// When the reader panics, sends frames that the parent of a worker would refuse, or takes too long.
pub fn file(bytes: &[u8], name: &str, layout: bool) {
    inspect(bytes, name, Options { layout, ..Options::default() });
}

/// Inspects a picture and its pixels, of which there may be few enough for the ceiling on memory.
///
/// # Panics
/// As [`file`] does.
pub fn pixels(bytes: &[u8], name: &str) {
    let limits = Limits { picture_pixels: MOST_PIXELS, pixels: MOST_PIXELS, ..Limits::default() };
    inspect(bytes, name, Options { pixels: true, limits, ..Options::default() });
}

fn inspect(bytes: &[u8], name: &str, options: Options) {
    // Time is taken here, not there: with the product's own limit a slow reader would look like a careful one.
    let limits = Limits { seconds: 3600, ..options.limits };
    let options = Options { limits: limits.clone(), ..options };
    soon(bytes.len(), || {
        let mut listener = Listener::new(name, bytes.len() as u64, &limits);
        let mut encoder = Encoder::new(&mut listener, LONGEST_MESSAGE);
        let told = inspect::inspect(&bytes.to_vec(), name, &options, &mut encoder);
        let stopped = encoder.stopped();
        let ended = encoder.end(stopped);
        if let Some(fault) = listener.fault() {
            panic!("an honest reader would be taken for a liar: {fault}");
        }
        assert!(ended.is_ok() && (told.is_ok() || stopped.is_some()), "the reader gave up without a word");
    });
}

/// Runs something that must take neither long nor much memory.
///
/// # Panics
/// When it takes too long.
pub fn soon<T>(input: usize, run: impl FnOnce() -> T) -> T {
    let began = processor_time();
    let result = memory::within(input, run);
    let took = processor_time().saturating_sub(began);
    assert!(took < LONGEST, "it took {took:?}");
    result
}

fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec.unsigned_abs() as u32)
}
