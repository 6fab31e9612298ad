//! One spelling for values, so that what was retyped, folded to ASCII or shouted still meets what the record holds.

use detect::{Day, read_date};

/// Latest day that a year of two digits can mean: "80" is 1980. Nobody who works was born before 1941.
const LATEST: Option<Day> = Day::new(2040, 12, 31);

/// A surname.
pub(crate) fn surname(text: &str) -> String {
    let mut folded = String::new();
    detect::normalise::surname(text, &mut folded);
    folded
}

/// A number of a person: letters in capitals and digits. Leading noughts go: spreadsheets drop them, and where they tell
/// two people apart both stay candidates.
pub(crate) fn number(text: &str) -> String {
    let all: String =
        text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    let bare = all.trim_start_matches('0');
    if bare.is_empty() { all } else { bare.to_owned() }
}

/// Any other value: dates in one form, telephone numbers without country code, everything else by its letters and digits.
pub(crate) fn other(text: &str) -> String {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let has_letters = text.chars().any(char::is_alphabetic);
    if (6..=8).contains(&digits)
        && text.len() <= 11
        && text.bytes().any(|sign| matches!(sign, b'/' | b'-' | b'.' | b' '))
        && let Some(day) = LATEST.and_then(|latest| read_date(text, latest))
    {
        return format!("day {day:?}");
    }
    if digits >= 9 && !has_letters {
        let all: String = text.chars().filter(char::is_ascii_digit).collect();
        let bare = all.trim_start_matches('0');
        return bare.strip_prefix("44").unwrap_or(bare).trim_start_matches('0').to_owned();
    }
    let mut folded = String::new();
    detect::normalise::fold(text, &mut folded);
    folded.retain(|letter| letter != ' ');
    folded
}

/// Forenames or initials in one spelling.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct Forenames {
    /// Folded words; for initials the letters.
    pub(crate) words: String,
    /// First letters.
    pub(crate) letters: String,
    /// Whether there are only letters.
    pub(crate) only_letters: bool,
}

impl Forenames {
    /// Reads forenames ("John Andrew"), initials ("J.A.", "JA") or both ("John A").
    pub(crate) fn of(text: &str) -> Self {
        let mut letters = String::new();
        detect::normalise::initials(text, &mut letters);
        let mut words = String::new();
        detect::normalise::fold(text, &mut words);
        let longest = words.split(' ').map(|word| word.chars().count()).max().unwrap_or(0);
        // "JOHN" is a name in capitals and "JA" two letters: runs of up to three letters without a small one, as in `detect`.
        let only_letters = letters.chars().count() >= longest.max(1)
            && words.chars().filter(|letter| *letter != ' ').count() == letters.chars().count();
        if only_letters {
            words.clone_from(&letters);
        } else if letters.chars().count() > words.split(' ').count() {
            // A short name in capitals ("AMY") among longer words is a name.
            letters = words.split(' ').filter_map(|word| word.chars().next()).collect();
        }
        Self { words, letters, only_letters }
    }

    /// First letter.
    pub(crate) fn initial(&self) -> Option<char> {
        self.letters.chars().next()
    }

    /// First word.
    pub(crate) fn first(&self) -> &str {
        self.words.split(' ').next().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retyped_values_meet() {
        for (one, two) in [
            ("07700 900123", "+44 (0)7700 900123"),
            ("07700900123", "7700900123"),
            ("Inspector", "INSPECTOR "),
            ("2/3/1980", "02-03-1980"),
            ("Band D", "band-d"),
        ] {
            assert_eq!(other(one), other(two), "{one}");
        }
        assert_eq!(number("00 42-a"), "42A");
        assert_eq!(number("000"), "000");
        assert_ne!(other("12 / 3"), other("12 3 4"));
    }

    #[test]
    fn forenames_and_initials_are_told_apart() {
        for (text, words, letters, only_letters) in [
            ("John Andrew", "john andrew", "ja", false),
            ("J.A.", "ja", "ja", true),
            ("JA", "ja", "ja", true),
            ("j", "j", "j", true),
            ("JOHN", "john", "j", false),
            ("John A", "john a", "ja", false),
            ("Séan", "sean", "s", false),
        ] {
            let read = Forenames::of(text);
            assert_eq!(
                (&*read.words, &*read.letters, read.only_letters),
                (words, letters, only_letters),
                "{text}"
            );
        }
    }
}
