//! One line of a report.

use crate::Severity;
use crate::rule::Rule;
use detect::{IdentifierFound, People};

/// What was found in one place.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// How serious it is, after the policy.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// Whether a person who opens the file sees it.
    pub visible: bool,
    /// What, in one sentence, with counts and without values.
    pub summary: String,
    /// The table, where it is one.
    pub table: Option<TableSummary>,
    /// The people in it.
    pub people: Option<People>,
    /// Identifiers in it.
    pub identifiers: Vec<IdentifierFound>,
    /// A few values. Masked when shown, unless asked otherwise.
    pub samples: Vec<Sample>,
    /// What to do.
    pub fix: String,
    /// Reason of the policy that changed the severity.
    pub policy_reason: Option<String>,
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// Path in the container.
    pub part: String,
    /// Name for a person.
    pub human: String,
    /// Cells, or empty.
    pub range: String,
    /// The way in, outermost first, for a file inside the file.
    pub inside: Vec<String>,
}

/// A table in numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableSummary {
    /// Rows without headings.
    pub rows: u64,
    /// Columns.
    pub columns: Vec<ColumnSummary>,
    /// Why it is taken to be about people.
    pub why: Vec<String>,
}

/// A column in numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnSummary {
    /// Its heading.
    pub header: String,
    /// Identifier of what it is about.
    pub field: &'static str,
    /// The same in words.
    pub title: &'static str,
    /// Cells with a value.
    pub filled: u64,
    /// Whether it is part of the picture of a person.
    pub is_personal: bool,
    /// Why it is taken for that: terms of the score.
    pub why: String,
}

/// A few values that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// Label or heading, and value.
    pub values: Vec<(String, String)>,
}
