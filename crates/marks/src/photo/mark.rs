//! Puts the watermark into a photo.

use super::blocks::{self, SIDE};
use super::field::Field;
use super::key::PhotoKey;
use super::plane::{Luma, Rgb};

/// How strongly photos are marked. Stays with the delivery's recipe: the same strength makes the same photo again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Strength {
    /// About 50 dB below the photo: not seen beside the original.
    #[default]
    Light,
    /// About 44.5 dB below it: for photos that will be small, or printed.
    Strong,
}

impl Strength {
    fn factor(self) -> f32 {
        match self {
            Self::Light => 0.5,
            Self::Strong => 1.0,
        }
    }
}

/// What is added to a chip's frequency at strength 1 in a block of this activity: more where the eye sees less.
pub(super) fn amplitude(activity: f32) -> f32 {
    (1.5 + 0.06 * activity).min(12.0)
}

impl PhotoKey {
    /// The photo with its mark.
    pub fn mark(&self, photo: &Luma, strength: Strength) -> Luma {
        let added = self.added(photo, strength);
        let mut marked = photo.clone();
        for (sample, added) in marked.samples_mut().iter_mut().zip(added.values) {
            *sample = rounded(*sample, added);
        }
        marked
    }

    /// The photo in colours with its mark: brightness is changed, tints stay.
    pub fn mark_rgb(&self, photo: &Rgb, strength: Strength) -> Rgb {
        let added = self.added(&photo.luma(), strength);
        let mut marked = photo.clone();
        let (pixels, _) = marked.samples_mut().as_chunks_mut::<3>();
        for (pixel, added) in pixels.iter_mut().zip(added.values) {
            *pixel = pixel.map(|sample| rounded(sample, added));
        }
        marked
    }

    /// What is added to each pixel. Chips go block by block, and in a block in the order of its carriers.
    fn added(&self, photo: &Luma, strength: Strength) -> Field {
        let photo = Field::of(photo);
        let mut added = Field::zeros(photo.width, photo.height);
        let mut chips = self.chips();
        let across = (photo.width / SIDE).max(1);
        for (number, carriers) in blocks::carriers(&photo).iter().enumerate() {
            let amplitude = strength.factor() * amplitude(blocks::activity(carriers));
            let marked = carriers.map(|_| amplitude * chips.next().unwrap_or(0.0));
            let (left, top) = (number % across * SIDE, number / across * SIDE);
            let lines = added.values.chunks_exact_mut(photo.width).skip(top);
            for (line, pixels) in lines.zip(blocks::pixels(&marked)) {
                line.iter_mut().skip(left).zip(pixels).for_each(|(to, pixel)| *to = pixel);
            }
        }
        added
    }
}

fn rounded(sample: u8, added: f32) -> u8 {
    // The cast saturates, and the sum is positive before it is cut.
    (f32::from(sample) + added + 0.5).max(0.0) as u8
}
