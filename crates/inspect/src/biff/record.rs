//! The records of a BIFF stream ([MS-XLS] 2.1.4): a number, a length, a body. A body that is too long goes on in
//! Continue records, which belong to the record before them.

use std::borrow::Cow;

/// Bytes of a record's head: number and length.
pub(crate) const HEAD: usize = 4;

/// One record, with the Continue records that follow it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Record<'a> {
    stream: &'a [u8],
    /// Number of its kind ([MS-XLS] 2.3).
    pub(crate) number: u16,
    /// Where its head lies in the stream.
    pub(crate) at: usize,
    /// Where the first piece of its body ends.
    first_end: usize,
    /// Where the last Continue record ends.
    pub(crate) end: usize,
    /// The stream ends before the record does.
    pub(crate) is_cut: bool,
}

/// Bytes that a continuing record repeats before its share of the body; `None` for other records.
///
/// Plain Continue records have none; those of later versions repeat a record header ([MS-XLS] 2.4.58 to 2.4.62).
pub(crate) fn continuation(number: u16) -> Option<usize> {
    match number {
        0x003c | 0x043c => Some(0),
        0x0812 => Some(4),
        0x0875 | 0x087f | 0x089f => Some(12),
        _ => None,
    }
}

fn head(stream: &[u8], at: usize) -> Option<(u16, usize)> {
    let head = stream.get(at..at.checked_add(HEAD)?)?;
    Some((u16::from_le_bytes([head[0], head[1]]), usize::from(u16::from_le_bytes([head[2], head[3]]))))
}

impl<'a> Record<'a> {
    /// The record at an offset, without its Continue records.
    fn single(stream: &'a [u8], at: usize) -> Option<Self> {
        let (number, len) = head(stream, at)?;
        let claimed = at + HEAD + len;
        let end = claimed.min(stream.len());
        Some(Self { stream, number, at, first_end: end, end, is_cut: claimed > end })
    }

    /// The record at an offset.
    pub(crate) fn read(stream: &'a [u8], at: usize) -> Option<Self> {
        let mut record = Self::single(stream, at)?;
        while let Some(next) = Self::single(stream, record.end) {
            if continuation(next.number).is_none() || record.is_cut {
                break;
            }
            record.end = next.end;
            record.is_cut = next.is_cut;
        }
        Some(record)
    }

    /// The first piece of the body.
    pub(crate) fn body(&self) -> &'a [u8] {
        self.stream.get(self.at + HEAD..self.first_end).unwrap_or_default()
    }

    /// The stream in which it lies.
    pub(crate) fn stream(&self) -> &'a [u8] {
        self.stream
    }

    /// Whether Continue records follow.
    pub(crate) fn is_continued(&self) -> bool {
        self.end > self.first_end
    }

    /// The pieces of the body, in order.
    pub(crate) fn pieces(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let (stream, end) = (self.stream, self.end);
        let mut at = self.first_end;
        std::iter::once(self.body()).chain(std::iter::from_fn(move || {
            if at >= end {
                return None;
            }
            let next = Record::single(stream, at)?;
            at = next.end;
            let repeated = continuation(next.number).unwrap_or(0);
            Some(next.body().get(repeated..).unwrap_or_default())
        }))
    }

    /// The whole body. Texts that cross into a Continue record have a further flag there: see [`super::chain`].
    pub(crate) fn joined(&self) -> Cow<'a, [u8]> {
        if self.is_continued() {
            Cow::Owned(self.pieces().flatten().copied().collect())
        } else {
            Cow::Borrowed(self.body())
        }
    }

    /// Where it lies in the stream.
    pub(crate) fn range(&self) -> (u64, u64) {
        (self.at as u64, self.end as u64)
    }
}

/// Goes from record to record.
#[derive(Debug, Clone)]
pub(crate) struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    /// From an offset to the end of the stream.
    pub(crate) fn from(stream: &'a [u8], at: usize) -> Self {
        Self { stream, at }
    }

    /// Where the next record begins.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// Goes on from an offset.
    pub(crate) fn jump(&mut self, at: usize) {
        self.at = at;
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let record = Record::read(self.stream, self.at)?;
        // A record is at least its head long, so the walk always comes to an end.
        self.at = record.end;
        Some(record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn stored(records: &[(u16, &[u8])]) -> Vec<u8> {
        let mut stream = Vec::new();
        for (number, body) in records {
            stream.extend(number.to_le_bytes());
            stream.extend((body.len() as u16).to_le_bytes());
            stream.extend(*body);
        }
        stream
    }

    #[test]
    fn continue_records_belong_to_the_record_before_them() {
        let later = [[0_u8; 12].as_slice(), b"two"].concat();
        let stream = stored(&[(0xfc, b"one"), (0x3c, b"and"), (0x87a, b"x"), (0x87f, &later), (0x0a, b"")]);
        let found: Vec<_> =
            Records::from(&stream, 0).map(|record| (record.number, record.joined().into_owned())).collect();
        assert_eq!(found, [(0xfc, b"oneand".to_vec()), (0x87a, b"xtwo".to_vec()), (0x0a, Vec::new())]);
    }

    #[test]
    fn a_record_that_claims_more_than_there_is_ends_with_the_stream() {
        let mut stream = stored(&[(0x5c, b"name")]);
        stream[2] = 200;
        let record = Record::read(&stream, 0).unwrap();
        assert!(record.is_cut);
        assert_eq!(record.body(), b"name");
    }

    proptest! {
        #[test]
        fn any_bytes_are_walked_to_their_end(stream in proptest::collection::vec(any::<u8>(), 0..600)) {
            let mut last = 0;
            for record in Records::from(&stream, 0) {
                prop_assert!(record.at >= last && record.end >= record.at + HEAD);
                prop_assert!(record.end <= stream.len());
                last = record.end;
                let _ = record.joined();
            }
            prop_assert!(stream.len() - last < HEAD);
        }
    }
}
