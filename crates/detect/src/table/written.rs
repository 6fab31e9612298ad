//! A name as people write it into one cell: "PC 1482 Lomax", "LOMAX, Tara (4471)", "Mr J Smith". What stands around the
//! name is taken away before it is looked at, and kept as evidence (design note, 7.3.3).

use crate::prose::{Class, Lexicon};

/// Digits of a number that can stand beside a name; without a rank it must have more, or it is a house or a page.
const DIGITS: std::ops::RangeInclusive<usize> = 1..=8;
const DIGITS_ALONE: usize = 3;

/// Titles and ranks that are also words of places, works and trades: "Bishop Auckland", "General Enquiries", "Special
/// Branch". Alone before a word they say nothing.
const AMBIGUOUS: &[&str] = &[
    "general",
    "major",
    "private",
    "special",
    "captain",
    "marshal",
    "admiral",
    "commander",
    "commissioner",
    "saint",
    "father",
    "sister",
    "judge",
    "justice",
    "king",
    "queen",
    "prince",
    "princess",
    "pope",
    "bishop",
    "archbishop",
    "canon",
    "baron",
    "baroness",
    "count",
    "countess",
    "duke",
    "duchess",
    "master",
    "madam",
    "lord",
    "lady",
    "imam",
    "hon",
    "lance",
    "oic",
    "sio",
];

/// Words before a rank that are none by themselves: "Det Sgt", "T/DI", "Acting Chief Insp".
const BEFORE_RANK: &[&str] = &[
    "a",
    "t",
    "d",
    "det",
    "detective",
    "ch",
    "chief",
    "deputy",
    "dep",
    "acting",
    "temp",
    "temporary",
    "asst",
    "assistant",
    "special",
    "police",
    "ex",
    "retired",
];

/// A cell taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Written<'t> {
    /// The name alone; the whole text where nothing stood around it.
    pub(crate) name: &'t str,
    /// A title or rank stood before it.
    pub(crate) has_title: bool,
    /// A number stood beside it.
    pub(crate) has_number: bool,
}

/// Takes a cell apart. A cell of nothing but ranks and numbers is left whole.
pub(crate) fn written(text: &str) -> Written<'_> {
    let whole = Written { name: text.trim(), has_title: false, has_number: false };
    let mut left = whole;
    // Words like "Chief" count only once a rank follows.
    let mut rest = left.name;
    while let Some((word, after)) = first_word(rest) {
        match kind(word) {
            Kind::Title => left = Written { name: after, has_title: true, ..left },
            Kind::TitleAndNumber if !left.has_number => {
                left = Written { name: after, has_title: true, has_number: true };
            }
            Kind::Number(digits)
                if !left.has_number && (left.has_title || digits >= DIGITS_ALONE && !is_year(word)) =>
            {
                left = Written { name: after, has_number: true, ..left };
            }
            // A shoulder number with the letters of a borough: "PC 123AB".
            Kind::Code if left.has_title && !left.has_number => {
                left = Written { name: after, has_number: true, ..left };
            }
            Kind::BeforeRank => {}
            _ => break,
        }
        rest = after;
    }
    if let Some((before, word)) = last_word(left.name)
        && !left.has_number
        && let Kind::Number(digits) = kind(word)
        && digits >= DIGITS_ALONE
        && !is_year(word)
    {
        left = Written { name: before, has_number: true, ..left };
        // "Lomax, PC 4471".
        if let Some((before, word)) = last_word(left.name)
            && before.ends_with(',')
            && kind(word) == Kind::Title
        {
            left = Written { name: before, has_title: true, ..left };
        }
    }
    left.name = left
        .name
        .trim_matches(|letter: char| letter.is_whitespace() || matches!(letter, ',' | '-' | ':' | '#'));
    let has_letters = left.name.chars().filter(|letter| letter.is_alphabetic()).count() >= 2;
    let is_name = |word: &str| !matches!(kind(word), Kind::Title | Kind::BeforeRank);
    if has_letters && left.name.split_whitespace().any(is_name) { left } else { whole }
}

fn first_word(text: &str) -> Option<(&str, &str)> {
    text.split_once(char::is_whitespace).map(|(word, after)| (word, after.trim_start()))
}

fn last_word(text: &str) -> Option<(&str, &str)> {
    text.rsplit_once(char::is_whitespace).map(|(before, word)| (before.trim_end(), word))
}

/// What a word is, outside the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Title,
    TitleAndNumber,
    Number(usize),
    Code,
    BeforeRank,
    Other,
}

fn kind(word: &str) -> Kind {
    let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    let digits = bare.bytes().filter(u8::is_ascii_digit).count();
    if digits == 0 {
        return if is_title(bare) {
            Kind::Title
        } else if is_before_rank(bare) {
            Kind::BeforeRank
        } else {
            Kind::Other
        };
    }
    if !DIGITS.contains(&digits) {
        return Kind::Other;
    }
    if digits == bare.len() {
        return Kind::Number(digits);
    }
    let letters = bare.bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters > 1 && letters + digits == bare.len() && bare.get(..letters).is_some_and(is_title) {
        return Kind::TitleAndNumber;
    }
    if bare.len() <= 7 && bare.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        Kind::Code
    } else {
        Kind::Other
    }
}

/// "PC", "Mrs", "T/DI", "D/Sgt".
fn is_title(word: &str) -> bool {
    let (before, last) = word.rsplit_once('/').unwrap_or(("", word));
    let lexicon = Lexicon::shared();
    let class = lexicon.classes(lexicon.find(last));
    class.intersects(Class::TITLE | Class::RANK)
        && !is_among(AMBIGUOUS, last)
        && !is_before_rank(last)
        && before.split('/').all(|part| part.is_empty() || is_before_rank(part) || is_title(part))
}

fn is_before_rank(word: &str) -> bool {
    is_among(BEFORE_RANK, word)
}

fn is_among(words: &[&str], word: &str) -> bool {
    words.iter().any(|other| word.eq_ignore_ascii_case(other))
}

/// "Astra 2019" is a car.
fn is_year(word: &str) -> bool {
    let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    bare.len() == 4 && (bare.starts_with("19") || bare.starts_with("20")) && !word.starts_with('(')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (&str, bool, bool) {
        let written = written(text);
        (written.name, written.has_title, written.has_number)
    }

    #[test]
    fn rank_title_and_number_are_taken_off() {
        for (text, expected) in [
            ("PC 1482 Lindqvist", ("Lindqvist", true, true)),
            ("PC1482 LINDQVIST", ("LINDQVIST", true, true)),
            ("PC Lindqvist", ("Lindqvist", true, false)),
            ("DI Tara Lomax", ("Tara Lomax", true, false)),
            ("Mr J Smith", ("J Smith", true, false)),
            ("1482 Lomax", ("Lomax", false, true)),
            ("Lomax 4471", ("Lomax", false, true)),
            ("LOMAX, Tara (4471)", ("LOMAX, Tara", false, true)),
            ("Lomax, PC 4471", ("Lomax", true, true)),
            ("Det. Ch. Insp. Lomax", ("Lomax", true, false)),
            ("Chief Inspector T Lomax", ("T Lomax", true, false)),
            ("T/DI Lomax", ("Lomax", true, false)),
            ("PC 123AB Lomax", ("Lomax", true, true)),
            ("PC 7 Lomax", ("Lomax", true, true)),
            ("tara lomax", ("tara lomax", false, false)),
        ] {
            assert_eq!(parts(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_name_stays_whole() {
        for text in [
            "PC 1482",
            "Sergeant",
            "Inspector Constable",
            "Chief Constable",
            "12 High Street",
            "Astra 2019",
            "Special Branch",
            "General Enquiries",
            "Bishop Auckland",
            "",
            "4471",
            "Page 12",
        ] {
            assert_eq!(parts(text), (text, false, false), "{text}");
        }
    }
}
