//! What stands on every page: the title and which page it is at the top, what the document is about at the foot.

use super::flow::{Flow, Style};
use super::item::{Aside, Belongs, Item, What};
use crate::block::Paper;
use crate::faces::Weight;
use crate::letters::{Letter, fitting, letters, width};
use crate::look::{ASCENT, BOTTOM, Colour, LEADING, RUNNING, SIDE, TOP, WIDTH};

/// Puts it on all pages.
pub(crate) fn lay(paper: &Paper, flow: &mut Flow<'_>) {
    let face = flow.faces.of(Weight::Regular);
    let style = Style::regular(RUNNING).in_colour(Colour::QUIET);
    let of = flow.pages.len();
    let title = fitting(&paper.title, face, WIDTH * 0.75 / RUNNING);
    let foot: Vec<Vec<Letter>> = paper.foot.iter().map(|line| fitting(line, face, WIDTH / RUNNING)).collect();
    let high = TOP - 26.0;
    for (place, page) in flow.pages.iter_mut().enumerate() {
        let which = letters(&format!("page {} of {of}", place + 1), face);
        let right = SIDE + WIDTH - width(&which) * RUNNING;
        page.push(words(SIDE, high, title.clone(), style, Aside::Top));
        page.push(words(right, high, which, style, Aside::Top));
        page.push(rule(high + RUNNING * LEADING + 2.0));
        let mut top = BOTTOM + 12.0;
        page.push(rule(top - 4.0));
        for line in &foot {
            page.push(words(SIDE, top, line.clone(), style, Aside::Foot));
            top += RUNNING * LEADING;
        }
    }
}

fn words(left: f32, top: f32, letters: Vec<Letter>, style: Style, aside: Aside) -> Item {
    let Style { weight, size, colour } = style;
    let what = What::Letters { letters, weight, size, colour };
    Item { left, top: top + size * ASCENT, what, belongs: Belongs::Nowhere(aside) }
}

fn rule(top: f32) -> Item {
    let what = What::Area { width: WIDTH, height: 0.6, colour: Colour::RULE };
    Item { left: SIDE, top, what, belongs: Belongs::Nowhere(Aside::Layout) }
}
