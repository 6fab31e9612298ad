//! The report for people: counts, fields, then what explains them.

use super::Report;
use crate::commands::say::{self, count, counted};
use crate::exit::Failure;
use jiff::{Timestamp, ToSpan};
use record::time::{Window, london, spoken, spoken_day};
use record::{CountOf, Holding, Interval};
use std::fmt::Write;

/// Holdings that are told one by one unless everything is.
const TOLD: usize = 10;

/// The report.
pub fn write(report: &Report) -> Result<String, Failure> {
    let mut out = String::new();
    head(&mut out, report)?;
    counts(&mut out, report)?;
    fields(&mut out, report)?;
    explanation(&mut out, report)?;
    names(&mut out, report)?;
    Ok(out)
}

fn head(out: &mut String, report: &Report) -> Result<(), Failure> {
    let with_names = report.named.is_some();
    let holders: Vec<String> = report.holders.iter().map(|holder| say::holder(holder, with_names)).collect();
    let holders = if holders.is_empty() { "All holders".to_owned() } else { holders.join("; ") };
    writeln!(out, "{holders}, {}", window(report.question.window))?;
    if let Some(fields) = report.question.fields {
        writeln!(out, "Only {}", say::titles(fields))?;
    }
    match report.answer.known {
        None => writeln!(out, "Nothing was on record then.")?,
        Some(at) if report.question.known.is_some() => {
            writeln!(
                out,
                "As it was known then: the newest act is {}, of {}",
                report.answer.acts - 1,
                spoken(at)
            )?;
        }
        Some(at) => {
            writeln!(out, "As it is known: the newest act is {}, of {}", report.answer.acts - 1, spoken(at))?;
        }
    }
    Ok(())
}

/// "1 July 2023 to 26 August 2023".
pub fn window(window: Window) -> String {
    let last = window.until.checked_sub(1.microsecond()).unwrap_or(window.until);
    if is_midnight(window.from) && is_midnight(window.until) {
        let (first, last) = (spoken_day(window.from), spoken_day(last));
        if first == last { first } else { format!("{first} to {last}") }
    } else {
        format!("{} to {}", spoken(window.from), spoken(last))
    }
}

fn is_midnight(at: Timestamp) -> bool {
    london().is_ok_and(|zone| zone.to_datetime(at).time() == jiff::civil::Time::midnight())
}

fn counts(out: &mut String, report: &Report) -> Result<(), Failure> {
    let answer = &report.answer;
    let people = answer.people.count();
    writeln!(out)?;
    writeln!(out, "{}", sure(people, "person", "people"))?;
    if answer.erased != CountOf::default() {
        let erased = counted(answer.erased.definite + answer.erased.possible, "person", "people");
        writeln!(out, "{erased} erased since, whose numbers name nobody any more")?;
    }
    if answer.unlisted != Interval::default() {
        writeln!(out, "{} on no list, such as victims", interval(answer.unlisted))?;
    }
    let items = answer.items.count();
    if items != CountOf::default() {
        writeln!(out, "{}", sure(items, "item", "items"))?;
    }
    Ok(())
}

/// "9,276 people, and perhaps 207 more".
fn sure(counts: CountOf, one: &str, many: &str) -> String {
    match (counts.definite, counts.possible) {
        (0, 0) => format!("No {many}"),
        (definite, 0) => counted(definite, one, many),
        (0, possible) => format!("Perhaps {}, none for certain", counted(possible, one, many)),
        (definite, possible) => {
            format!("{} for certain, and perhaps {} more", counted(definite, one, many), count(possible))
        }
    }
}

fn interval(interval: Interval) -> String {
    if interval.low == interval.high {
        counted(interval.low, "person", "people")
    } else {
        format!("{} to {} people", count(interval.low), count(interval.high))
    }
}

fn fields(out: &mut String, report: &Report) -> Result<(), Failure> {
    let answer = &report.answer;
    if answer.fields.is_empty() {
        return Ok(());
    }
    let with_unlisted = answer.unlisted != Interval::default();
    let with_items = answer.items.count() != CountOf::default();
    let width = answer.fields.iter().map(|field| field.field.title().len()).max().unwrap_or(0).max(5);
    writeln!(out)?;
    write!(out, "{:<width$}  {:>10}  {:>10}", "Field", "certain", "perhaps")?;
    if with_unlisted {
        write!(out, "  {:>17}", "on no list")?;
    }
    if with_items {
        write!(out, "  {:>10}", "items")?;
    }
    writeln!(out)?;
    for field in &answer.fields {
        let people = field.people.count();
        write!(
            out,
            "{:<width$}  {:>10}  {:>10}",
            field.field.title(),
            count(people.definite),
            count(people.possible)
        )?;
        if with_unlisted {
            let Interval { low, high } = field.unlisted;
            let text = if low == high { count(low) } else { format!("{} to {}", count(low), count(high)) };
            write!(out, "  {text:>17}")?;
        }
        if with_items {
            write!(out, "  {:>10}", count(field.items.definite + field.items.possible))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn explanation(out: &mut String, report: &Report) -> Result<(), Failure> {
    let found = report.found();
    if found == 0 {
        writeln!(out, "\nNo holding on record explains more.")?;
        return Ok(());
    }
    let holders = report.answer.holdings.holders.len();
    let of = if report.holders.len() == 1 {
        String::new()
    } else {
        format!(" of {}", counted(holders, "holder", "holders"))
    };
    writeln!(out, "\nBecause of {}{of}:", counted(found, "holding", "holdings"))?;
    let most = if report.verbose { report.holdings.len() } else { TOLD };
    for holding in report.holdings.iter().take(most) {
        one(out, report, holding)?;
    }
    let told = report.holdings.len().min(most) as u64;
    if told < found {
        let how = if report.verbose { "tipstaff holding list shows them" } else { "--verbose tells them" };
        writeln!(out, "  and {} more; {how}", count(found - told))?;
    }
    Ok(())
}

fn one(out: &mut String, report: &Report, holding: &Holding) -> Result<(), Failure> {
    let holder = if report.holders.len() == 1 {
        String::new()
    } else {
        let holder = report.all_holders.iter().find(|holder| holder.number == holding.holder);
        let named = |holder| say::holder(holder, report.named.is_some());
        format!("{}: ", holder.map_or_else(|| format!("holder #{}", holding.holder), named))
    };
    let perhaps =
        if report.answer.holdings.definite.contains(holding.number) { "" } else { " (perhaps in this time)" };
    writeln!(
        out,
        "  Holding {}: {holder}{} of {}, {}{perhaps}",
        holding.number,
        say::titles(holding.fields),
        say::subjects(holding),
        say::lifetime(&holding.life)?
    )?;
    for act in report.acts.iter().filter(|act| holding.acts.contains(&act.position)) {
        writeln!(out, "    act {}, {}: {}", act.position, spoken(act.at), act.sentence)?;
    }
    Ok(())
}

fn names(out: &mut String, report: &Report) -> Result<(), Failure> {
    let Some(named) = &report.named else { return Ok(()) };
    writeln!(out, "\nWho they are (act {} says that this was shown):", named.act)?;
    for (person, values) in &named.people {
        let values: Vec<String> = values.iter().map(|(_, value)| say::plain(value)).collect();
        let perhaps = if report.answer.people.definite.contains(*person) { "" } else { "  (perhaps)" };
        writeln!(out, "  {person:>6}  {}{perhaps}", values.join(", "))?;
    }
    Ok(())
}
