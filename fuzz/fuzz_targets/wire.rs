//! What a reader that was taken over may say to its parent.
#![no_main]

use inspect::{Limits, Options};
use libfuzzer_sys::fuzz_target;
use sandbox::Encoder;
use tipstaff_fuzz::{look, seeds};

/// What an honest reader says of a fixture.
fn said(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let options = Options { limits: Limits::default(), layout: true, ..Options::default() };
    let mut encoder = Encoder::new(&mut out, 1 << 20);
    let _ = encoder.confined(sandbox::Confinement::default());
    let _ = inspect::inspect(&bytes.to_vec(), "answer", &options, &mut encoder);
    let _ = encoder.end(None);
    out
}

fuzz_target!(init: seeds::if_asked(&["xlsx", "ods", "csv"], said, &[]), |data: &[u8]| {
    look::soon(data.len(), || sandbox::fuzz(data));
});
