//! One spelling for names, so that "O'NEILL, Séan" and "Sean `ONeill`" meet (design note, section 7.3).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters that decomposition leaves alone.
const SPECIAL: &[(char, &str)] = &[
    ('ß', "ss"),
    ('ø', "o"),
    ('ł', "l"),
    ('đ', "d"),
    ('ð', "d"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('þ', "th"),
    ('ı', "i"),
];

/// Writes a name in small letters without marks, apostrophes or hyphens; other signs become single spaces.
/// "O'Neill-Smith" is "oneillsmith", "St. John" is "st john".
pub fn fold(name: &str, into: &mut String) {
    into.clear();
    if name.is_ascii() {
        for byte in name.bytes() {
            push(into, byte.to_ascii_lowercase() as char);
        }
    } else {
        for letter in name.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase) {
            match SPECIAL.iter().find(|(special, _)| *special == letter) {
                Some((_, plain)) => into.push_str(plain),
                None => push(into, letter),
            }
        }
    }
    while into.ends_with(' ') {
        into.pop();
    }
}

fn push(into: &mut String, letter: char) {
    match letter {
        '\'' | '\u{2019}' | '\u{2018}' | '`' | '-' | '\u{2010}'..='\u{2015}' => {}
        letter if letter.is_alphanumeric() => into.push(letter),
        _ if into.is_empty() || into.ends_with(' ') => {}
        _ => into.push(' '),
    }
}

/// Particles that some people write joined to the name and some apart.
const JOINED: &[&str] = &[
    "mac", "mc", "o", "st", "saint", "de", "la", "le", "van", "von", "der", "den", "al", "el", "ap", "di",
    "da",
];

/// Whether a word is a particle of surnames.
pub(crate) fn is_particle(word: &str) -> bool {
    JOINED.contains(&word)
}

/// A surname in the one spelling under which it is looked up: folded, particles joined, Mac as Mc, Saint as St.
pub fn surname(name: &str, into: &mut String) {
    fold(name, into);
    let words: Vec<&str> = into.split(' ').collect();
    let mut joined = String::with_capacity(into.len());
    for (place, word) in words.iter().enumerate() {
        let glue = place > 0 && JOINED.contains(&words[place - 1]);
        if place > 0 && !glue {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    let mut one = match joined.strip_prefix("mac").filter(|rest| rest.len() >= 3) {
        // "Mackay" and "McKay" are one name; "Mace" and "Mack" are not "Mce".
        Some(rest) => format!("mc{rest}"),
        None => joined,
    };
    if let Some(rest) = one.strip_prefix("saint").filter(|rest| rest.len() >= 3) {
        one = format!("st{rest}");
    }
    *into = one;
}

/// Titles and what people put around names; they say nothing about who.
const AROUND: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "rev",
    "sir",
    "dame",
    "lady",
    "lord",
    "pc",
    "dc",
    "ps",
    "ds",
    "sgt",
    "sergeant",
    "constable",
    "insp",
    "inspector",
    "di",
    "ci",
    "dci",
    "chief",
    "supt",
    "superintendent",
    "ch",
    "dsupt",
    "det",
    "detective",
    "acc",
    "dcc",
    "cc",
    "pcso",
    "scc",
    "sc",
    "cst",
    "con",
    "t",
    "a",
    "temp",
    "temporary",
    "acting",
    "retd",
    "retired",
    "qpm",
    "mbe",
    "obe",
    "cbe",
];

/// Whether a folded word is a title or rank that stands around a name.
pub fn is_around(word: &str) -> bool {
    AROUND.contains(&word)
}

/// First letters of the forenames or initials in a text: "J.A.", "JA", "John Andrew" are all "ja".
///
/// A single run of up to three capitals is taken for initials; longer words for names.
pub fn initials(text: &str, into: &mut String) {
    into.clear();
    let words: Vec<&str> = text
        .split(|letter: char| !letter.is_alphabetic() && letter != '\'')
        .filter(|word| !word.is_empty())
        .collect();
    for word in &words {
        let is_run = word.chars().count() <= 3 && word.chars().all(char::is_uppercase);
        let letters = word.chars().take(if is_run { 3 } else { 1 });
        into.extend(
            letters
                .flat_map(|letter| {
                    letter.nfkd().filter(|part| part.is_alphabetic()).take(1).collect::<Vec<_>>()
                })
                .flat_map(char::to_lowercase),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(name: &str) -> String {
        let mut out = String::new();
        fold(name, &mut out);
        out
    }

    fn family(name: &str) -> String {
        let mut out = String::new();
        surname(name, &mut out);
        out
    }

    fn letters(text: &str) -> String {
        let mut out = String::new();
        initials(text, &mut out);
        out
    }

    #[test]
    fn spellings_of_one_name_meet() {
        for spellings in [
            &["O'Neill", "ONEILL", "O’Neill", "O Neill", "o'neill"][..],
            &["MacKay", "McKay", "Mac Kay", "MACKAY"],
            &["St. John", "Saint John", "StJohn", "St John"],
            &["Müller", "MULLER", "Mu\u{308}ller"],
            &["Smith-Jones", "SMITHJONES"],
            &["van der Berg", "Vanderberg", "VAN DER BERG"],
            &["Strauß", "STRAUSS"],
        ] {
            for spelling in spellings {
                assert_eq!(family(spelling), family(spellings[0]), "{spelling}");
            }
        }
        assert_eq!(family("Mace"), "mace");
        assert_eq!(folded("Séan  Ó"), "sean o");
    }

    #[test]
    fn initials_are_read_from_names_and_letters() {
        for (text, expected) in [
            ("J.A.", "ja"),
            ("JA", "ja"),
            ("J A", "ja"),
            ("John Andrew", "ja"),
            ("John", "j"),
            ("Élan", "e"),
            ("", ""),
        ] {
            assert_eq!(letters(text), expected, "{text}");
        }
    }
}
