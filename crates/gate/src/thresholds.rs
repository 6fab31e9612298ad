//! Every threshold of the gate, each with its reason. A policy file can set them. `docs/src/reference/policy.md` and
//! `docs/src/measured/false-alarms.md` are made from this file; those of detection stand in `crates/detect/src/thresholds.rs`.

use serde::{Deserialize, Serialize};

/// When a finding becomes more than a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Thresholds {
    /// People in rows that everybody sees, from which on the file is held. Fewer are for review: an answer may name who
    /// signed it, or who leads a department.
    pub visible_people: u64,
    /// People of the roster in rows that everybody sees, from which on the file is held.
    pub visible_roster: u64,
    /// Different people named, or numbers of single people, in the texts of one place (comments, properties), from which
    /// on the file is held. Fewer are for review.
    pub text_people: u64,
    /// People in lists inside a text ("Baxter, J; Okafor, T; …") from which on the file is held: one or two are who signed.
    pub listed_people: u64,
    /// Addresses and shared numbers (e-mail, telephone, postcode) in the texts of one place, from which on a person must
    /// look. One or two are contact details.
    pub text_contacts: u64,
    /// Hidden rows without anything personal from which on a person must look, when they also outnumber what is shown by
    /// [`Thresholds::hidden_ratio`]. Look-up lists behind drop-downs are shorter, or are shown in part.
    pub hidden_rows: u64,
    /// See [`Thresholds::hidden_rows`].
    pub hidden_ratio: u64,
    /// Columns that such hidden rows must have: a list has one or two, an extract has many.
    pub hidden_columns: u64,
    /// Bytes of a file for each value it shows, above which the size is told. Workbooks made by programs stay under 200.
    pub bytes_per_value: u64,
    /// Size below which a file's size says nothing.
    pub small_file: u64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            visible_people: 10,
            visible_roster: 3,
            text_people: 10,
            listed_people: 3,
            text_contacts: 3,
            hidden_rows: 1000,
            hidden_ratio: 20,
            hidden_columns: 4,
            bytes_per_value: 400,
            small_file: 200_000,
        }
    }
}
