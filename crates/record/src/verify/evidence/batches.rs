//! Batches that are taken into our own copies: begun, then there.

use super::{Act, Wrong, unless};

impl Act<'_> {
    /// Whether the one row of a batch that it wrote is what it says.
    fn is_batch(&self, state: &str) -> bool {
        self.batches.only_new().is_some_and(|(_, row)| {
            row.number(0) == self.said.number("batch")
                && row.text(3) == Some(state)
                && row.digest(6).as_deref() == self.said.text("list")
                && numbers(row.text(2)) == self.said.numbers("stores")
        })
    }

    pub(super) fn taking_in(&self) -> Wrong {
        // A batch has the number of its first row.
        let is_first = self.batches.only_new().is_some_and(|(number, row)| row.number(0) == Some(number));
        unless(is_first && self.is_batch("begun"), "says another batch than it wrote")
    }

    pub(super) fn taken_in(&self) -> Wrong {
        let begun = self.batches.only_ended();
        let is_begun = begun.is_some_and(|(_, row)| {
            row.number(0) == self.said.number("batch") && row.text(3) == Some("begun")
        });
        unless(is_begun && self.is_batch("taken-in"), "took in another batch than it says").or_else(|| {
            let mut stores = self.said.numbers("stores").unwrap_or_default();
            let is_so = self.lists.new.iter().all(|(_, list)| {
                let place = stores.iter().position(|store| Some(*store) == list.number(0));
                let is_its = place.map(|place| stores.swap_remove(place)).is_some();
                is_its
                    && list.text(1) == Some("taken-in")
                    && list.number(4) == self.said.number("items")
                    && list.number(6) == self.said.number("bytes")
            });
            // Where nothing was taken in nothing is expected.
            let is_all =
                stores.is_empty() || self.lists.new.is_empty() && self.said.number("items") == Some(0);
            unless(is_so && is_all, "says another list of what stores have to have than it wrote")
        })
    }
}

/// Numbers with commas.
fn numbers(text: Option<&str>) -> Option<Vec<u64>> {
    text?.split(',').map(|number| number.parse().ok()).collect()
}
