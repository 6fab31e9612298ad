//! A ceiling on memory, far below the product's own: what a header claims must not be allocated before it is there.

use cap::Cap;
use std::alloc::System;

#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

/// Bytes that one input may take, whatever it is: buffers, tables of letters, one unpacked part.
const CONSTANT: usize = 64 << 20;
/// Bytes for each byte of the input.
const EACH: usize = 64;

/// Runs with a ceiling on memory; whoever goes beyond it is aborted, and the fuzzer keeps the input.
pub fn within<T>(input: usize, run: impl FnOnce() -> T) -> T {
    let most = MEMORY.allocated() + CONSTANT + EACH * input;
    set(most);
    let result = run();
    set(usize::MAX);
    result
}

fn set(most: usize) {
    // Refused only when more is in use already, and then nothing more can be had either.
    let _ = MEMORY.set_limit(most);
}
