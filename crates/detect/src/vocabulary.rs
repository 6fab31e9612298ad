//! Words that headings are made of. Anything else in a heading can be somebody's name: a rota has a column for each officer.

use crate::identifiers::IDENTIFIERS;
use crate::prose::{Class, Lexicon};
use crate::table::FIELDS;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Digits of a year, or of a number in a form.
const MOST_DIGITS: usize = 4;

static HEADINGS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let fields = FIELDS.iter().flat_map(|row| row.headers);
    let kinds = IDENTIFIERS.iter().flat_map(|identifier| identifier.names);
    fields.chain(kinds).flat_map(|name| name.split(' ')).collect()
});

/// Whether one word of a heading names nobody: a word of the language that is no name, a word by which headings name their
/// columns, a short number, the address of a cell.
pub fn is_plain_word(word: &str) -> bool {
    // "Officer(s)".
    if word.eq_ignore_ascii_case("s") || is_cell(word) {
        return true;
    }
    let mut spelt = String::new();
    crate::spell(word, &mut spelt);
    spelt.split(' ').all(|part| {
        let class = || Lexicon::shared().classes(Lexicon::shared().find(part));
        let is_number = part.len() <= MOST_DIGITS && part.bytes().all(|byte| byte.is_ascii_digit());
        let is_ordinary = || class().intersects(Class::NO_NAME) && !class().intersects(Class::NAME);
        is_number || HEADINGS.contains(part) || is_ordinary()
    })
}

/// `B12`.
fn is_cell(word: &str) -> bool {
    let letters = word.bytes().take_while(u8::is_ascii_uppercase).count();
    let digits = &word.as_bytes()[letters..];
    (1..=3).contains(&letters) && (1..=7).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::is_plain_word;

    #[test]
    fn words_of_headings_are_plain_and_names_are_not() {
        for word in
            ["Surname", "dateOfBirth", "NINO", "Offences", "2023", "B2", "reported", "of", "Rank", "s"]
        {
            assert!(is_plain_word(word), "{word}");
        }
        for word in ["Jane", "Pemberton", "Rose", "Okonkwo", "14031988", "QQ123456C"] {
            assert!(!is_plain_word(word), "{word}");
        }
    }
}
