//! Every string of the file that is a reference number by its check character, whoever's.

use super::rows::Place;
use crate::leak::Leak;
use hashbrown::HashMap;
use marks::tokens_in;

/// Strings that were compared with the reference numbers of deliveries. How many there are depends on the file alone.
#[derive(Default)]
pub(crate) struct Examined {
    /// Rows in which each stands; texts have none.
    pub(crate) tokens: HashMap<u128, Vec<Place>>,
}

impl Examined {
    /// Looks through all cells and texts.
    pub(crate) fn of(leak: &Leak) -> Self {
        let mut examined = Self::default();
        for (table, content) in (0_u32..).zip(&leak.tables) {
            for (row, cells) in (0_u32..).zip(&content.rows) {
                for cell in cells.iter().filter(|cell| cell.len() >= SHORTEST) {
                    for found in tokens_in(cell) {
                        let places = examined.tokens.entry(found.token.to_bits()).or_default();
                        if places.len() < MOST_PLACES {
                            places.push(Place { table, row });
                        }
                    }
                }
            }
        }
        for found in leak.texts.iter().flat_map(|text| tokens_in(text)) {
            examined.tokens.entry(found.token.to_bits()).or_default();
        }
        examined
    }

    /// How many different strings were compared.
    pub(crate) fn strings(&self) -> u64 {
        self.tokens.len() as u64
    }
}

/// Characters of a reference number.
const SHORTEST: usize = 14;
/// Places of one string that are kept: a file may repeat it without end.
const MOST_PLACES: usize = 64;
