//! What stands on a page, and where. Points, from the upper left corner.

use crate::Icon;
use crate::faces::Weight;
use crate::letters::Letter;
use crate::look::Colour;
use crate::structure::Piece;

/// What is drawn.
#[derive(Debug, Clone)]
pub(crate) enum What {
    /// Letters of one line; `top` is the baseline.
    Letters { letters: Vec<Letter>, weight: Weight, size: f32, colour: Colour },
    /// A filled area.
    Area { width: f32, height: f32, colour: Colour },
    /// A shape.
    Shape { icon: Icon, side: f32, colour: Colour },
}

/// What is on a page beside the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aside {
    /// Lines and areas.
    Layout,
    /// At the top of each page.
    Top,
    /// At the foot of each page.
    Foot,
}

/// Who reads it: the content belongs to a piece, everything else is passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Belongs {
    To(Piece),
    Nowhere(Aside),
}

/// Something on a page.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) left: f32,
    pub(crate) top: f32,
    pub(crate) what: What,
    pub(crate) belongs: Belongs,
}
