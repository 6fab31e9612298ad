//! What a leaked picture holds that the original does not.

use super::field::Field;
use super::quantised;
use super::refine::{Freedom, Readable, refine};
use super::solve::Squares;
use super::tone::Tone;
use super::warp::Warp;

/// How much the original is smoothed, in pixels of the leaked picture, to become what the leaked one shows: mixed, these
/// make any even blur or sharpening, and the filter of whoever scaled it.
const SMOOTHINGS: [f32; 4] = [0.0, 0.5, 0.9, 1.5];
/// Pixels of a leaked picture that are looked at as they are; of more, each of several together.
const PIXELS: usize = 1_000_000;
/// Differences beyond so many times the usual are of something that was laid over the picture.
const FOREIGN: f32 = 4.0;
/// How far gamma bends the curve of brightness away from a line.
const CURVED: f32 = 10.0;
/// Where the leaked picture lies on the original's pixels within this, it was not moved.
const UNMOVED: f32 = 0.05;

/// The residue, on the pixels of the original.
pub(super) struct Residue {
    /// What is left when the original, as the leaked picture shows it, is taken away.
    pub(super) left_over: Field,
    /// The original as the leaked picture shows it.
    pub(super) shown: Field,
    /// Whether the leaked picture covers the pixel.
    pub(super) covered: Vec<bool>,
    /// Whether what is left over was divided by its variance already ([`quantised::score`]).
    pub(super) is_score: bool,
}

/// Takes the original away from the leaked picture, which lies on it by this map.
pub(super) fn residue(original: &Field, leaked: &Field, warp: Warp) -> Option<Residue> {
    let mut factor = 1;
    while leaked.width * leaked.height / (factor * factor) > PIXELS {
        factor += 1;
    }
    let leaked = leaked.reduced(factor);
    let warp = warp.with_larger_pixels(factor as f32);
    let pitch = warp.scale();

    let tone = tone(&original.smoothed(0.5 * pitch), &leaked, &warp)?;
    let original = original.clone().map(|value| tone.leaked(value));
    let smoothed: Vec<Field> =
        SMOOTHINGS.iter().map(|deviation| original.smoothed(deviation * pitch)).collect();
    let mixed = mixed(&smoothed, &leaked, &warp)?;
    // The mix is nearer to the leaked picture than anything that the first steps had, so one more look is worth it.
    let readable = Readable::new(mixed.clone(), 1.0);
    let finer = refine(&readable, &leaked, warp, Freedom::Affine, 6);
    let warp = finer.map(|(finer, _)| finer).filter(|finer| is_near(finer, &warp, &leaked)).unwrap_or(warp);
    let warp = if is_unmoved(&warp, &leaked) { warp.rounded() } else { warp };

    let mut left_over = leaked.clone();
    let mut shown = Field::zeros(leaked.width, leaked.height);
    let mut places = left_over.values.iter_mut().zip(&mut shown.values);
    for row in 0..shown.height {
        for column in 0..shown.width {
            let (value, shown) = places.next()?;
            let (x, y) = warp.of(column as f32 + 0.5, row as f32 + 0.5);
            *shown = mixed.cubic(x, y);
            *value -= *shown;
        }
    }
    let covers = |column: usize, row: usize| {
        let (x, y) = warp.of(column as f32 + 0.5, row as f32 + 0.5);
        inside(&original, x, y)
    };
    let is_score = quantised::score(pitch, &leaked, &shown, covers, &mut left_over);
    // A picture that was blown up has nothing in its pixels that the original's size would not show.
    let factor = ((1.0 / pitch).round() as usize).max(1);
    let back_warp = warp.with_larger_pixels(factor as f32).inverse()?;
    back(&original, &left_over.reduced(factor), &shown.reduced(factor), &back_warp, is_score)
}

/// Whether every corner lies on a corner of pixels of the original.
fn is_unmoved(warp: &Warp, leaked: &Field) -> bool {
    corners_apart(warp, &warp.rounded(), leaked) < UNMOVED
}

/// Whether the last look moved nothing by more than a pixel of the leaked picture: else it ran away.
fn is_near(warp: &Warp, before: &Warp, leaked: &Field) -> bool {
    corners_apart(warp, before, leaked) < before.scale().max(1.0)
}

/// How far the picture's corners lie apart under two maps, at most.
fn corners_apart(one: &Warp, other: &Warp, leaked: &Field) -> f32 {
    let (width, height) = (leaked.width as f32, leaked.height as f32);
    let apart = |(x, y)| {
        let ((one_x, one_y), (other_x, other_y)) = (one.of(x, y), other.of(x, y));
        (one_x - other_x).abs().max((one_y - other_y).abs())
    };
    [(0.0, 0.0), (width, 0.0), (0.0, height), (width, height)].into_iter().map(apart).fold(0.0, f32::max)
}

fn inside(field: &Field, x: f32, y: f32) -> bool {
    x >= 0.4 && y >= 0.4 && x <= field.width as f32 - 0.4 && y <= field.height as f32 - 0.4
}

/// What became of the original's brightness.
fn tone(original: &Field, leaked: &Field, warp: &Warp) -> Option<Tone> {
    let mut pairs = Vec::new();
    for (row, line) in leaked.rows().enumerate() {
        // Every second pixel of every row, others in the next.
        for (column, value) in line.iter().enumerate().skip(row % 2).step_by(2) {
            let (x, y) = warp.of(column as f32 + 0.5, row as f32 + 0.5);
            if inside(original, x, y) {
                pairs.push((original.linear(x, y), *value));
            }
        }
    }
    // A straight line first, from which bars and captions stand out; a curve leaves it by less.
    let (mut offset, mut gain, mut usual_off) = (0.0, 1.0, f32::MAX);
    for _ in 0..4 {
        let off = |(original, leaked): &(f32, f32)| leaked - offset - gain * original;
        let mut line = Squares::<2>::new();
        for pair in pairs.iter().filter(|pair| off(pair).abs() <= 2.5 * usual_off) {
            line.add(&[1.0, pair.0], pair.1, 1.0);
        }
        [offset, gain] = line.solve(1e-9)?.map(|value| value as f32);
        usual_off = usual(pairs.iter().map(|(original, leaked)| leaked - offset - gain * original));
    }
    let bound = CURVED + FOREIGN * usual_off;
    pairs.retain(|(original, leaked)| (leaked - offset - gain * original).abs() <= bound);
    Tone::of(&pairs)
}

/// What differences usually come to: the middle one, as a standard deviation, and at least one level of brightness.
fn usual(differences: impl Iterator<Item = f32>) -> f32 {
    let mut sizes: Vec<f32> = differences.map(f32::abs).collect();
    let middle = sizes.len() / 2;
    if sizes.is_empty() {
        return 1.0;
    }
    let (_, middle, _) = sizes.select_nth_unstable_by(middle, f32::total_cmp);
    (*middle * 1.48).max(1.0)
}

/// The mix of smoothed originals that is nearest to the leaked picture.
fn mixed(smoothed: &[Field], leaked: &Field, warp: &Warp) -> Option<Field> {
    let original = smoothed.first()?;
    let mut seen = Vec::new();
    for (row, line) in leaked.rows().enumerate() {
        for (column, value) in line.iter().enumerate().skip(row % 3).step_by(3) {
            let (x, y) = warp.of(column as f32 + 0.5, row as f32 + 0.5);
            if inside(original, x, y) {
                let mut coefficients = [1.0; 5];
                coefficients.iter_mut().skip(1).zip(smoothed).for_each(|(to, field)| *to = field.cubic(x, y));
                seen.push((coefficients, *value));
            }
        }
    }
    let off = |(coefficients, value): &([f32; 5], f32)| value - coefficients.get(2).unwrap_or(value);
    let usual = usual(seen.iter().map(off));
    let mut squares = Squares::<5>::new();
    for (coefficients, value) in seen.iter().filter(|seen| off(seen).abs() <= FOREIGN * usual) {
        squares.add(coefficients, *value, 1.0);
    }
    let [offset, weights @ ..] = squares.solve(1e-7)?.map(|value| value as f32);
    let mut mixed = Field::zeros(original.width, original.height).map(|_| offset);
    for (field, weight) in smoothed.iter().zip(weights) {
        mixed.values.iter_mut().zip(&field.values).for_each(|(sum, value)| *sum += weight * value);
    }
    Some(mixed)
}

/// Both on the pixels of the original.
fn back(original: &Field, left_over: &Field, shown: &Field, back: &Warp, is_score: bool) -> Option<Residue> {
    let (width, height) = (original.width, original.height);
    let mut residue = Residue {
        left_over: Field::zeros(width, height),
        shown: Field::zeros(width, height),
        covered: vec![false; width * height],
        is_score,
    };
    let mut places =
        residue.left_over.values.iter_mut().zip(&mut residue.shown.values).zip(&mut residue.covered);
    for row in 0..height {
        for column in 0..width {
            let ((to_left_over, to_shown), covered) = places.next()?;
            let (x, y) = back.of(column as f32 + 0.5, row as f32 + 0.5);
            // Half a pixel beyond the middle of the last one is still in it.
            *covered = x >= 0.0 && y >= 0.0 && x <= shown.width as f32 && y <= shown.height as f32;
            if *covered {
                *to_left_over = left_over.cubic(x, y);
                *to_shown = shown.cubic(x, y);
            }
        }
    }
    Some(residue)
}
