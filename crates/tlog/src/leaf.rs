//! One act as bytes: canonical JSON (RFC 8785), so that the same act never has two hashes.

use serde_json::Value;

use crate::error::LogError;

/// The longest leaf in bytes: entry bundles say lengths in 16 bits (C2SP tlog-tiles).
pub const MAX_LEAF: usize = 65_535;

/// The largest whole number that a reader of JSON keeps exactly, 2^53 - 1 (RFC 7493, 2.2).
const MAX_EXACT: f64 = 9_007_199_254_740_991.0;

/// The bytes of an act for the log: canonical JSON (RFC 8785) of at most [`MAX_LEAF`] bytes.
pub fn leaf(value: &Value) -> Result<Vec<u8>, LogError> {
    numbers_are_exact(value)?;
    let bytes = serde_json_canonicalizer::to_vec(value)
        .map_err(|error| LogError::NotCanonical { why: error.to_string() })?;
    if bytes.len() > MAX_LEAF {
        return Err(LogError::LeafTooLong { bytes: bytes.len() });
    }
    Ok(bytes)
}

/// Whether these bytes are what [`leaf`] writes for the value they stand for.
pub fn is_canonical(bytes: &[u8]) -> bool {
    // A key named twice is dropped by the parser and so missing from what is written again.
    serde_json::from_slice::<Value>(bytes).ok().and_then(|value| leaf(&value).ok()).as_deref() == Some(bytes)
}

/// Canonical JSON writes every number as a double; one that a double rounds would say something else in the log. Larger
/// fractions are no better: they are written like whole numbers, and nobody who reads them can tell.
fn numbers_are_exact(value: &Value) -> Result<(), LogError> {
    match value {
        Value::Number(number) => {
            if number.as_f64().is_none_or(|number| number.abs() > MAX_EXACT) {
                return Err(LogError::NotCanonical { why: "it holds a number beyond 2^53 - 1".into() });
            }
            Ok(())
        }
        Value::Array(values) => values.iter().try_for_each(numbers_are_exact),
        Value::Object(fields) => fields.values().try_for_each(numbers_are_exact),
        Value::Null | Value::Bool(_) | Value::String(_) => Ok(()),
    }
}
