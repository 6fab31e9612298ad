//! Looks for watermarks in a leaked photo, knowing the original.

use super::blocks::{self, CARRIERS, Carriers, SIDE};
use super::field::Field;
use super::key::PhotoKey;
use super::mark::amplitude;
use super::plane::Luma;
use super::register::{Pyramid, register};
use super::residue::{Residue, residue};
use crate::evidence::PhotoScore;

/// A difference is cut off here, in units of what a calm block's frequencies usually differ by: one that is larger is
/// something else than a mark.
const LARGEST: f32 = 8.0;

/// A block that differs by so many times what the middle one does shows something else: a bar, a caption.
const FOREIGN: f32 = 4.0;
/// What the middle one differs by at least, in the same units: a mark's own amplitude.
const FAINTEST: f32 = 0.5;

/// An original, ready to be compared with leaked photos.
pub struct Original {
    photo: Field,
    pyramid: Pyramid,
    carriers: Vec<Carriers>,
}

/// How a leaked photo differs from the original, where watermarks would be. No key is in it: the same difference is held
/// against the keys of all deliveries.
pub struct Difference {
    /// What each chip is multiplied by, block by block.
    blocks: Vec<Carriers>,
    norm: f32,
    weight: f32,
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
        Difference::of(&self.carriers, &residue, likeness)
    }
}

impl Difference {
    fn of(originals: &[Carriers], residue: &Residue, likeness: f32) -> Option<Self> {
        let across = residue.shown.width / SIDE;
        let left_over = blocks::carriers(&residue.left_over);
        let shown = blocks::carriers(&residue.shown);
        let calm = |original: &Carriers| 1.0 / (2.0 + 0.25 * blocks::activity(original));
        let mut covered: Vec<bool> = (0..originals.len())
            .map(|number| is_covered(residue, number % across, number / across))
            .collect();
        let differences: Vec<f32> = originals
            .iter()
            .zip(&left_over)
            .map(|(original, left_over)| calm(original) * blocks::activity(left_over))
            .collect();
        let bound = FOREIGN * middle(differences.iter().zip(&covered)).max(FAINTEST);
        covered
            .iter_mut()
            .zip(&differences)
            .for_each(|(covered, difference)| *covered &= *difference <= bound);

        // How much of each frequency is left: what is left of the original's is left of the mark's.
        let (mut products, mut squares, mut noises, mut count) =
            ([0.0_f64; CARRIERS], [1e-6_f64; CARRIERS], [0.0_f64; CARRIERS], 0.0_f64);
        for (((original, shown), left_over), _) in
            originals.iter().zip(&shown).zip(&left_over).zip(&covered).filter(|(_, covered)| **covered)
        {
            let weight = calm(original);
            count += 1.0;
            let sums = products.iter_mut().zip(&mut squares).zip(&mut noises);
            for (((product, square), noise), ((original, shown), left_over)) in
                sums.zip(original.iter().zip(shown).zip(left_over))
            {
                *product += f64::from(weight * original * weight * shown);
                *square += f64::from(weight * original * weight * original);
                let left_over = weight * left_over.clamp(-LARGEST, LARGEST);
                *noise += f64::from(left_over * left_over);
            }
        }
        let gains: Carriers = std::array::from_fn(|at| {
            let (Some(product), Some(square)) = (products.get(at), squares.get(at)) else { return 0.0 };
            (product / square).clamp(0.0, 1.5) as f32
        });
        let noises: Carriers = noises.map(|noise| ((noise / count.max(1.0)) as f32).max(1e-6));

        let (mut norm, mut expected) = (0.0_f64, 0.0_f64);
        let mut parts = Vec::with_capacity(originals.len());
        for ((original, left_over), covered) in originals.iter().zip(&left_over).zip(&covered) {
            if !covered {
                parts.push([0.0; CARRIERS]);
                continue;
            }
            let (weight, amplitude) = (calm(original), amplitude(blocks::activity(original)));
            let mut part = *left_over;
            for ((value, gain), noise) in part.iter_mut().zip(&gains).zip(&noises) {
                // What would be there over the variance of what else is.
                let trust = gain * amplitude * weight * weight / noise;
                *value = value.clamp(-LARGEST, LARGEST) * trust;
                norm += f64::from(*value * *value);
                expected += f64::from(gain * amplitude * trust);
            }
            parts.push(part);
        }
        let (norm, expected) = (norm.sqrt() as f32, expected as f32);
        (norm > 0.0 && norm.is_finite()).then(|| Self {
            blocks: parts,
            norm,
            weight: expected / norm,
            likeness,
        })
    }

    /// What the difference says for a key: `z = Σ D·c / √ΣD²`.
    pub fn score(&self, key: &PhotoKey) -> PhotoScore {
        let mut chips = key.chips();
        let mut sum = 0.0_f64;
        for block in &self.blocks {
            let of_block: f32 = block.iter().map(|value| value * chips.next().unwrap_or(0.0)).sum();
            sum += f64::from(of_block);
        }
        PhotoScore { z: sum / f64::from(self.norm), weight: f64::from(self.weight) }
    }

    /// How alike the photos are, from ½ to 1.
    pub fn likeness(&self) -> f32 {
        self.likeness
    }
}

/// The middle difference of the blocks that are covered.
fn middle<'a>(differences: impl Iterator<Item = (&'a f32, &'a bool)>) -> f32 {
    let mut some: Vec<f32> = differences.filter(|(_, covered)| **covered).map(|(value, _)| *value).collect();
    let middle = some.len() / 2;
    some.sort_unstable_by(f32::total_cmp);
    some.get(middle).copied().unwrap_or(0.0)
}

/// Whether the leaked photo covers all of a block: its corners, because what it covers has no dents.
fn is_covered(residue: &Residue, column: usize, row: usize) -> bool {
    let width = residue.shown.width;
    let corner = |x: usize, y: usize| {
        residue.covered.get((row * SIDE + y) * width + column * SIDE + x).copied().unwrap_or(false)
    };
    corner(0, 0) && corner(SIDE - 1, 0) && corner(0, SIDE - 1) && corner(SIDE - 1, SIDE - 1)
}
