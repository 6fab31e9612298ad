//! What of a cell is seen.
//!
//! - A cell that only lies **far away** ([`Hiding::ONLY_FAR`]) is copied, where it stands: whoever scrolls sees it. The
//!   check of the copy says that it is there.
//! - A cell whose format shows **other words, or only a part**, is copied as what it shows.
//! - Everything else that hides a cell leaves it out. That holds for a conditional format that *can* hide it too: whether
//!   it does depends on a condition that is not computed here, and what is in doubt does not leave.

use inspect::{Cell, Hiding};

/// Ways of hiding that leave something else to be seen in the cell.
const SHOWN_OTHERWISE: Hiding = Hiding::FORMAT_REPLACED.union(Hiding::FORMAT_PARTIAL);

/// The text that a person sees in a cell; `None` when it is kept out of sight. `around` is what hides its row, and what
/// lies over it.
pub(crate) fn displayed<'c>(cell: &Cell<'c>, around: Hiding) -> Option<&'c str> {
    let hiding = cell.head.hiding | around;
    if !hiding.difference(SHOWN_OTHERWISE).is_seen() {
        return None;
    }
    // A format that shows something else, and a displayed text that is the whole value, contradict each other.
    if hiding.intersects(SHOWN_OTHERWISE) { cell.shown } else { Some(cell.shown.unwrap_or(cell.stored)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use inspect::{CellKind, RowBuffer, RowRole};

    fn seen(hiding: Hiding, around: Hiding, shown: &str) -> Option<String> {
        let mut buffer = RowBuffer::default();
        buffer.push_shown(0, CellKind::Text, hiding, 0, "Ashworth", shown);
        let row = buffer.row(0, 1, RowRole::Data, Hiding::empty());
        let cell = row.cells().next()?;
        displayed(&cell, around).map(str::to_owned)
    }

    #[test]
    fn a_person_sees_what_is_displayed_and_not_hidden() {
        let none = Hiding::empty();
        assert_eq!(seen(none, none, "Ashworth").as_deref(), Some("Ashworth"));
        assert_eq!(
            seen(Hiding::REMOTE | Hiding::OUTSIDE_PRINT, none, "Ashworth").as_deref(),
            Some("Ashworth")
        );
        assert_eq!(seen(Hiding::FORMAT_REPLACED, none, "Redacted").as_deref(), Some("Redacted"));
        assert_eq!(seen(Hiding::FORMAT_REPLACED, none, "Ashworth"), None);
        assert_eq!(seen(Hiding::SAME_COLOUR, none, "Ashworth"), None);
        assert_eq!(seen(none, Hiding::ROW_FILTERED, "Ashworth"), None);
        assert_eq!(seen(Hiding::FORMAT_REPLACED, Hiding::UNDER_SHAPE, "Redacted"), None);
        assert_eq!(seen(none, Hiding::CONDITIONAL, "Ashworth"), None);
    }
}
