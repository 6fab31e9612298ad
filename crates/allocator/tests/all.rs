//! Memory that was freed is the system's again.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

use std::fs;

/// Memory of this process that is in use, in bytes.
fn resident() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("RssAnon:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() << 10
}

/// Above buffers that are freed lies what is kept: without the call the library keeps the buffers from the second time on.
#[test]
fn what_lies_below_something_kept_is_given_back() {
    allocator::give_back();
    let before = resident();
    let mut kept: Vec<Vec<u8>> = Vec::new();
    for _ in 0..3 {
        std::thread::scope(|scope| {
            let going: Vec<_> = (0..8)
                .map(|_| {
                    scope.spawn(|| {
                        let buffers: Vec<Vec<u8>> = (0..32).map(|_| vec![1; 256 << 10]).collect();
                        let kept = vec![1; 1 << 10];
                        assert!(std::hint::black_box(&buffers).iter().all(|buffer| buffer[9] == 1));
                        kept
                    })
                })
                .collect();
            kept.extend(going.into_iter().map(|one| one.join().unwrap()));
        });
    }
    let grown = resident().saturating_sub(before);
    assert!(grown < 4 << 20, "{grown} bytes are held, of which {} are needed", kept.len() << 10);
}
