//! Rows that were refused, for people and for programs.

use record::RefusedRows;
use serde_json::Value;
use std::io::{self, Write};

/// Rows that are printed for people; all that are told are in the document for programs.
const PRINTED: usize = 20;

/// Prints them.
pub fn write(out: &mut dyn Write, refused: &RefusedRows) -> io::Result<()> {
    for row in refused.first.iter().take(PRINTED) {
        writeln!(out, "  row {}: {}", row.row, row.why)?;
    }
    let more = refused.count.saturating_sub(PRINTED as u64);
    if more > 0 {
        writeln!(out, "  and {} more; --format json lists the first 1,000", super::count(more))?;
    }
    Ok(())
}

/// As JSON.
pub fn json(refused: &RefusedRows) -> Value {
    let rows: Vec<Value> = refused
        .first
        .iter()
        .map(|row| serde_json::json!({ "row": row.row, "why": row.why.to_string() }))
        .collect();
    serde_json::json!({ "count": refused.count, "rows": rows })
}
