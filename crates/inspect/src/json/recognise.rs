//! Whether a text is JSON, by its beginning and, where that leaves a doubt, by its name.

use super::events::{Event, Events, Trouble};
use crate::Limits;
use crate::probe::{HEAD, Probe};
use crate::text::encoding;

/// Endings that promise JSON, and those that promise a line for each value.
const ENDINGS: [&str; 3] = ["json", "geojson", "har"];
const LINE_ENDINGS: [&str; 4] = ["jsonl", "ndjson", "ldjson", "jsonlines"];

/// Whether a text is JSON of any kind.
pub(crate) fn is_json(probe: &Probe) -> bool {
    probe.is_text && look(probe).is_some()
}

/// Whether it is a line for each value.
pub(crate) fn is_lines(probe: &Probe) -> bool {
    probe.is_text && look(probe) == Some(Kind::Lines)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Document,
    Lines,
}

fn look(probe: &Probe) -> Option<Kind> {
    let head = encoding::head_as_text(&probe.head)?;
    let text = head.trim_start_matches('\u{feff}');
    let ending = probe.ending.as_str();
    let is_whole = probe.head.len() < HEAD;
    let is_named = ENDINGS.contains(&ending) || LINE_ENDINGS.contains(&ending);
    let begins = text.trim_start().starts_with(['{', '[']);
    // A table of brackets is a table, where its name says so.
    if matches!(ending, "csv" | "tsv" | "tab") || !begins && !is_named {
        return None;
    }
    let seen = Seen::of(text, is_whole);
    if seen.values == 0 || !(seen.is_sound || is_named && begins) {
        return None;
    }
    let is_lines = LINE_ENDINGS.contains(&ending) || seen.has_next_line;
    Some(if is_lines { Kind::Lines } else { Kind::Document })
}

/// What the beginning of a text is when it is read as JSON.
struct Seen {
    /// Nothing speaks against it.
    is_sound: bool,
    /// Names and values met.
    values: u64,
    /// A second value begins in a later line than that in which the first one ends.
    has_next_line: bool,
}

impl Seen {
    fn of(text: &str, is_whole: bool) -> Self {
        let limits = Limits::default();
        let mut events = Events::new(text.as_bytes(), &limits);
        let mut seen = Self { is_sound: true, values: 0, has_next_line: false };
        let mut end = None;
        loop {
            let depth = events.depth();
            match events.next() {
                Ok(Event::Over) | Err(Trouble::Stop(_)) => return seen,
                Ok(_) => seen.values += 1,
                Err(Trouble::Fault(fault)) => {
                    // The beginning breaks off somewhere.
                    let left = (text.len() as u64).saturating_sub(fault.at);
                    seen.is_sound = !is_whole && left < 8;
                    return seen;
                }
            }
            if depth == 0
                && let Some(end) = end.take()
            {
                seen.has_next_line |= events.line() > end;
            }
            if events.depth() == 0 {
                end = Some(events.line());
            }
        }
    }
}
