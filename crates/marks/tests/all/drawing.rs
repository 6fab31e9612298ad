//! Portraits that are drawn, and what happens to photos.

use marks::photo::Luma;

/// Numbers that look drawn by lot.
fn noise(at: u32, seed: u32) -> f32 {
    let mut value = at.wrapping_mul(0x9e37_79b9) ^ seed.wrapping_mul(0x85eb_ca6b);
    for _ in 0..2 {
        value ^= value >> 15;
        value = value.wrapping_mul(0x2c1b_3c6d);
    }
    (value >> 8) as f32 / (1 << 24) as f32 - 0.5
}

fn of(width: u32, height: u32, value: impl Fn(f32, f32, u32) -> f32) -> Luma {
    let samples = (0..width * height)
        .map(|at| {
            value((at % width) as f32 + 0.5, (at / width) as f32 + 0.5, at).round().clamp(0.0, 255.0) as u8
        })
        .collect();
    Luma::new(width, height, samples).unwrap()
}

/// Nothing but grain.
pub fn random(width: u32, height: u32, seed: u32) -> Luma {
    of(width, height, |_, _, at| 128.0 + 250.0 * noise(at, seed))
}

/// Head and shoulders before a wall; everybody looks a little different.
pub fn portrait(width: u32, height: u32, seed: u32) -> Luma {
    let own = |what| noise(what, seed ^ 0x55aa);
    let (middle, broad, bright) = (0.5 + 0.06 * own(1), 0.2 + 0.06 * own(2), 40.0 * own(3));
    let inside = |x: f32, y: f32, at: (f32, f32), size: (f32, f32)| {
        let (x, y) = ((x - at.0) / size.0, (y - at.1) / size.1);
        // 1 in the middle of an ellipse, 0 well outside, soft between.
        ((1.0 - x * x - y * y) * 6.0).clamp(0.0, 1.0)
    };
    of(width, height, |x, y, at| {
        let (x, y) = (x / width as f32, y / height as f32);
        let mut value = 170.0 + 30.0 * x - 25.0 * y + bright;
        let mut paint = |share: f32, colour: f32| value += share * (colour - value);
        paint(inside(x, y, (middle, 1.05), (0.42, 0.33 + 0.05 * own(4))), 50.0 + 40.0 * own(5));
        paint(inside(x, y, (middle, 0.36), (broad + 0.05, 0.29)), 45.0 + 60.0 * own(6));
        paint(inside(x, y, (middle, 0.44), (broad, 0.25)), 165.0 + 50.0 * own(7));
        for eye in [-0.085, 0.085] {
            paint(inside(x, y, (middle + eye, 0.4), (0.045, 0.018)), 235.0);
            paint(inside(x, y, (middle + eye, 0.4), (0.018, 0.018)), 30.0);
            paint(inside(x, y, (middle + eye, 0.36), (0.06, 0.012)), 60.0);
        }
        paint(inside(x, y, (middle, 0.47), (0.02, 0.06)), 140.0);
        paint(inside(x, y, (middle, 0.58), (0.07, 0.015 + 0.01 * own(8))), 95.0);
        paint(inside(x, y, (middle - 0.2, 0.93), (0.05, 0.03)), 220.0);
        // Cloth has a weave, skin and walls have grain.
        let weave = if y > 0.75 { 14.0 * ((x * 90.0).sin() * (y * 110.0).sin()) } else { 0.0 };
        value + weave + 7.0 * noise(at, seed)
    })
}

/// How a photo was taken of a photo.
#[derive(Debug, Clone, Copy)]
pub struct Shot {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Pixels of it in one of the other.
    pub scale: f32,
    /// Turn, in radians.
    pub turn: f32,
    /// Where its corner lies in the other.
    pub left: f32,
    /// The same, down.
    pub top: f32,
}

/// The photo, read between its pixels.
pub fn warped(photo: &Luma, shot: Shot) -> Luma {
    let pixel = |x: i64, y: i64| {
        let x = x.clamp(0, i64::from(photo.width()) - 1) as usize;
        let y = y.clamp(0, i64::from(photo.height()) - 1) as usize;
        f32::from(photo.samples()[y * photo.width() as usize + x])
    };
    let read = |x: f32, y: f32| {
        let (x, y) = (x - 0.5, y - 0.5);
        let (column, row) = (x.floor(), y.floor());
        let (right, down) = (x - column, y - row);
        let (column, row) = (column as i64, row as i64);
        let above = pixel(column, row) * (1.0 - right) + pixel(column + 1, row) * right;
        let below = pixel(column, row + 1) * (1.0 - right) + pixel(column + 1, row + 1) * right;
        above * (1.0 - down) + below * down
    };
    let (sine, cosine) = shot.turn.sin_cos();
    let (middle_x, middle_y) = (shot.width as f32 / 2.0, shot.height as f32 / 2.0);
    of(shot.width, shot.height, |x, y, _| {
        // Four looks into each pixel, as a lens has.
        let mut sum = 0.0;
        for (right, down) in [(-0.25, -0.25), (0.25, -0.25), (-0.25, 0.25), (0.25, 0.25)] {
            let (x, y) = (x + right - middle_x, y + down - middle_y);
            let (x, y) = (cosine * x - sine * y + middle_x, sine * x + cosine * y + middle_y);
            sum += read(x / shot.scale + shot.left, y / shot.scale + shot.top);
        }
        sum / 4.0
    })
}

/// Each pixel mixed with its neighbours.
pub fn blurred(photo: &Luma) -> Luma {
    let (width, height) = (photo.width() as i64, photo.height() as i64);
    of(photo.width(), photo.height(), |x, y, _| {
        let (x, y) = (x as i64, y as i64);
        let mut sum = 0.0;
        for (right, down) in (0..9).map(|at| (at % 3 - 1, at / 3 - 1)) {
            let (x, y) = ((x + right).clamp(0, width - 1), (y + down).clamp(0, height - 1));
            let weight =
                f32::from(2 - right.unsigned_abs() as u8) * f32::from(2 - down.unsigned_abs() as u8) / 16.0;
            sum += weight * f32::from(photo.samples()[(y * width + x) as usize]);
        }
        sum
    })
}

/// The table of steps for brightness of ITU-T T.81, annex K.1.
const STEPS: [f32; 64] = [
    16., 11., 10., 16., 24., 40., 51., 61., 12., 12., 14., 19., 26., 58., 60., 55., 14., 13., 16., 24., 40.,
    57., 69., 56., 14., 17., 22., 29., 51., 87., 80., 62., 18., 22., 37., 56., 68., 109., 103., 77., 24.,
    35., 55., 64., 81., 104., 113., 92., 49., 64., 78., 87., 103., 121., 120., 101., 72., 92., 95., 98.,
    112., 100., 103., 99.,
];

/// What a JPEG of this quality (as libjpeg counts it) makes of brightness: the only step of it that loses anything.
pub fn jpeg(photo: &Luma, quality: u32) -> Luma {
    let percent = if quality < 50 { 5000.0 / quality as f32 } else { 200.0 - 2.0 * quality as f32 };
    let (width, height) = (photo.width() as usize, photo.height() as usize);
    let cosine = |frequency: usize, at: usize| {
        let size = if frequency == 0 { 0.125_f32.sqrt() } else { 0.5 };
        size * ((2 * at + 1) as f32 * frequency as f32 * std::f32::consts::PI / 16.0).cos()
    };
    let table: Vec<[f32; 8]> = (0..8).map(|u| std::array::from_fn(|x| cosine(u, x))).collect();
    let mut out = vec![0_u8; width * height];
    for (top, left) in
        (0..height).step_by(8).flat_map(|top| (0..width).step_by(8).map(move |left| (top, left)))
    {
        // At the edge the last pixel is repeated.
        let pixel = |x: usize, y: usize| {
            f32::from(photo.samples()[(top + y).min(height - 1) * width + (left + x).min(width - 1)]) - 128.0
        };
        let mut kept = [[0.0; 8]; 8];
        for (v, row) in kept.iter_mut().enumerate() {
            for (u, value) in row.iter_mut().enumerate() {
                let sum: f32 =
                    (0..64).map(|at| pixel(at % 8, at / 8) * table[u][at % 8] * table[v][at / 8]).sum();
                let step = ((STEPS[v * 8 + u] * percent + 50.0) / 100.0).floor().clamp(1.0, 255.0);
                *value = (sum / step).round() * step;
            }
        }
        for (x, y) in (0..64).map(|at| (at % 8, at / 8)).filter(|(x, y)| left + x < width && top + y < height)
        {
            let sum: f32 = (0..64).map(|at| kept[at / 8][at % 8] * table[at % 8][x] * table[at / 8][y]).sum();
            out[(top + y) * width + left + x] = (sum + 128.0).round().clamp(0.0, 255.0) as u8;
        }
    }
    Luma::new(photo.width(), photo.height(), out).unwrap()
}

/// How far below the photo the difference lies.
pub fn noise_in_decibels(one: &Luma, other: &Luma) -> f64 {
    let pairs = one.samples().iter().zip(other.samples());
    let squares: f64 = pairs.map(|(one, other)| (f64::from(*one) - f64::from(*other)).powi(2)).sum();
    10.0 * (255.0 * 255.0 * one.samples().len() as f64 / squares).log10()
}
