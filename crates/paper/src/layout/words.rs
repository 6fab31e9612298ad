//! Paragraphs and lists.

use super::flow::{Flow, Style, high};
use super::item::Belongs;
use crate::faces::Weight;
use crate::letters::letters;
use crate::look::{BODY, SIDE, WIDTH};
use crate::structure::Kind;

/// A paragraph.
pub(crate) fn paragraph(text: &str, flow: &mut Flow<'_>) {
    let lines = flow.lines(text, Style::regular(BODY), WIDTH);
    if lines.lines.is_empty() {
        return;
    }
    flow.gap(BODY * 0.4);
    // A line does not stand alone at the foot of a page.
    flow.need(high(lines.lines.len().min(2), lines.style.step()));
    let piece = flow.structure.enter(Kind::Paragraph, None);
    flow.pour(SIDE, &lines, piece);
    flow.gap(BODY * 0.4);
}

/// Points, each with its dot.
pub(crate) fn list(points: &[String], flow: &mut Flow<'_>) {
    const INDENT: f32 = 14.0;
    if points.is_empty() {
        return;
    }
    let style = Style::regular(BODY);
    let dot = letters("•", flow.faces.of(Weight::Regular));
    let list = flow.structure.enter(Kind::List, None);
    flow.gap(BODY * 0.4);
    for point in points {
        let lines = flow.lines(point, style, WIDTH - INDENT);
        if lines.lines.is_empty() {
            continue;
        }
        flow.need(style.step());
        let entry = flow.structure.enter(Kind::Point, Some(list));
        let label = flow.structure.enter(Kind::Bullet, Some(entry));
        let body = flow.structure.enter(Kind::PointText, Some(entry));
        flow.line(SIDE + 3.0, flow.top, &dot, style, Belongs::To(label));
        flow.pour(SIDE + INDENT, &lines, body);
        flow.gap(BODY * 0.2);
    }
    flow.gap(BODY * 0.4);
}
