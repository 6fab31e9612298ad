//! A proof as text for programs that are not ours: C2SP tlog-proof, a sentence's worth of lines and the checkpoint.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::fmt::Write;
use tlog::{Checkpoint, Hash};

pub(super) fn tlog_proof(index: u64, path: &[Hash], checkpoint: &Checkpoint) -> Vec<u8> {
    let mut text = format!("c2sp.org/tlog-proof@v1\nindex {index}\n");
    for hash in path {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}", STANDARD.encode(hash));
    }
    text.push('\n');
    let mut bytes = text.into_bytes();
    bytes.extend(checkpoint.to_bytes());
    bytes
}
