//! Names of nodes. UCO suggests that they end in a UUID (`core:UcoThing-identifier-regex-shape`).

use crate::hash::hex;
use sha1::{Digest, Sha1};

/// Of what our names are made: a random number that stands for Tipstaff.
const SPACE: [u8; 16] =
    [0x7c, 0x1d, 0x0c, 0x55, 0x3d, 0x1e, 0x4f, 0x0a, 0x9b, 0x61, 0x2e, 0x5a, 0x8d, 0x04, 0xb7, 0x93];

/// `kb:kind-UUID`, of version 5 (RFC 9562, 5.5): the same for the same parts. SHA-1 is what that version is made of; these are
/// names and prove nothing.
pub(super) fn name(kind: &str, parts: &[&[u8]]) -> String {
    let mut hash = Sha1::new();
    hash.update(SPACE);
    for part in [kind.as_bytes()].iter().chain(parts) {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x50;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let digits = hex(&bytes);
    let groups = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
    format!("kb:{kind}-{}", groups.join("-"))
}
