//! What the record knows, in words for people: counts, times, fields, holders. The command line and the pages say them alike.

use crate::time::{london, spoken, spoken_day};
use crate::{FieldSet, Holder, Holding, Lifetime, RecordError};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

/// "9,276".
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// "1 person", "2 people".
pub fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// "surname, rank or grade".
pub fn titles(fields: FieldSet) -> String {
    let titles: Vec<String> = fields.iter().map(|field| field.title().to_lowercase()).collect();
    titles.join(", ")
}

/// When a holding was there: "since March 2021", "from 1 July 2023 until 8 August 2023".
pub fn lifetime(life: &Lifetime) -> Result<String, RecordError> {
    let from = life.from()?;
    let begun = match from.earliest {
        None => format!("by {}", spoken(from.latest)),
        Some(earliest) => span(earliest, from.latest),
    };
    let Some(until) = life.until()? else {
        return Ok(if from.earliest.is_none() { format!("begun {begun}") } else { format!("since {begun}") });
    };
    let ended = match until.latest {
        None => format!("perhaps until {} or later", spoken(until.earliest)),
        Some(latest) => format!("until {}", span(until.earliest, latest)),
    };
    Ok(format!("from {begun} {ended}"))
}

/// A stretch of time as somebody would have written it: a month, a day, an instant, or between two.
fn span(earliest: Timestamp, latest: Timestamp) -> String {
    let whole = || {
        let zone = london().ok()?;
        let after = zone.to_datetime(latest.checked_add(1.microsecond()).ok()?);
        let first = zone.to_datetime(earliest);
        let midnight = |time: jiff::civil::DateTime| time.time() == jiff::civil::Time::midnight();
        if !midnight(first) || !midnight(after) {
            return None;
        }
        let (first, after): (Date, Date) = (first.date(), after.date());
        if first.tomorrow().ok()? == after {
            Some(spoken_day(earliest))
        } else if first.day() == 1 && first.checked_add(1.month()).ok()? == after {
            Some(first.strftime("%B %Y").to_string())
        } else {
            None
        }
    };
    if let Some(text) = whole() {
        return text;
    }
    if latest.duration_since(earliest).as_secs() < 60 {
        return spoken(earliest);
    }
    format!("some time between {} and {}", spoken(earliest), spoken(latest))
}

/// How many subjects: "9,276 people for certain and 207 perhaps".
pub fn subjects(holding: &Holding) -> String {
    let subjects = holding.subjects;
    match (subjects.kind, subjects.besides) {
        ("people", 0) => counted(subjects.certain, "person", "people"),
        ("people", besides) => {
            format!(
                "{} for certain and {} perhaps",
                counted(subjects.certain, "person", "people"),
                count(besides)
            )
        }
        ("unlisted", 0) => counted(subjects.certain, "person on no list", "people on no list"),
        ("unlisted", besides) => {
            format!("{} to {} people on no list", count(subjects.certain), count(subjects.certain + besides))
        }
        _ => counted(subjects.certain, "item", "items"),
    }
}

/// A holder for people: the name, unless it is that of a person.
pub fn holder(holder: &Holder, with_names: bool) -> String {
    let name = if with_names { Some(holder.name.as_str()) } else { holder.public_name() };
    match name {
        Some(name) => format!("{} ({})", plain(name), holder.kind.id()),
        None => format!("holder #{}, {}", holder.number, holder.kind.row().title),
    }
}

/// Names, headings and values can hold what moves the cursor of a terminal, or turns the direction of writing.
pub fn plain(text: &str) -> String {
    let is_strange = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
    };
    text.chars().map(|letter| if is_strange(letter) { ' ' } else { letter }).collect()
}

/// What begins a formula, also as East Asian spreadsheets write it.
const FORMULAS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A cell of CSV: what a spreadsheet would take for a formula gets an apostrophe before it, also behind spaces.
pub fn csv_cell(text: &str) -> String {
    let text = plain(text);
    let text = if text.trim_start().starts_with(FORMULAS) { format!("'{text}") } else { text };
    if text.contains(['"', ',']) || text.trim() != text {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

/// An error in two sentences without their full stops: what happened, and what to do.
pub fn what_and_fix(error: &RecordError) -> (String, String) {
    let text = error.to_string();
    let (what, fix) = text.split_once(". ").unwrap_or((&text, ""));
    (what.to_owned(), fix.trim_end_matches('.').to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::time::Moment;
    use crate::{Beginning, Ending};

    fn said(from: &str, until: Option<&str>) -> String {
        let moment = |text: &str| Moment::parse(text).unwrap();
        let now = "2026-11-26T09:00:00Z".parse().unwrap();
        let until = until.map(|text| Ending::from(moment(text)));
        lifetime(&Lifetime::new(Beginning::from(moment(from)), until, now).unwrap()).unwrap()
    }

    #[test]
    fn times_are_said_as_they_were_entered() {
        assert_eq!(said("2021-03", None), "since March 2021");
        assert_eq!(said("2023-07-01", Some("2023-08-08")), "from 1 July 2023 until 8 August 2023");
        assert_eq!(said("2023-08-08 14:31", None), "since 8 August 2023 at 2:31pm");
        assert_eq!(
            said("2026-11", None),
            "since some time between 1 November 2026 at 12:00am and 26 November 2026 at 9:00am"
        );
    }

    #[test]
    fn numbers_have_commas_and_cells_are_no_formulas() {
        assert_eq!([count(7), count(1_000), count(9_276_000)], ["7", "1,000", "9,276,000"]);
        assert_eq!(csv_cell("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
        assert_eq!([csv_cell("\t=1+1"), csv_cell(" @x"), csv_cell("＝1")], ["' =1+1", "' @x", "'＝1"]);
        assert_eq!([csv_cell("-1"), csv_cell("O'Neil, A")], ["'-1", "\"O'Neil, A\""]);
    }
}
