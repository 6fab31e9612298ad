//! A name in one cell, taken apart: "PC 1234 Smith", "Smith, John Andrew", "SMITH J", "Mr J.A. Smith QPM".

use super::normalise;

/// The pieces of a name in one cell. Empty where it has none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct NameParts<'a> {
    pub(crate) surname: &'a str,
    /// Forenames or initials.
    pub(crate) forenames: &'a str,
    /// A number that stands beside the name.
    pub(crate) number: &'a str,
}

impl<'a> NameParts<'a> {
    /// Takes a name apart; titles, ranks and a number around it are left out of it.
    pub(crate) fn of(name: &'a str) -> Self {
        let (name, number) = without_company(name.trim());
        let (surname, forenames) = split(name);
        Self { surname, forenames, number }
    }
}

/// Surname and forenames of "Smith, John", "John Smith", "J.A. SMITH", titles, ranks and numbers left out.
pub(crate) fn split_name(name: &str) -> (&str, &str) {
    let parts = NameParts::of(name);
    (parts.surname, parts.forenames)
}

/// The name without what stands before and behind it, and the first number of that. One word always stays.
fn without_company(name: &str) -> (&str, &str) {
    let mut rest = name;
    let mut number = "";
    let mut folded = String::new();
    while let Some((first, behind)) = rest.split_once(' ') {
        let bare = bare(first);
        let is_number = is_number(bare);
        if is_number && number.is_empty() {
            number = bare;
        }
        normalise::fold(first, &mut folded);
        // A single letter is an initial, not "Temporary" or "Acting".
        let is_rank = folded.len() >= 2 && normalise::is_around(&folded)
            || first.starts_with("T/")
            || first.starts_with("A/");
        if !is_number && !is_rank {
            break;
        }
        rest = behind.trim_start();
    }
    while let Some((before, last)) = rest.rsplit_once([' ', ',']) {
        let bare = bare(last);
        let is_number = is_number(bare);
        if is_number && number.is_empty() {
            number = bare;
        }
        normalise::fold(last, &mut folded);
        // Behind a name ranks are only taken for ranks where a whole name is left: "Smith, Con" is one.
        let is_rank = folded.len() >= 2
            && normalise::is_around(&folded)
            && before.trim_end_matches([',', ' ']).contains(' ');
        let is_nothing = bare.is_empty();
        if !is_number && !is_rank && !is_nothing {
            break;
        }
        rest = before.trim_end_matches([',', ' ']);
    }
    (rest, number)
}

fn bare(word: &str) -> &str {
    word.trim_matches(|sign: char| !sign.is_alphanumeric())
}

fn is_number(word: &str) -> bool {
    word.len() >= 2 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Surname and forenames of a name around which nothing stands any more.
fn split(name: &str) -> (&str, &str) {
    if let Some((surname, forenames)) = name.split_once(',') {
        return (surname.trim(), forenames.trim());
    }
    let rest = name;
    // In capitals, the surname is what stands in capitals: "SMITH John".
    if let Some((first, after)) = rest.split_once(' ')
        && first.chars().count() > 2
        && first.chars().all(|letter| !letter.is_lowercase())
        && after.chars().any(char::is_lowercase)
    {
        return (first, after.trim());
    }
    // "SMITH J", "Smith L I": a surname with the initials behind.
    let is_letter = |word: &str| word.trim_end_matches('.').chars().count() == 1;
    if let Some((surname, letters)) = rest.split_once(' ')
        && surname.chars().count() > 2
        && letters.split(' ').all(is_letter)
    {
        return (surname, letters);
    }
    if let Some((before, last)) = rest.rsplit_once(' ') {
        let is_initials =
            last.chars().count() <= 3 && last.chars().all(|letter| letter.is_uppercase() || letter == '.');
        return if is_initials && before.chars().count() > 3 { (before, last) } else { (last, before) };
    }
    (rest, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_one_column_are_taken_apart() {
        for (name, expected) in [
            ("Smith, John Andrew", ("Smith", "John Andrew")),
            ("John Andrew Smith", ("Smith", "John Andrew")),
            ("PC 1234", ("1234", "")),
            ("Mr J.A. SMITH", ("SMITH", "J.A.")),
            ("SMITH John", ("SMITH", "John")),
            ("SMITH J", ("SMITH", "J")),
            ("Smith", ("Smith", "")),
            ("Goldwater L I 40145", ("Goldwater", "L I")),
            ("1234 Smith", ("Smith", "")),
        ] {
            assert_eq!(split_name(name), expected, "{name}");
        }
    }

    #[test]
    fn ranks_and_numbers_around_a_name_are_left_out_of_it() {
        for (name, surname, forenames, number) in [
            ("PC 1234 Smith", "Smith", "", "1234"),
            ("A/Sgt Jane Smith 4711", "Smith", "Jane", "4711"),
            ("Smith, Jane (PC 123)", "Smith", "Jane", "123"),
            ("T/DI O'Neill", "O'Neill", "", ""),
            ("DC 99 John Smith", "Smith", "John", "99"),
            ("Smith, Con", "Smith", "Con", ""),
            ("JA SMITH", "SMITH", "JA", ""),
        ] {
            assert_eq!(NameParts::of(name), NameParts { surname, forenames, number }, "{name}");
        }
    }
}
