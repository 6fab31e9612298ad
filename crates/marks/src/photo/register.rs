//! Finds how a leaked picture lies on the original: a search at the size of a stamp, then ever finer steps.

use super::coarse;
use super::field::Field;
use super::refine::{Freedom, Readable, refine};
use super::warp::Warp;

/// Places that are followed from the stamp on.
const CANDIDATES: usize = 12;
/// Places that are followed after the first step, and the next.
const FINALISTS: usize = 3;
/// Correlation below which the pictures are not of one thing.
const ALIKE: f32 = 0.5;

/// The original at one size after another, each half of the one before.
pub(super) struct Pyramid {
    levels: Vec<Readable>,
}

impl Pyramid {
    pub(super) fn new(original: &Field) -> Self {
        let mut levels = Vec::new();
        let (mut field, mut factor) = (original.clone(), 1.0);
        loop {
            let next = field.reduced(2);
            levels.push(Readable::new(field, factor));
            if next.width.min(next.height) < 8 {
                return Self { levels };
            }
            (field, factor) = (next, 2.0 * factor);
        }
    }

    /// The level whose pixels are nearest to this size.
    fn of(&self, pitch: f32) -> Option<&Readable> {
        let (mut at, mut size) = (0, 1.0);
        while size * 1.5 < pitch && at + 1 < self.levels.len() {
            at += 1;
            size *= 2.0;
        }
        self.levels.get(at)
    }
}

/// How the leaked picture lies on the original, from its pixels to the original's; and how alike they are there. None
/// where they are not alike anywhere.
pub(super) fn register(original: &Field, pyramid: &Pyramid, leaked: &Field) -> Option<(Warp, f32)> {
    let finest = leaked.width.max(leaked.height);
    let mut found: Vec<(Warp, f32)> = coarse::candidates(original, leaked, CANDIDATES)
        .into_iter()
        .map(|candidate| (candidate.warp, candidate.correlation))
        .collect();
    // Pixels of the leaked picture along a side of one that is compared: 64 along its longest side, 128, and so on.
    let mut side = 64;
    loop {
        let factor = (finest / side).max(1);
        let shrunk = leaked.reduced(factor);
        let (freedom, steps) = if side == 64 { (Freedom::Similar, 12) } else { (Freedom::Affine, 8) };
        found = found
            .into_iter()
            .filter_map(|(warp, _)| {
                let from = warp.with_larger_pixels(factor as f32);
                let level = pyramid.of(from.scale())?;
                let (warp, correlation) = refine(level, &shrunk, from, freedom, steps)?;
                Some((warp.with_larger_pixels(1.0 / factor as f32), correlation))
            })
            .collect();
        found.sort_by(|one, other| other.1.total_cmp(&one.1));
        found.truncate(if side <= 128 { FINALISTS } else { 1 });
        if factor == 1 {
            break;
        }
        side *= 2;
    }
    found.into_iter().next().filter(|(_, correlation)| *correlation >= ALIKE)
}
