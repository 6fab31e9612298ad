//! What a page is told in attributes of its body.

use crate::key::{Algorithm, IssuerPublicKey};
use serde_json::{Value, json};

/// Keys, as browsers take them.
pub(crate) fn keys(keys: &[IssuerPublicKey]) -> Value {
    let each = |key: &IssuerPublicKey| match key.algorithm() {
        Algorithm::Ed25519 => json!({ "algorithm": "Ed25519", "bytes": hex(&key.to_bytes()) }),
        // Browsers want the byte that says "both coordinates follow".
        Algorithm::P256 => json!({ "algorithm": "P-256", "bytes": format!("04{}", hex(&key.to_bytes())) }),
    };
    Value::Array(keys.iter().map(each).collect())
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(u32::from(digit), 16))
        .collect()
}
