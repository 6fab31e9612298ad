//! Why a person who opens the file does not see something: a set, because a cell can be white *and* in a hidden row.

use bitflags::bitflags;
use serde::{Deserialize, Serialize};

bitflags! {
    /// The ways in which a spreadsheet keeps content out of sight. Empty means: seen.
    ///
    /// Stored with every row and every cell of a table, so that one pass over a sheet can tell what is hidden in
    /// which way without reading it again.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord, Serialize, Deserialize)]
    pub struct Hiding: u32 {
        /// The sheet is hidden; "Unhide" in the program's menu shows it.
        const SHEET = 1;
        /// The sheet is very hidden: no menu shows it.
        const SHEET_VERY = 1 << 1;
        /// The sheet is stored in the file, but the workbook does not list it.
        const SHEET_UNLISTED = 1 << 2;
        /// The row is hidden.
        const ROW = 1 << 3;
        /// The row is left out by an active filter.
        const ROW_FILTERED = 1 << 4;
        /// The row has no height.
        const ROW_ZERO = 1 << 5;
        /// The row belongs to a collapsed group.
        const ROW_COLLAPSED = 1 << 6;
        /// The column is hidden.
        const COLUMN = 1 << 7;
        /// The column has no width.
        const COLUMN_ZERO = 1 << 8;
        /// The column belongs to a collapsed group.
        const COLUMN_COLLAPSED = 1 << 9;
        /// The cell's format prints nothing (`;;;`).
        const FORMAT_BLANK = 1 << 10;
        /// The cell's format prints other words in place of the value (`"Redacted"`).
        const FORMAT_REPLACED = 1 << 11;
        /// The cell's format prints only a part of the value (a date of birth shown as a year).
        const FORMAT_PARTIAL = 1 << 12;
        /// Text in the colour of its background.
        const SAME_COLOUR = 1 << 13;
        /// Text too small to read.
        const TINY_FONT = 1 << 14;
        /// Under a picture or shape that covers the cell.
        const UNDER_SHAPE = 1 << 15;
        /// Under a merged cell: only the top left value of a merged range is shown.
        const UNDER_MERGE = 1 << 16;
        /// A conditional format can hide it (white text, `;;;`).
        const CONDITIONAL = 1 << 17;
        /// Far away from the rest of the sheet's content.
        const REMOTE = 1 << 18;
        /// Outside the range that is printed, where a range is set.
        const OUTSIDE_PRINT = 1 << 19;
        /// Outside the range that the sheet says it uses.
        const OUTSIDE_USED = 1 << 20;
        /// In a part of the file that nothing refers to.
        const ORPHAN = 1 << 21;
        /// A picture or shape that is hidden, or placed where nobody scrolls.
        const SHAPE = 1 << 22;
        /// After the end of the table, in a text file: stray lines.
        const AFTER_TABLE = 1 << 23;
        /// Stored by the file's own edit history (tracked changes), no longer current.
        const SUPERSEDED = 1 << 24;
    }
}

impl Hiding {
    /// Everything that hides a whole sheet.
    pub const WHOLE_SHEET: Self =
        Self::SHEET.union(Self::SHEET_VERY).union(Self::SHEET_UNLISTED).union(Self::ORPHAN);
    /// Everything that hides a row.
    pub const WHOLE_ROW: Self = Self::ROW
        .union(Self::ROW_FILTERED)
        .union(Self::ROW_ZERO)
        .union(Self::ROW_COLLAPSED)
        .union(Self::AFTER_TABLE);
    /// Everything that hides a column.
    pub const WHOLE_COLUMN: Self = Self::COLUMN.union(Self::COLUMN_ZERO).union(Self::COLUMN_COLLAPSED);
    /// Marks that say where a cell lies, not that it cannot be seen: a person who scrolls there does see it.
    pub const ONLY_FAR: Self = Self::REMOTE.union(Self::OUTSIDE_PRINT).union(Self::OUTSIDE_USED);

    /// Whether a person who opens the file, and scrolls, sees the content as it is stored.
    pub fn is_seen(self) -> bool {
        self.difference(Self::ONLY_FAR).is_empty()
    }

    /// The reasons in plain words, strongest first: "hidden sheet", "row hidden by a filter".
    pub fn reasons(self) -> impl Iterator<Item = &'static str> {
        WORDS.iter().filter(move |(flag, _)| self.contains(*flag)).map(|(_, words)| *words)
    }
}

/// Plain words for each reason; the order is the order in which a report names them.
const WORDS: &[(Hiding, &str)] = &[
    (Hiding::SHEET_VERY, "very hidden sheet"),
    (Hiding::SHEET, "hidden sheet"),
    (Hiding::SHEET_UNLISTED, "sheet that the workbook does not list"),
    (Hiding::ORPHAN, "part that nothing refers to"),
    (Hiding::ROW_FILTERED, "row left out by a filter"),
    (Hiding::ROW_COLLAPSED, "row in a collapsed group"),
    (Hiding::ROW, "hidden row"),
    (Hiding::ROW_ZERO, "row without height"),
    (Hiding::COLUMN_COLLAPSED, "column in a collapsed group"),
    (Hiding::COLUMN, "hidden column"),
    (Hiding::COLUMN_ZERO, "column without width"),
    (Hiding::FORMAT_BLANK, "format that shows nothing"),
    (Hiding::FORMAT_REPLACED, "format that shows other words"),
    (Hiding::FORMAT_PARTIAL, "format that shows only a part"),
    (Hiding::SAME_COLOUR, "text in the colour of its background"),
    (Hiding::TINY_FONT, "text too small to read"),
    (Hiding::UNDER_SHAPE, "under a picture or shape"),
    (Hiding::UNDER_MERGE, "under a merged cell"),
    (Hiding::CONDITIONAL, "conditional format that can hide"),
    (Hiding::SHAPE, "hidden picture or shape"),
    (Hiding::AFTER_TABLE, "after the end of the table"),
    (Hiding::SUPERSEDED, "earlier state kept by the edit history"),
    (Hiding::REMOTE, "far from the rest of the sheet"),
    (Hiding::OUTSIDE_PRINT, "outside the printed range"),
    (Hiding::OUTSIDE_USED, "outside the range in use"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_words() {
        for flag in Hiding::all().iter() {
            assert_eq!(flag.reasons().count(), 1, "{flag:?}");
        }
    }

    #[test]
    fn a_far_cell_is_seen_by_who_scrolls_there() {
        assert!(Hiding::REMOTE.is_seen());
        assert!(!(Hiding::REMOTE | Hiding::ROW).is_seen());
    }
}
