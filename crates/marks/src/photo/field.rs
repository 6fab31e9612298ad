//! A plane of numbers, and reading between its pixels.
//!
//! Coordinates are continuous: the pixel in column 0 has its middle at 0.5.

use super::plane::Luma;

/// Numbers, row by row.
#[derive(Clone)]
pub(super) struct Field {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) values: Vec<f32>,
}

impl Field {
    pub(super) fn zeros(width: usize, height: usize) -> Self {
        Self { width, height, values: vec![0.0; width * height] }
    }

    pub(super) fn of(luma: &Luma) -> Self {
        let values = luma.samples().iter().map(|sample| f32::from(*sample)).collect();
        Self { width: luma.width() as usize, height: luma.height() as usize, values }
    }

    pub(super) fn rows(&self) -> std::slice::ChunksExact<'_, f32> {
        self.values.chunks_exact(self.width.max(1))
    }

    pub(super) fn map(mut self, change: impl Fn(f32) -> f32) -> Self {
        for value in &mut self.values {
            *value = change(*value);
        }
        self
    }

    /// The value of the pixel, or of the nearest one of the picture.
    #[inline]
    fn nearest(&self, column: isize, row: isize) -> f32 {
        let column = column.clamp(0, self.width as isize - 1) as usize;
        let row = row.clamp(0, self.height as isize - 1) as usize;
        self.values.get(row * self.width + column).copied().unwrap_or(0.0)
    }

    /// Each pixel the mean of so many by so many; what does not fill one at the right and below is left out.
    pub(super) fn reduced(&self, factor: usize) -> Self {
        if factor <= 1 {
            return self.clone();
        }
        let (width, height) = ((self.width / factor).max(1), (self.height / factor).max(1));
        let mut reduced = Self::zeros(width, height);
        for (rows, out) in self.values.chunks(self.width * factor).zip(reduced.values.chunks_exact_mut(width))
        {
            for row in rows.chunks_exact(self.width) {
                for (some, sum) in row.chunks(factor).zip(out.iter_mut()) {
                    *sum += some.iter().sum::<f32>();
                }
            }
        }
        let share = 1.0 / (factor * factor) as f32;
        reduced.map(|sum| sum * share)
    }

    /// Smoothed by a bell of this standard deviation: `(1 - (x/3σ)²)³`, which is Gauss's within a hundredth and needs no
    /// function of the platform's.
    pub(super) fn smoothed(&self, deviation: f32) -> Self {
        let reach = 3.0 * deviation;
        if reach <= 1.0 {
            return self.clone();
        }
        let side = reach.ceil() as isize - 1;
        let mut kernel: Vec<f32> = (-side..=side)
            .map(|at| {
                let ratio = at as f32 / reach;
                let bell = 1.0 - ratio * ratio;
                bell * bell * bell
            })
            .collect();
        let sum: f32 = kernel.iter().sum();
        for weight in &mut kernel {
            *weight /= sum;
        }
        self.convolved_along_rows(&kernel).turned().convolved_along_rows(&kernel).turned()
    }

    fn convolved_along_rows(&self, kernel: &[f32]) -> Self {
        let side = kernel.len() / 2;
        let mut out = Self::zeros(self.width, self.height);
        let mut wide = vec![0.0; self.width + 2 * side];
        for (row, target) in self.rows().zip(out.values.chunks_exact_mut(self.width)) {
            let (first, last) = (row.first().copied().unwrap_or(0.0), row.last().copied().unwrap_or(0.0));
            let from = row.iter().copied();
            let padded = std::iter::repeat_n(first, side).chain(from).chain(std::iter::repeat_n(last, side));
            wide.iter_mut().zip(padded).for_each(|(to, value)| *to = value);
            for (at, weight) in kernel.iter().enumerate() {
                let shifted = wide.get(at..).unwrap_or_default();
                target.iter_mut().zip(shifted).for_each(|(sum, value)| *sum += weight * value);
            }
        }
        out
    }

    fn turned(&self) -> Self {
        let mut turned = Self::zeros(self.height, self.width);
        for (row, values) in self.rows().enumerate() {
            for (to, value) in turned.values.iter_mut().skip(row).step_by(self.height.max(1)).zip(values) {
                *to = *value;
            }
        }
        turned
    }

    /// Slopes to the right and downward, per pixel.
    pub(super) fn slopes(&self) -> (Self, Self) {
        let (mut right, mut down) =
            (Self::zeros(self.width, self.height), Self::zeros(self.width, self.height));
        let mut places = right.values.iter_mut().zip(&mut down.values);
        for row in 0..self.height as isize {
            for column in 0..self.width as isize {
                let Some((to_right, to_down)) = places.next() else { break };
                *to_right = (self.nearest(column + 1, row) - self.nearest(column - 1, row)) / 2.0;
                *to_down = (self.nearest(column, row + 1) - self.nearest(column, row - 1)) / 2.0;
            }
        }
        (right, down)
    }

    /// The value at a place, between the four pixels around it.
    #[inline]
    pub(super) fn linear(&self, x: f32, y: f32) -> f32 {
        let (x, y) = (x - 0.5, y - 0.5);
        let (column, row) = (x.floor(), y.floor());
        let (right, down) = (x - column, y - row);
        let (column, row) = (column as isize, row as isize);
        let inside =
            column >= 0 && row >= 0 && column + 1 < self.width as isize && row + 1 < self.height as isize;
        let at = row * self.width as isize + column;
        let pairs = inside.then(|| {
            let at = at as usize;
            let above: &[f32; 2] = self.values.get(at..at + 2)?.try_into().ok()?;
            let below: &[f32; 2] = self.values.get(at + self.width..at + self.width + 2)?.try_into().ok()?;
            Some((*above, *below))
        });
        let ([one, two], [three, four]) = pairs.flatten().unwrap_or_else(|| {
            let row_of = |row| [self.nearest(column, row), self.nearest(column + 1, row)];
            (row_of(row), row_of(row + 1))
        });
        let (above, below) = (one + (two - one) * right, three + (four - three) * right);
        above + (below - above) * down
    }

    /// The value at a place, by Catmull and Rom's cubic through the sixteen pixels around it.
    #[inline]
    pub(super) fn cubic(&self, x: f32, y: f32) -> f32 {
        let (x, y) = (x - 0.5, y - 0.5);
        let (column, row) = (x.floor(), y.floor());
        let (across, along) = (weights(x - column), weights(y - row));
        let (column, row) = (column as isize - 1, row as isize - 1);
        let inside =
            column >= 0 && row >= 0 && column + 3 < self.width as isize && row + 3 < self.height as isize;
        let mut sum = 0.0;
        for (down, weight) in (row..).zip(along) {
            let four = inside
                .then(|| {
                    let at = down as usize * self.width + column as usize;
                    self.values.get(at..at + 4).and_then(|four| <[f32; 4]>::try_from(four).ok())
                })
                .flatten()
                .unwrap_or_else(|| std::array::from_fn(|at| self.nearest(column + at as isize, down)));
            let [a, b, c, d] = four;
            let [p, q, r, s] = across;
            sum += weight * (a * p + b * q + c * r + d * s);
        }
        sum
    }
}

fn weights(t: f32) -> [f32; 4] {
    let (t2, t3) = (t * t, t * t * t);
    [t2 - 0.5 * (t3 + t), 1.5 * t3 - 2.5 * t2 + 1.0, 2.0 * t2 - 1.5 * t3 + 0.5 * t, 0.5 * (t3 - t2)]
}
