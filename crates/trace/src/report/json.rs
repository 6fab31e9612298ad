//! The trace as JSON: schema `tipstaff.trace/1`. Times are microseconds since 1970, UTC; people are numbers of the record; no
//! personal value is in it. It only ever grows.

use crate::found::Trace;
use serde::Serialize;

/// The schema's name.
pub const SCHEMA: &str = "tipstaff.trace/1";

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    #[serde(flatten)]
    trace: &'a Trace,
}

/// Writes a trace as JSON.
pub fn json(trace: &Trace) -> serde_json::Result<String> {
    serde_json::to_string_pretty(&Document { schema: SCHEMA, trace })
}
