//! What a JPEG rounded away, given what it was made from.
//!
//! A JPEG keeps of each frequency of a block only the nearest multiple of a step. Where the original lies in the middle of
//! a step, the mark moved nothing over its edge: the difference to what is stored is the rounding of the original, says
//! nothing about the mark, and is most of the noise. So for each stored value we ask where in its step the marked value
//! lay, knowing the original: the mean of a normal distribution around the original, cut off at the step's edges.

use super::blocks::{SIDE, Whole, whole_blocks, write_block};
use super::field::Field;
use super::mark::amplitude;

/// Frequencies of a block.
const ALL: usize = SIDE * SIDE;
/// The smallest step that is worth the trouble, and the largest that a JPEG has.
const STEPS: std::ops::RangeInclusive<u8> = 3..=255;
/// How far from a multiple of its step a stored value may be after rounding to whole brightness and turning colours.
const NEAR: f32 = 1.1;
/// Values farther from 0 than this were not stored as 0.
const NOT_ZERO: f32 = 1.6;
/// Values that are looked at to find a step: at least, and at most.
const FEW: usize = 12;
const MANY: usize = 400;
/// Share of them that must be near a multiple.
const AGREE: f32 = 0.85;
/// Frequencies whose step must be found before the picture is taken for a JPEG.
const ENOUGH: usize = 6;
/// Spreads that are tried, as shares of the mark's amplitude.
const SPREADS: [f32; 8] = [0.15, 0.22, 0.33, 0.5, 0.75, 1.1, 1.7, 2.6];

/// The step of each frequency. None: not found, because it is small or all was rounded to 0.
struct Steps([Option<f32>; ALL]);

/// Replaces what is left of the leaked picture, when the original is taken away, by what is likely to have been left before
/// it became a JPEG. Does nothing where it is no JPEG, or was moved since.
pub(super) fn before_rounding(leaked: &Field, shown: &Field, left_over: &mut Field) {
    let (stored, predicted) = (whole_blocks(leaked), whole_blocks(shown));
    let Some(Steps(steps)) = steps(&stored) else { return };
    let amplitudes: Vec<f32> = predicted.iter().map(|block| amplitude(lively(block))).collect();
    let mut differences: Vec<Whole> = stored
        .iter()
        .zip(&predicted)
        .map(|(stored, predicted)| std::array::from_fn(|at| difference(stored, predicted, at)))
        .collect();
    for (at, step) in steps.iter().enumerate() {
        // Column by column: the same frequency of all blocks.
        let Some(step) = step else {
            // All but a few are zeros: nothing came through.
            let loud =
                stored.iter().filter(|block| block.get(at).is_some_and(|value| value.abs() > NOT_ZERO));
            if at > 0 && loud.count() < FEW {
                differences.iter_mut().filter_map(|block| block.get_mut(at)).for_each(|value| *value = 0.0);
            }
            continue;
        };
        let values: Vec<(f32, f32)> = differences
            .iter()
            .zip(&amplitudes)
            .filter_map(|(block, amplitude)| Some((*block.get(at)?, *amplitude)))
            .collect();
        let spread = likeliest(&values, *step);
        for (block, (difference, amplitude)) in differences.iter_mut().zip(values) {
            if let Some(value) = block.get_mut(at) {
                *value = middle(difference, *step, spread * amplitude);
            }
        }
    }
    let across = (leaked.width / SIDE).max(1);
    for (number, block) in differences.iter().enumerate() {
        write_block(left_over, number % across, number / across, block);
    }
}

fn difference(stored: &Whole, predicted: &Whole, at: usize) -> f32 {
    stored.get(at).copied().unwrap_or(0.0) - predicted.get(at).copied().unwrap_or(0.0)
}

fn lively(block: &Whole) -> f32 {
    // The same frequencies as those of the mark, on the grid of the leaked picture.
    let sum: f32 = (0..ALL)
        .filter(|at| (1..=4).contains(&(at / SIDE + at % SIDE)))
        .filter_map(|at| block.get(at))
        .map(|value| value * value)
        .sum();
    (sum / super::blocks::CARRIERS as f32).sqrt()
}

fn steps(stored: &[Whole]) -> Option<Steps> {
    let steps: [Option<f32>; ALL] = std::array::from_fn(|at| {
        let loud = stored.iter().filter_map(|block| block.get(at)).filter(|value| value.abs() > NOT_ZERO);
        let count = loud.clone().count();
        let some: Vec<f32> = loud.step_by(count / MANY + 1).copied().collect();
        // The mean of the block is a multiple too, but of 1/8 of brightness: it carries no mark.
        if at == 0 || some.len() < FEW { None } else { step(&some) }
    });
    (steps.iter().flatten().count() >= ENOUGH).then_some(Steps(steps))
}

/// The largest step of which nearly all values are multiples.
fn step(values: &[f32]) -> Option<f32> {
    let off = |step: f32| values.iter().map(move |value| (value - step * (value / step).round()).abs());
    let near = |step: f32| {
        // By chance, too, some are near a multiple: of a small step more than of a large one.
        let by_chance = (2.0 * NEAR / step).min(1.0);
        let share = off(step).filter(|off| *off <= NEAR).count() as f32 / values.len() as f32;
        share >= AGREE + (1.0 - AGREE) * by_chance * 0.9
    };
    let largest = STEPS.rev().map(f32::from).find(|step| near(*step))?;
    // Its neighbours are near enough to pass too: the best of them.
    let squares = |step: f32| off(step).map(|off| off * off).sum::<f32>();
    [largest, largest - 1.0, largest - 2.0]
        .into_iter()
        .filter(|step| *step >= f32::from(*STEPS.start()))
        .min_by(|one, other| squares(*one).total_cmp(&squares(*other)))
}

/// The spread, as a share of the mark's amplitude, that explains the stored values best.
fn likeliest(values: &[(f32, f32)], step: f32) -> f32 {
    let stride = values.len() / 1500 + 1;
    let fit = |spread: f32| {
        let of_one = |(difference, amplitude): &(f32, f32)| {
            let spread = spread * amplitude;
            let inside =
                below((difference + step / 2.0) / spread) - below((difference - step / 2.0) / spread);
            f64::from(inside.max(1e-4)).ln()
        };
        values.iter().step_by(stride).map(of_one).sum::<f64>()
    };
    let fits = SPREADS.map(|spread| (spread, fit(spread)));
    fits.into_iter().max_by(|one, other| one.1.total_cmp(&other.1)).map_or(1.0, |(spread, _)| spread)
}

/// The mean of what is normally distributed around 0 with this spread and lies within half a step of the difference.
fn middle(difference: f32, step: f32, spread: f32) -> f32 {
    let (low, high) = (difference - step / 2.0, difference + step / 2.0);
    let inside = below(high / spread) - below(low / spread);
    if inside > 1e-3 {
        spread * (density(low / spread) - density(high / spread)) / inside
    } else if low > 0.0 {
        low
    } else {
        high.min(0.0)
    }
}

fn density(x: f32) -> f32 {
    0.398_942_3 * (-x * x / 2.0).exp()
}

/// The normal distribution below x (Abramowitz and Stegun, 26.2.17: within 10^-7).
fn below(x: f32) -> f32 {
    let t = 1.0 / (1.0 + 0.231_641_9 * x.abs());
    let tail = density(x)
        * t
        * (0.319_381_53 + t * (-0.356_563_78 + t * (1.781_477_9 + t * (-1.821_255_9 + t * 1.330_274_4))));
    if x > 0.0 { 1.0 - tail } else { tail }
}
