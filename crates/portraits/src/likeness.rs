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

/// What a photo looks like from afar.
#[derive(Clone)]
pub struct Likeness {
    cuts: Vec<Small>,
}

impl Likeness {
    /// Of a photo of which copies may have got out.
    pub fn of_original(photo: &Luma) -> Self {
        Self { cuts: CUTS.iter().filter_map(|part| small(photo, *part)).collect() }
    }

    /// Of a picture that got out.
    pub fn of_copy(picture: &Luma) -> Self {
        Self { cuts: small(picture, 1.0).into_iter().collect() }
    }

    /// How much a copy looks like this original, from -1 to 1; copies of the same photo are near 1.
    pub fn with(&self, copy: &Self) -> f32 {
        let Some(copy) = copy.cuts.first() else { return -1.0 };
        let alike = |cut: &Small| cut.iter().zip(copy).map(|(one, other)| one * other).sum::<f32>();
        self.cuts.iter().map(alike).fold(-1.0, f32::max)
    }
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
            (128.0 + 40.0 * wave + 60.0 * spot * (at(0) - 0.5)).clamp(0.0, 255.0) as u8
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
        }
    }

    #[test]
    fn a_picture_of_one_tone_looks_like_nobody() {
        let blank = Luma::new(50, 50, vec![7; 2_500]).unwrap();
        assert!(Likeness::of_original(&blank).with(&Likeness::of_copy(&blank)) < 0.0);
    }
}
