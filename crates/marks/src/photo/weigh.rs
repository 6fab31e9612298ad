//! How much each frequency of each block is to be believed.

use super::blocks::{self, CARRIERS, Carriers, SIDE};
use super::mark::amplitude;
use super::residue::Residue;

/// A difference is cut off here, in units of what its like usually differ by and of what the mark would be: one that is
/// larger is something else than a mark.
const LARGEST: f32 = 3.0;
const LARGEST_OF_MARK: f32 = 2.0;
const LARGEST_SCORE: f32 = 6.0;
/// No difference counts for more in what its like usually differ by, which is at least this.
const FAR: f32 = 12.0;
const NARROWEST: f32 = 0.05;
/// A block that differs by so many times what the middle one does shows something else: a bar, a caption.
const FOREIGN: f32 = 4.0;
/// What the middle one differs by at least, in the same units: a mark's own amplitude.
const FAINTEST: f32 = 0.5;
/// Blocks are told apart by how lively they are, into so many classes of as many each, if each has enough.
const CLASSES: usize = 8;
const ENOUGH: usize = 40;

/// What each chip is multiplied by, block by block, and what comes of it.
pub(super) struct Weighed {
    pub(super) parts: Vec<f32>,
    /// The root of the sum of their squares.
    pub(super) norm: f32,
    /// What z would be on average if all of the mark were there.
    pub(super) expected: f32,
}

/// Weighs what is left over: each value by what the mark would be there, over the variance of what else is. Both come from
/// the photos alone, so an innocent key meets numbers that know nothing of it.
pub(super) fn weigh(originals: &[Carriers], residue: &Residue) -> Option<Weighed> {
    let left_over = blocks::carriers(&residue.left_over);
    let gains = gains(originals, &blocks::carriers(&residue.shown), &left_over);
    let classes = classes(originals, &usable(originals, &left_over, residue));
    let spreads = spreads(&left_over, &classes);

    let (mut norm, mut expected) = (0.0_f64, 0.0_f64);
    let mut parts = Vec::with_capacity(originals.len());
    for ((original, left_over), class) in originals.iter().zip(&left_over).zip(&classes) {
        let Some(spreads) = class.and_then(|class| spreads.get(class)) else {
            parts.push([0.0; CARRIERS]);
            continue;
        };
        let amplitude = amplitude(blocks::activity(original));
        let mut part = *left_over;
        for ((value, gain), spread) in part.iter_mut().zip(&gains).zip(spreads) {
            let (trust, bound) = if residue.is_score {
                (gain * amplitude, LARGEST_SCORE * spread)
            } else {
                let bound = (LARGEST * spread).max(LARGEST_OF_MARK * gain * amplitude);
                (gain * amplitude / (spread * spread), bound)
            };
            *value = value.clamp(-bound, bound) * trust;
            norm += f64::from(*value * *value);
            expected += f64::from(gain * amplitude * trust);
        }
        parts.push(part);
    }
    let norm = norm.sqrt();
    (norm > 0.0 && norm.is_finite() && expected.is_finite()).then(|| Weighed {
        parts: parts.into_flattened(),
        norm: norm as f32,
        // What is a score already comes to its own variance on average.
        expected: if residue.is_score { norm as f32 } else { (expected / norm) as f32 },
    })
}

/// How much less a calm block's differences weigh in a lively one.
fn calm(original: &Carriers) -> f32 {
    1.0 / (2.0 + 0.25 * blocks::activity(original))
}

/// Which blocks the leaked photo covers, and shows nothing else in.
fn usable(originals: &[Carriers], left_over: &[Carriers], residue: &Residue) -> Vec<bool> {
    let across = (residue.shown.width / SIDE).max(1);
    let covered: Vec<bool> =
        (0..originals.len()).map(|number| is_covered(residue, number % across, number / across)).collect();
    let differences: Vec<f32> = originals
        .iter()
        .zip(left_over)
        .map(|(original, left_over)| calm(original) * blocks::activity(left_over))
        .collect();
    let mut some: Vec<f32> =
        differences.iter().zip(&covered).filter(|(_, covered)| **covered).map(|(value, _)| *value).collect();
    some.sort_unstable_by(f32::total_cmp);
    let middle = some.get(some.len() / 2).copied().unwrap_or(0.0);
    let bound = FOREIGN * middle.max(FAINTEST);
    covered.iter().zip(differences).map(|(covered, difference)| *covered && difference <= bound).collect()
}

/// Whether the leaked photo covers all of a block: its corners, because what it covers has no dents.
fn is_covered(residue: &Residue, column: usize, row: usize) -> bool {
    let width = residue.shown.width;
    let corner = |x: usize, y: usize| {
        residue.covered.get((row * SIDE + y) * width + column * SIDE + x).copied().unwrap_or(false)
    };
    corner(0, 0) && corner(SIDE - 1, 0) && corner(0, SIDE - 1) && corner(SIDE - 1, SIDE - 1)
}

/// How much of each frequency is left: what is left of the original's is left of the mark's.
fn gains(originals: &[Carriers], shown: &[Carriers], left_over: &[Carriers]) -> Carriers {
    let (mut products, mut squares) = ([0.0_f64; CARRIERS], [1e-6_f64; CARRIERS]);
    for ((original, shown), _) in originals.iter().zip(shown).zip(left_over) {
        let weight = calm(original) * calm(original);
        let sums = products.iter_mut().zip(&mut squares);
        for ((product, square), (original, shown)) in sums.zip(original.iter().zip(shown)) {
            *product += f64::from(weight * original * shown);
            *square += f64::from(weight * original * original);
        }
    }
    std::array::from_fn(|at| match (products.get(at), squares.get(at)) {
        (Some(product), Some(square)) => (product / square).clamp(0.0, 1.5) as f32,
        _ => 0.0,
    })
}

/// The class of each block that is used: the calmest first.
fn classes(originals: &[Carriers], usable: &[bool]) -> Vec<Option<usize>> {
    let mut ranked: Vec<(f32, usize)> = originals
        .iter()
        .zip(usable)
        .enumerate()
        .filter(|(_, (_, usable))| **usable)
        .map(|(number, (original, _))| (blocks::activity(original), number))
        .collect();
    ranked.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
    let size = (ranked.len() / CLASSES).max(ENOUGH);
    let last = (ranked.len() / size).saturating_sub(1);
    let mut classes = vec![None; originals.len()];
    for (rank, (_, number)) in ranked.iter().enumerate() {
        if let Some(class) = classes.get_mut(*number) {
            *class = Some((rank / size).min(last));
        }
    }
    classes
}

/// What each frequency usually differs by in each class: the root of the mean square, without what is far out.
fn spreads(left_over: &[Carriers], classes: &[Option<usize>]) -> Vec<Carriers> {
    let mut sums = [[(0.0_f64, 0.0_f64); CARRIERS]; CLASSES];
    for (block, class) in left_over.iter().zip(classes) {
        let Some(sums) = class.and_then(|class| sums.get_mut(class)) else { continue };
        for ((sum, count), value) in sums.iter_mut().zip(block) {
            let value = value.clamp(-FAR, FAR);
            *sum += f64::from(value * value);
            *count += 1.0;
        }
    }
    sums.iter()
        .map(|sums| sums.map(|(sum, count)| ((sum / count.max(1.0)).sqrt() as f32).max(NARROWEST)))
        .collect()
}
