//! The file's parts in the report as JSON.

use crate::OutlinePart;
use inspect::Visibility;
use serde::Serialize;

#[derive(Debug, Serialize)]
pub(super) struct PartEntry {
    depth: u32,
    part: String,
    human: String,
    channel: &'static str,
    kind: &'static str,
    visibility: Visibility,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hidden: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    partly_hidden: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rows: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    columns: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hidden_rows: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hidden_columns: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<u64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings: Vec<usize>,
}

pub(super) fn part(part: &OutlinePart) -> PartEntry {
    PartEntry {
        depth: part.depth,
        part: part.path.clone(),
        human: part.human.clone(),
        channel: part.channel.id(),
        kind: part.kind(),
        visibility: part.visibility(),
        hidden: part.hiding.reasons().collect(),
        partly_hidden: part.partly.reasons().collect(),
        rows: part.rows,
        columns: part.columns,
        hidden_rows: part.hidden_rows,
        hidden_columns: part.hidden_columns,
        bytes: part.bytes,
        findings: part.findings.clone(),
    }
}
