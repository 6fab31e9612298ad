//! How places of one picture lie in another.

/// An affine map: `x' = a·x + b·y + e`, `y' = c·x + d·y + f`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Warp {
    pub(super) matrix: [f32; 4],
    pub(super) shift: [f32; 2],
}

impl Warp {
    #[inline]
    pub(super) fn of(&self, x: f32, y: f32) -> (f32, f32) {
        let ([a, b, c, d], [e, f]) = (self.matrix, self.shift);
        (a * x + b * y + e, c * x + d * y + f)
    }

    fn determinant(&self) -> f32 {
        let [a, b, c, d] = self.matrix;
        a * d - b * c
    }

    /// Pixels of the target that lie side by side in one of the source.
    pub(super) fn scale(&self) -> f32 {
        self.determinant().abs().sqrt()
    }

    /// The way back; none where the plane was folded.
    pub(super) fn inverse(&self) -> Option<Self> {
        let ([a, b, c, d], [e, f]) = (self.matrix, self.shift);
        let determinant = self.determinant();
        let matrix = [d / determinant, -b / determinant, -c / determinant, a / determinant];
        let [p, q, r, s] = matrix;
        let whole = Self { matrix, shift: [-(p * e + q * f), -(r * e + s * f)] };
        (determinant.abs() > 1e-6 && whole.matrix.iter().chain(&whole.shift).all(|value| value.is_finite()))
            .then_some(whole)
    }

    /// The shift by whole pixels that is nearest.
    pub(super) fn rounded(&self) -> Self {
        Self { matrix: [1.0, 0.0, 0.0, 1.0], shift: self.shift.map(f32::round) }
    }

    /// The same map from a source whose pixels are so many times as large.
    pub(super) fn with_larger_pixels(&self, factor: f32) -> Self {
        Self { matrix: self.matrix.map(|value| value * factor), shift: self.shift }
    }
}
