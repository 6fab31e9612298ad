//! The three clocks of a file on one line of time, drawn here, with the same times in a table beneath.
//!
//! The content dates what was delivered; deliveries that are in the file and those that are not date the theft; so do specimens,
//! where there are some. The window is what they leave.

use crate::page::table;
use crate::right::Recipients;
use crate::words;
use jiff::Timestamp;
use maud::{Markup, html};
use trace::Trace;

const WIDTH: i64 = 720;
const LEFT: i64 = 10;
const RIGHT: i64 = 10;
/// Height of a bar with its words.
const LINE: i64 = 46;
const BAR: i64 = 14;
/// Narrowest bar that is seen.
const NARROWEST: i64 = 3;

/// A stretch of time: without an end it goes on.
struct Stretch {
    what: String,
    from: Option<i64>,
    until: Option<i64>,
    is_window: bool,
}

/// The picture and its table; nothing where no clock could be read.
pub fn clocks(trace: &Trace, recipients: &Recipients) -> Markup {
    let stretches = stretches(trace, recipients);
    if stretches.is_empty() {
        return html! {};
    }
    let rows: Vec<Vec<Markup>> = stretches
        .iter()
        .map(|stretch| {
            vec![
                html! { (stretch.what) },
                html! { (stretch.from.map_or_else(|| "not known".into(), spoken)) },
                html! { (stretch.until.map_or_else(|| "not known".into(), spoken)) },
            ]
        })
        .collect();
    html! {
        div.tip-chart {
            p.tip-chart__title { "When it was taken" }
            div.tip-scroll tabindex="0" role="region" aria-label="When it was taken, as a picture" { (drawing(&stretches, trace.traced)) }
        }
        (table::table("When it was taken", &[("What says so", false), ("Not before", false), ("Not after", false)], &rows))
    }
}

fn stretches(trace: &Trace, recipients: &Recipients) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    if let Some(content) = trace.content.as_ref().filter(|_| !trace.several_moments) {
        stretches.push(Stretch {
            what: "Its content shows the record as it was then".into(),
            from: Some(content.credible.from),
            until: Some(content.credible.until),
            is_window: false,
        });
    }
    for found in trace.recipients.iter().filter(|found| found.clears) {
        let name = recipients.of(found.recipient);
        let clocks = [("Deliveries", &found.clock), ("Specimens", &found.specimens)];
        for (what, clock) in clocks {
            if let Some(clock) = clock {
                stretches.push(Stretch {
                    what: format!("{what} to {name}: in the file, and not yet in it"),
                    from: Some(clock.not_before),
                    until: clock.before,
                    is_window: false,
                });
            }
        }
    }
    let window = &trace.window;
    if window.from.is_some() || window.until.is_some() {
        stretches.push(Stretch {
            what: "It was taken".into(),
            from: window.from.map(|bound| bound.at),
            until: window.until.map(|bound| bound.at),
            is_window: true,
        });
    }
    stretches
}

fn spoken(microseconds: i64) -> String {
    Timestamp::from_microsecond(microseconds).map_or_else(|_| "not known".into(), words::time)
}

fn drawing(stretches: &[Stretch], traced: i64) -> Markup {
    let times = || stretches.iter().flat_map(|stretch| [stretch.from, stretch.until]).flatten();
    let first = times().min().unwrap_or(traced);
    let last = times().max().unwrap_or(traced).max(first);
    // A little room on both sides; what has no end goes on to the edge.
    let room = ((last - first) / 20).max(60_000_000);
    let (first, last) = (first.saturating_sub(room), last.saturating_add(room));
    let place = |at: i64| {
        let (done, of) = (i128::from(at - first), i128::from((last - first).max(1)));
        let x = done * i128::from(WIDTH - LEFT - RIGHT) / of;
        LEFT + i64::try_from(x).unwrap_or_default().clamp(0, WIDTH - LEFT - RIGHT)
    };
    let height = LINE * i64::try_from(stretches.len()).unwrap_or_default() + 40;
    let floor = height - 34;
    let words = format!("From {} to {}. The table beneath has the times.", spoken(first), spoken(last));
    html! {
        svg.tip-chart__drawing viewBox=(format!("0 0 {WIDTH} {height}")) role="img" aria-label=(words) {
            @for (line, stretch) in (0_i64..).zip(stretches) {
                @let from = stretch.from.map_or(LEFT, place);
                @let until = stretch.until.map_or(WIDTH - RIGHT, place);
                @let y = line * LINE;
                text x=(LEFT) y=(y + 18) { (stretch.what) }
                rect.tip-chart__bar[stretch.is_window].tip-chart__area[!stretch.is_window]
                    x=(from) y=(y + 24) width=((until - from).max(NARROWEST)) height=(BAR) {}
                @if stretch.is_window {
                    @if stretch.from.is_some() { path.tip-chart__mark d=(format!("M{from} 0V{floor}")) {} }
                    @if stretch.until.is_some() { path.tip-chart__mark d=(format!("M{until} 0V{floor}")) {} }
                }
            }
            path.tip-chart__axis d=(format!("M{LEFT} {floor}H{}", WIDTH - RIGHT)) {}
            text x=(LEFT) y=(height - 10) { (spoken(first)) }
            text x=(WIDTH - RIGHT) y=(height - 10) text-anchor="end" { (spoken(last)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_bar_leaves_the_picture_and_every_bar_is_seen() {
        let stretch = |from, until| Stretch { what: "<b>".into(), from, until, is_window: true };
        for stretches in [
            vec![stretch(Some(5), Some(5))],
            vec![stretch(None, Some(1)), stretch(Some(i64::MIN / 4), None)],
            vec![stretch(Some(0), Some(1_700_000_000_000_000))],
        ] {
            let drawn = drawing(&stretches, 7).into_string();
            assert!(!drawn.contains("<b>") && !drawn.contains("width=\"0\""), "{drawn}");
            let widths = drawn.split("width=\"").skip(1).filter_map(|rest| rest.split('"').next());
            assert!(widths.filter_map(|width| width.parse::<i64>().ok()).all(|width| width <= WIDTH));
        }
    }
}
