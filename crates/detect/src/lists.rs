//! Lists inside a text: "Goldwater, L I, 40145, Constable; Bradden, J, 80009, Sergeant" is a table in one cell.
//!
//! The records of a list are counted by the same engine as the rows of a sheet, so that 42 people in a comment are 42
//! people.

/// Longest text that is taken apart, in bytes, and longest field in characters.
const LONGEST_TEXT: usize = 1 << 16;
const LONGEST_FIELD: usize = 48;
/// Words of a field, at most: more is a sentence.
const MOST_WORDS: usize = 5;

/// The records of a text, each with its fields; empty when the text is no list.
///
/// Records end at semicolons, line ends, bars and slashes between spaces; fields at commas and tabs. Where there are only
/// commas, each piece is a record, unless the whole text is one.
pub(crate) fn records(text: &str) -> Vec<Vec<&str>> {
    if text.len() > LONGEST_TEXT || !text.contains([',', ';', '\t', '\n', '|', '/']) {
        return Vec::new();
    }
    let text = text.trim().trim_matches(['"', '=', '{', '}']);
    // Codes of print headers: &L, &C, &R begin a part of the line.
    let text = text
        .strip_prefix("&L")
        .or_else(|| text.strip_prefix("&C"))
        .or_else(|| text.strip_prefix("&R"))
        .unwrap_or(text);
    let parts = split_records(text);
    let mut records: Vec<Vec<&str>> = Vec::new();
    for part in &parts {
        let fields: Vec<&str> =
            part.split([',', '\t']).map(str::trim).filter(|field| !field.is_empty()).collect();
        if fields.is_empty() {
            continue;
        }
        if parts.len() == 1 && fields.len() > 1 && fields.iter().all(|field| is_record_of_its_own(field)) {
            // "Goldwater L I 40145,Bradden J 80009": only commas, and a whole record between two of them.
            records.extend(fields.iter().map(|field| split_number(field)));
        } else if fields.len() == 1 {
            records.push(split_number(fields[0]));
        } else {
            records.push(fields);
        }
    }
    let is_list = records.len() > 1 || records.first().is_some_and(|record| record.len() > 1);
    let is_plain = |field: &&str| {
        field.chars().count() <= LONGEST_FIELD && field.split_whitespace().count() <= MOST_WORDS
    };
    if is_list && records.iter().flatten().all(is_plain) { records } else { Vec::new() }
}

fn split_records(text: &str) -> Vec<&str> {
    let strong = [';', '\n', '|', '\u{2022}'];
    if text.contains(strong) {
        return text.split(strong).collect();
    }
    if text.contains(" / ") {
        return text.split(" / ").collect();
    }
    vec![text]
}

/// Whether a field holds several words, the first a capitalised one: a name with something behind it.
fn is_record_of_its_own(field: &str) -> bool {
    let mut words = field.split_whitespace();
    let begins = words
        .next()
        .is_some_and(|word| word.chars().count() > 1 && word.chars().next().is_some_and(char::is_uppercase));
    begins && words.next().is_some()
}

/// "Goldwater L I 40145" as surname, initials and number.
fn split_number(field: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = field.trim();
    if let Some((words, number)) = rest.rsplit_once(' ')
        && number.len() >= 3
        && number.bytes().all(|byte| byte.is_ascii_digit())
    {
        pieces.push(number);
        rest = words.trim();
    }
    // Initials behind a surname.
    if let Some((surname, letters)) = rest.split_once(' ')
        && surname.chars().count() > 2
        && letters.split(' ').all(|word| word.chars().count() == 1 && word.chars().all(char::is_uppercase))
    {
        pieces.push(letters);
        rest = surname;
    }
    pieces.push(rest);
    pieces.reverse();
    pieces
}

#[cfg(test)]
mod tests {
    use super::records;

    #[test]
    fn lists_are_taken_apart_and_sentences_are_not() {
        let goldwater = vec!["Goldwater", "L I", "40145", "Constable"];
        let bradden = vec!["Bradden", "J", "80009", "Sergeant"];
        for text in [
            "Goldwater, L I, 40145, Constable; Bradden, J, 80009, Sergeant",
            "Goldwater, L I, 40145, Constable / Bradden, J, 80009, Sergeant",
            "&LGoldwater, L I, 40145, Constable\nBradden, J, 80009, Sergeant",
        ] {
            assert_eq!(records(text), [goldwater.clone(), bradden.clone()], "{text}");
        }
        assert_eq!(records("Goldwater, L I, 40145, Constable"), [goldwater]);
        assert_eq!(
            records("\"Goldwater L I 40145,Bradden J 80009\""),
            [["Goldwater", "L I", "40145"], ["Bradden", "J", "80009"]]
        );
        assert!(records("The figures were taken from the system on 3 August 2023, and are subject to change at any time.").is_empty());
        assert!(records("one word").is_empty());
        assert_eq!(records("Yes,No").len(), 1);
    }
}
