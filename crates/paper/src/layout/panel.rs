//! The panel at the beginning: shape, a few large words, and the sentences that matter most.

use super::flow::{Bookmark, Flow, Lines, Style};
use crate::block::Panel;
use crate::letters::shown;
use crate::look::{BODY, BOTTOM, SIDE, WIDTH};
use crate::structure::Kind;

/// Width of the bar at the left.
const BAR: f32 = 6.0;
/// Room around the words.
const PAD: f32 = 14.0;
/// The shape.
const SHAPE: f32 = 44.0;

/// The panel.
pub(crate) fn lay(panel: &Panel, flow: &mut Flow<'_>) {
    let tone = panel.mark.tone;
    let left = SIDE + BAR + PAD;
    let beside = left + SHAPE + PAD;
    let width = SIDE + WIDTH - PAD - beside;
    let title = flow.lines(&panel.mark.words, Style::bold(22.0).in_colour(tone.dark()), width);
    let about = flow.lines(&panel.about, Style::bold(11.5), width);
    let sentences: Vec<Lines> =
        panel.sentences.iter().map(|text| flow.lines(text, Style::regular(BODY + 1.0), width)).collect();
    let words =
        title.height() + about.height() + sentences.iter().map(|lines| lines.height() + 3.0).sum::<f32>();
    let height = words.max(SHAPE) + 2.0 * PAD;
    flow.need(height);
    let (page, begin) = (flow.page(), flow.top);
    // Words that are longer than a page go on without a frame.
    let height = height.min(BOTTOM - begin);
    flow.area(SIDE, begin, (WIDTH, height), tone.light());
    flow.area(SIDE, begin, (BAR, height), tone.dark());
    let section = flow.structure.enter(Kind::Section, None);
    flow.figure(left, begin + PAD, (panel.mark.icon, SHAPE, tone.dark()), section);

    let all: Vec<_> = title.lines.concat();
    let words = shown(&all);
    flow.bookmarks.push(Bookmark { level: 1, words: words.clone(), page: flow.page(), top: begin });
    flow.top = begin + PAD;
    let piece = flow.structure.enter(Kind::Heading { level: 1, title: words }, Some(section));
    flow.pour(beside, &title, piece);
    for lines in [&about].into_iter().chain(&sentences) {
        if !lines.lines.is_empty() {
            let piece = flow.structure.enter(Kind::Paragraph, Some(section));
            flow.pour(beside, lines, piece);
            flow.top += 3.0;
        }
    }
    if flow.page() == page {
        flow.top = flow.top.max(begin + height);
    }
    flow.gap(BODY);
}
