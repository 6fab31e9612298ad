//! The way through a file: its events in order, and what is done where it stops being JSON.

use super::events::{Event, Events, Fault, Trouble};
use crate::stop::{Read, Stop};
use crate::text::decoded::decoded;
use crate::text::encoding::TextEncoding;
use crate::{Budget, Slice, Source};
use std::io::Read as _;

/// Lines that may be broken, one by one, before a file of lines is none.
const MOST_FAULTS: usize = 1000;

/// Takes what a file says.
pub(super) trait Taker {
    /// Takes an event.
    fn take(&mut self, event: &Event<'_>) -> Read;

    /// What is open will not be ended: the file is no JSON here.
    fn break_off(&mut self) -> Read;
}

/// Bytes that are no JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gap {
    pub(super) start: u64,
    pub(super) end: u64,
    pub(super) why: &'static str,
}

/// What a way through the file came upon.
#[derive(Debug, Default)]
pub(super) struct Met {
    pub(super) gaps: Vec<Gap>,
    /// Where the first document ends, when others follow.
    pub(super) second_at: Option<u64>,
    /// Whether a document begins in the line in which the one before it ends.
    pub(super) shares_line: bool,
}

/// A text behind its byte order mark.
pub(super) struct Document<'d> {
    pub(super) body: Slice<'d>,
    pub(super) encoding: TextEncoding,
    /// Whether each line stands for itself: behind a broken one the next begins anew.
    pub(super) is_lines: bool,
}

impl Document<'_> {
    /// Whether places in the text are places in the file.
    pub(super) fn is_exact(&self) -> bool {
        self.encoding == TextEncoding::Utf8
    }

    /// Goes through the file.
    pub(super) fn walk(&self, budget: &Budget, taker: &mut dyn Taker) -> Read<Met> {
        let mut met = Met::default();
        let mut from = 0;
        loop {
            match self.stretch(from, budget, taker, &mut met)? {
                None => return Ok(met),
                Some((start, fault)) => {
                    taker.break_off()?;
                    let next =
                        if self.is_lines && self.is_exact() { self.next_line(fault.at)? } else { None };
                    met.gaps.push(Gap { start, end: next.unwrap_or(self.body.len()), why: fault.why });
                    if met.gaps.len() > MOST_FAULTS {
                        return Err(Stop::damaged("more than 1,000 of its lines are no JSON"));
                    }
                    match next {
                        Some(next) if next < self.body.len() => from = next,
                        _ => return Ok(met),
                    }
                }
            }
        }
    }

    /// From an offset to the end, or to the next fault: where the piece that is none begins, and what is wrong with it.
    fn stretch(
        &self,
        from: u64,
        budget: &Budget,
        taker: &mut dyn Taker,
        met: &mut Met,
    ) -> Read<Option<(u64, Fault)>> {
        let body = Slice::new(&self.body, from, self.body.len());
        if self.is_exact() && self.is_lines && is_blank(&body)? {
            return Ok(None);
        }
        let (text, _) = decoded(&body, self.encoding, budget);
        let mut events = Events::new(text, budget.limits());
        let mut end = None;
        // Where a name began whose value is not there yet: a name without a sound value is told with what is unsound.
        let mut name_at = None;
        loop {
            let (before, depth) = (events.position(), events.depth());
            match events.next() {
                Ok(Event::Over) => return Ok(None),
                Ok(event) => {
                    name_at = matches!(event, Event::Name(_)).then_some(before);
                    taker.take(&event)?;
                }
                Err(Trouble::Stop(stop)) => return Err(stop),
                Err(Trouble::Fault(fault)) => {
                    let start = from + name_at.unwrap_or(before);
                    return Ok(Some((start, Fault { at: from + fault.at, ..fault })));
                }
            }
            if depth == 0
                && let Some((end, line)) = end.take()
            {
                met.second_at.get_or_insert(from + end);
                met.shares_line |= line == events.line();
            }
            if events.depth() == 0 {
                end = Some((events.position(), events.line()));
            }
        }
    }

    /// Where the line after the one at an offset begins.
    fn next_line(&self, at: u64) -> Read<Option<u64>> {
        let mut at = at;
        let mut piece = vec![0; 64 << 10];
        loop {
            let read = self.body.read_at(&mut piece, at)?;
            match piece.get(..read).filter(|piece| !piece.is_empty()) {
                None => return Ok(None),
                Some(piece) => match memchr::memchr(b'\n', piece) {
                    Some(found) => return Ok(Some(at + found as u64 + 1)),
                    None => at += read as u64,
                },
            }
        }
    }
}

/// Whether nothing but white space is left.
fn is_blank(body: &dyn Source) -> Read<bool> {
    let mut head = Vec::new();
    crate::Cursor::new(body).take(4096).read_to_end(&mut head)?;
    Ok(head.len() < 4096 && head.iter().all(u8::is_ascii_whitespace))
}
