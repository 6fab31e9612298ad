//! Looks for watermarks in a leaked photo, knowing the original.

use super::blocks::{self, Carriers};
use super::field::Field;
use super::key::PhotoKey;
use super::plane::Luma;
use super::register::{Pyramid, register};
use super::residue::residue;
use super::weigh::{Weighed, weigh};
use crate::evidence::PhotoScore;

/// An original, ready to be compared with leaked photos.
pub struct Original {
    photo: Field,
    pyramid: Pyramid,
    carriers: Vec<Carriers>,
}

/// How a leaked photo differs from the original, where watermarks would be. No key is in it: the same difference is held
/// against the keys of all deliveries.
pub struct Difference {
    weighed: Weighed,
    likeness: f32,
}

impl Original {
    /// The photo as it is before it is marked: in the size in which it was delivered.
    pub fn new(photo: &Luma) -> Self {
        let photo = Field::of(photo);
        Self { pyramid: Pyramid::new(&photo), carriers: blocks::carriers(&photo), photo }
    }

    /// Lays a leaked photo over the original and takes the original away. None where they are not of the same thing, or
    /// the leaked one is too small to say anything.
    ///
    /// The leaked photo may be scaled down to a thumbnail, cut out to two fifths of the width, turned by some six degrees,
    /// brightened, blurred, and what JPEG made of it.
    pub fn compare(&self, leaked: &Luma) -> Option<Difference> {
        let leaked = Field::of(leaked);
        let (warp, likeness) = register(&self.photo, &self.pyramid, &leaked)?;
        let residue = residue(&self.photo, &leaked, warp)?;
        Some(Difference { weighed: weigh(&self.carriers, &residue)?, likeness })
    }
}

impl Difference {
    /// What the difference says for a key: `z = Σ D·c / √ΣD²`.
    pub fn score(&self, key: &PhotoKey) -> PhotoScore {
        let sum = key.correlation(&self.weighed.parts);
        PhotoScore { z: sum / f64::from(self.weighed.norm), weight: f64::from(self.weighed.expected) }
    }

    /// How alike the photos are, from ½ to 1.
    pub fn likeness(&self) -> f32 {
        self.likeness
    }
}
