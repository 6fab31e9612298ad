//! The place where the next thing stands, and the next page.

use super::item::{Aside, Belongs, Item, What};
use crate::Icon;
use crate::broken::broken;
use crate::faces::{Faces, Weight};
use crate::letters::{Letter, letters};
use crate::look::{ASCENT, BOTTOM, Colour, LEADING, TOP};
use crate::structure::{Kind, Piece, Structure};

/// A heading in the list beside the pages.
#[derive(Debug, Clone)]
pub(crate) struct Bookmark {
    pub(crate) level: u16,
    pub(crate) words: String,
    pub(crate) page: usize,
    pub(crate) top: f32,
}

/// How words look.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    pub(crate) weight: Weight,
    pub(crate) size: f32,
    pub(crate) colour: Colour,
}

impl Style {
    pub(crate) fn regular(size: f32) -> Self {
        Self { weight: Weight::Regular, size, colour: Colour::INK }
    }

    pub(crate) fn bold(size: f32) -> Self {
        Self { weight: Weight::Bold, ..Self::regular(size) }
    }

    pub(crate) fn in_colour(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }

    /// From one line to the next.
    pub(crate) fn step(self) -> f32 {
        self.size * LEADING
    }
}

/// A text in lines.
#[derive(Debug, Clone)]
pub(crate) struct Lines {
    pub(crate) lines: Vec<Vec<Letter>>,
    pub(crate) style: Style,
}

impl Lines {
    pub(crate) fn height(&self) -> f32 {
        high(self.lines.len(), self.style.step())
    }
}

/// The height of so many lines.
pub(crate) fn high(lines: usize, step: f32) -> f32 {
    f32::from(u16::try_from(lines).unwrap_or(u16::MAX)) * step
}

/// The pages as they fill.
pub(crate) struct Flow<'f> {
    pub(crate) faces: &'f Faces,
    pub(crate) pages: Vec<Vec<Item>>,
    /// Where the next thing stands on the last page.
    pub(crate) top: f32,
    pub(crate) structure: Structure,
    pub(crate) bookmarks: Vec<Bookmark>,
}

impl<'f> Flow<'f> {
    pub(crate) fn new(faces: &'f Faces) -> Self {
        Self {
            faces,
            pages: vec![Vec::new()],
            top: TOP,
            structure: Structure::default(),
            bookmarks: Vec::new(),
        }
    }

    /// The number of the page that is being filled.
    pub(crate) fn page(&self) -> usize {
        self.pages.len() - 1
    }

    pub(crate) fn next_page(&mut self) {
        self.pages.push(Vec::new());
        self.top = TOP;
    }

    /// Goes to the next page where there is not so much room on this one.
    pub(crate) fn need(&mut self, height: f32) {
        if self.top + height > BOTTOM && self.top > TOP {
            self.next_page();
        }
    }

    /// Room below what stands already; none at the top of a page.
    pub(crate) fn gap(&mut self, height: f32) {
        if self.top > TOP {
            self.top += height;
        }
    }

    pub(crate) fn put(&mut self, left: f32, top: f32, what: What, belongs: Belongs) {
        if let Some(page) = self.pages.last_mut() {
            page.push(Item { left, top, what, belongs });
        }
    }

    /// A text in lines of a width.
    pub(crate) fn lines(&self, text: &str, style: Style, width: f32) -> Lines {
        let all = letters(text, self.faces.of(style.weight));
        let ranges = broken(&all, width / style.size);
        let lines = ranges.into_iter().map(|range| all.get(range).unwrap_or_default().to_vec());
        Lines { lines: lines.collect(), style }
    }

    /// One line, whose upper edge is given.
    pub(crate) fn line(&mut self, left: f32, top: f32, line: &[Letter], style: Style, belongs: Belongs) {
        let Style { weight, size, colour } = style;
        let mut from = left;
        // What stands for another character is shaded, so that nobody takes it for the text of a name.
        for part in line.chunk_by(|one, next| one.is_shaded == next.is_shaded) {
            let wide = crate::letters::width(part) * size;
            if part.first().is_some_and(|letter| letter.is_shaded) {
                let area = What::Area { width: wide, height: size * 1.2, colour: Colour::SHADE };
                self.put(from, top + size * 0.1, area, Belongs::Nowhere(Aside::Layout));
            }
            from += wide;
        }
        if !line.is_empty() {
            let what = What::Letters { letters: line.to_vec(), weight, size, colour };
            self.put(left, top + size * ASCENT, what, belongs);
        }
    }

    /// Lines at the place where the flow is, over as many pages as they take.
    pub(crate) fn pour(&mut self, left: f32, lines: &Lines, piece: Piece) {
        for line in &lines.lines {
            self.need(lines.style.step());
            self.line(left, self.top, line, lines.style, Belongs::To(piece));
            self.top += lines.style.step();
        }
    }

    /// A shape with words for who does not see it.
    pub(crate) fn figure(
        &mut self,
        left: f32,
        top: f32,
        (icon, side, colour): (Icon, f32, Colour),
        parent: Piece,
    ) {
        let kind = Kind::Figure { words: icon.words(), page: self.page(), left, top, side };
        let piece = self.structure.enter(kind, Some(parent));
        self.put(left, top, What::Shape { icon, side, colour }, Belongs::To(piece));
    }

    /// A shape beside words that say the same.
    pub(crate) fn ornament(&mut self, left: f32, top: f32, icon: Icon, side: f32, colour: Colour) {
        self.put(left, top, What::Shape { icon, side, colour }, Belongs::Nowhere(Aside::Layout));
    }

    /// A filled area behind or between the words.
    pub(crate) fn area(&mut self, left: f32, top: f32, (width, height): (f32, f32), colour: Colour) {
        self.put(left, top, What::Area { width, height, colour }, Belongs::Nowhere(Aside::Layout));
    }
}
