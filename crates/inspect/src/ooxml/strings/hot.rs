//! Strings that are used again and again: the surnames and towns of a large sheet, kept where they are found at once.

use super::block::Flags;
use hashbrown::HashMap;

/// Text kept at most.
const MOST_BYTES: usize = 8 << 20;
/// Strings kept at most.
const MOST_STRINGS: usize = 1 << 17;

/// A bounded copy of some strings, by their numbers.
#[derive(Default)]
pub(super) struct HotStrings {
    text: String,
    /// Start, length, flags.
    places: HashMap<u32, (u32, u32, Flags)>,
}

impl HotStrings {
    pub(super) fn get(&self, index: u32) -> Option<(&str, Flags)> {
        let (start, len, flags) = *self.places.get(&index)?;
        Some((&self.text[start as usize..(start + len) as usize], flags))
    }

    /// Keeps a string while there is room.
    pub(super) fn keep(&mut self, index: u32, text: &str, flags: Flags) {
        if self.text.len() + text.len() <= MOST_BYTES && self.places.len() < MOST_STRINGS {
            self.places.insert(index, (self.text.len() as u32, text.len() as u32, flags));
            self.text.push_str(text);
        }
    }
}
