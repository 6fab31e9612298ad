//! The steps themselves: a text in the language M. A table that somebody typed into a query ("Enter data") stands in it as
//! JSON, packed and in base64, where no search finds it.

use crate::lazy::LazyParts;
use crate::text::{base64, sweep};
use crate::{CellKind, Channel, Content, Hiding, Read, RowBuffer, RowRole, Scribe};
use flate2::read::DeflateDecoder;
use std::io::Read as _;

/// Bytes of a table that is held as one. Excel takes three thousand cells; what is larger is told as text.
const LARGEST_TABLE: usize = 4 << 20;

/// What stands before bytes that are written as text.
const BINARY: &str = "Binary.FromText(";

/// Says a text of steps, and the tables in it. What is no text is swept.
pub(super) fn read(name: &str, bytes: &[u8], parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    let Ok(text) = std::str::from_utf8(bytes) else {
        for text in sweep::texts(bytes) {
            parts.say(Channel::PowerQuery, name, "", &text, scribe)?;
        }
        return Ok(());
    };
    parts.say(Channel::PowerQuery, name, "", text, scribe)?;
    for typed in text.split(BINARY).skip(1) {
        let literal = typed.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
        if let Some(bytes) = literal.and_then(base64::decoded) {
            typed_in(&bytes, name, parts, scribe)?;
        }
    }
    Ok(())
}

/// Bytes that stand in the text: packed or not, a table or not.
fn typed_in(bytes: &[u8], name: &str, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    let budget = scribe.budget();
    let mut plain = Vec::new();
    // Where it is not packed, or breaks off, what is there is looked at as it is.
    let is_packed = DeflateDecoder::new(bytes)
        .take(budget.limits().held_part_bytes)
        .read_to_end(&mut plain)
        .is_ok_and(|read| read > 0);
    if !is_packed {
        plain = bytes.to_vec();
    }
    budget.unpacked(plain.len() as u64)?;
    if plain.len() <= LARGEST_TABLE
        && let Ok(rows) = serde_json::from_slice::<Vec<Vec<serde_json::Value>>>(&plain)
    {
        return table(&rows, parts, scribe);
    }
    match std::str::from_utf8(&plain) {
        Ok(text) => parts.say(Channel::PowerQuery, name, "typed in", text, scribe),
        Err(_) => sweep::texts(&plain)
            .iter()
            .try_for_each(|text| parts.say(Channel::PowerQuery, name, "typed in", text, scribe)),
    }
}

fn table(rows: &[Vec<serde_json::Value>], parts: &LazyParts, scribe: &mut Scribe<'_>) -> Read {
    let spot = parts.spot(Channel::PowerQuery, "table typed into a query");
    let part = scribe.open(parts.file(), Content::Table, &spot)?;
    let mut buffer = RowBuffer::default();
    for (number, row) in (1..).zip(rows) {
        buffer.clear();
        for (column, value) in (0..).zip(row) {
            let (kind, text) = match value {
                serde_json::Value::Null => continue,
                serde_json::Value::String(text) => (CellKind::Text, text.clone()),
                serde_json::Value::Number(number) => (CellKind::Number, number.to_string()),
                other => (CellKind::Text, other.to_string()),
            };
            buffer.push(column, kind, Hiding::empty(), &text);
        }
        scribe.row(part, number, RowRole::Data, Hiding::empty(), &buffer)?;
    }
    scribe.close(part)
}
