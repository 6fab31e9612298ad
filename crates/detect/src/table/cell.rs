//! What one cell could be: every test that a cell is put to, in one small value that a column can count.

use super::closed;
use super::written::{Written, written};
use crate::prose::{Class, Lexicon};
use crate::{Day, LocalNumbers, Verdict, cell as identify};
use bitflags::bitflags;

bitflags! {
    /// Properties of a cell's text that columns count.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub(crate) struct Marks: u64 {
        /// One word of letters, perhaps with a hyphen or apostrophe.
        const WORD = 1;
        /// Up to five words that all look like parts of a name.
        const NAME_SHAPE = 1 << 1;
        /// Its last word, or the one before a comma, is a common surname.
        const SURNAME = 1 << 2;
        /// Its first word, or the one behind a comma, is a common forename.
        const FORENAME = 1 << 3;
        /// It holds a word of which no name is made.
        const ORDINARY = 1 << 4;
        /// One to three letters, perhaps with dots: "J.A."
        const INITIALS = 1 << 5;
        /// A rank, or a title such as Mr.
        const RANK = 1 << 6;
        const INVOLVEMENT = 1 << 7;
        const OFFENCE = 1 << 8;
        const OUTCOME = 1 << 9;
        const SEX = 1 << 10;
        const ETHNICITY = 1 << 11;
        const RELATION = 1 << 12;
        const YES_NO = 1 << 13;
        /// Digits only.
        const INTEGER = 1 << 14;
        /// A number with decimals, sign, percent or currency.
        const DECIMAL = 1 << 15;
        /// A whole number from 0 to 115.
        const AGE = 1 << 16;
        /// A date of the calendar.
        const DATE = 1 << 17;
        /// A month, day of the week, quarter or financial year.
        const PERIOD = 1 << 18;
        /// At least 60 characters and 8 words.
        const LONG = 1 << 19;
        /// At least 4 words.
        const PHRASE = 1 << 20;
        /// House number and street, or a street alone.
        const STREET = 1 << 21;
        /// A town or county that is on the list.
        const PLACE = 1 << 22;
        /// Letters and digits mixed: a code.
        const CODE = 1 << 23;
        /// Two words of a person's name at least: "J SMITH", "Smith, John".
        const WHOLE_NAME = 1 << 24;
        /// Text, not a number or date.
        const TEXT = 1 << 25;
        /// A word for a job.
        const JOB = 1 << 26;
        /// A whole name whose forenames are single letters: "Smith J A".
        const WITH_INITIALS = 1 << 27;
        /// A name behind a title or rank: "PC 1482 Lomax", "Mr J Smith".
        const TITLED = 1 << 28;
        /// Two to four words that could be a name, whether or not a list knows any of them.
        const SEVERAL = 1 << 29;
        /// Up to four words in small letters, none of them an ordinary one.
        const SMALL = 1 << 30;
        /// One letter.
        const LETTER = 1 << 31;
        /// What could be a name beside a number: "1482 Lomax".
        const NUMBERED = 1 << 32;
    }
}

/// Number of single marks.
pub(crate) const MARK_COUNT: usize = 33;

/// What a cell could be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct CellClass {
    pub(crate) marks: Marks,
    /// Kinds of identifiers whose check it passes, one bit each.
    pub(crate) passes: u64,
    /// Kinds whose shape it has, that have no check.
    pub(crate) shapes: u64,
    /// Year of a date, 0 if it is none.
    pub(crate) year: u16,
}

/// Puts a cell to every test.
pub(crate) fn classify(text: &str, today: Day, local: Option<&LocalNumbers>) -> CellClass {
    let text = text.trim();
    let mut class = CellClass::default();
    identify(text, today, &mut |index, verdict| match verdict {
        Verdict::Passes => class.passes |= 1 << index.place(),
        Verdict::Shape => class.shapes |= 1 << index.place(),
        Verdict::Fails => {}
    });
    if let Some(local) = local {
        local.cell(text, today, &mut |index, verdict| {
            if verdict != Verdict::Fails {
                class.shapes |= 1 << index.place();
            }
        });
    }
    let bytes = text.as_bytes();
    let digits = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
    if digits == bytes.len() && digits > 0 {
        class.marks |= Marks::INTEGER;
        if digits <= 3 && text.parse::<u16>().is_ok_and(|number| number <= 115) {
            class.marks |= Marks::AGE;
        }
        return class;
    }
    if is_decimal(bytes, digits) {
        class.marks |= Marks::DECIMAL;
        return class;
    }
    if digits >= 2
        && bytes.len() <= 32
        && let Some(year) = year_of(text, today)
    {
        class.marks |= Marks::DATE;
        class.year = year;
        return class;
    }
    class.marks |= Marks::TEXT | words(text, digits);
    class
}

fn is_decimal(bytes: &[u8], digits: usize) -> bool {
    digits > 0
        && digits < bytes.len()
        && bytes.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-' | b'+' | b'%' | b' ' | 0xc2 | 0xa3 | b'$'))
        && memchr::memchr_iter(b'.', bytes).count() <= 1
        && !bytes.contains(&b'/')
        // "07700 900123" and "12-34-56" are numbers of another kind.
        && (bytes.contains(&b'.') || bytes.contains(&b',') || bytes.contains(&b'%') || bytes.contains(&0xa3) || bytes[0] == b'-' && digits + 1 == bytes.len())
}

/// The year of a date, quickly for the ISO form in which dates of cells arrive.
fn year_of(text: &str, today: Day) -> Option<u16> {
    let bytes = text.as_bytes();
    let is_iso = bytes.len() >= 10
        && bytes[4] == b'-'
        && bytes[7] == b'-'
        && bytes[..4].iter().all(u8::is_ascii_digit);
    if is_iso {
        return text[..4].parse().ok();
    }
    // A time of day may follow.
    let date =
        text.split_once(['T', ' ']).filter(|(_, time)| time.contains(':')).map_or(text, |(date, _)| date);
    crate::read_date(date, today).map(Day::year)
}

/// Words behind a house number that make an address.
const STREETS: &[&str] = &[
    "road",
    "street",
    "avenue",
    "lane",
    "close",
    "drive",
    "court",
    "way",
    "crescent",
    "terrace",
    "gardens",
    "grove",
    "place",
    "square",
    "walk",
    "row",
    "hill",
    "park",
    "rise",
    "view",
    "mews",
    "green",
    "parade",
    "rd",
    "st",
    "ave",
    "ln",
    "cl",
    "dr",
    "cres",
    "flat",
    "apartment",
];

/// What the words of a name, or of anything else, are.
#[derive(Debug, Default)]
struct Words {
    count: usize,
    not_letters: usize,
    /// Words that a list of names knows.
    names: usize,
    title_case: usize,
    small: usize,
    /// Words of one or two letters, and single capitals.
    short: usize,
    initials: usize,
    first: Class,
    last: Class,
    before_comma: Option<Class>,
    behind_comma: Option<Class>,
}

/// Words that are looked at: more make no name.
const MOST_WORDS: usize = 12;

impl Words {
    fn of(name: &str, is_longer: bool, marks: &mut Marks) -> Self {
        let lexicon = Lexicon::shared();
        let mut words = Self::default();
        for word in name.split_whitespace() {
            words.count += 1;
            if words.count > MOST_WORDS {
                continue;
            }
            let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
            let is_letters = !bare.is_empty()
                && bare
                    .chars()
                    .all(|letter| letter.is_alphabetic() || matches!(letter, '-' | '\'' | '\u{2019}' | '.'));
            let class = lexicon.classes(lexicon.find(bare));
            *marks |= of_class(class) | closed::word(bare);
            words.not_letters += usize::from(!is_letters);
            words.title_case += usize::from(bare.chars().next().is_some_and(char::is_uppercase));
            words.small += usize::from(!bare.chars().any(char::is_uppercase));
            words.names += usize::from(class.intersects(Class::NAME));
            words.short += usize::from(bare.len() <= 2);
            // "Goldwater L I": letters behind or before a name are initials, and no words of the language.
            if bare.len() == 1 && bare.as_bytes()[0].is_ascii_uppercase() && is_longer {
                words.initials += 1;
                continue;
            }
            if class.intersects(Class::NO_NAME) && !class.intersects(Class::NAME | Class::TITLE | Class::RANK)
            {
                *marks |= Marks::ORDINARY;
            }
            if STREETS.iter().any(|street| bare.eq_ignore_ascii_case(street)) && words.count > 1 {
                *marks |= Marks::STREET;
            }
            if words.count == 1 {
                words.first = class;
            }
            if words.before_comma.is_some() && words.behind_comma.is_none() {
                words.behind_comma = Some(class);
            }
            if word.ends_with(',') && words.before_comma.is_none() {
                words.before_comma = Some(class);
            }
            words.last = class;
        }
        words
    }
}

/// Tests of words.
fn words(text: &str, digits: usize) -> Marks {
    let mut marks = closed::value(text);
    if closed::is_offence_code(text) {
        marks |= Marks::OFFENCE;
    }
    let written = written(text);
    let words = Words::of(written.name, text.len() > 2, &mut marks);
    let all = words.count + usize::from(written.has_title) + usize::from(written.has_number);
    if all >= 8 && text.chars().count() >= 60 {
        marks |= Marks::LONG;
    }
    if all >= 4 {
        marks |= Marks::PHRASE;
    }
    let letters = letters_of(text);
    if digits > 0 && letters > 0 && words.count <= 3 && !written.has_number && !marks.contains(Marks::STREET)
    {
        marks |= Marks::CODE;
    }
    if words.not_letters > 0 || digits > 0 && !written.has_number {
        return marks - (Marks::SURNAME | Marks::FORENAME);
    }
    if words.count == 1 && digits == 0 && !written.has_title {
        marks |= Marks::WORD;
    }
    let is_initials =
        letters <= 3 && text.chars().all(|letter| letter.is_uppercase() || matches!(letter, '.' | ' '));
    if is_initials {
        marks |= Marks::INITIALS;
        marks.set(Marks::LETTER, letters == 1);
    }
    name(&words, &written, marks)
}

/// Tests of what could be a name.
fn name(words: &Words, written: &Written<'_>, mut marks: Marks) -> Marks {
    let count = words.count;
    let is_plain = !written.name.contains(['/', '&', ':', ';', '(']) && (1..=5).contains(&count);
    let is_known = words.names > 0;
    let is_capital = words.title_case == count;
    // "tara lomax": small letters are a name's only where a list knows one of the words.
    let is_small = words.small == count && count <= 4 && !marks.contains(Marks::ORDINARY);
    marks.set(Marks::SMALL, is_plain && is_small);
    let could_be = is_plain && (is_capital || is_small && is_known && count > 1);
    if !could_be {
        marks.set(Marks::RANK, marks.contains(Marks::RANK) || written.has_title);
        return marks - (Marks::SURNAME | Marks::FORENAME);
    }
    marks.set(Marks::NAME_SHAPE, is_capital);
    let (forename, surname) = match (words.before_comma, words.behind_comma) {
        (Some(surname), behind) => (behind.unwrap_or_default(), surname),
        (None, _) => (words.first, words.last),
    };
    marks.set(Marks::FORENAME, forename.intersects(Class::FORENAME));
    marks.set(Marks::SURNAME, surname.intersects(Class::SURNAME));
    let is_name = count <= 4 && !marks.contains(Marks::ORDINARY);
    let has_two = is_name && count >= 2;
    marks.set(Marks::SEVERAL, has_two);
    // Letters alone behind a rank are a unit: "DC CID".
    let is_acronym = count == 1 && letters_of(written.name) <= 4 && !is_known && is_capitals(written.name);
    let is_titled = written.has_title && is_name && !is_acronym;
    marks.set(Marks::TITLED, is_titled);
    marks.set(Marks::RANK, !is_titled && (written.has_title || marks.contains(Marks::RANK)));
    let is_numbered = written.has_number && is_name && !is_acronym;
    marks.set(Marks::NUMBERED, is_numbered);
    let is_two = has_two && (is_known || words.short >= 1 || words.before_comma.is_some());
    marks.set(Marks::WHOLE_NAME, is_two || is_titled || is_numbered && is_known);
    marks.set(Marks::WITH_INITIALS, has_two && words.initials >= 1 && words.initials < count);
    marks
}

fn letters_of(text: &str) -> usize {
    text.chars().filter(|letter| letter.is_alphabetic()).count()
}

fn is_capitals(text: &str) -> bool {
    !text.chars().any(char::is_lowercase)
}

fn of_class(class: Class) -> Marks {
    let mut marks = Marks::empty();
    for (of, mark) in [
        (Class::RANK.union(Class::TITLE), Marks::RANK),
        (Class::CALENDAR, Marks::PERIOD),
        (Class::PLACE, Marks::PLACE),
        (Class::JOB, Marks::JOB),
    ] {
        if class.intersects(of) {
            marks |= mark;
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str) -> Marks {
        classify(text, Day::new(2026, 11, 1).unwrap(), None).marks
    }

    #[test]
    fn cells_are_told_apart() {
        for (text, has, has_not) in [
            ("SMITH", Marks::WORD | Marks::SURNAME | Marks::NAME_SHAPE, Marks::ORDINARY | Marks::INITIALS),
            ("J.A.", Marks::INITIALS, Marks::LONG),
            ("Smith, John", Marks::WHOLE_NAME | Marks::SURNAME | Marks::FORENAME, Marks::WORD),
            ("John Smith", Marks::WHOLE_NAME | Marks::SURNAME | Marks::FORENAME, Marks::WORD),
            ("Goldwater L I 40145", Marks::WHOLE_NAME | Marks::WITH_INITIALS, Marks::ORDINARY),
            ("A Smith", Marks::WHOLE_NAME | Marks::WITH_INITIALS | Marks::SURNAME, Marks::ORDINARY),
            ("Group A", Marks::ORDINARY, Marks::WHOLE_NAME),
            ("Victim", Marks::INVOLVEMENT, Marks::WHOLE_NAME),
            ("Burglary - residential", Marks::OFFENCE, Marks::WHOLE_NAME),
            ("1985-03-04", Marks::DATE, Marks::CODE),
            ("04/03/1985", Marks::DATE, Marks::CODE),
            ("34", Marks::INTEGER | Marks::AGE, Marks::DATE),
            ("1,234.50", Marks::DECIMAL, Marks::TEXT),
            ("12 High Street", Marks::STREET, Marks::CODE),
            ("AB12345", Marks::CODE, Marks::WORD),
            ("March", Marks::PERIOD, Marks::SURNAME),
            ("W1", Marks::ETHNICITY, Marks::WORD),
            ("Sergeant", Marks::RANK, Marks::LONG),
        ] {
            assert!(marks(text).contains(has), "{text}: {:?}", marks(text));
            assert!(!marks(text).intersects(has_not), "{text}: {:?}", marks(text));
        }
        assert_eq!(classify("04/03/1985", Day::new(2026, 11, 1).unwrap(), None).year, 1985);
    }
}
