//! A share in words.

use crate::page::summary::{list, time};
use crate::right::{Names, Recipients, ShareShown};
use crate::words::{counted, sentence};
use jiff::Timestamp;
use maud::{Markup, Render, html};
use record::Field;
use record::time::spoken_day;
use record::words::titles;
use share::{MARKS, Mark, People, Share, ShareState};

/// A state for people.
pub fn state(share: &Share, now: Timestamp) -> &'static str {
    match share.state {
        ShareState::Proposed => "Waits for a decision",
        ShareState::Approved if share.has_other_keys => {
            "Stopped: the recipient has other keys since, or none"
        }
        ShareState::Approved if now >= share.expires => "Expired",
        ShareState::Approved => "In force",
        ShareState::Refused => "Refused",
        ShareState::Ended => "Ended",
    }
}

/// The lines of a share.
pub fn facts(shown: &ShareShown, recipients: &Recipients, names: &Names, now: Timestamp) -> Markup {
    let share = &shown.share;
    let text = |words: &str| html! { (gate::harmless(words)) };
    let (recipient, purpose, basis) =
        (recipients.of(share.holder), text(&share.terms.purpose), text(&share.terms.basis));
    let (state, fields) = (state(share, now), sentence(&titles(share.fields)));
    let people = people(&share.terms.people);
    let marks = marks(share);
    let kept = format!("{} after each delivery", counted(u64::from(share.keep_days), "day", "days"));
    let rhythm = match share.every_days {
        None => "Whenever one is ordered".to_owned(),
        Some(1) => "Every day".to_owned(),
        Some(days) => format!("Every {days} days"),
    };
    let until = spoken_day(share.expires);
    let despite = share.terms.despite.as_deref().map(text);
    let past = past(shown, names);
    let mut rows: Vec<(&str, &dyn Render)> = vec![
        ("State", &state),
        ("For", &recipient),
        ("Purpose", &purpose),
        ("Legal basis", &basis),
        ("Fields", &fields),
        ("People", &people),
        ("Marks", &marks),
        ("Deliveries", &rhythm),
        ("To be destroyed", &kept),
        ("Nothing is delivered from", &until),
    ];
    if let Some(despite) = &despite {
        rows.push(("Why it is right although it singles people out", despite));
    }
    rows.push(("What became of it", &past));
    list(&rows)
}

/// Who is in it, as a question.
fn people(people: &People) -> Markup {
    let mut conditions: Vec<String> = Vec::new();
    for condition in &people.having {
        let title = Field::named(&condition.field)
            .map_or_else(|| condition.field.clone(), |field| field.title().to_owned());
        let values: Vec<String> = condition.is.iter().map(|value| gate::harmless(value)).collect();
        conditions.push(format!("{title} is {}", values.join(" or ")));
    }
    let source = match &people.source {
        Some(source) => format!("Whoever stands in the extract “{}”", gate::harmless(source)),
        None => "Whoever stands in any extract".to_owned(),
    };
    html! {
        p { (source) }
        @for condition in &conditions { p { (condition) } }
        @if let Some(only) = &people.only { p { "Only " (counted(only.len() as u64, "named person", "named people")) } }
        @if !people.without.is_empty() { p { "Without " (counted(people.without.len() as u64, "named person", "named people")) } }
        p { "It is asked anew for each delivery: joiners come in, leavers go." }
    }
}

fn marks(share: &Share) -> Markup {
    let titles: Vec<&str> =
        MARKS.iter().filter(|row| share.marks.has(row.mark)).map(|row| row.title).collect();
    html! {
        @if titles.is_empty() { "None: a leak could not be traced to this recipient" }
        @else { (titles.join(", ")) }
        @if share.marks.has(Mark::Fictitious) { " (" (share.fictitious) ")" }
    }
}

fn past(shown: &ShareShown, names: &Names) -> Markup {
    html! {
        @for turned in &shown.past {
            @let what = match turned.state {
                ShareState::Proposed => "Proposed",
                ShareState::Approved => "Approved",
                ShareState::Refused => "Refused",
                ShareState::Ended => "Ended",
            };
            p { (what) " by " (names.of(turned.actor)) ", " (time(turned.at)) ", act " (turned.act) }
            @for words in &turned.words { p { "“" (gate::harmless(words)) "”" } }
        }
    }
}
