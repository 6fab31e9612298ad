//! The records of a binary part ([MS-XLSB] 2.1.4): a number, a length, a body. Read from a stream, so that a sheet of
//! hundreds of megabytes is never held whole.

use crate::stop::{LimitMet, Read, Stop};
use crate::{Budget, Reason};
use std::io;

/// Bytes of the longest head: two of the number, four of the length.
const LONGEST_HEAD: usize = 6;
/// Bytes asked of the stream at a time.
const PIECE: usize = 64 << 10;

/// One record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Record<'a> {
    /// Number of its kind ([MS-XLSB] 2.3).
    pub(crate) number: u16,
    pub(crate) body: &'a [u8],
    /// Where its head lies in the part.
    pub(crate) at: u64,
    /// Where its body ends.
    pub(crate) end: u64,
    /// The part ends before the record does.
    pub(crate) is_cut: bool,
}

/// A record's head: number, length of the body, length of the head itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) number: u16,
    pub(crate) len: usize,
    pub(crate) size: usize,
}

/// What stands where a head should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beginning {
    Head(Head),
    /// It goes on beyond the bytes at hand.
    More,
    /// No program writes such a head.
    Nonsense,
}

/// Reads a head: both numbers have seven bits a byte, the lowest first; the eighth says that another byte follows.
pub(crate) fn head(bytes: &[u8]) -> Beginning {
    let Some((number, number_size)) = small(bytes, 2) else { return missing(bytes, 2) };
    let rest = bytes.get(number_size..).unwrap_or_default();
    let Some((len, len_size)) = small(rest, 4) else { return missing(rest, 4) };
    Beginning::Head(Head { number: number as u16, len: len as usize, size: number_size + len_size })
}

fn missing(bytes: &[u8], most: usize) -> Beginning {
    if bytes.len() < most { Beginning::More } else { Beginning::Nonsense }
}

/// A number of up to `most` bytes, and how many it takes.
fn small(bytes: &[u8], most: usize) -> Option<(u32, usize)> {
    let mut number = 0;
    for (place, byte) in bytes.iter().take(most).enumerate() {
        number |= u32::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return Some((number, place + 1));
        }
    }
    None
}

/// Goes from record to record.
pub(crate) struct Records<R> {
    inner: R,
    /// Bytes at hand: those from `start` on are still to be read.
    bytes: Vec<u8>,
    start: usize,
    /// Offset of `start` in the part.
    at: u64,
    most: usize,
    is_at_end: bool,
}

impl<R: io::Read> Records<R> {
    pub(crate) fn new(inner: R, budget: &Budget) -> Self {
        let most = usize::try_from(budget.limits().row_bytes).unwrap_or(usize::MAX);
        Self { inner, bytes: Vec::new(), start: 0, at: 0, most, is_at_end: false }
    }

    /// The next record; `None` at the end of the part.
    pub(crate) fn next(&mut self) -> Read<Option<Record<'_>>> {
        let (head, is_cut) = loop {
            match head(self.bytes.get(self.start..).unwrap_or_default()) {
                Beginning::Head(head) => break (head, false),
                Beginning::Nonsense => return Err(Stop::part("its records make no sense")),
                Beginning::More if !self.is_at_end => self.fill(LONGEST_HEAD)?,
                Beginning::More if self.start >= self.bytes.len() => return Ok(None),
                // Half a head.
                Beginning::More => {
                    break (Head { number: 0, len: 0, size: self.bytes.len() - self.start }, true);
                }
            }
        };
        if head.len > self.most {
            return Err(LimitMet(Reason::TooLarge).into());
        }
        // The length is a claim: the buffer grows with what is really there.
        let wanted = head.size + head.len;
        while self.bytes.len() - self.start < wanted && !self.is_at_end {
            self.fill(wanted)?;
        }
        let end = (self.start + wanted).min(self.bytes.len());
        let body = self.bytes.get(self.start + head.size..end).unwrap_or_default();
        let used = end - self.start;
        let record = Record {
            number: head.number,
            body,
            at: self.at,
            end: self.at + used as u64,
            is_cut: is_cut || used < wanted,
        };
        self.start = end;
        self.at = record.end;
        Ok(Some(record))
    }

    /// Reads on, until `wanted` bytes are at hand or a piece was added.
    fn fill(&mut self, wanted: usize) -> Read {
        self.bytes.drain(..self.start);
        self.start = 0;
        let before = self.bytes.len();
        let piece = wanted.saturating_sub(before).clamp(1, PIECE).max(PIECE);
        self.bytes.resize(before + piece, 0);
        let mut filled = before;
        while filled < self.bytes.len() {
            match self.inner.read(&mut self.bytes[filled..]) {
                Ok(0) => {
                    self.is_at_end = true;
                    break;
                }
                Ok(read) => filled += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.bytes.truncate(filled);
                    return Err(error.into());
                }
            }
        }
        self.bytes.truncate(filled);
        Ok(())
    }
}

#[cfg(test)]
pub(crate) fn stored(records: &[(u16, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut push = |mut number: usize| loop {
        let byte = (number & 0x7f) as u8;
        number >>= 7;
        bytes.push(if number > 0 { byte | 0x80 } else { byte });
        if number == 0 {
            break;
        }
    };
    let mut heads = Vec::new();
    for (number, body) in records {
        push(usize::from(*number));
        push(body.len());
        heads.push(body);
    }
    // The bodies lie between the heads: build again, record by record.
    let mut stream = Vec::new();
    let mut rest = bytes.as_slice();
    for body in heads {
        let Beginning::Head(found) = head(rest) else { break };
        stream.extend(&rest[..found.size]);
        stream.extend(*body);
        rest = &rest[found.size..];
    }
    stream
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;
    use proptest::prelude::*;

    /// A stream that gives a few bytes at a time.
    struct Slow<'a>(&'a [u8]);

    impl io::Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let most = buffer.len().min(3);
            self.0.read(&mut buffer[..most])
        }
    }

    fn all(bytes: &[u8]) -> Read<Vec<(u16, Vec<u8>, bool)>> {
        let budget = Budget::new(Limits::default());
        let mut records = Records::new(Slow(bytes), &budget);
        let mut found = Vec::new();
        while let Some(record) = records.next()? {
            found.push((record.number, record.body.to_vec(), record.is_cut));
        }
        Ok(found)
    }

    #[test]
    fn numbers_and_lengths_of_several_bytes_are_read() {
        let long = vec![7; 300];
        let bytes = stored(&[(0, b"a"), (0x9c, b""), (0x13e9, &long)]);
        assert_eq!(
            all(&bytes).unwrap(),
            [(0, b"a".to_vec(), false), (0x9c, Vec::new(), false), (0x13e9, long, false)]
        );
    }

    #[test]
    fn a_record_that_claims_more_than_there_is_ends_with_the_part() {
        assert_eq!(all(&[7, 200, 1, 5]).unwrap(), [(7, vec![5], true)]);
        // Half a head.
        assert_eq!(all(&[7, 0, 0x9c]).unwrap(), [(7, Vec::new(), false), (0, Vec::new(), true)]);
        // A length of 256 MB is refused before anything is read.
        assert!(matches!(all(&[7, 0xff, 0xff, 0xff, 0x7f]), Err(Stop::File(Reason::TooLarge, _))));
        assert!(matches!(all(&[0x87, 0x80, 0, 0, 0]), Err(Stop::Part(_))));
    }

    proptest! {
        #[test]
        fn records_come_back_as_they_were_stored(
            records in proptest::collection::vec(
                (0_u16..0x3fff, proptest::collection::vec(any::<u8>(), 0..400)), 0..20)
        ) {
            let list: Vec<_> = records.iter().map(|(number, body)| (*number, body.as_slice())).collect();
            let found = all(&stored(&list)).unwrap();
            let expected: Vec<_> =
                records.iter().map(|(number, body)| (*number, body.clone(), false)).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn any_bytes_are_walked_to_their_end(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            let budget = Budget::new(Limits::default());
            let mut records = Records::new(bytes.as_slice(), &budget);
            let mut last = 0;
            while let Ok(Some(record)) = records.next() {
                prop_assert!(record.at == last && record.end > record.at);
                prop_assert!(record.end <= bytes.len() as u64);
                last = record.end;
            }
        }
    }
}
