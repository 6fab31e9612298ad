//! What a leaked picture holds that the original does not.

use super::field::Field;
use super::refine::{Freedom, Readable, refine};
use super::solve::Squares;
use super::tone::Tone;
use super::warp::Warp;

/// How much the original is smoothed, in pixels of the leaked picture, to become what the leaked one shows: mixed, these
/// make any even blur or sharpening, and the filter of whoever scaled it.
const SMOOTHINGS: [f32; 4] = [0.0, 0.5, 0.9, 1.5];

/// The residue, on the pixels of the original.
pub(super) struct Residue {
    /// What is left when the original, as the leaked picture shows it, is taken away.
    pub(super) left_over: Field,
    /// The original as the leaked picture shows it.
    pub(super) shown: Field,
    /// Whether the leaked picture covers the pixel.
    pub(super) covered: Vec<bool>,
}

/// Takes the original away from the leaked picture, which lies on it by this map.
pub(super) fn residue(original: &Field, leaked: &Field, warp: Warp) -> Option<Residue> {
    let pitch = warp.scale();
    let smoothed: Vec<Field> =
        SMOOTHINGS.iter().map(|deviation| original.smoothed(deviation * pitch)).collect();
    let toned = toned(smoothed.get(1)?, leaked, &warp)?;
    let mixed = mixed(&smoothed, &toned, &warp)?;
    // The mix is nearer to the leaked picture than anything that the first steps had, so one more look is worth it.
    let readable = Readable::new(mixed.clone(), 1.0);
    let (warp, _) = refine(&readable, &toned, warp, Freedom::Affine, 6)?;
    let mut left_over = toned;
    let mut shown = Field::zeros(left_over.width, left_over.height);
    let mut places = left_over.values.iter_mut().zip(&mut shown.values);
    for row in 0..shown.height {
        for column in 0..shown.width {
            let (value, shown) = places.next()?;
            let (x, y) = warp.of(column as f32 + 0.5, row as f32 + 0.5);
            *shown = mixed.cubic(x, y);
            *value -= *shown;
        }
    }
    back(original, &left_over, &shown, &warp.inverse()?)
}

fn inside(field: &Field, x: f32, y: f32) -> bool {
    x >= 0.5 && y >= 0.5 && x <= field.width as f32 - 0.5 && y <= field.height as f32 - 0.5
}

/// The leaked picture with the brightness of the original.
fn toned(original: &Field, leaked: &Field, warp: &Warp) -> Option<Field> {
    let mut pairs = Vec::new();
    for (row, line) in leaked.rows().enumerate() {
        // Every second pixel of every row, others in the next.
        for (column, value) in line.iter().enumerate().skip(row % 2).step_by(2) {
            let (x, y) = warp.of(column as f32 + 0.5, row as f32 + 0.5);
            if inside(original, x, y) {
                pairs.push((*value, original.linear(x, y)));
            }
        }
    }
    let tone = Tone::of(&pairs)?;
    let table: Vec<f32> = (0..=255_u8).map(|level| tone.original(f32::from(level))).collect();
    // Pixels that are means of several lie between two levels.
    Some(leaked.clone().map(|value| {
        let level = value.clamp(0.0, 255.0);
        let at = level as usize;
        let low = table.get(at).copied().unwrap_or(level);
        let high = table.get(at + 1).copied().unwrap_or(low);
        low + (high - low) * (level - at as f32)
    }))
}

/// The mix of smoothed originals that is nearest to the leaked picture.
fn mixed(smoothed: &[Field], leaked: &Field, warp: &Warp) -> Option<Field> {
    let original = smoothed.first()?;
    let mut squares = Squares::<5>::new();
    for (row, line) in leaked.rows().enumerate() {
        for (column, value) in line.iter().enumerate().skip(row % 3).step_by(3) {
            let (x, y) = warp.of(column as f32 + 0.5, row as f32 + 0.5);
            if inside(original, x, y) {
                let mut coefficients = [1.0; 5];
                coefficients.iter_mut().skip(1).zip(smoothed).for_each(|(to, field)| *to = field.cubic(x, y));
                squares.add(&coefficients, *value, 1.0);
            }
        }
    }
    let [offset, weights @ ..] = squares.solve(1e-7)?.map(|value| value as f32);
    let mut mixed = Field::zeros(original.width, original.height).map(|_| offset);
    for (field, weight) in smoothed.iter().zip(weights) {
        mixed.values.iter_mut().zip(&field.values).for_each(|(sum, value)| *sum += weight * value);
    }
    Some(mixed)
}

/// Both on the pixels of the original.
fn back(original: &Field, left_over: &Field, shown: &Field, back: &Warp) -> Option<Residue> {
    let (width, height) = (original.width, original.height);
    let mut residue = Residue {
        left_over: Field::zeros(width, height),
        shown: Field::zeros(width, height),
        covered: vec![false; width * height],
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
