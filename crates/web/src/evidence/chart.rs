//! What had to be there against what was listed, over time, drawn here, with the same numbers in a table beneath.
//!
//! Time is cut into columns, and a column shows the worst of what fell into it: a loss of five minutes is seen in a year.

use super::looks::tag;
use crate::page::{summary, table};
use crate::words::{count, time};
use evidence::{StoreState, Stretch};
use jiff::Timestamp;
use maud::{Markup, html};
use std::fmt::Write;

const WIDTH: u64 = 720;
const HEIGHT: u64 = 280;
const LEFT: u64 = 80;
const TOP: u64 = 20;
/// Where the axis of time is; beneath it are the states, then the words.
const FLOOR: u64 = 210;
const COLUMNS: u64 = WIDTH - LEFT - 10;
/// Lines of the table.
const LINES: usize = 100;

/// What fell into a piece of time.
#[derive(Debug, Clone, Copy)]
struct Column {
    state: StoreState,
    expected: u64,
    /// The least that was listed; none: it was not known all along.
    observed: Option<u64>,
}

impl Column {
    fn of(stretch: &Stretch) -> Self {
        Self {
            state: stretch.state,
            expected: stretch.expected.items,
            observed: stretch.observed.map(|count| count.items),
        }
    }

    fn with(self, later: Self) -> Self {
        let worst = |state| match state {
            StoreState::Green => 0,
            StoreState::Unknown => 1,
            StoreState::Red => 2,
        };
        Self {
            state: if worst(later.state) > worst(self.state) { later.state } else { self.state },
            expected: later.expected,
            observed: match (self.observed, later.observed) {
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            },
        }
    }
}

/// The picture and its table; nothing before there is anything to draw.
pub fn over_time(past: &[Stretch]) -> Markup {
    let (Some(first), Some(last)) = (past.first(), past.last()) else { return html! {} };
    let drawn = columns(past, first.from, last.until);
    let headings = [
        ("From", false),
        ("Until", false),
        ("How it stood", false),
        ("Had to be there", true),
        ("Listed", true),
        ("In suspense", true),
    ];
    let rows: Vec<Vec<Markup>> = past
        .iter()
        .rev()
        .take(LINES)
        .map(|one| {
            vec![
                summary::time(one.from),
                summary::time(one.until),
                tag(one.state),
                html! { (count(one.expected.items)) },
                html! { (one.observed.map_or_else(|| "not known".into(), |observed| count(observed.items))) },
                html! { (count(one.suspense.items)) },
            ]
        })
        .collect();
    html! {
        h2.govuk-heading-m { "Over time" }
        div.tip-chart {
            p.tip-chart__title { "Items that had to be there, and items that were listed" }
            div.tip-scroll tabindex="0" role="region" aria-label="What had to be there and what was listed over time, as a picture" {
                (drawing(&drawn, first, last))
            }
            p.govuk-body-s { "Thick line: listed; where it breaks, nobody knows. Broken line: had to be there. Beneath, how the store stood: a thin green line, a broken amber box where it was not known, a full red bar where something differed." }
        }
        details.govuk-details {
            summary.govuk-details__summary { span.govuk-details__summary-text { "The same numbers as a table" } }
            div.govuk-details__text {
                (table::table("How the store stood, the newest first", &headings, &rows))
                @if past.len() > LINES { p.govuk-body { "The newest " (LINES) " of " (count(past.len() as u64)) " lines. The log has every one." } }
            }
        }
    }
}

/// Time in pieces, each with the worst that fell into it.
fn columns(past: &[Stretch], from: Timestamp, until: Timestamp) -> Vec<Column> {
    let whole = until.as_microsecond().saturating_sub(from.as_microsecond()).max(1);
    let column = |at: Timestamp| {
        let done = i128::from(at.as_microsecond().saturating_sub(from.as_microsecond()).max(0));
        usize::try_from(done * i128::from(COLUMNS) / i128::from(whole)).unwrap_or(0).min(COLUMNS as usize - 1)
    };
    let mut columns: Vec<Column> = Vec::with_capacity(COLUMNS as usize);
    for stretch in past {
        let here = Column::of(stretch);
        for index in column(stretch.from)..=column(stretch.until) {
            match columns.get_mut(index) {
                Some(known) => *known = known.with(here),
                None => columns.push(here),
            }
        }
    }
    columns
}

/// The numbers on the axis, the lowest first. It begins at nothing, unless what differs could not be seen then.
fn axis(columns: &[Column]) -> Vec<u64> {
    let values = || columns.iter().flat_map(|one| [Some(one.expected), one.observed]).flatten();
    let (low, high) = (values().min().unwrap_or(0), values().max().unwrap_or(0));
    let range = high - low;
    let from = if range > 0 && range < high / 5 { low } else { 0 };
    let step = step((high - from).div_ceil(3).max(1));
    let (first, last) = (from / step, high.div_ceil(step).max(1));
    (first..=last).map(|times| times.saturating_mul(step)).collect()
}

/// The next number that reads well: 1, 2, 5, 10, 20, 50 …
fn step(least: u64) -> u64 {
    let mut unit = 1_u64;
    loop {
        for times in [1, 2, 5] {
            let step = unit.saturating_mul(times);
            if step >= least || step == u64::MAX {
                return step;
            }
        }
        unit = unit.saturating_mul(10);
    }
}

fn drawing(columns: &[Column], first: &Stretch, last: &Stretch) -> Markup {
    let axis = axis(columns);
    let (low, high) = (axis.first().copied().unwrap_or(0), axis.last().copied().unwrap_or(1));
    let y = |value: u64| {
        let above =
            u128::from(value.saturating_sub(low)) * u128::from(FLOOR - TOP) / u128::from((high - low).max(1));
        FLOOR - u64::try_from(above).unwrap_or(0).min(FLOOR - TOP)
    };
    let expected = line(columns, |one| Some(y(one.expected)));
    let observed = line(columns, |one| one.observed.map(y));
    let words = format!(
        "From {} to {}. At the end {} items had to be there, and {}. The table beneath has the numbers.",
        time(first.from),
        time(last.until),
        count(last.expected.items),
        last.observed.map_or_else(
            || "how many were is not known".into(),
            |observed| format!("{} were listed", count(observed.items))
        )
    );
    html! {
        svg.tip-chart__drawing viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-labelledby="chart-title chart-words" {
            title id="chart-title" { "What had to be there and what was listed, over time" }
            desc id="chart-words" { (words) }
            @for value in &axis {
                path.tip-chart__grid d=(format!("M{LEFT} {}H{WIDTH}", y(*value))) {}
                text x=(LEFT - 8) y=(y(*value) + 5) text-anchor="end" { (count(*value)) }
            }
            path.tip-chart__line d=(observed) {}
            path.tip-chart__expected d=(expected) {}
            path.tip-chart__axis d=(format!("M{LEFT} {FLOOR}H{}", LEFT + COLUMNS)) {}
            (states(columns))
            text x=(LEFT) y=(HEIGHT - 10) { (time(first.from)) }
            text x=(LEFT + COLUMNS) y=(HEIGHT - 10) text-anchor="end" { (time(last.until)) }
        }
        @if low > 0 { p.govuk-body-s { "The axis begins at " (count(low)) ", not at nothing, so that the difference is seen." } }
    }
}

/// A line in steps, broken where nothing is known.
fn line(columns: &[Column], y: impl Fn(&Column) -> Option<u64>) -> String {
    let mut path = String::new();
    let mut before: Option<u64> = None;
    for (x, column) in (LEFT..).zip(columns) {
        let here = y(column);
        // Writing to a string cannot fail.
        let _ = match (before, here) {
            (None, Some(y)) => write!(path, "M{x} {y}h1"),
            (Some(before), Some(y)) if before != y => write!(path, "V{y}h1"),
            (Some(_), Some(_)) => write!(path, "h1"),
            (_, None) => Ok(()),
        };
        before = here;
    }
    // One step to the right after the other is one long one.
    shortened(&path)
}

fn shortened(path: &str) -> String {
    let mut short = String::new();
    let mut steps = 0_u64;
    let mut rest = path;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix("h1") {
            steps += 1;
            rest = after;
            continue;
        }
        let end = rest.find('h').unwrap_or(rest.len());
        let (command, after) = rest.split_at(end);
        if steps > 0 {
            let _ = write!(short, "h{steps}");
            steps = 0;
        }
        short.push_str(command);
        rest = after;
    }
    if steps > 0 {
        let _ = write!(short, "h{steps}");
    }
    short
}

/// How it stood: by shape as well as by colour.
fn states(columns: &[Column]) -> Markup {
    let mut runs: Vec<(u64, u64, StoreState)> = Vec::new();
    for (x, column) in (LEFT..).zip(columns) {
        match runs.last_mut() {
            Some((_, width, state)) if *state == column.state => *width += 1,
            _ => runs.push((x, 1, column.state)),
        }
    }
    html! {
        @for (x, width, state) in runs {
            @match state {
                StoreState::Green => rect.tip-chart__state--green x=(x) y=(FLOOR + 15) width=(width) height="3" {},
                StoreState::Unknown => rect.tip-chart__state--unknown x=(x) y=(FLOOR + 11) width=(width) height="11" {},
                StoreState::Red => rect.tip-chart__state--red x=(x) y=(FLOOR + 8) width=(width) height="17" {},
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use evidence::Count;

    fn stretch(from: i64, until: i64, expected: u64, observed: Option<u64>) -> Stretch {
        let at = |minute: i64| Timestamp::from_second(minute * 60).unwrap_or_default();
        let of = |items| Count { items, bytes: items };
        let state = match observed {
            None => StoreState::Unknown,
            Some(observed) if observed == expected => StoreState::Green,
            Some(_) => StoreState::Red,
        };
        Stretch {
            from: at(from),
            until: at(until),
            state,
            expected: of(expected),
            observed: observed.map(of),
            suspense: Count::default(),
        }
    }

    #[test]
    fn a_loss_of_five_minutes_is_seen_in_a_year_and_what_is_not_known_is_a_gap() {
        let year = 365 * 24 * 60;
        let past = [
            stretch(0, 1_000, 96_174, Some(96_174)),
            stretch(1_000, 1_005, 96_174, Some(95_033)),
            stretch(1_005, year / 2, 96_174, Some(96_174)),
            stretch(year / 2, year / 2 + 90_000, 96_174, None),
            stretch(year / 2 + 90_000, year, 96_174, Some(96_174)),
        ];
        let columns = columns(&past, past[0].from, past[4].until);
        assert_eq!(columns.len() as u64, COLUMNS);
        assert_eq!(columns.iter().filter(|one| one.state == StoreState::Red).count(), 1);
        assert!(columns.iter().any(|one| one.observed == Some(95_033)));
        assert!(columns.iter().any(|one| one.observed.is_none() && one.state == StoreState::Unknown));
        let path = line(&columns, |one| one.observed);
        assert_eq!(path.matches('M').count(), 2, "{path}");
        let drawn = over_time(&past).into_string();
        assert!(
            drawn.contains("tip-chart__state--red") && drawn.contains("The axis begins at 95,000"),
            "{drawn}"
        );
    }

    #[test]
    fn an_axis_begins_at_nothing_unless_the_difference_would_not_be_seen() {
        let of = |expected, observed| axis(&[Column::of(&stretch(0, 1, expected, Some(observed)))]);
        assert_eq!(of(3, 3), [0, 1, 2, 3]);
        assert_eq!(of(10, 2), [0, 5, 10]);
        assert_eq!(of(96_174, 95_033), [95_000, 95_500, 96_000, 96_500]);
        assert_eq!(of(0, 0), [0, 1]);
        assert!(!of(u64::MAX, u64::MAX).is_empty());
        assert!(over_time(&[]).into_string().is_empty());
    }

    #[test]
    fn one_moment_is_drawn_too() {
        let drawn = over_time(&[stretch(5, 5, 3, Some(3))]).into_string();
        assert!(drawn.contains("tip-chart__line") && drawn.contains("3 were listed"), "{drawn}");
    }
}
