//! How many are affected over time, as bars drawn here, with the same numbers in a table beneath.

use super::report::Report;
use crate::page::table;
use crate::words::count;
use maud::{Markup, html};

const WIDTH: u64 = 720;
const HEIGHT: u64 = 260;
const LEFT: u64 = 70;
const BOTTOM: u64 = 40;
const TOP: u64 = 20;
/// A letter under the bars needs so much room.
const LETTER: u64 = 8;

/// A bar.
struct Bar {
    name: String,
    definite: u64,
    possible: u64,
}

/// The picture and its table; nothing where there is only one step.
pub fn over_time(report: &Report) -> Markup {
    let bars: Vec<Bar> = report
        .over_time
        .iter()
        .map(|(step, found)| {
            let people = found.people.count();
            Bar { name: step.name.clone(), definite: people.definite, possible: people.possible }
        })
        .collect();
    // Items and people on no list are not in the picture: of them there are bounds, not sets.
    if bars.iter().all(|bar| bar.definite + bar.possible == 0) {
        return html! {};
    }
    let headings = [("Time", false), ("People for certain", true), ("People perhaps, besides", true)];
    let rows: Vec<Vec<Markup>> = bars
        .iter()
        .map(|bar| {
            vec![html! { (bar.name) }, html! { (count(bar.definite)) }, html! { (count(bar.possible)) }]
        })
        .collect();
    html! {
        div.tip-chart {
            p.tip-chart__title { "People affected over time" }
            div.tip-scroll tabindex="0" role="region" aria-label="People affected over time, as a picture" { (drawing(&bars)) }
            p.govuk-body-s { "Dark: for certain. Light above it: perhaps, besides." }
        }
        details.govuk-details {
            summary.govuk-details__summary { span.govuk-details__summary-text { "The same numbers as a table" } }
            div.govuk-details__text { (table::table("People affected over time", &headings, &rows)) }
        }
    }
}

fn drawing(bars: &[Bar]) -> Markup {
    let top = round_up(bars.iter().map(|bar| bar.definite + bar.possible).max().unwrap_or(1));
    let floor = HEIGHT - BOTTOM;
    let room = floor - TOP;
    // Heights in whole units of the drawing; who is counted at all is seen.
    let height = |number: u64| {
        let exact = u128::from(number) * u128::from(room) / u128::from(top);
        u64::try_from(exact).unwrap_or(room).max(u64::from(number > 0))
    };
    let step = (WIDTH - LEFT) / (bars.len() as u64).max(1);
    let width = step.saturating_sub(2).clamp(1, 60);
    let longest = bars.iter().map(|bar| bar.name.chars().count() as u64).max().unwrap_or(0);
    let label = (longest + 2) * LETTER;
    let labelled = label.div_ceil(step.max(1)).max(1);
    let words = bars.last().zip(bars.first()).map_or_else(String::new, |(last, first)| {
        format!("Bars from {} to {}. The table beneath has the numbers.", first.name, last.name)
    });
    html! {
        svg.tip-chart__drawing viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label=(words) {
            @for line in 0..=2_u64 {
                @let y = floor - room * line / 2;
                path.tip-chart__grid d=(format!("M{LEFT} {y}H{WIDTH}")) {}
                text x=(LEFT - 8) y=(y + 5) text-anchor="end" { (count(top * line / 2)) }
            }
            @for (index, bar) in (0_u64..).zip(bars) {
                @let x = LEFT + index * step + 1;
                @let sure = height(bar.definite);
                @let perhaps = height(bar.definite + bar.possible) - sure.min(height(bar.definite + bar.possible));
                rect.tip-chart__bar x=(x) y=(floor - sure) width=(width) height=(sure) {}
                rect.tip-chart__area x=(x) y=(floor - sure - perhaps) width=(width) height=(perhaps) {}
                @if index % labelled == 0 && x + label <= WIDTH + 2 * LETTER { text x=(x) y=(HEIGHT - 14) { (bar.name) } }
            }
            path.tip-chart__axis d=(format!("M{LEFT} {floor}H{WIDTH}")) {}
        }
    }
}

/// The next number that reads well on an axis, and half of which is whole: 2, 4, 6, 8, 10, 20, 30, 40, 60 …
fn round_up(most: u64) -> u64 {
    let mut step = 1_u64;
    loop {
        for times in [2, 3, 4, 6, 8, 10] {
            let top = step.saturating_mul(times);
            if (top.is_multiple_of(2) && top >= most) || top == u64::MAX {
                return top;
            }
        }
        step = step.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_ends_at_a_round_number_and_every_number_has_one() {
        assert_eq!([round_up(0), round_up(3), round_up(9_483), round_up(40)], [2, 4, 10_000, 40]);
        assert_eq!(round_up(u64::MAX), u64::MAX);
    }

    #[test]
    fn whoever_is_counted_is_seen_and_no_bar_leaves_the_picture() {
        let bar = |definite, possible| Bar { name: "<b>".into(), definite, possible };
        let drawn = drawing(&[bar(1, 0), bar(1_000_000, 5), bar(0, 0)]).into_string();
        assert!(drawn.contains("height=\"1\"") && !drawn.contains("<b>"));
    }
}
