//! How names and numbers are spelt before they are hashed for look-ups.

use crate::RecordError;
use unicode_normalization::UnicodeNormalization;

/// Longest name of a holder or actor, in characters.
const LONGEST: usize = 200;

/// A name: compatibility forms, small letters, single spaces.
pub fn name(text: &str) -> String {
    let folded: String = text.nfkc().collect::<String>().to_lowercase();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A number of a person: letters and digits only, capitals. Leading noughts are kept: they tell people apart.
pub fn number(text: &str) -> String {
    text.nfkc().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// A name that may not be empty, too long or hold what moves a terminal's cursor.
pub(crate) fn required(text: &str, what: &str) -> Result<String, RecordError> {
    let text = text.trim();
    let refused = |what: String, fix: &str| Err(RecordError::Refused { what, fix: fix.into() });
    if text.is_empty() {
        return refused(format!("the name of {what} is empty"), "Give it a name");
    }
    if text.chars().count() > LONGEST {
        return refused(format!("the name of {what} is too long"), "Use at most 200 characters");
    }
    if text.chars().any(char::is_control) {
        return refused(format!("the name of {what} holds a control character"), "Leave it out");
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_is_one_name_however_it_is_typed() {
        assert_eq!(name("  Card   MAKER "), name("card maker"));
        assert_eq!(name("ﬁne"), "fine");
        assert_eq!(number(" 00 42-a "), "0042A");
        assert_ne!(number("0042"), number("42"));
    }
}
