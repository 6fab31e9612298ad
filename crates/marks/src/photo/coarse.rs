//! Where a picture may lie in another: all places, sizes and turns, tried at the size of a stamp.

use super::field::Field;
use super::warp::Warp;

/// Longest side of the stamp.
const STAMP: usize = 48;
/// Widths of the leaked picture as a share of the original's, from a frame around it down to a face cut out of it.
const WIDEST: f32 = 1.3;
const NARROWEST: f32 = 0.42;
const NARROWER: f32 = 0.94;
/// Tangents of half the turns: 0, 3 and 6 degrees either way, near enough that the next step finds the rest.
const HALF_TANGENTS: [f32; 5] = [0.0, -0.026_186, 0.026_186, -0.052_408, 0.052_408];
/// Share of the leaked picture's pixels that must lie on the original.
const COVERED: f32 = 0.55;

/// A place that may be the right one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) warp: Warp,
    pub(super) correlation: f32,
}

/// The likeliest places, the best first, at most so many; each of another size or turn.
pub(super) fn candidates(original: &Field, leaked: &Field, most: usize) -> Vec<Candidate> {
    let factor = (original.width.max(original.height) + STAMP / 2) / STAMP;
    let factor = factor.max(1);
    let stamp = original.reduced(factor);
    let mut found = Vec::new();
    let mut share = WIDEST;
    while share > NARROWEST {
        // Pixels of the stamp in one of the leaked picture.
        let scale = share * stamp.width as f32 / leaked.width as f32;
        let (small, smaller) = shrunk(leaked, scale);
        for half_tangent in HALF_TANGENTS {
            if let Some(candidate) = best_place(&stamp, &small, scale * smaller, half_tangent) {
                let warp = candidate.warp;
                // From the small leaked picture into the stamp, to the whole pictures.
                let matrix = warp.matrix.map(|value| value * factor as f32 / smaller);
                let shift = warp.shift.map(|value| value * factor as f32);
                found.push(Candidate { warp: Warp { matrix, shift }, ..candidate });
            }
        }
        share *= NARROWER;
    }
    // Squeezed or stretched to another shape, but whole.
    let [across, down] =
        [original.width as f32 / leaked.width as f32, original.height as f32 / leaked.height as f32];
    found.push(Candidate {
        warp: Warp { matrix: [across, 0.0, 0.0, down], shift: [0.0; 2] },
        correlation: 1.0,
    });
    found.sort_by(|one, other| other.correlation.total_cmp(&one.correlation));
    found.truncate(most);
    found
}

/// The picture with pixels about as large as those of the stamp, and how many of its own are along a side of one.
fn shrunk(leaked: &Field, scale: f32) -> (Field, f32) {
    let factor = ((1.0 / scale) as usize).clamp(1, leaked.width.min(leaked.height).max(1));
    (leaked.reduced(factor), factor as f32)
}

/// The best place in the stamp for the picture at this scale and turn.
fn best_place(stamp: &Field, small: &Field, scale: f32, half_tangent: f32) -> Option<Candidate> {
    let square = half_tangent * half_tangent;
    let (cosine, sine) = ((1.0 - square) / (1.0 + square), 2.0 * half_tangent / (1.0 + square));
    let (width, height) = (small.width as f32 * scale, small.height as f32 * scale);
    // The picture as the stamp would show it, turned around its middle.
    let (columns, rows) = (width.round() as usize, height.round() as usize);
    if columns < 6 || rows < 6 || columns > 3 * STAMP || rows > 3 * STAMP {
        return None;
    }
    let mut template = Vec::new();
    for row in 0..rows {
        for column in 0..columns {
            let (x, y) = (column as f32 + 0.5 - width / 2.0, row as f32 + 0.5 - height / 2.0);
            let (x, y) = (cosine * x + sine * y + width / 2.0, cosine * y - sine * x + height / 2.0);
            if (0.0..width).contains(&x) && (0.0..height).contains(&y) {
                template.push((column as isize, row as isize, small.linear(x / scale, y / scale)));
            }
        }
    }
    let reach = |inside: usize, of: usize| {
        let room = of as isize - inside as isize;
        let beyond = (inside.min(of) / 8) as isize;
        (room.min(0) - beyond)..=(room.max(0) + beyond)
    };
    let mut best: Option<(f32, isize, isize)> = None;
    for down in reach(rows, stamp.height) {
        for right in reach(columns, stamp.width) {
            let correlation = correlation(stamp, &template, right, down);
            if correlation.is_some_and(|value| best.is_none_or(|(best, ..)| value > best)) {
                best = correlation.map(|value| (value, right, down));
            }
        }
    }
    let (correlation, right, down) = best?;
    let matrix = [cosine * scale, -sine * scale, sine * scale, cosine * scale];
    let [a, b, c, d] = matrix;
    let (middle_x, middle_y) = (small.width as f32 / 2.0, small.height as f32 / 2.0);
    let shift = [
        right as f32 + width / 2.0 - (a * middle_x + b * middle_y),
        down as f32 + height / 2.0 - (c * middle_x + d * middle_y),
    ];
    Some(Candidate { warp: Warp { matrix, shift }, correlation })
}

/// How alike the picture and what it lies on are; none where too little of it lies on anything.
fn correlation(stamp: &Field, template: &[(isize, isize, f32)], right: isize, down: isize) -> Option<f32> {
    let (mut count, mut of_one, mut of_other) = (0.0_f32, 0.0_f32, 0.0_f32);
    let (mut ones, mut others, mut both) = (0.0_f32, 0.0_f32, 0.0_f32);
    let (width, height) = (stamp.width as isize, stamp.height as isize);
    for (column, row, value) in template {
        let (x, y) = (column + right, row + down);
        if x >= 0 && y >= 0 && x < width && y < height {
            let under = stamp.values.get((y * width + x) as usize).copied().unwrap_or(0.0);
            count += 1.0;
            of_one += value;
            of_other += under;
            ones += value * value;
            others += under * under;
            both += value * under;
        }
    }
    if count < COVERED * template.len() as f32 || count < 30.0 {
        return None;
    }
    let spread = (ones - of_one * of_one / count) * (others - of_other * of_other / count);
    // Little that lies on the original fits by chance more easily, so it counts a little less.
    let covered = count / template.len() as f32;
    (spread > 1.0).then(|| (both - of_one * of_other / count) / spread.sqrt() * (0.9 + 0.1 * covered))
}
