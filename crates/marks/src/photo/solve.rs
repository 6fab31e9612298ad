//! Small systems of linear equations.

/// Sums of products of so many unknowns, and the right side in the last column: what least squares adds up.
#[derive(Clone)]
pub(super) struct Squares<const N: usize> {
    sums: [[f64; N]; N],
    right: [f64; N],
}

impl<const N: usize> Squares<N> {
    pub(super) const fn new() -> Self {
        Self { sums: [[0.0; N]; N], right: [0.0; N] }
    }

    /// Adds an observation: its coefficients, its value, its weight.
    #[inline]
    pub(super) fn add(&mut self, coefficients: &[f32; N], value: f32, weight: f32) {
        for (at, (row, right)) in self.sums.iter_mut().zip(&mut self.right).enumerate() {
            let weighed = f64::from(weight * coefficients.get(at).copied().unwrap_or(0.0));
            *right += weighed * f64::from(value);
            // Above the diagonal it is the same.
            for (sum, other) in row.iter_mut().zip(coefficients).take(at + 1) {
                *sum += weighed * f64::from(*other);
            }
        }
    }

    /// The unknowns, by Gauss's elimination with the largest pivot. Each diagonal is raised by a share of itself, so that
    /// what the observations leave open stays near 0. None where they leave everything open.
    pub(super) fn solve(&self, raised: f64) -> Option<[f64; N]> {
        let mut rows: Vec<[f64; N]> = self.sums.to_vec();
        for row in 0..N {
            for column in row..N {
                let value = *self.sums.get(column)?.get(row)?;
                *rows.get_mut(row)?.get_mut(column)? =
                    if row == column { value * (1.0 + raised) + 1e-9 } else { value };
            }
        }
        let mut right = self.right;
        for pivot in 0..N {
            let size =
                |row: usize| rows.get(row).and_then(|row| row.get(pivot)).map_or(0.0, |value| value.abs());
            let largest = (pivot..N).max_by(|one, other| size(*one).total_cmp(&size(*other)))?;
            rows.swap(pivot, largest);
            right.swap(pivot, largest);
            let (head, below) = rows.split_at_mut(pivot + 1);
            let row = head.last()?;
            let divisor = *row.get(pivot)?;
            if divisor.abs() < 1e-12 {
                return None;
            }
            let (head, below_right) = right.split_at_mut(pivot + 1);
            let value = *head.last()?;
            for (other, other_right) in below.iter_mut().zip(below_right) {
                let factor = other.get(pivot)? / divisor;
                other.iter_mut().zip(row).for_each(|(to, from)| *to -= factor * from);
                *other_right -= factor * value;
            }
        }
        let mut unknowns = [0.0; N];
        for row in (0..N).rev() {
            let coefficients = rows.get(row)?;
            let known: f64 =
                coefficients.iter().zip(&unknowns).skip(row + 1).map(|(one, other)| one * other).sum();
            *unknowns.get_mut(row)? = (right.get(row)? - known) / coefficients.get(row)?;
        }
        unknowns.iter().all(|value| value.is_finite()).then_some(unknowns)
    }
}
