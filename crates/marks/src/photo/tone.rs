//! What a leaked picture made of the original's brightness: exposure, contrast, gamma.

/// Levels of brightness that are told apart.
const LEVELS: usize = 24;
/// Pixels that a level needs to be believed.
const ENOUGH: f32 = 40.0;
/// A curve that nowhere leaves one to one by more is one to one: what JPEG rounded is kept as it is.
const STRAIGHT: f32 = 1.5;

/// A rising curve through points of (original, leaked).
pub(super) struct Tone {
    points: Vec<(f32, f32)>,
}

impl Tone {
    /// The curve that pairs of (original, leaked) brightness follow on average. None of few pairs.
    pub(super) fn of(pairs: &[(f32, f32)]) -> Option<Self> {
        let mut sums = [(0.0_f32, 0.0_f32, 0.0_f32); LEVELS];
        for (original, leaked) in pairs {
            let level = (original / 256.0 * LEVELS as f32).clamp(0.0, LEVELS as f32 - 1.0) as usize;
            if let Some((count, from, to)) = sums.get_mut(level) {
                *count += 1.0;
                *from += original;
                *to += leaked;
            }
        }
        let mut points: Vec<(f32, f32)> = Vec::with_capacity(LEVELS);
        for (count, from, to) in sums.iter().filter(|(count, ..)| *count >= ENOUGH) {
            let (from, to) = (from / count, to / count);
            // Never falling: a curve that falls would turn the picture's edges round.
            let floor = points.last().map_or(f32::MIN, |(_, last)| *last);
            points.push((from, to.max(floor)));
        }
        if points.iter().all(|(from, to)| (from - to).abs() < STRAIGHT) {
            points = vec![(0.0, 0.0), (255.0, 255.0)];
        }
        (pairs.len() as f32 >= ENOUGH && points.len() >= 2).then_some(Self { points })
    }

    /// The brightness in the leaked picture; beyond the ends the curve goes on as steep as one to one.
    pub(super) fn leaked(&self, original: f32) -> f32 {
        let after = self.points.partition_point(|(from, _)| *from <= original);
        match (after.checked_sub(1).and_then(|at| self.points.get(at)), self.points.get(after)) {
            (Some((from, to)), Some((next_from, next_to))) => {
                to + (original - from) * (next_to - to) / (next_from - from).max(1e-3)
            }
            (Some((from, to)), None) | (None, Some((from, to))) => to + original - from,
            (None, None) => original,
        }
    }
}
