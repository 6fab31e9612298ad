//! Headings. One never stands at the foot of a page.

use super::flow::{Bookmark, Flow, Style};
use super::item::Belongs;
use crate::block::{Heading, Mark};
use crate::faces::Weight;
use crate::letters::{Letter, fitting, letters, shown};
use crate::look::{BODY, SIDE, WIDTH};
use crate::structure::Kind;

/// The heading.
pub(crate) fn lay(heading: &Heading, flow: &mut Flow<'_>) {
    let size = match heading.level {
        0 | 1 => 20.0,
        2 => 14.0,
        _ => 11.0,
    };
    let style = Style::bold(size);
    let lines = flow.lines(&heading.text, style, WIDTH);
    if lines.lines.is_empty() {
        return;
    }
    let marked = heading.mark.as_ref().map(|mark| marked(mark, flow));
    let mark_height = marked.as_ref().map_or(0.0, |(_, style)| style.step());
    flow.gap(size * 0.9);
    flow.need(mark_height + lines.height() + 3.0 * BODY * crate::look::LEADING);
    let words = bookmark(heading, flow);
    flow.bookmarks.push(Bookmark {
        level: heading.level,
        words: words.clone(),
        page: flow.page(),
        top: flow.top,
    });
    let piece = flow.structure.enter(Kind::Heading { level: heading.level, title: words }, None);
    if let (Some(mark), Some((words, style))) = (&heading.mark, marked) {
        let shape = style.size * 1.15;
        flow.ornament(SIDE, flow.top + 0.5, mark.icon, shape, style.colour);
        flow.line(SIDE + shape + 4.0, flow.top, &words, style, Belongs::To(piece));
        flow.top += style.step();
    }
    flow.pour(SIDE, &lines, piece);
    flow.gap(size * 0.15);
}

/// The words of a mark; a space at their end parts them from the heading.
fn marked(mark: &Mark, flow: &Flow<'_>) -> (Vec<Letter>, Style) {
    let style = Style::bold(BODY).in_colour(mark.tone.dark());
    (letters(&format!("{}: ", mark.words), flow.faces.of(Weight::Bold)), style)
}

fn bookmark(heading: &Heading, flow: &Flow<'_>) -> String {
    /// Sizes of the letters: about sixty of them.
    const ROOM: f32 = 36.0;
    let words = match &heading.mark {
        Some(mark) => format!("{}: {}", mark.words, heading.text),
        None => heading.text.clone(),
    };
    shown(&fitting(&words, flow.faces.of(Weight::Regular), ROOM))
}
