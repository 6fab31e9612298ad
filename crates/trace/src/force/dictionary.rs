//! All values of one kind in the force, each with a number and the people who ever had it.

use hashbrown::HashMap;

/// No value.
pub(crate) const NONE: u32 = u32::MAX;

/// Values by spelling. Its hasher is seeded: what is looked up comes from hostile files.
#[derive(Default)]
pub(crate) struct Dictionary {
    numbers: HashMap<String, u32>,
    /// People by place in the index, sorted, each once; by number of the value.
    holders: Vec<Vec<u32>>,
}

impl Dictionary {
    /// The number of a value, a new one if it was not known.
    pub(crate) fn add(&mut self, value: String) -> u32 {
        let next = self.holders.len() as u32;
        let number = *self.numbers.entry(value).or_insert(next);
        if number == next {
            self.holders.push(Vec::new());
        }
        number
    }

    /// Says that somebody had it.
    pub(crate) fn held(&mut self, value: u32, person: u32) {
        if let Some(holders) = self.holders.get_mut(value as usize) {
            holders.push(person);
        }
    }

    /// Ends the building.
    pub(crate) fn finish(&mut self) {
        for holders in &mut self.holders {
            holders.sort_unstable();
            holders.dedup();
            holders.shrink_to_fit();
        }
    }

    /// The number of a value, or [`NONE`].
    pub(crate) fn find(&self, value: &str) -> u32 {
        self.numbers.get(value).copied().unwrap_or(NONE)
    }

    /// Who ever had it.
    pub(crate) fn holders(&self, value: u32) -> &[u32] {
        self.holders.get(value as usize).map_or(&[], Vec::as_slice)
    }

    /// How many values there are.
    pub(crate) fn len(&self) -> usize {
        self.holders.len()
    }
}
