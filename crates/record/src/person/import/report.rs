//! What became of an extract.

use super::refusal::RefusedRows;
use crate::field::Field;
use crate::ledger::Recorded;

/// Whether anything was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Imported {
    /// It was, by this act.
    Written(Recorded),
    /// Everything was known already.
    Unchanged,
    /// Rows were refused, so nothing was written.
    Refused,
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
    /// Known people of whom nothing changed.
    pub unchanged: u64,
    /// People who are no longer in the extract.
    pub left: u64,
    /// People who are in it again after they had left.
    pub returned: u64,
    /// Rows that were refused.
    pub refused: RefusedRows,
    /// Rows that were left out could be about anybody, so it was not decided who has left.
    pub is_leaving_undecided: bool,
}
