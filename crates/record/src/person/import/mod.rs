//! An extract of people is taken in: all of it or nothing, and the same extract again changes nothing.
//!
//! Rows are checked ([`extract`]), found among the people that are known ([`resolve`]), and compared with what is known of
//! them at the time of the extract ([`changed`]); who is new gets a number and a key ([`joined`]); who is missing has left
//! ([`members`]).

mod changed;
pub(super) mod extract;
mod joined;
mod members;
mod order;
mod refusal;
mod report;
mod resolve;
mod run;
mod sealing;

pub use members::many_left;
pub use order::{Column, Completeness, ImportOrder, MOST_COLUMNS, MOST_ROWS};
pub use refusal::{Refusal, RefusedRow, RefusedRows};
pub use report::{ImportReport, Imported};
pub(super) use sealing::opened;

use unicode_normalization::UnicodeNormalization;

/// Rows of an extract: the number of each in the file, and a value for each column.
pub type Rows<'r> = &'r [(u64, Vec<String>)];

/// What a cell says.
fn value(text: &str) -> &str {
    text.trim()
}

/// Whether two values are the same, however their letters are composed.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    one == other || !(one.is_ascii() && other.is_ascii()) && one.nfc().eq(other.nfc())
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn a_letter_with_an_accent_is_one_letter_however_it_is_composed() {
        assert!(is_same("Zo\u{eb}", "Zoe\u{308}") && !is_same("Zoe", "Zoë") && !is_same("ab", "a"));
    }
}
