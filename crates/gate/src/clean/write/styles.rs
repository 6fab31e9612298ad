//! Styles of a copy, numbered as they are met: they are written after the cells that name them.

use crate::clean::value::Format;
use std::collections::HashMap;

/// Number formats that old versions of Excel can hold at least. Cells with more of them become texts.
const MOST_FORMATS: usize = 150;

/// Letters of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Looks {
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    /// Text broken into lines inside the cell.
    pub(crate) wrap: bool,
}

/// The styles met so far.
#[derive(Debug)]
pub(crate) struct Styles {
    numbers: HashMap<(Looks, usize), u32>,
    /// Looks and place of the format.
    all: Vec<(Looks, usize)>,
    places: HashMap<Format, usize>,
    formats: Vec<Format>,
}

impl Default for Styles {
    /// Style 0 and format 0 say nothing.
    fn default() -> Self {
        let plain = (Looks::default(), 0);
        Self {
            numbers: HashMap::from([(plain, 0)]),
            all: vec![plain],
            places: HashMap::from([(Format::General, 0)]),
            formats: vec![Format::General],
        }
    }
}

impl Styles {
    /// Number of a style; `None` when there is no room for another format.
    pub(crate) fn number(&mut self, looks: Looks, format: &Format) -> Option<u32> {
        let place = match self.places.get(format) {
            Some(place) => *place,
            None if self.formats.len() > MOST_FORMATS => return None,
            None => {
                self.formats.push(format.clone());
                self.places.insert(format.clone(), self.formats.len() - 1);
                self.formats.len() - 1
            }
        };
        let next = self.all.len() as u32;
        let number = *self.numbers.entry((looks, place)).or_insert(next);
        if number == next {
            self.all.push((looks, place));
        }
        Some(number)
    }

    /// Number of a style of texts.
    pub(crate) fn plain(&mut self, looks: Looks) -> u32 {
        self.number(looks, &Format::General).unwrap_or(0)
    }

    /// All styles in order of their numbers, each with its looks and the place of its format.
    pub(crate) fn all(&self) -> &[(Looks, usize)] {
        &self.all
    }

    /// All formats by their places; the first is none.
    pub(crate) fn formats(&self) -> &[Format] {
        &self.formats
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::value::number;

    #[test]
    fn styles_are_numbered_once_and_formats_run_out() {
        let mut styles = Styles::default();
        let bold = Looks { bold: true, ..Looks::default() };
        assert_eq!(styles.plain(Looks::default()), 0);
        assert_eq!(styles.plain(bold), 1);
        assert_eq!(styles.plain(bold), 1);
        let format = |decimals: u8, currency| {
            let (_, looks) = number::read("£0.5", 0.5).unwrap_or_else(|| panic!("a number"));
            Format::Number(number::NumberLooks {
                decimals,
                currency,
                ..looks.unwrap_or_else(|| panic!("looks"))
            })
        };
        let many = (0..=255).filter_map(|decimals| styles.number(bold, &format(decimals, None))).count();
        assert_eq!(many, MOST_FORMATS);
        assert_eq!(styles.number(bold, &format(1, Some('€'))), None);
    }
}
