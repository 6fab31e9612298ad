//! A trace as it is read from its report for programs.

use crate::problem::Problem;
use crate::right::Kept;
use roaring::RoaringBitmap;
use serde_json::Value;
use trace::Trace;

/// Fields of the report that are numbers. An e-value of nothing has a logarithm that JSON cannot write, and stands as `null`.
const NUMBERS: [&str; 7] =
    ["ln_e", "recipient_bar", "delivery_bar", "order_z", "photo_z", "score", "contained"];
/// What stands for such a logarithm: less than any that is reckoned.
pub const NOTHING: f64 = -1e9;

/// Reads it.
pub fn read(kept: &Kept) -> Result<Trace, Problem> {
    let failed = |error: serde_json::Error| Problem::failed("reading a trace", &error);
    let mut document: Value = serde_json::from_str(&kept.report).map_err(failed)?;
    fill(&mut document);
    serde_json::from_value(document).map_err(failed)
}

fn fill(value: &mut Value) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(fill),
        Value::Object(fields) => {
            for (name, value) in fields.iter_mut() {
                if value.is_null() && NUMBERS.contains(&name.as_str()) {
                    *value = NOTHING.into();
                } else {
                    fill(value);
                }
            }
        }
        _ => {}
    }
}

/// Everybody in it, for certain or perhaps.
pub fn people(trace: &Trace) -> RoaringBitmap {
    trace.people.iter().map(|person| person.person).collect()
}
