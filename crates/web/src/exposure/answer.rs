//! The answer: counts first, then by field, over time, by holder, and what explains it.

use super::asked::Asked;
use super::chart::over_time;
use super::compare::since;
use super::report::Report;
use crate::page::{button, table};
use crate::words::{count, counted};
use maud::{Markup, html};
use record::{CountOf, Exposure, Interval};

/// The answer, for a page.
pub fn answer(report: &Report, asked: &Asked, may_see_names: bool) -> Markup {
    let found = &report.answer;
    let people = found.people.count();
    let query = asked.query();
    html! {
        p.govuk-body-l { (sentence(found)) }
        p.govuk-body { (whose(report)) ", " (Asked::when(report.question.window)) ". " (known(report)) }
        (tiles(found))
        (since(report))
        @if report.found() == 0 {
            div.govuk-inset-text {
                "No holding on record falls into this time. That says what the record knows, not that nothing was there: look under "
                a.govuk-link href="/holders" { "Holders" } " whether what they had was entered."
            }
        } @else {
            div.govuk-button-group {
                @if may_see_names && people != CountOf::default() {
                    (button::link(&format!("/exposure/names?{query}"), "See who they are"))
                }
                (button::secondary_link(&format!("/exposure/counts.csv?{query}"), "Counts as a table (CSV)"))
                (button::secondary_link(&format!("/exposure/counts.json?{query}"), "Counts for programs (JSON)"))
            }
            (by_field(found))
            (over_time(report))
            (by_holder(report))
            (explanation(report))
        }
    }
}

/// "9,276 people are affected for certain, and perhaps 207 more." Whoever is on no list is never left out of it.
pub fn sentence(found: &Exposure) -> String {
    let people = found.people.count();
    let verb = |number: u64| if number == 1 { "is" } else { "are" };
    let unlisted = (found.unlisted.high > 0)
        .then(|| format!("{} on no list, such as victims", interval(found.unlisted)));
    let listed = match (people.definite, people.possible) {
        (0, 0) => match unlisted {
            Some(unlisted) => return format!("{unlisted}, are affected; nobody who is on record."),
            None => return "Nobody on record is affected.".into(),
        },
        (definite, 0) => {
            format!("{} {} affected for certain.", counted(definite, "person", "people"), verb(definite))
        }
        (0, possible) => format!(
            "Perhaps {} {} affected, nobody for certain.",
            counted(possible, "person", "people"),
            verb(possible)
        ),
        (definite, possible) => format!(
            "{} {} affected for certain, and perhaps {} more.",
            counted(definite, "person", "people"),
            verb(definite),
            count(possible)
        ),
    };
    match unlisted {
        Some(unlisted) => format!("{listed} So are {unlisted}."),
        None => listed,
    }
}

fn whose(report: &Report) -> String {
    match &report.question.holders {
        record::HoldersAsked::All => "All holders".into(),
        record::HoldersAsked::These(holders) => {
            let names: Vec<String> = holders.iter().map(|number| report.holder(*number)).collect();
            crate::words::sentence(&names.join("; "))
        }
    }
}

fn known(report: &Report) -> String {
    match (report.answer.known, report.question.known) {
        (None, _) => "Nothing was on record then.".into(),
        (Some(_), Some(known)) => format!("As it was known on {}.", record::time::spoken(known)),
        (Some(at), None) => format!("As it is known now; the newest act is of {}.", record::time::spoken(at)),
    }
}

fn tiles(found: &Exposure) -> Markup {
    let people = found.people.count();
    let items = found.items.count();
    let mut tiles = vec![
        (count(people.definite), "people for certain"),
        (count(people.possible), "people perhaps, besides"),
    ];
    if found.unlisted != Interval::default() {
        tiles.push((short(found.unlisted), "people on no list, such as victims"));
    }
    if items != CountOf::default() {
        tiles.push((count(items.definite), "items for certain"));
        if items.possible > 0 {
            tiles.push((count(items.possible), "items perhaps, besides"));
        }
    }
    if found.erased != CountOf::default() {
        tiles.push((
            count(found.erased.definite + found.erased.possible),
            "people erased since, whose numbers name nobody",
        ));
    }
    html! {
        ul.tip-numbers {
            @for (value, words) in &tiles {
                li.tip-numbers__item { span.tip-numbers__value { (value) } " " (words) }
            }
        }
    }
}

/// "1,200 to 1,230".
fn short(interval: Interval) -> String {
    if interval.low == interval.high {
        count(interval.low)
    } else {
        format!("{} to {}", count(interval.low), count(interval.high))
    }
}

/// "1,200 to 1,230 people".
fn interval(interval: Interval) -> String {
    if interval.low == interval.high {
        counted(interval.low, "person", "people")
    } else {
        format!("{} people", short(interval))
    }
}

fn by_field(found: &Exposure) -> Markup {
    let with_unlisted = found.unlisted != Interval::default();
    let with_items = found.items.count() != CountOf::default();
    let mut headings =
        vec![("Field", false), ("People for certain", true), ("People perhaps, besides", true)];
    if with_unlisted {
        headings.push(("People on no list", true));
    }
    if with_items {
        headings.push(("Items", true));
    }
    let rows: Vec<Vec<Markup>> = found
        .fields
        .iter()
        .map(|field| {
            let people = field.people.count();
            let mut row = vec![
                html! { (field.field.title()) },
                html! { (count(people.definite)) },
                html! { (count(people.possible)) },
            ];
            if with_unlisted {
                row.push(html! { (short(field.unlisted)) });
            }
            if with_items {
                row.push(html! { (count(field.items.definite + field.items.possible)) });
            }
            row
        })
        .collect();
    table::table("What was known about them", &headings, &rows)
}

fn by_holder(report: &Report) -> Markup {
    let headings = [
        ("Holder", false),
        ("People for certain", true),
        ("People perhaps, besides", true),
        ("People on no list", true),
        ("Items", true),
    ];
    let rows: Vec<Vec<Markup>> = report
        .by_holder
        .iter()
        .map(|(number, found)| {
            let (people, items) = (found.people.count(), found.items.count());
            vec![
                html! { a.govuk-link href={ "/holders/" (number) } { (crate::words::sentence(&report.holder(*number))) } },
                html! { (count(people.definite)) },
                html! { (count(people.possible)) },
                html! { (short(found.unlisted)) },
                html! { (count(items.definite + items.possible)) },
            ]
        })
        .collect();
    let others = report.answer.holdings.holders.len().saturating_sub(rows.len() as u64);
    html! {
        @if !rows.is_empty() {
            (table::table("By holder", &headings, &rows))
            p.govuk-body { "Somebody who is with several holders counts at each of them, and once in the sum above." }
            @if others > 0 { p.govuk-body { "And " (counted(others, "holder", "holders")) " more; ask for them by themselves." } }
        }
    }
}

fn explanation(report: &Report) -> Markup {
    let headings = [
        ("Holding", false),
        ("Holder", false),
        ("What", false),
        ("About", false),
        ("When", false),
        ("In this time", false),
    ];
    let rows: Vec<Vec<Markup>> = report
        .holdings
        .iter()
        .map(|holding| {
            let sure = report.answer.holdings.definite.contains(holding.number);
            vec![
                html! { a.govuk-link href={ "/holdings/" (holding.number) } { "Holding " (holding.number) } },
                html! { (report.holder(holding.holder)) },
                html! { (record::words::titles(holding.fields)) },
                html! { (record::words::subjects(holding)) },
                html! { (record::words::lifetime(&holding.life).unwrap_or_default()) },
                html! { @if sure { "certain" } @else { "perhaps" } },
            ]
        })
        .collect();
    let more = report.found().saturating_sub(rows.len() as u64);
    html! {
        (table::table("Because of these holdings", &headings, &rows))
        @if more > 0 { p.govuk-body { "And " (counted(more, "holding", "holdings")) " more; the counts above are about all of them." } }
    }
}
