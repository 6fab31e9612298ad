//! Which photos a picture may be a copy of: compared by a small, blurred version of what they show, in several cuts, so
//! that a copy that was compressed, made smaller, made lighter or cut at its edges is still near its original.
//!
//! It finds who *may* be shown; whether a picture is a copy of one photo is found by laying it over it
//! ([`marks::photo::Original::compare`]).

use crate::scale::averaged;
use marks::photo::Luma;

/// Side of the small version, in pixels.
const SIDE: u32 = 12;
const PIXELS: usize = (SIDE * SIDE) as usize;
/// How much of a side is left in each cut of an original: a copy may have lost so much at its edges.
const CUTS: [f32; 4] = [1.0, 0.9, 0.8, 0.65];

type Small = [f32; PIXELS];

/// Side of the larger version of an original, in pixels, and of what a copy is compared by.
const GRID: u32 = 40;
const WINDOW: usize = 24;
/// How much of a side a copy may have kept, and where it may lie in what was cut off.
const KEPT: [f32; 6] = [1.0, 0.95, 0.9, 0.85, 0.75, 0.65];
const PLACES: [f32; 5] = [0.0, 0.25, 0.5, 0.75, 1.0];

/// What a photo looks like from afar.
#[derive(Clone)]
pub struct Likeness {
    cuts: Vec<Small>,
    /// The whole, [`GRID`] by [`GRID`] for an original, [`WINDOW`] by [`WINDOW`] for a copy.
    whole: Vec<f32>,
}

impl Likeness {
    /// Of a photo of which copies may have got out.
    pub fn of_original(photo: &Luma) -> Self {
        let whole = averaged(photo.samples(), 1, (photo.width(), photo.height()), (GRID, GRID));
        Self { cuts: CUTS.iter().filter_map(|part| small(photo, *part)).collect(), whole }
    }

    /// Of a picture that got out.
    pub fn of_copy(picture: &Luma) -> Self {
        let side = WINDOW as u32;
        let whole = averaged(picture.samples(), 1, (picture.width(), picture.height()), (side, side));
        Self { cuts: small(picture, 1.0).into_iter().collect(), whole }
    }

    /// How much a copy looks like this original, from -1 to 1; copies of the same photo are near 1.
    pub fn with(&self, copy: &Self) -> f32 {
        let Some(copy) = copy.cuts.first() else { return -1.0 };
        let alike = |cut: &Small| cut.iter().zip(copy).map(|(one, other)| one * other).sum::<f32>();
        self.cuts.iter().map(alike).fold(-1.0, f32::max)
    }

    /// The same, looked at more closely, and a hundred times as slow: whatever part of the original the copy shows.
    pub fn closely_with(&self, copy: &Self) -> f32 {
        let Some(shown) = levelled(&copy.whole) else { return -1.0 };
        let mut best = -1.0_f32;
        for kept in KEPT {
            for down in PLACES {
                for across in PLACES {
                    if let Some(part) = levelled(&window(&self.whole, kept, across, down)) {
                        let alike = part.iter().zip(&shown).map(|(one, other)| one * other).sum::<f32>();
                        best = best.max(alike);
                    }
                }
                if kept >= 1.0 {
                    break;
                }
            }
        }
        best
    }
}

/// A part of a grid: its nearest cells, as many as a copy has.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "places of a grid of some dozen cells"
)]
fn window(grid: &[f32], kept: f32, across: f32, down: f32) -> Vec<f32> {
    let last = (GRID - 1) as f32;
    let place = |step: usize, offset: f32| {
        let start = (1.0 - kept) * offset * GRID as f32;
        let at = start + (step as f32 + 0.5) * kept * GRID as f32 / WINDOW as f32;
        (at.clamp(0.0, last)) as usize
    };
    let mut cells = Vec::with_capacity(WINDOW * WINDOW);
    for row in 0..WINDOW {
        let line = place(row, down) * GRID as usize;
        cells.extend((0..WINDOW).filter_map(|column| grid.get(line + place(column, across))));
    }
    cells
}

/// Without its mean and its contrast; none where there is no contrast.
#[expect(clippy::cast_precision_loss, reason = "some hundred cells")]
fn levelled(cells: &[f32]) -> Option<Vec<f32>> {
    if cells.len() != WINDOW * WINDOW {
        return None;
    }
    let mean = cells.iter().sum::<f32>() / cells.len() as f32;
    let length = cells.iter().map(|cell| (cell - mean).powi(2)).sum::<f32>().sqrt();
    (length >= 1.0).then(|| cells.iter().map(|cell| (cell - mean) / length).collect())
}

/// The middle of a picture, small, without its mean and its contrast; none of a picture of one tone.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "sides of pictures are far below 2^24, and positive"
)]
fn small(picture: &Luma, part: f32) -> Option<Small> {
    let (width, height) = (picture.width(), picture.height());
    let kept = |side: u32| ((side as f32 * part) as u32).clamp(1, side.max(1));
    let (across, down) = (kept(width), kept(height));
    let (left, top) = ((width - across) / 2, (height - down) / 2);
    let rows = (top..top + down).flat_map(|row| {
        let start = (row * width + left) as usize;
        picture.samples().get(start..start + across as usize).unwrap_or_default()
    });
    let middle: Vec<u8> = rows.copied().collect();
    let means = averaged(&middle, 1, (across, down), (SIDE, SIDE));
    let mean = means.iter().sum::<f32>() / PIXELS as f32;
    let mut small = [0.0; PIXELS];
    for (cell, value) in small.iter_mut().zip(&means) {
        *cell = value - mean;
    }
    let length = small.iter().map(|value| value * value).sum::<f32>().sqrt();
    if length < 1.0 {
        return None;
    }
    for cell in &mut small {
        *cell /= length;
    }
    Some(small)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A drawn face: no two seeds look alike.
    fn drawn(seed: u32) -> Luma {
        let at =
            |number: u32| f64::from(seed.wrapping_mul(2_654_435_761).rotate_left(number * 5) % 1000) / 1000.0;
        let samples = (0..200 * 160).map(|pixel| {
            let (x, y) = (f64::from(pixel % 160) / 160.0, f64::from(pixel / 160) / 200.0);
            let wave =
                (x * (3.0 + 9.0 * at(1)) + at(2) * 7.0).sin() + (y * (2.0 + 8.0 * at(3)) + at(4) * 7.0).cos();
            let spot = (-((x - at(5)).powi(2) + (y - at(6)).powi(2)) * 20.0).exp();
            #[expect(clippy::cast_sign_loss, reason = "clamped")]
            let level = (128.0 + 40.0 * wave + 60.0 * spot * (at(0) - 0.5)).clamp(0.0, 255.0) as u8;
            level
        });
        Luma::new(160, 200, samples.collect()).unwrap()
    }

    /// Without a tenth at the left and the top, and darker.
    fn cut(photo: &Luma) -> Luma {
        let rows = (20..photo.height()).flat_map(|row| (16..photo.width()).map(move |column| (row, column)));
        let samples = rows.map(|(row, column)| photo.samples()[(row * 160 + column) as usize] / 2 + 20);
        Luma::new(144, 180, samples.collect()).unwrap()
    }

    #[test]
    fn a_copy_that_was_cut_and_darkened_is_nearest_to_its_original() {
        let originals: Vec<Likeness> = (1..200).map(|seed| Likeness::of_original(&drawn(seed))).collect();
        for seed in 1..200_usize {
            let copy = Likeness::of_copy(&cut(&drawn(seed as u32)));
            let mut near: Vec<(usize, f32)> =
                (1..).zip(originals.iter().map(|one| one.with(&copy))).collect();
            near.sort_by(|one, other| other.1.total_cmp(&one.1));
            assert!(near[..8].iter().any(|(number, _)| *number == seed), "{seed}: {:?}", &near[..3]);
            let closest = (1..).zip(originals.iter().map(|one| one.closely_with(&copy)));
            let closest = closest.max_by(|one: &(usize, f32), other| one.1.total_cmp(&other.1)).unwrap();
            assert_eq!(closest.0, seed, "{closest:?}");
        }
    }

    #[test]
    fn a_picture_of_one_tone_looks_like_nobody() {
        let blank = Luma::new(50, 50, vec![7; 2_500]).unwrap();
        assert!(Likeness::of_original(&blank).with(&Likeness::of_copy(&blank)) < 0.0);
    }
}
