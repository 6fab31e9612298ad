//! The trace in sentences for a senior officer; the numbers stand below.

use super::times::{length, minute};
use super::words::{Wording, count, list, number, power};
use crate::clock::{Bound, Reason, Window};
use crate::delivery::DeliveryId;
use crate::found::{DeliveryFound, Holds, RecipientFound, Trace, Verdict};
use marks::evidence::{EValue, in_words};
use std::fmt::Write;

/// Deliveries that are named in a sentence; more are counted.
const NAMED: usize = 5;

/// The report. Each sentence is a line, for whoever shows it to wrap.
pub fn text(trace: &Trace, wording: &Wording<'_>) -> String {
    let mut lines = source(trace, wording);
    lines.push(String::new());
    // Of what is not ours it is not known when it was taken from whom.
    if trace.verdict != Verdict::NothingOfOurs {
        lines.extend(when(trace, wording));
        lines.push(String::new());
    }
    lines.extend(whom(trace, wording));
    if !trace.certified.is_empty() {
        lines.push(String::new());
        lines.extend(certificates(trace, wording));
    }
    lines.push(String::new());
    lines.extend(numbers(trace, wording));
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

fn accused(trace: &Trace) -> Vec<&RecipientFound> {
    trace.recipients.iter().filter(|found| found.clears).collect()
}

fn source(trace: &Trace, wording: &Wording<'_>) -> Vec<String> {
    let accused = accused(trace);
    let names: Vec<String> = accused.iter().map(|found| wording.recipient(found.recipient)).collect();
    let mut lines = Vec::new();
    match trace.verdict {
        Verdict::Attributed | Verdict::OneChannel => {
            let Some(found) = accused.first() else { return lines };
            lines.push(format!("The source is the share of {}.", list(&names)));
            lines.push(bound(trace));
            lines.push(support(found, wording));
            lines.extend(which(trace, found, wording));
        }
        Verdict::Merged => {
            lines.push(format!("The file was put together from the shares of {}.", list(&names)));
            lines.push(bound(trace));
            for found in accused {
                lines.push(support(found, wording));
                lines.extend(which(trace, found, wording));
            }
        }
        Verdict::Ranked => {
            lines.push("Ranked, not proven: no share of ours is shown to be the source.".to_owned());
            lines.push(format!(
                "Marks left aside, nothing speaks against {} of {}. An insider, or our own system, is as possible a source.",
                count(trace.consistent, "delivery", "deliveries"),
                number(trace.work.deliveries)
            ));
            if let Some(first) = trace.deliveries.first() {
                lines.push(format!(
                    "The one that fits best is {}. That accuses nobody.",
                    wording.delivery(first.id)
                ));
                lines.extend(equal(first, wording));
            }
        }
        Verdict::NoDeliveryFits => {
            lines.push("No delivery of ours is the source, as far as can be told.".to_owned());
            lines.push(
                "The file is about our people, and no recipient was sent all its columns about all of them. Look at our own \
                 systems, and at what was sent outside this register."
                    .to_owned(),
            );
        }
        Verdict::NothingOfOurs => {
            lines.push("Nothing in the file is shown to be ours.".to_owned());
            lines.push(
                "It bears no mark of a delivery, and it names no more of our people than any list of names would."
                    .to_owned(),
            );
        }
    }
    lines.extend(shares(trace, wording));
    lines
}

fn bound(trace: &Trace) -> String {
    let odds = format!("1 in {}", number(1_000_000));
    let among = match trace.work.recipients {
        1 => String::new(),
        many => format!(", of all {} recipients together,", number(many)),
    };
    format!(
        "The chance that marks like these would accuse anybody innocent{among} is at most {odds}, whatever somebody did to the \
         file. It says that the share leaked, not who took it."
    )
}

/// What the accusation of a recipient rests on.
fn support(found: &RecipientFound, wording: &Wording<'_>) -> String {
    let name = wording.recipient(found.recipient);
    match found.supporting.as_slice() {
        [] | [_] => format!(
            "Only one kind of mark speaks for {name} by itself ({}). Whoever holds one real delivery could have put such marks into \
             another's: look for a second sign before you say so to anybody.",
            list(&found.supporting)
        ),
        several => {
            format!("{} kinds of marks speak for {name}, each by itself: {}.", several.len(), list(several))
        }
    }
}

fn which(trace: &Trace, found: &RecipientFound, wording: &Wording<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    let named: Vec<String> = found.present.iter().take(NAMED).map(|id| id.number.to_string()).collect();
    let handed = |id: &DeliveryId| trace.deliveries.iter().find(|told| told.id == *id);
    match found.present.as_slice() {
        [] => lines.push(format!(
            "Which of the {} to {} it was cannot be told.",
            count(u64::from(found.deliveries), "delivery", "deliveries"),
            wording.recipient(found.recipient)
        )),
        [one] if handed(one).is_some_and(|told| !told.clears) => lines.push(format!(
            "Its marks point to {}, though not strongly enough to be sure of that among all {} deliveries.",
            wording.delivery(*one),
            number(trace.work.deliveries)
        )),
        [one] => {
            let when = handed(one)
                .map(|told| format!(", handed over on {}", minute(told.delivered)))
                .unwrap_or_default();
            lines.push(format!("It is {}{when}.", wording.delivery(*one)));
            lines.extend(handed(one).into_iter().flat_map(|told| equal(told, wording)));
        }
        many if many.len() <= NAMED => {
            lines.push(format!(
                "Deliveries {} to {} are in it.",
                list(&named),
                wording.recipient(found.recipient)
            ));
        }
        many => lines.push(format!(
            "{} deliveries to {} are in it, from number {} to number {}.",
            many.len(),
            wording.recipient(found.recipient),
            many.first().map_or(0, |id| id.number),
            many.last().map_or(0, |id| id.number),
        )),
    }
    lines
}

fn equal(told: &DeliveryFound, wording: &Wording<'_>) -> Vec<String> {
    if told.equal.is_empty() {
        return Vec::new();
    }
    let others: Vec<String> = told.equal.iter().take(NAMED).map(|id| wording.delivery(*id)).collect();
    let rest = told.equal.len().saturating_sub(NAMED);
    let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    vec![format!(
        "The same people and fields, of the same moment, went out as {}{more}: only marks tell them apart.",
        list(&others)
    )]
}

fn shares(trace: &Trace, wording: &Wording<'_>) -> Vec<String> {
    let Some(split) = &trace.split else { return Vec::new() };
    let mut lines = Vec::new();
    if split.rows.len() > 1 {
        let parts: Vec<String> = split
            .rows
            .iter()
            .map(|(recipient, rows)| {
                format!("{} from {}", count(*rows, "row", "rows"), wording.recipient(*recipient))
            })
            .collect();
        lines.push(format!(
            "By source: {}; {} could be of either.",
            list(&parts),
            count(split.shared, "row", "rows")
        ));
    }
    if split.unexplained > 0 {
        lines.push(format!(
            "{} about our people are not from there: a second source is in the file as well.",
            count(split.unexplained, "row", "rows")
        ));
    }
    lines
}

fn reason(bound: &Bound, wording: &Wording<'_>) -> String {
    match bound.reason {
        Reason::Delivered(id) => format!("{} is in the file, and was handed over then", wording.delivery(id)),
        Reason::Specimen(id) => format!("the specimen row of {} is in the file", wording.delivery(id)),
        Reason::Content => "the content shows the record as it was then".to_owned(),
        Reason::Absent(id) => format!(
            "{} came then, and would be in the file if it had been there (if what is delivered is kept)",
            wording.delivery(id)
        ),
        Reason::Found => "the file was found then".to_owned(),
    }
}

fn taken(what: &str, window: &Window, wording: &Wording<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    match (&window.from, &window.until) {
        (Some(from), Some(until)) => lines.push(format!(
            "{what} was taken between {} and {} ({}).",
            minute(from.at),
            minute(until.at),
            length(until.at - from.at)
        )),
        (Some(from), None) => lines.push(format!("{what} was not taken before {}.", minute(from.at))),
        (None, Some(until)) => lines.push(format!("{what} was taken before {}.", minute(until.at))),
        (None, None) => lines.push(format!("When {} was taken cannot be told.", lower(what))),
    }
    lines.extend(window.from.iter().map(|bound| format!("Not before: {}.", reason(bound, wording))));
    lines.extend(window.until.iter().map(|bound| format!("Not after: {}.", reason(bound, wording))));
    lines
}

fn when(trace: &Trace, wording: &Wording<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    let sources = accused(trace);
    if sources.len() > 1 {
        for found in sources {
            let what = format!("What is of {}", wording.recipient(found.recipient));
            lines.extend(taken(&what, &found.window, wording));
        }
    } else {
        lines.extend(taken("It", &trace.window, wording));
    }
    match &trace.content {
        Some(_) if trace.several_moments => {
            lines.push("Values of several moments are in it, so its content has no date of its own.".to_owned());
        }
        Some(clock) => lines.push(format!(
            "Its content shows the record as it was between {} and {} (99.9 %). That dates what was delivered, not the theft.",
            minute(clock.credible.from),
            minute(clock.credible.until)
        )),
        None => {}
    }
    lines
}

fn whom(trace: &Trace, wording: &Wording<'_>) -> Vec<String> {
    let definite = trace.definite() as u64;
    let mut lines = vec![format!(
        "{} of ours {} definitely in it, and {} more may be.",
        count(definite, "person", "people"),
        if definite == 1 { "is" } else { "are" },
        number(trace.possible() as u64)
    )];
    let mut fields: Vec<(u8, u64, u64)> = Vec::new();
    for bit in 0..64_u8 {
        let has = |set: u64| set >> bit & 1 == 1;
        let people = trace.people.iter().filter(|person| has(person.fields)).count() as u64;
        let stale = trace.people.iter().filter(|person| has(person.stale)).count() as u64;
        if people > 0 {
            fields.push((bit, people, stale));
        }
    }
    for (bit, people, stale) in fields {
        let old =
            if stale > 0 { format!(", {} of them out of date today", number(stale)) } else { String::new() };
        lines.push(format!("{}: {}{old}.", wording.field(bit), count(people, "person", "people")));
    }
    let besides = trace.fields_besides();
    let besides: Vec<String> =
        (0..64_u8).filter(|bit| besides >> bit & 1 == 1).map(|bit| wording.field(bit)).collect();
    if !besides.is_empty() {
        lines.push(format!(
            "What was delivered holds more: {}. A column of few different values is not always told from others: take them as gone \
             too, unless you see that they are not in the file.",
            list(&besides)
        ));
    }
    let untold = trace.file.photos_untold();
    if !trace.not_in_file.is_empty() {
        let more = count(trace.not_in_file.len() as u64, "person", "people");
        lines.push(if untold == 0 {
            format!("{more} more were in the same deliveries and are not in this file: warn them as well, the rest may follow.")
        } else {
            format!("{more} more were in deliveries to the source: warn them as well, the rest may follow.")
        });
    }
    if untold > 0 {
        lines.push(format!(
            "It cannot be told for certain whose {} in this file are: they may be of any of those people, and so more of them are in it \
             than are counted here.",
            count(untold, "photo", "photos")
        ));
    }
    if trace.file.rows_about_nobody > 0 {
        lines.push(format!(
            "{} are about nobody of ours: strangers, or made up.",
            count(trace.file.rows_about_nobody, "row", "rows")
        ));
    }
    lines
}

fn certificates(trace: &Trace, wording: &Wording<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for found in &trace.contradictions {
        lines.push(format!(
            "{} was certified as destroyed on {}. {} of it {} in the file, and so {} {} of delivery {}, which came on {}. \
             Either the certificate is false, or two thefts were put together.",
            capital(&wording.delivery(found.destroyed)),
            minute(found.certified),
            count(found.rows, "row", "rows"),
            if found.rows == 1 { "is" } else { "are" },
            if found.later_rows == 1 { "is" } else { "are" },
            number(found.later_rows),
            found.later.number,
            minute(found.delivered)
        ));
    }
    let rest: Vec<String> = trace
        .certified
        .iter()
        .filter(|id| !trace.contradictions.iter().any(|found| found.destroyed == **id))
        .map(|id| wording.delivery(*id))
        .collect();
    if !rest.is_empty() {
        lines.push(format!(
            "Certified as destroyed, and not contradicted, because it may have been taken before: {}.",
            list(&rest)
        ));
    }
    lines
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn numbers(trace: &Trace, wording: &Wording<'_>) -> Vec<String> {
    let file = &trace.file;
    let mut lines = vec!["The numbers".to_owned()];
    lines.push(format!(
        "Rows: {}; definite {}, possible {}, about nobody of ours {}; with a reference number of ours {}.",
        number(file.rows),
        number(file.rows_definite),
        number(file.rows_possible),
        number(file.rows_about_nobody),
        number(file.rows_with_token)
    ));
    if file.photos > 0 {
        lines.push(format!(
            "Photos: {}; whose they are is known of {}.",
            number(file.photos),
            number(file.photos_known)
        ));
    }
    for column in &file.columns {
        let holds = match column.holds {
            Holds::Tokens => "reference numbers".to_owned(),
            Holds::Surname => "surnames".to_owned(),
            Holds::Forenames => "forenames or initials".to_owned(),
            Holds::FullName => "names in full".to_owned(),
            Holds::Field(bit) => wording.field(bit),
        };
        lines.push(format!(
            "Table {}, column {}: {holds}; the force has {:.0} % of its values.",
            column.table,
            column.column,
            column.contained * 100.0
        ));
    }
    lines.push(format!(
        "Bars: {} for a recipient ({} of them), {} for a single delivery ({} of them); each is their number times a million.",
        power(trace.recipient_bar),
        number(trace.work.recipients),
        power(trace.delivery_bar),
        number(trace.work.deliveries)
    ));
    for found in &trace.recipients {
        lines.push(format!(
            "{}: average e-value {} ({}); {}.",
            capital(&wording.recipient(found.recipient)),
            power(found.ln_e),
            in_words(EValue::from_ln(found.ln_e)),
            if found.clears { "above the bar" } else { "below the bar" }
        ));
    }
    let told = accused(trace).len() * NAMED + NAMED;
    let fitting = trace.deliveries.iter().filter(|found| found.fit.people_in > 0 || found.clears);
    lines.extend(fitting.take(told).map(|found| delivery(found, wording)));
    lines.push(format!(
        "Reference numbers: {} strings examined, {} unexplained; {} computed{}.",
        number(file.strings_examined),
        number(file.strings_unexplained),
        number(trace.work.hashes),
        if trace.work.exhaustive {
            ""
        } else {
            "; deliveries of which only a few rows are in the file may have been missed"
        }
    ));
    lines
}

fn delivery(found: &DeliveryFound, wording: &Wording<'_>) -> String {
    let mut line = format!("{}: e-value {}", capital(&wording.delivery(found.id)), power(found.ln_e));
    let channels = &found.channels;
    if let Some(token) = channels.token.filter(|_| channels.token_matches > 0) {
        let _ =
            write!(line, "; reference numbers {} ({} match)", power(token), number(channels.token_matches));
    }
    if let Some(order) = channels.order.filter(|_| channels.order_rows > 0) {
        let _ = write!(
            line,
            "; order {} ({} rows, z = {:.1})",
            power(order),
            number(channels.order_rows),
            channels.order_z
        );
    }
    if let Some(photo) = channels.photo.filter(|_| channels.photos > 0) {
        let _ = write!(
            line,
            "; photos {} ({}, z = {:.1})",
            power(photo),
            number(channels.photos),
            channels.photo_z
        );
    }
    if let Some(honey) = channels.honey.filter(|_| channels.honey_people > 0) {
        let _ = write!(line, "; fictitious people {} ({})", power(honey), channels.honey_people);
    }
    let fit = &found.fit;
    let _ = write!(
        line,
        "; holds {} of {} people, {} of {} values were true then, {} columns missing.",
        number(fit.people_in),
        number(fit.people_in + fit.people_out),
        number(u64::from(fit.values_in)),
        number(u64::from(fit.values_in + fit.values_out)),
        fit.columns_missing
    );
    line
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
