//! What became of an extract.

use super::refusal::RefusedRows;
use crate::field::Field;
use crate::ledger::Recorded;
use std::collections::BTreeMap;

/// Whether anything was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Imported {
    /// It was, by this act.
    Written(Recorded),
    /// Everything was known already.
    Unchanged,
    /// Rows were refused, so nothing was written.
    Refused,
    /// It was only asked what would change, and something would.
    Tried,
}

/// What became of an extract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportReport {
    /// Whether anything was written.
    pub outcome: Imported,
    /// The number by which people were told apart.
    pub key: Field,
    /// Rows, without those that were refused.
    pub rows: u64,
    /// People who were not known.
    pub joined: u64,
    /// Known people of whom something changed.
    pub changed: u64,
    /// By field, known people of whom it changed: it is new, another or no more.
    pub changed_fields: BTreeMap<Field, u64>,
    /// Known people of whom nothing changed.
    pub unchanged: u64,
    /// People who are no longer in the extract.
    pub left: u64,
    /// People of the extract before; some where more than a tenth of them would leave and the order does not say that this
    /// is right. Only a report of what would change has it; otherwise it is an error.
    pub too_many_left_of: Option<u64>,
    /// People who are in it again after they had left.
    pub returned: u64,
    /// Rows that were refused.
    pub refused: RefusedRows,
    /// Rows that were left out could be about anybody, so it was not decided who has left.
    pub is_leaving_undecided: bool,
}
