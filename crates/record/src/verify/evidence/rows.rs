//! Rows as manifests have them, while they are in force, and what an act's body says.

use crate::ledger::{Change, RowContent, hex};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::Value;
use std::collections::BTreeMap;

/// The columns of a row.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns(RowContent);

impl Columns {
    pub(super) fn text(&self, column: usize) -> Option<&str> {
        self.0.get(column)?.as_deref()
    }

    pub(super) fn number(&self, column: usize) -> Option<u64> {
        self.text(column)?.parse().ok()
    }

    /// A digest in hexadecimal digits, as acts have them; manifests have bytes as base64.
    pub(super) fn digest(&self, column: usize) -> Option<String> {
        Some(hex(&BASE64.decode(self.text(column)?).ok()?))
    }
}

/// The rows of a table that are in force, by number.
#[derive(Default)]
pub(super) struct Rows(BTreeMap<i64, Columns>);

/// Rows that an act began, and rows that it ended as they were.
pub(super) struct Moved {
    pub(super) new: Vec<(i64, Columns)>,
    pub(super) ended: Vec<(i64, Columns)>,
}

impl Rows {
    pub(super) fn take(&mut self, change: Option<&Change>) -> Moved {
        let (mut new, mut ended) = (Vec::new(), Vec::new());
        if let Some(change) = change {
            // A row that is ended and was not there is a fault that is told elsewhere.
            ended.extend(change.ended.iter().map(|row| (*row, self.0.remove(row).unwrap_or_default())));
            new.extend((change.first..).zip(change.rows.iter().cloned().map(Columns)));
            self.0.extend(new.iter().cloned());
        }
        Moved { new, ended }
    }

    pub(super) fn in_force(&self) -> impl Iterator<Item = (i64, &Columns)> {
        self.0.iter().map(|(number, row)| (*number, row))
    }

    pub(super) fn get(&self, number: u64) -> Option<&Columns> {
        self.0.get(&i64::try_from(number).ok()?)
    }
}

impl Moved {
    /// The one row that began.
    pub(super) fn only_new(&self) -> Option<(u64, &Columns)> {
        let [(number, row)] = self.new.as_slice() else { return None };
        Some((u64::try_from(*number).ok()?, row))
    }

    /// The one row that ended.
    pub(super) fn only_ended(&self) -> Option<(u64, &Columns)> {
        let [(number, row)] = self.ended.as_slice() else { return None };
        Some((u64::try_from(*number).ok()?, row))
    }
}

/// What an act's body says.
#[derive(Clone, Copy)]
pub(super) struct Said<'a>(pub(super) &'a Value);

impl<'a> Said<'a> {
    pub(super) fn number(self, field: &str) -> Option<u64> {
        self.0.get(field)?.as_u64()
    }

    pub(super) fn text(self, field: &str) -> Option<&'a str> {
        self.0.get(field)?.as_str()
    }

    pub(super) fn flag(self, field: &str) -> Option<bool> {
        self.0.get(field)?.as_bool()
    }

    pub(super) fn numbers(self, field: &str) -> Option<Vec<u64>> {
        self.0.get(field)?.as_array()?.iter().map(Value::as_u64).collect()
    }
}
