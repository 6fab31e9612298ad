//! What cells could be, remembered: columns repeat themselves. One memory serves all columns of a file, because a sheet can
//! have sixteen thousand of them.

use super::cell::{CellClass, classify};
use crate::{Day, LocalNumbers};
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// Cells whose class is remembered, and their longest text. Each text has one place, which the next one takes over.
const REMEMBERED: usize = 1 << 13;
const LONGEST: usize = 40;

/// Classes of texts that were met lately.
#[derive(Debug, Default)]
pub(crate) struct ClassMemory {
    places: Vec<Remembered>,
}

#[derive(Debug, Clone)]
struct Remembered {
    text: [u8; LONGEST],
    len: u8,
    class: CellClass,
}

impl ClassMemory {
    /// What a cell could be.
    pub(crate) fn class_of(&mut self, text: &str, today: Day, local: Option<&LocalNumbers>) -> CellClass {
        if text.len() > LONGEST {
            return classify(text, today, local);
        }
        if self.places.is_empty() {
            let empty = Remembered { text: [0; LONGEST], len: 0, class: CellClass::default() };
            self.places = vec![empty; REMEMBERED];
        }
        // The text itself is compared: that two texts share a place does no harm.
        let mut hasher = FxHasher::default();
        hasher.write(text.as_bytes());
        let slot = &mut self.places[(hasher.finish() >> 51) as usize % REMEMBERED];
        if slot.text[..slot.len as usize] == *text.as_bytes() && slot.len > 0 {
            return slot.class;
        }
        let class = classify(text, today, local);
        slot.text[..text.len()].copy_from_slice(text.as_bytes());
        slot.len = text.len() as u8;
        slot.class = class;
        class
    }
}
