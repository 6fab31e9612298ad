//! Alarms in plain words, for people who get mail.

use super::size;
use super::sweep::what;
use crate::commands::say;
use evidence::{InSuspense, Message, Says, Standing};
use record::Case;
use record::time::{spoken, spoken_day};
use std::fmt::Write;

/// Most cases that a mail names.
const MOST_CASES: usize = 500;

/// The subject: what is the matter, and where.
pub fn subject(message: &Message) -> String {
    let name = say::plain(&message.name);
    match &message.says {
        Says::Alarm { differences, .. } => {
            let parts: Vec<String> = differences
                .iter()
                .map(|one| format!("{} {}", say::counted(one.items, "item", "items"), what(one.kind)))
                .collect();
            format!("Tipstaff ALARM: {name}: {}", parts.join(", "))
        }
        Says::Standing { standing: Standing::Known, .. } => format!("Tipstaff: {name} is known again"),
        Says::Standing { standing: Standing::Unknown, .. } => {
            format!("Tipstaff: {name} is UNKNOWN: it could not be compared")
        }
        Says::Standing { standing: Standing::Overdue, .. } => {
            format!("Tipstaff: {name} is OVERDUE: nobody listed it")
        }
    }
}

/// The text. Names of items are never in it; references of cases are if `with_cases` says so.
pub fn body(message: &Message, with_cases: bool) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "Store {} of evidence, {}:\n", message.store, say::plain(&message.name));
    match &message.says {
        Says::Alarm { act, at, differences, cases } => {
            let _ = writeln!(text, "An alarm was raised on {} (act {act}).\n", spoken(*at));
            alarm(&mut text, differences);
            touched(&mut text, cases.as_deref(), with_cases);
            text.push_str(
                "\nIt stays in suspense, and the store red, until the items are there again as they were or two people\n\
                 have settled it. To see which items they are, on a machine with Tipstaff:\n\n",
            );
            for one in differences {
                let _ = writeln!(text, "  tipstaff evidence show {} --purpose WORDS", one.number);
            }
        }
        Says::Standing { standing, why, listed } => {
            text.push_str(match standing {
                Standing::Known => "It was listed and compared again: how it stands is known.\n",
                Standing::Unknown => {
                    "It could not be compared, so nobody knows whether anything is missing.\n"
                }
                Standing::Overdue => {
                    "It was not listed in time, so nobody knows whether anything is missing.\n"
                }
            });
            if let Some(why) = why {
                let _ = writeln!(text, "Why: {}.", say::plain(why));
            }
            if let Some(listed) = listed {
                let _ = writeln!(text, "Last listed: {}.", spoken(*listed));
            }
            text.push_str("\nTo see how it stands: tipstaff evidence balance\n");
        }
    }
    text
}

fn alarm(text: &mut String, differences: &[InSuspense]) {
    for one in differences {
        let items = say::counted(one.items, "item", "items");
        let _ = writeln!(text, "{items} ({}) {}.", size(one.bytes), what(one.kind));
    }
}

fn touched(text: &mut String, cases: Option<&[Case]>, with_cases: bool) {
    let Some(cases) = cases else {
        text.push_str("Which cases are touched could not be read. Run: tipstaff log verify --deep\n");
        return;
    };
    let _ = writeln!(text, "{} touched.", say::counted(cases.len() as u64, "case is", "cases are"));
    if let Some(next) = cases.iter().filter_map(|case| case.court_date).min() {
        let _ = writeln!(text, "The next day in court is {}.", spoken_day(next));
    }
    if !with_cases {
        return;
    }
    for case in cases.iter().take(MOST_CASES) {
        let officer =
            case.officer.map_or_else(|| "none known".to_owned(), |officer| format!("person {officer}"));
        let court = case.court_date.map_or_else(
            || "no day in court known".to_owned(),
            |date| format!("in court on {}", spoken_day(date)),
        );
        let _ = writeln!(text, "Case {}: officer in the case {officer}, {court}", say::plain(&case.urn));
    }
    if cases.len() > MOST_CASES {
        let _ = writeln!(text, "And {} more.", say::count((cases.len() - MOST_CASES) as u64));
    }
}
