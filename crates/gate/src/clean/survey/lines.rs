//! Rows or columns that are left out, and how the others close up.

/// Hidden lines of a sheet, from 0.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lines {
    /// First and last line of each run, in order once settled, with the hidden lines before it.
    runs: Vec<(u32, u32, u32)>,
}

impl Lines {
    /// Lines are hidden.
    pub(crate) fn hide(&mut self, first: u32, last: u32) {
        if let Some((start, end, _)) = self.runs.last_mut()
            && *start <= first
            && first <= end.saturating_add(1)
        {
            *end = last.max(*end);
            return;
        }
        self.runs.push((first, last, 0));
    }

    /// Brings the runs in order, once all are known.
    pub(crate) fn settle(&mut self) {
        self.runs.sort_unstable();
        let mut settled: Vec<(u32, u32, u32)> = Vec::with_capacity(self.runs.len());
        for (first, last, _) in self.runs.drain(..) {
            match settled.last_mut() {
                Some((_, end, _)) if first <= end.saturating_add(1) => *end = last.max(*end),
                _ => settled.push((first, last, 0)),
            }
        }
        let mut before = 0_u32;
        for (first, last, hidden) in &mut settled {
            *hidden = before;
            before = before.saturating_add(last.saturating_sub(*first).saturating_add(1));
        }
        self.runs = settled;
    }

    /// How many lines before this one are shown.
    fn rank(&self, line: u32) -> u32 {
        let after = self.runs.partition_point(|(first, ..)| *first < line);
        let hidden = match after.checked_sub(1).and_then(|at| self.runs.get(at)) {
            None => 0,
            Some((first, last, before)) => {
                before.saturating_add(line.min(last.saturating_add(1)).saturating_sub(*first))
            }
        };
        line.saturating_sub(hidden)
    }

    /// Where a line stands in the copy; `None` when it is hidden.
    pub(crate) fn place(&self, line: u32) -> Option<u32> {
        self.range(line, line).map(|(place, _)| place)
    }

    /// Where the lines of a range stand in the copy; `None` when all are hidden.
    pub(crate) fn range(&self, first: u32, last: u32) -> Option<(u32, u32)> {
        let (start, end) = (self.rank(first), self.rank(last.saturating_add(1)));
        (start < end).then(|| (start, end - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_closes_up() {
        let mut lines = Lines::default();
        lines.hide(7, 7);
        lines.hide(2, 3);
        lines.hide(3, 4);
        lines.settle();
        let places: Vec<_> = (0..9).map(|line| lines.place(line)).collect();
        assert_eq!(places, [Some(0), Some(1), None, None, None, Some(2), Some(3), None, Some(4)]);
        assert_eq!(lines.range(2, 5), Some((2, 2)));
        assert_eq!(lines.range(2, 4), None);
        assert_eq!(lines.range(0, u32::MAX), Some((0, u32::MAX - 4 - 1)));
    }
}
