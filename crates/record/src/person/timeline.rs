//! What becomes of the values of a field when an extract says what was true at an instant.

/// A stretch of valid time, in microseconds, from its start up to and not including its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    /// None: always was.
    pub(super) from: Option<i64>,
    /// None: still is.
    pub(super) until: Option<i64>,
}

impl Span {
    pub(super) fn covers(self, at: i64) -> bool {
        self.from.is_none_or(|from| from <= at) && self.until.is_none_or(|until| at < until)
    }
}

/// How stretches change. The stretch that covered the instant ends as a row and goes on as two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Change {
    /// Which stretch ends.
    pub(super) end: Option<usize>,
    /// What stays of it, with its old value.
    pub(super) keep: Option<Span>,
    /// The new value's.
    pub(super) fresh: Option<Span>,
}

/// Which of the stretches, of which no two overlap, covers an instant.
pub(super) fn covering(spans: impl IntoIterator<Item = Span>, at: i64) -> Option<usize> {
    spans.into_iter().position(|span| span.covers(at))
}

/// What changes when something else than before is true at `at` (`is_there`), or nothing is known any more. What was said
/// about later times stays as it is: an old extract does not undo a newer one.
pub(super) fn change(spans: &[Span], at: i64, is_there: bool) -> Option<Change> {
    if let Some((index, old)) = spans.iter().enumerate().find(|(_, span)| span.covers(at)) {
        let keep = old.from.is_none_or(|from| from < at).then_some(Span { from: old.from, until: Some(at) });
        let fresh = is_there.then_some(Span { from: Some(at), until: old.until });
        return Some(Change { end: Some(index), keep, fresh });
    }
    if !is_there {
        return None;
    }
    let until = spans.iter().filter_map(|span| span.from).filter(|from| *from > at).min();
    Some(Change { end: None, keep: None, fresh: Some(Span { from: Some(at), until }) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: i64, until: Option<i64>) -> Span {
        Span { from: Some(from), until }
    }

    #[test]
    fn an_old_extract_changes_the_time_up_to_the_next_one_that_is_known() {
        let known = [span(10, Some(20)), span(20, None)];
        let change_at = |at| change(&known, at, true).unwrap();
        assert_eq!(change_at(5), Change { end: None, keep: None, fresh: Some(span(5, Some(10))) });
        assert_eq!(
            change_at(15),
            Change { end: Some(0), keep: Some(span(10, Some(15))), fresh: Some(span(15, Some(20))) }
        );
        assert_eq!(change_at(20), Change { end: Some(1), keep: None, fresh: Some(span(20, None)) });
        let gone = change(&known, 30, false).unwrap();
        assert_eq!((gone.keep, gone.fresh), (Some(span(20, Some(30))), None));
        assert_eq!(change(&known, 5, false), None);
        assert_eq!(covering(known, 20), Some(1));
    }
}
