//! Which identifiers a column's header, or a label, names.

use super::phrases::{Phrases, Standing};
use super::{IDENTIFIERS, IdentifierIndex};
use std::sync::LazyLock;

/// A header in the words of the tables: small letters, one space between two words, plurals without their s.
/// `NHSNo.`, `nhs_no` and `NHS Nos` all become `nhs no`.
pub fn spell(header: &str, into: &mut String) {
    into.clear();
    let mut before = ' ';
    let mut characters = header.chars().peekable();
    while let Some(character) = characters.next() {
        if !character.is_alphanumeric() {
            if character != '\'' && character != '\u{2019}' {
                end_word(into);
            }
            before = ' ';
            continue;
        }
        // "dateOfBirth", and "NHSNumber": a capital before a small letter begins a word after capitals.
        let next_is_small = characters.peek().is_some_and(|next| next.is_lowercase());
        let begins =
            character.is_uppercase() && (before.is_lowercase() || (before.is_uppercase() && next_is_small));
        let changes = character.is_numeric() != before.is_numeric() && before.is_alphanumeric();
        if begins || changes {
            end_word(into);
        }
        into.extend(character.to_lowercase());
        before = character;
    }
    end_word(into);
    if into.ends_with(' ') {
        into.pop();
    }
}

/// Ends a word: its plural s goes, a space comes.
fn end_word(into: &mut String) {
    if into.is_empty() || into.ends_with(' ') {
        return;
    }
    let word = into.rsplit(' ').next().unwrap_or_default();
    if word.len() > 3
        && word.ends_with('s')
        && !["ss", "us", "is", "sms"].iter().any(|end| word.ends_with(end))
    {
        into.pop();
    }
    into.push(' ');
}

/// The kinds that a header in the words of [`spell`] names, each with the longest of its names that is in it.
pub fn named(header: &str) -> impl Iterator<Item = (IdentifierIndex, &'static str)> {
    static NAMES: LazyLock<Phrases> =
        LazyLock::new(|| Phrases::new(IDENTIFIERS.iter().map(|identifier| identifier.names)));
    let found = NAMES.longest(header, Standing::Anywhere).into_iter();
    found.map(|(row, name)| (IdentifierIndex(row as u8), name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(header: &str) -> Vec<&'static str> {
        let mut spelt = String::new();
        spell(header, &mut spelt);
        named(&spelt).map(|(index, _)| index.identifier().id).collect()
    }

    #[test]
    fn a_header_is_read_however_it_is_spelt() {
        for header in ["NHS No.", "nhs_no", "NHSNumber", "Patient's NHS numbers", "nhs-no"] {
            assert_eq!(names(header), ["uk-nhs-number"], "{header}");
        }
        assert_eq!(names("dateOfBirth"), ["date-of-birth"]);
        assert_eq!(names("D.O.B."), ["date-of-birth"]);
        assert!(names("Date").is_empty() && names("Number").is_empty());
    }

    #[test]
    fn every_name_is_spelt_as_headers_are() {
        let mut spelt = String::new();
        for identifier in IDENTIFIERS {
            for name in identifier.names {
                spell(name, &mut spelt);
                assert_eq!(&spelt, name, "{}", identifier.id);
            }
        }
    }
}
