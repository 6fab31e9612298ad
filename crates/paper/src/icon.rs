//! Shapes. Four verdicts have four outlines, so that they are told apart without colour; the same as on the pages.

use krilla::geom::{Path, PathBuilder};

/// A shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// May leave: a tick in a circle.
    Clear,
    /// A person must look: an exclamation mark in a triangle.
    Review,
    /// Must not leave: a bar in an octagon.
    Held,
    /// Could not be checked: a question mark in a broken square.
    Unknown,
    /// Nobody sees it: a hatched tile.
    Hidden,
    /// Part of it nobody sees: a tile that is hatched in its lower half.
    PartlyHidden,
    /// Everybody sees it: an empty tile.
    Seen,
}

/// Lines of a shape on a square of 24 units.
pub(crate) struct Shape {
    pub(crate) path: Option<Path>,
    /// Width of the lines.
    pub(crate) width: f32,
    /// Whether they are broken.
    pub(crate) is_dashed: bool,
}

impl Icon {
    /// What a person sees, for one who cannot.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Clear => "A tick in a circle",
            Self::Review => "An exclamation mark in a triangle",
            Self::Held => "A bar in an octagon",
            Self::Unknown => "A question mark in a square of broken lines",
            Self::Hidden => "A hatched tile",
            Self::PartlyHidden => "A tile that is hatched in its lower half",
            Self::Seen => "An empty tile",
        }
    }

    pub(crate) fn shapes(self) -> Vec<Shape> {
        match self {
            Self::Clear => {
                vec![solid(circle()), solid(lines(&[&[(7.5, 12.5), (10.5, 15.5), (16.5, 8.5)]], false))]
            }
            Self::Review => vec![
                solid(lines(&[&[(12.0, 2.5), (22.5, 21.0), (1.5, 21.0)]], true)),
                solid(lines(&[&[(12.0, 9.5), (12.0, 14.5)], &[(12.0, 17.8), (12.0, 18.0)]], false)),
            ],
            Self::Held => vec![
                solid(lines(
                    &[&[
                        (8.0, 2.0),
                        (16.0, 2.0),
                        (22.0, 8.0),
                        (22.0, 16.0),
                        (16.0, 22.0),
                        (8.0, 22.0),
                        (2.0, 16.0),
                        (2.0, 8.0),
                    ]],
                    true,
                )),
                Shape { width: 3.0, ..solid(lines(&[&[(7.0, 12.0), (17.0, 12.0)]], false)) },
            ],
            Self::Unknown => vec![
                Shape { is_dashed: true, ..solid(lines(&[&SQUARE], true)) },
                solid(question()),
                solid(lines(&[&[(12.0, 17.6), (12.0, 17.8)]], false)),
            ],
            Self::Hidden => vec![solid(lines(&[&SQUARE], true)), solid(hatch(2.5))],
            Self::PartlyHidden => vec![solid(lines(&[&SQUARE], true)), solid(hatch(12.0))],
            Self::Seen => vec![solid(lines(&[&SQUARE], true))],
        }
    }
}

const SQUARE: [(f32, f32); 4] = [(2.5, 2.5), (21.5, 2.5), (21.5, 21.5), (2.5, 21.5)];

fn solid(path: Option<Path>) -> Shape {
    Shape { path, width: 2.0, is_dashed: false }
}

fn lines(strokes: &[&[(f32, f32)]], is_closed: bool) -> Option<Path> {
    let mut path = PathBuilder::new();
    for stroke in strokes {
        for (place, (x, y)) in stroke.iter().enumerate() {
            if place == 0 { path.move_to(*x, *y) } else { path.line_to(*x, *y) }
        }
        if is_closed {
            path.close();
        }
    }
    path.finish()
}

/// A circle of four curves.
fn circle() -> Option<Path> {
    const OUT: f32 = 10.0 * 0.552_284_8;
    let mut path = PathBuilder::new();
    path.move_to(22.0, 12.0);
    path.cubic_to(22.0, 12.0 + OUT, 12.0 + OUT, 22.0, 12.0, 22.0);
    path.cubic_to(12.0 - OUT, 22.0, 2.0, 12.0 + OUT, 2.0, 12.0);
    path.cubic_to(2.0, 12.0 - OUT, 12.0 - OUT, 2.0, 12.0, 2.0);
    path.cubic_to(12.0 + OUT, 2.0, 22.0, 12.0 - OUT, 22.0, 12.0);
    path.close();
    path.finish()
}

fn question() -> Option<Path> {
    let mut path = PathBuilder::new();
    path.move_to(9.0, 9.2);
    path.cubic_to(9.0, 5.2, 15.0, 5.2, 15.0, 9.2);
    path.cubic_to(15.0, 11.6, 12.0, 11.6, 12.0, 14.0);
    path.finish()
}

/// Slanting lines between a height and the lower edge.
fn hatch(top: f32) -> Option<Path> {
    const EDGE: f32 = 21.5;
    let strokes: Vec<[(f32, f32); 2]> = [-12.0_f32, -6.0, 0.0, 6.0, 12.0, 18.0, 24.0, 30.0]
        .iter()
        .filter_map(|from| {
            // The line x + y = 24 + from, cut at the edges of the tile.
            let sum = 24.0 + from;
            let right = (sum - top).min(EDGE);
            let left = (sum - EDGE).max(2.5);
            (right > left).then_some([(left, sum - left), (right, sum - right)])
        })
        .collect();
    let strokes: Vec<&[(f32, f32)]> = strokes.iter().map(<[_; 2]>::as_slice).collect();
    lines(&strokes, false)
}
