//! Moves a picture over another until they fit, to a hundredth of a pixel: Gauss and Newton's steps on the differences.

use super::field::Field;
use super::solve::Squares;
use super::warp::Warp;

/// What the original looks like to something that reads it: its values and slopes.
pub(super) struct Readable {
    values: Field,
    right: Field,
    down: Field,
    /// Pixels of the original along a side of one of these.
    factor: f32,
}

impl Readable {
    pub(super) fn new(values: Field, factor: f32) -> Self {
        let (right, down) = values.slopes();
        Self { values, right, down, factor }
    }
}

/// Which ways the picture may move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Freedom {
    /// Shift, size and turn.
    Similar,
    /// Also squeezed and sheared.
    Affine,
}

/// Variance of brightness of a picture that shows anything.
const FLATTEST: f64 = 4.0;

/// Pixels that are looked at in one step, at most about.
const PIXELS: usize = 24_000;

/// Moves the picture, and says how well it fits in the end: the correlation of the two where they overlap. None where they
/// do not, or where it ran away.
pub(super) fn refine(
    original: &Readable,
    leaked: &Field,
    from: Warp,
    freedom: Freedom,
    steps: usize,
) -> Option<(Warp, f32)> {
    let mut warp = from;
    let stride = ((leaked.width * leaked.height / PIXELS) as f32).sqrt() as usize + 1;
    let mut correlation = 0.0;
    for step in 0..steps {
        // Another grid each time, so that no pixel is never looked at.
        let seen = look(original, leaked, &warp, stride, step % stride, freedom)?;
        correlation = seen.correlation;
        warp = seen.moved;
        if seen.largest_move < 0.003 * original.factor {
            break;
        }
    }
    let scale = warp.scale();
    let change = scale / from.scale();
    (change.is_finite() && (0.6..1.7).contains(&change)).then_some((warp, correlation))
}

struct Seen {
    moved: Warp,
    correlation: f32,
    largest_move: f32,
}

fn look(
    original: &Readable,
    leaked: &Field,
    warp: &Warp,
    stride: usize,
    first: usize,
    freedom: Freedom,
) -> Option<Seen> {
    let (middle_x, middle_y) = (leaked.width as f32 / 2.0, leaked.height as f32 / 2.0);
    let half = middle_x.max(middle_y);
    // Bright and dark first: the slope between the two pictures, then the moves.
    let (width, height) = (original.values.width as f32, original.values.height as f32);
    let share = 1.0 / original.factor;
    let similar = freedom == Freedom::Similar;
    let mut pairs = Vec::with_capacity(PIXELS * 2);
    for (row, line) in leaked.rows().enumerate().skip(first).step_by(stride) {
        for (column, value) in line.iter().enumerate().skip(first).step_by(stride) {
            let (x, y) = (column as f32 + 0.5, row as f32 + 0.5);
            let (to_x, to_y) = warp.of(x, y);
            let (to_x, to_y) = (to_x * share, to_y * share);
            if to_x >= 0.5 && to_y >= 0.5 && to_x <= width - 0.5 && to_y <= height - 0.5 {
                pairs.push(((x - middle_x) / half, (y - middle_y) / half, to_x, to_y, *value));
            }
        }
    }
    let read: Vec<f32> = pairs.iter().map(|(_, _, x, y, _)| original.values.linear(*x, *y)).collect();
    if pairs.len() < 60 {
        return None;
    }
    // Brightness and contrast, at first of all pixels, then without what differs by much: something may lie over a part.
    let (mut offset, mut gain, mut usual) = (0.0, 1.0, f32::MAX);
    for _ in 0..3 {
        let mut tone = Squares::<2>::new();
        for ((.., value), under) in pairs.iter().zip(&read) {
            let difference = value - offset - gain * under;
            if difference.abs() <= 2.5 * usual {
                tone.add(&[1.0, *under], *value, 1.0);
            }
        }
        [offset, gain] = tone.solve(1e-9)?.map(|value| value as f32);
        let mut sizes: Vec<f32> = pairs
            .iter()
            .zip(&read)
            .map(|((.., value), under)| (value - offset - gain * under).abs())
            .collect();
        let middle = sizes.len() / 2;
        let (_, middle, _) = sizes.select_nth_unstable_by(middle, f32::total_cmp);
        usual = (*middle * 1.48).max(0.5);
    }
    let mut squares = Squares::<8>::new();
    let (mut count, mut sum, mut square, mut left_over) = (0.0_f64, 0.0_f64, 0.0_f64, 0.0_f64);
    for ((x, y, to_x, to_y, value), under) in pairs.iter().zip(&read) {
        let difference = value - offset - gain * under;
        let weight = 1.0 / (difference / (2.5 * usual)).powi(2).max(1.0);
        let (right, down) =
            (gain * original.right.linear(*to_x, *to_y), gain * original.down.linear(*to_x, *to_y));
        let coefficients = [
            right,
            down,
            right * x + down * y,
            down * x - right * y,
            if similar { 0.0 } else { right * x - down * y },
            if similar { 0.0 } else { right * y + down * x },
            1.0,
            *under,
        ];
        squares.add(&coefficients, difference, weight);
        count += f64::from(weight);
        sum += f64::from(weight * value);
        square += f64::from(weight * value * value);
        left_over += f64::from(weight * difference * difference);
    }
    let variance = square - sum * sum / count;
    // What is of one brightness lies on everything.
    if variance < FLATTEST * count {
        return None;
    }
    // What was left out counts against it: nothing fits where everything is foreign.
    let kept = (count / pairs.len() as f64).sqrt();
    let correlation = (1.0 - left_over / variance).max(0.0).sqrt();
    // Little that lies on the original fits by chance more easily, so it counts a little less.
    let (across, down) = (leaked.width / stride, leaked.height / stride);
    let covered = (pairs.len() as f64 / (across * down).max(1) as f64).min(1.0);
    let correlation = (correlation * kept * (0.8 + 0.2 * covered)) as f32;
    let [p, q, r, s, t, u, ..] = squares.solve(1e-4)?.map(|value| value as f32 * original.factor);
    // The move, as a map of the leaked picture's own coordinates.
    let [a, b, c, d] = [r + t, u - s, s + u, r - t].map(|value| value / half);
    let [e, f] = [p - a * middle_x - b * middle_y, q - c * middle_x - d * middle_y];
    let ([m, n, o, v], [g, h]) = (warp.matrix, warp.shift);
    Some(Seen {
        moved: Warp { matrix: [m + a, n + b, o + c, v + d], shift: [g + e, h + f] },
        correlation,
        largest_move: [p, q, r, s, t, u].iter().fold(0.0, |largest, value| largest.max(value.abs())),
    })
}
