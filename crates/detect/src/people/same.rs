//! Whether hidden content also stands where everybody sees it: a pivot cache of the rows of a visible sheet is no secret.
//!
//! Rows are compared as a whole, so that a hidden table that ties a name to an offence is not excused by a visible list of
//! names and another of offences. Only what lies in a single column is compared value by value.

use super::distinct::DistinctKeys;

/// Visible rows and values that are kept for comparison. Beyond, nothing is called equal.
const MOST_ROWS: usize = 1 << 16;
const MOST_VALUES: usize = 1 << 18;

/// What is seen.
#[derive(Debug, Default)]
pub(crate) struct SeenContent {
    rows: DistinctKeys,
    row_count: usize,
    values: DistinctKeys,
    value_count: usize,
}

impl SeenContent {
    /// Whether further rows are still compared.
    pub(crate) fn wants_rows(&self) -> bool {
        self.row_count < MOST_ROWS && self.value_count < MOST_VALUES
    }

    /// A row that everybody sees, as the hashes of its values.
    pub(crate) fn row(&mut self, values: &[u64]) {
        self.rows.insert(row_key(values));
        self.row_count += 1;
        for value in values {
            self.values.insert(*value);
        }
        self.value_count += values.len();
    }
}

/// The rows of one hidden or cached view.
#[derive(Debug, Default)]
pub(crate) struct HiddenContent {
    rows: DistinctKeys,
    values: DistinctKeys,
    value_count: usize,
    most_columns: usize,
    is_over: bool,
}

impl HiddenContent {
    /// Whether further rows are still compared.
    pub(crate) fn wants_rows(&self) -> bool {
        !self.is_over
    }

    /// A row that is not seen, as the hashes of its values.
    pub(crate) fn row(&mut self, values: &[u64]) {
        if self.value_count > MOST_VALUES {
            self.is_over = true;
            return;
        }
        self.rows.insert(row_key(values));
        self.value_count += values.len();
        self.most_columns = self.most_columns.max(values.len());
        if self.most_columns == 1 {
            for value in values {
                self.values.insert(*value);
            }
        }
    }

    /// Values that belong to no common row.
    pub(crate) fn lone_values(&mut self, values: &[u64]) {
        for value in values {
            self.row(&[*value]);
        }
    }

    /// Whether every row also stands where everybody sees it.
    pub(crate) fn is_seen(&mut self, seen: &SeenContent) -> bool {
        if self.is_over || self.rows.is_empty() {
            return false;
        }
        if self.most_columns == 1 {
            return self.values.iter().all(|value| seen.values.contains(value));
        }
        self.rows.iter().all(|row| seen.rows.contains(row))
    }
}

/// One key for the values of a row in any order of columns.
fn row_key(values: &[u64]) -> u64 {
    // A sum does not depend on the order; the factor keeps equal values in two columns from looking like none.
    values
        .iter()
        .fold(values.len() as u64, |sum, value| sum.wrapping_add(value.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_compared_whole_and_single_columns_by_value() {
        let mut seen = SeenContent::default();
        seen.row(&[1 << 40, 2 << 40]);
        seen.row(&[3 << 40, 4 << 40]);
        let hidden = |rows: &[&[u64]]| {
            let mut hidden = HiddenContent::default();
            for row in rows {
                hidden.row(row);
            }
            hidden
        };
        assert!(hidden(&[&[2 << 40, 1 << 40]]).is_seen(&seen));
        assert!(!hidden(&[&[1 << 40, 4 << 40]]).is_seen(&seen));
        assert!(hidden(&[&[1 << 40], &[4 << 40]]).is_seen(&seen));
        assert!(!hidden(&[&[5 << 40]]).is_seen(&seen));
        assert!(!hidden(&[]).is_seen(&seen));
    }
}
