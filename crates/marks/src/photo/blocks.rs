//! Blocks of 8 by 8 pixels in frequencies: those that carry the mark.

use super::field::Field;

/// Pixels along a side of a block.
pub(super) const SIDE: usize = 8;
/// Frequencies of a block that carry chips.
pub(super) const CARRIERS: usize = 14;

/// The functions of the orthonormal discrete cosine transform over 8 samples.
const COSINES: [[f32; SIDE]; SIDE] = [
    [0.353_553_39; SIDE],
    [
        0.490_392_64,
        0.415_734_8,
        0.277_785_12,
        0.097_545_16,
        -0.097_545_16,
        -0.277_785_12,
        -0.415_734_8,
        -0.490_392_64,
    ],
    [
        0.461_939_77,
        0.191_341_72,
        -0.191_341_72,
        -0.461_939_77,
        -0.461_939_77,
        -0.191_341_72,
        0.191_341_72,
        0.461_939_77,
    ],
    [
        0.415_734_8,
        -0.097_545_16,
        -0.490_392_64,
        -0.277_785_12,
        0.277_785_12,
        0.490_392_64,
        0.097_545_16,
        -0.415_734_8,
    ],
    [
        0.353_553_39,
        -0.353_553_39,
        -0.353_553_39,
        0.353_553_39,
        0.353_553_39,
        -0.353_553_39,
        -0.353_553_39,
        0.353_553_39,
    ],
    [
        0.277_785_12,
        -0.490_392_63,
        0.097_545_16,
        0.415_734_8,
        -0.415_734_8,
        -0.097_545_16,
        0.490_392_63,
        -0.277_785_12,
    ],
    [
        0.191_341_71,
        -0.461_939_78,
        0.461_939_78,
        -0.191_341_71,
        -0.191_341_71,
        0.461_939_78,
        -0.461_939_78,
        0.191_341_71,
    ],
    [
        0.097_545_16,
        -0.277_785_12,
        0.415_734_8,
        -0.490_392_63,
        0.490_392_63,
        -0.415_734_8,
        0.277_785_12,
        -0.097_545_16,
    ],
];

/// The frequencies across and down of each carrier: all with a sum from 1 to 4. Lower ones are seen as shades, higher ones
/// are the first that a JPEG loses. Frozen, with their order.
const FREQUENCIES: [(usize, usize); CARRIERS] = [
    (0, 1),
    (1, 0),
    (0, 2),
    (1, 1),
    (2, 0),
    (0, 3),
    (1, 2),
    (2, 1),
    (3, 0),
    (0, 4),
    (1, 3),
    (2, 2),
    (3, 1),
    (4, 0),
];

/// A block's carriers.
pub(super) type Carriers = [f32; CARRIERS];

/// The carriers of all whole blocks, row by row; pixels at the right and below that fill no block carry nothing.
pub(super) fn carriers(field: &Field) -> Vec<Carriers> {
    let across = field.width / SIDE;
    let mut blocks = Vec::with_capacity(across * (field.height / SIDE));
    for band in field.values.chunks_exact(field.width.max(1) * SIDE) {
        for block in 0..across {
            let mut sums = [[0.0_f32; SIDE]; 5]; // across at most 4
            for (row, line) in band.chunks_exact(field.width).enumerate() {
                let samples = line.get(block * SIDE..).and_then(|rest| rest.first_chunk::<SIDE>());
                for (of_rows, cosines) in sums.iter_mut().zip(&COSINES) {
                    let sum = samples.map_or(0.0, |samples| dot(samples, cosines));
                    of_rows.iter_mut().skip(row).take(1).for_each(|to| *to = sum);
                }
            }
            blocks.push(FREQUENCIES.map(|(u, v)| match (sums.get(u), COSINES.get(v)) {
                (Some(sums), Some(cosines)) => dot(sums, cosines),
                _ => 0.0,
            }));
        }
    }
    blocks
}

/// The pixels of a block with these carriers and nothing else, row by row.
pub(super) fn pixels(carriers: &Carriers) -> [[f32; SIDE]; SIDE] {
    let mut pixels = [[0.0; SIDE]; SIDE];
    for ((u, v), value) in FREQUENCIES.iter().zip(carriers) {
        let (Some(across), Some(down)) = (COSINES.get(*u), COSINES.get(*v)) else { continue };
        for (row, weight) in pixels.iter_mut().zip(down) {
            row.iter_mut().zip(across).for_each(|(pixel, cosine)| *pixel += value * weight * cosine);
        }
    }
    pixels
}

fn dot(one: &[f32; SIDE], other: &[f32; SIDE]) -> f32 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

/// How lively a block is: the root of the mean square of its carriers.
pub(super) fn activity(carriers: &Carriers) -> f32 {
    (carriers.iter().map(|value| value * value).sum::<f32>() / CARRIERS as f32).sqrt()
}

/// A block in all its frequencies: row by row, those across first.
pub(super) type Whole = [f32; SIDE * SIDE];

/// All frequencies of all whole blocks, row by row.
pub(super) fn whole_blocks(field: &Field) -> Vec<Whole> {
    let across = field.width / SIDE;
    let mut blocks = Vec::with_capacity(across * (field.height / SIDE));
    for band in field.values.chunks_exact(field.width.max(1) * SIDE) {
        for block in 0..across {
            let mut pixels = [[0.0; SIDE]; SIDE];
            for (row, line) in pixels.iter_mut().zip(band.chunks_exact(field.width)) {
                if let Some(samples) = line.get(block * SIDE..).and_then(|rest| rest.first_chunk::<SIDE>()) {
                    *row = COSINES.map(|cosines| dot(samples, &cosines));
                }
            }
            let columns = turned(&pixels).map(|column| COSINES.map(|cosines| dot(&column, &cosines)));
            let mut whole = [0.0; SIDE * SIDE];
            whole.iter_mut().zip(turned(&columns).as_flattened()).for_each(|(to, from)| *to = *from);
            blocks.push(whole);
        }
    }
    blocks
}

/// Puts a block's pixels where it lies.
pub(super) fn write_block(field: &mut Field, column: usize, row: usize, whole: &Whole) {
    let (rows, _) = whole.as_chunks::<SIDE>();
    let mut sums = [[0.0; SIDE]; SIDE];
    for (frequencies, down) in rows.iter().zip(&COSINES) {
        let mut line = [0.0; SIDE];
        for (value, across) in frequencies.iter().zip(&COSINES) {
            line.iter_mut().zip(across).for_each(|(pixel, cosine)| *pixel += value * cosine);
        }
        for (sum, weight) in sums.iter_mut().zip(down) {
            sum.iter_mut().zip(line).for_each(|(pixel, value)| *pixel += weight * value);
        }
    }
    let width = field.width.max(1);
    for (line, pixels) in field.values.chunks_exact_mut(width).skip(row * SIDE).zip(sums) {
        line.iter_mut().skip(column * SIDE).zip(pixels).for_each(|(to, pixel)| *to = pixel);
    }
}

fn turned(block: &[[f32; SIDE]; SIDE]) -> [[f32; SIDE]; SIDE] {
    let mut turned = [[0.0; SIDE]; SIDE];
    for (at, row) in block.iter().enumerate() {
        for (to, value) in turned.iter_mut().zip(row) {
            to.iter_mut().skip(at).take(1).for_each(|to| *to = *value);
        }
    }
    turned
}
