//! How states, differences and times look and what they are called. Word, shape and colour say the same; each alone is enough.

use crate::page::icon::Icon;
use crate::words::counted;
use evidence::{DifferenceKind, StoreState};
use jiff::Timestamp;
use maud::{Markup, html};

/// Ending of the class, icon, word, and what it means.
fn look(state: StoreState) -> (&'static str, Icon, &'static str, &'static str) {
    match state {
        StoreState::Green => ("clear", Icon::Clear, "Green", "all there"),
        // Amber, with a question mark: neither good nor a loss.
        StoreState::Unknown => ("review", Icon::Unknown, "Unknown", "not seen"),
        StoreState::Red => ("held", Icon::Held, "Red", "something differs"),
    }
}

/// A state within a line or a table.
pub fn tag(state: StoreState) -> Markup {
    let (class, icon, word, means) = look(state);
    html! {
        span class={ "tip-verdict-tag tip-verdict-tag--" (class) } { (icon.render()) (word) ": " (means) }
    }
}

/// A state at the top of a page, with the sentences that matter most. Its title is the page's second heading.
pub fn panel(state: StoreState, title: &str, sentences: &[String]) -> Markup {
    let (class, icon, ..) = look(state);
    html! {
        div class={ "tip-verdict tip-verdict--" (class) } {
            (icon.render())
            div.tip-verdict__body {
                h2.tip-verdict__word { (title) }
                @for sentence in sentences { p { (sentence) } }
            }
        }
    }
}

/// "are missing".
pub fn verb(kind: DifferenceKind, items: u64) -> &'static str {
    match (kind, items == 1) {
        (DifferenceKind::Missing, true) => "is missing",
        (DifferenceKind::Missing, false) => "are missing",
        (DifferenceKind::Surplus, true) => "is there that nobody expected",
        (DifferenceKind::Surplus, false) => "are there that nobody expected",
        (DifferenceKind::Changed, true) => "is not as it was",
        (DifferenceKind::Changed, false) => "are not as they were",
        (DifferenceKind::Damaged, true) => "has other bytes than it had",
        (DifferenceKind::Damaged, false) => "have other bytes than they had",
    }
}

/// "1,141 items are missing".
pub fn said(kind: DifferenceKind, items: u64) -> String {
    format!("{} {}", counted(items, "item", "items"), verb(kind, items))
}

/// What settling such a difference does. What nobody expected can also be gone again.
pub fn settles(kind: DifferenceKind, is_gone: bool) -> &'static str {
    match kind {
        DifferenceKind::Surplus if is_gone => {
            "They are put down as gone again: they are in the store no longer, and nothing is expected of them. Which items they were stays on record."
        }
        DifferenceKind::Missing | DifferenceKind::Damaged => {
            "They are written off as lost: the store need not have them any more. Which items they were stays on record for good."
        }
        DifferenceKind::Surplus => "They are taken in: the store has to have them from then on.",
        DifferenceKind::Changed => {
            "They are accepted as they are now: what they were before stays on record, and the store has to have them as they are."
        }
    }
}

/// "12 minutes", "5 hours", "3 days": how long ago.
pub fn age(since: Timestamp, now: Timestamp) -> String {
    let minutes = u64::try_from(now.duration_since(since).as_mins()).unwrap_or(0);
    match minutes {
        0 => "less than a minute".into(),
        minutes if minutes < 60 => counted(minutes, "minute", "minutes"),
        minutes if minutes < 48 * 60 => counted(minutes / 60, "hour", "hours"),
        minutes => counted(minutes / (24 * 60), "day", "days"),
    }
}

/// When the day began, in London: who is in court today is in court still.
pub fn day_of(now: Timestamp) -> Timestamp {
    now.in_tz("Europe/London").and_then(|now| now.start_of_day()).map_or(now, |begun| begun.timestamp())
}

/// How often, or how long: "every minute", "90 seconds".
pub fn length(seconds: i64) -> String {
    let seconds = u64::try_from(seconds).unwrap_or(0);
    match seconds {
        0 => "less than a second".into(),
        seconds if seconds % 3_600 == 0 => counted(seconds / 3_600, "hour", "hours"),
        seconds if seconds % 60 == 0 => counted(seconds / 60, "minute", "minutes"),
        seconds if seconds > 600 => counted(seconds / 60, "minute", "minutes"),
        seconds => counted(seconds, "second", "seconds"),
    }
}

/// What somebody wrote, all of it, line by line, and harmless.
pub fn written(words: &str) -> Markup {
    /// As much as is made harmless at once.
    const PIECE: usize = 400;
    let harmless = |line: &str| {
        let letters: Vec<char> = line.chars().collect();
        letters
            .chunks(PIECE)
            .map(|piece| gate::harmless(&piece.iter().collect::<String>()))
            .collect::<String>()
    };
    html! { @for line in words.lines() { p.govuk-body { (harmless(line)) } } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_and_lengths_are_in_whole_words() {
        let at = |minutes: i64| Timestamp::from_second(minutes * 60).unwrap_or_default();
        assert_eq!(age(at(0), at(0)), "less than a minute");
        assert_eq!(age(at(5), at(0)), "less than a minute", "a clock that went back");
        assert_eq!(age(at(0), at(1)), "1 minute");
        assert_eq!(age(at(0), at(12 * 24 * 60)), "12 days");
        assert_eq!((length(60), length(90)), ("1 minute".into(), "90 seconds".into()));
        assert_eq!((length(0), length(7_200)), ("less than a second".into(), "2 hours".into()));
    }

    #[test]
    fn a_long_reason_is_shown_to_its_end_and_runs_nothing() {
        let shown = written(&format!("<b>{}end\nnext", "x".repeat(3_000))).into_string();
        assert!(shown.contains("end</p>") && shown.contains(">next</p>") && !shown.contains("<b>"));
    }
}
