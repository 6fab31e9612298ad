//! The sheet of one store: what was there, what came, what went, what has to be there; and the same by group.

use crate::page::pages::{LINES, Which, links};
use crate::page::table;
use crate::words::{count, counted, size};
use evidence::{Balance, Count, Group, GroupLine};
use maud::{Markup, html};

/// The balance, line by line.
pub fn sheet(balance: &Balance, observed: Option<Count>) -> Markup {
    let suspense = balance.suspense.iter().fold(Count::default(), |sum, one| Count {
        items: sum.items + one.items,
        bytes: sum.bytes.saturating_add(one.bytes),
    });
    let line = |words: &str, of: Option<Count>| {
        let cell = |text: Option<String>| html! { (text.unwrap_or_else(|| "not known".into())) };
        vec![html! { (words) }, cell(of.map(|of| count(of.items))), cell(of.map(|of| size(of.bytes)))]
    };
    let rows = [
        line("On the first list", Some(balance.opening)),
        line("Came since", Some(balance.received)),
        line("Written off, by two people", Some(balance.written_off)),
        line("Has to be there", Some(balance.expected)),
        line("Was listed", observed),
        line("In suspense", Some(suspense)),
    ];
    table::table("The balance", &[("Line", false), ("Items", true), ("Size", true)], &rows)
}

/// By source, class and month: where something is missing first, then the newest.
pub fn groups(balance: &Balance, which: Which, address: &str) -> Markup {
    let mut groups: Vec<(&Group, &GroupLine)> = balance.groups.iter().collect();
    groups.sort_by(|(one, counts), (other, others)| {
        (others.missing.items > 0)
            .cmp(&(counts.missing.items > 0))
            .then_with(|| other.month.cmp(&one.month))
            .then_with(|| one.cmp(other))
    });
    let total = groups.len() as u64;
    let part = |part: Option<&str>| part.map_or_else(|| "Not known".to_owned(), gate::harmless);
    let skip = usize::try_from(which.skip()).unwrap_or(usize::MAX);
    let rows: Vec<Vec<Markup>> = groups
        .into_iter()
        .skip(skip)
        .take(LINES as usize)
        .map(|(group, counts)| {
            vec![
                html! { (month(&group.month)) },
                html! { (part(group.source.as_deref())) },
                html! { (part(group.class.as_deref())) },
                html! { (count(counts.expected.items)) },
                html! { (size(counts.expected.bytes)) },
                html! { (count(counts.missing.items)) },
                html! { (size(counts.missing.bytes)) },
            ]
        })
        .collect();
    let headings = [
        ("Month", false),
        ("Source", false),
        ("Class", false),
        ("Has to be there", true),
        ("Size", true),
        ("Missing", true),
        ("Size missing", true),
    ];
    html! {
        @if !rows.is_empty() {
            (table::table("By month, source and class", &headings, &rows))
            p.govuk-body-s { "A month is that of the recording, where a list said it; else that from which on the item has to be there. " (counted(total, "group", "groups")) "." }
            (links(which, total, address))
        }
    }
}

/// "2023-05" as "May 2023".
fn month(text: &str) -> String {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let spoken = text.split_once('-').and_then(|(year, month)| {
        let index: usize = month.parse().ok()?;
        Some(format!("{} {year}", NAMES.get(index.checked_sub(1)?)?))
    });
    spoken.unwrap_or_else(|| "Not known".into())
}

#[cfg(test)]
mod tests {
    use super::month;

    #[test]
    fn months_are_read_as_people_say_them() {
        assert_eq!(
            (month("2023-05"), month("2023-13"), month("")),
            ("May 2023".into(), "Not known".into(), "Not known".into())
        );
    }
}
