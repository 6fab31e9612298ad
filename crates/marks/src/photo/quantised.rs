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
const FEW: usize = 10;
const MANY: usize = 400;
/// Share of them that must be near a multiple.
const AGREE: f32 = 0.85;
/// Frequencies whose step must be found before the picture is taken for a JPEG.
const ENOUGH: usize = 3;
/// A block that differs by so many times what the middle one does shows something else.
const FOREIGN: f32 = 4.0;
/// Farther out than so many spreads is no mark.
const FAR: f32 = 3.0;
/// Sum of the frequencies across and down up to which the mark reaches, in a block of the original.
const REACH: f32 = 5.0;
/// Spreads that are tried, as shares of the mark's amplitude.
const SPREADS: [f32; 8] = [0.15, 0.22, 0.33, 0.5, 0.75, 1.1, 1.7, 2.6];

/// The step of each frequency. None: not found, because it is small or all was rounded to 0.
struct Steps([Option<f32>; ALL]);

/// Replaces what is left of the leaked picture, when the original is taken away, by how much it speaks for something having
/// been added there: the mean that was likely left before the picture became a JPEG, over the variance. Says whether it
/// did; it does nothing where the picture is no JPEG, or was moved since. `pitch` is how many pixels of the
/// original one of the leaked picture is wide, and `covers` says of a pixel whether the original has
/// anything there.
pub(super) fn score(
    pitch: f32,
    leaked: &Field,
    shown: &Field,
    covers: impl Fn(usize, usize) -> bool,
    left_over: &mut Field,
) -> bool {
    let (stored, predicted) = (whole_blocks(leaked), whole_blocks(shown));
    let Some(Steps(steps)) = steps(&stored) else { return false };
    let across = (leaked.width / SIDE).max(1);
    // None: there is nothing of the original there, or something else lies over it.
    let amplitudes: Vec<Option<f32>> = amplitudes(&stored, &predicted, |number| {
        let (left, top) = (number % across * SIDE, number / across * SIDE);
        [(0, 0), (SIDE - 1, 0), (0, SIDE - 1), (SIDE - 1, SIDE - 1)]
            .iter()
            .all(|(x, y)| covers(left + x, top + y))
    });
    let mut scores = vec![[0.0; ALL]; stored.len()];
    for (at, step) in steps.iter().enumerate().skip(1) {
        // The same frequency of all blocks.
        let values: Vec<(f32, f32)> = stored
            .iter()
            .zip(&predicted)
            .zip(&amplitudes)
            .filter_map(|((stored, predicted), amplitude)| {
                Some((difference(stored, predicted, at), (*amplitude)?))
            })
            .collect();
        let spread = step.map_or_else(|| usual(&values), |step| likeliest(&values, step));
        // Beyond the mark's frequencies there is little of it, however quiet it is there.
        let reached = (REACH * pitch / (at / SIDE + at % SIDE) as f32).min(1.0).powi(4);
        let loud = stored.iter().filter(|block| block.get(at).is_some_and(|value| value.abs() > NOT_ZERO));
        if step.is_none() && loud.count() < FEW {
            // All but a few are zeros: nothing came through.
            continue;
        }
        let used = scores.iter_mut().zip(&amplitudes).filter(|(_, amplitude)| amplitude.is_some());
        for ((block, _), (difference, amplitude)) in used.zip(values) {
            let spread = spread * amplitude;
            let mean = step.map_or(difference, |step| middle(difference, step, spread));
            if let Some(score) = block.get_mut(at) {
                *score = reached * mean.clamp(-FAR * spread, FAR * spread) / (spread * spread);
            }
        }
    }
    *left_over = Field::zeros(leaked.width, leaked.height);
    for (number, block) in scores.iter().enumerate() {
        write_block(left_over, number % across, number / across, block);
    }
    true
}

/// The mark's amplitude in each block that shows the original.
fn amplitudes(stored: &[Whole], predicted: &[Whole], covered: impl Fn(usize) -> bool) -> Vec<Option<f32>> {
    let blocks: Vec<Option<(f32, f32)>> = stored
        .iter()
        .zip(predicted)
        .enumerate()
        .map(|(number, (stored, predicted))| {
            let amplitude = amplitude(lively(predicted));
            let differences = std::array::from_fn(|at| difference(stored, predicted, at));
            covered(number).then(|| (amplitude, lively(&differences) / amplitude))
        })
        .collect();
    let mut sizes: Vec<f32> = blocks.iter().flatten().map(|(_, size)| *size).collect();
    sizes.sort_unstable_by(f32::total_cmp);
    let bound = FOREIGN * sizes.get(sizes.len() / 2).copied().unwrap_or(0.0).max(1.0);
    blocks
        .into_iter()
        .map(|block| block.filter(|(_, size)| *size <= bound).map(|(amplitude, _)| amplitude))
        .collect()
}

/// The spread of values that were not rounded much, as a share of the mark's amplitude.
fn usual(values: &[(f32, f32)]) -> f32 {
    let mut shares: Vec<f32> =
        values.iter().map(|(difference, amplitude)| (difference / amplitude).abs()).collect();
    shares.sort_unstable_by(f32::total_cmp);
    // The middle one and the outermost tenths, whichever says more: noise has heavy tails.
    let at = |part: usize| shares.get(shares.len() * part / 100).copied().unwrap_or(1.0);
    (1.48 * at(50)).max(at(90) / 1.64).max(0.15)
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
