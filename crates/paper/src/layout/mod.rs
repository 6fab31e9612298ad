//! Where everything stands: blocks become pages.

mod flow;
mod heading;
mod item;
mod panel;
mod running;
mod table;
mod words;

pub(crate) use flow::Bookmark;
pub(crate) use item::{Aside, Belongs, Item, What};

use crate::PaperError;
use crate::block::{Block, Paper};
use crate::faces::Faces;
use crate::structure::Structure;
use flow::Flow;

/// Pages of a document. A report of this length is read by nobody; it is there so that nothing grows without end.
pub(crate) const MOST_PAGES: usize = 500;

/// A document of which all is in its place.
pub(crate) struct Laid {
    pub(crate) pages: Vec<Vec<Item>>,
    pub(crate) structure: Structure,
    pub(crate) bookmarks: Vec<Bookmark>,
}

/// Puts everything in its place.
pub(crate) fn lay(paper: &Paper, faces: &Faces) -> Result<Laid, PaperError> {
    let mut flow = Flow::new(faces);
    for block in &paper.blocks {
        match block {
            Block::Panel(panel) => panel::lay(panel, &mut flow),
            Block::Heading(heading) => heading::lay(heading, &mut flow),
            Block::Paragraph(text) => words::paragraph(text, &mut flow),
            Block::List(points) => words::list(points, &mut flow),
            Block::Table(table) => table::lay(table, &mut flow),
        }
        if flow.pages.len() > MOST_PAGES {
            return Err(PaperError::TooLong { most: MOST_PAGES });
        }
    }
    running::lay(paper, &mut flow);
    Ok(Laid { pages: flow.pages, structure: flow.structure, bookmarks: flow.bookmarks })
}
