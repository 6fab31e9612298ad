//! The substreams of a workbook ([MS-XLS] 2.1.2): its own part, then one for each sheet, from BOF to EOF.

use super::record::{Record, Records};
use super::version::{Begin, Kind, Version, begin};

/// One substream.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Substream {
    pub(crate) kind: Kind,
    pub(crate) version: Version,
    /// Where its BOF record lies.
    pub(crate) start: usize,
    /// Where it ends: behind its EOF record, or where the next one begins.
    pub(crate) end: usize,
    /// Whether an EOF record ends it.
    pub(crate) is_whole: bool,
}

impl Substream {
    /// Its records, BOF and EOF included.
    pub(crate) fn records<'a>(&self, stream: &'a [u8]) -> Records<'a> {
        Records::from(stream.get(..self.end).unwrap_or(stream), self.start)
    }

    /// The substream that begins at an offset, if one does.
    pub(crate) fn at(stream: &[u8], start: usize) -> Option<Self> {
        let first = Record::read(stream, start)?;
        let Begin::Known(version, kind) = begin(first.number, first.body()) else { return None };
        let mut records = Records::from(stream, first.end);
        let mut depth = 1;
        for record in records.by_ref() {
            match begin(record.number, record.body()) {
                // A chart can lie inside a sheet; anything else that begins here shows that an EOF is missing.
                Begin::Known(_, Kind::Chart) if kind != Kind::Globals => depth += 1,
                Begin::Known(..) | Begin::Old => {
                    return Some(Self { kind, version, start, end: record.at, is_whole: false });
                }
                Begin::None if record.number == EOF => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(Self { kind, version, start, end: record.end, is_whole: true });
                    }
                }
                Begin::None => {}
            }
        }
        Some(Self { kind, version, start, end: records.at(), is_whole: false })
    }
}

/// Ends a substream.
pub(crate) const EOF: u16 = 0x000a;

/// All substreams, and the ranges between them that belong to none.
pub(crate) fn all(stream: &[u8]) -> (Vec<Substream>, Vec<(usize, usize)>) {
    let mut found = Vec::new();
    let mut gaps: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at < stream.len() {
        if let Some(substream) = Substream::at(stream, at) {
            at = substream.end;
            found.push(substream);
            continue;
        }
        // Records outside any substream, or no records at all: on to the next beginning.
        let next = next_beginning(stream, at + 1);
        if stream.get(at..next).is_some_and(|gap| gap.iter().any(|byte| *byte != 0)) {
            gaps.push((at, next));
        }
        at = next;
    }
    (found, gaps)
}

/// Where the next BOF record lies, or the end.
fn next_beginning(stream: &[u8], from: usize) -> usize {
    let rest = stream.get(from..).unwrap_or_default();
    let looks_right = |offset: &usize| {
        let record = Record::read(stream, from + offset);
        record.is_some_and(|record| {
            matches!(begin(record.number, record.body()), Begin::Known(_, kind) if kind != Kind::Other)
                && (4..=16).contains(&record.body().len())
        })
    };
    memchr::memmem::find_iter(rest, b"\x09\x08")
        .find(looks_right)
        .map_or(stream.len(), |offset| from + offset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bof(kind: u8) -> Vec<u8> {
        vec![0x09, 0x08, 8, 0, 0, 6, kind, 0, 0, 0, 0, 0]
    }

    fn kinds(stream: &[u8]) -> Vec<(Kind, bool)> {
        all(stream).0.iter().map(|substream| (substream.kind, substream.is_whole)).collect()
    }

    #[test]
    fn charts_lie_inside_sheets() {
        let eof = [0x0a, 0, 0, 0];
        let stream =
            [&bof(5)[..], &eof, &bof(0x10), &bof(0x20), &eof, &eof, &bof(0x20), &eof, &[0; 9]].concat();
        assert_eq!(kinds(&stream), [(Kind::Globals, true), (Kind::Sheet, true), (Kind::Chart, true)]);
        assert!(all(&stream).1.is_empty());
    }

    #[test]
    fn a_substream_without_an_end_ends_where_the_next_begins() {
        let stream = [&bof(5)[..], &bof(0x10), b"\x0a\0\0\0 left over"].concat();
        assert_eq!(kinds(&stream), [(Kind::Globals, false), (Kind::Sheet, true)]);
        assert_eq!(all(&stream).1, [(28, 38)]);
    }

    proptest! {
        #[test]
        fn every_byte_is_in_a_substream_or_a_gap_or_zero(
            pieces in proptest::collection::vec(
                prop_oneof![
                    Just(bof(5)), Just(bof(0x10)), Just(bof(0x20)), Just(vec![0x0a, 0, 0, 0]),
                    proptest::collection::vec(any::<u8>(), 0..12),
                ], 0..12),
        ) {
            let stream = pieces.concat();
            let (found, gaps) = all(&stream);
            let mut spans: Vec<_> = found.iter().map(|one| (one.start, one.end)).chain(gaps).collect();
            spans.sort_unstable();
            let mut at = 0;
            for (start, end) in spans {
                prop_assert!(start >= at && end > start);
                prop_assert!(stream[at..start].iter().all(|byte| *byte == 0));
                at = end;
            }
            prop_assert!(stream[at..].iter().all(|byte| *byte == 0));
        }
    }
}
