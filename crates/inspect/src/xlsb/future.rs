//! The head of records that came after Excel 2007 ([MS-XLSB] 2.5.56, `FRTHeader`): ranges, formulas and a relationship
//! that the record refers to stand there and not in its fields.

use super::fields::{range, ranges};
use super::text;
use crate::bytes::Bytes;
use crate::cell::address::Area;

/// What a head holds.
#[derive(Debug, Default)]
pub(crate) struct Head<'a> {
    pub(crate) ranges: Vec<Area>,
    /// Tokens of each formula, and what stands behind them.
    pub(crate) formulas: Vec<(&'a [u8], &'a [u8])>,
}

/// Reads a head.
pub(crate) fn head<'a>(bytes: &mut Bytes<'a>) -> Option<Head<'a>> {
    let flags = bytes.u32()?;
    let mut head = Head::default();
    if flags & 1 != 0 {
        for _ in 0..bytes.u32()? {
            bytes.skip(4)?;
            head.ranges.push(range(bytes)?);
        }
    }
    if flags & 2 != 0 {
        for _ in 0..bytes.u32()? {
            bytes.skip(4)?;
            head.ranges.extend(ranges(bytes)?);
        }
    }
    if flags & 4 != 0 {
        for _ in 0..bytes.u32()? {
            bytes.skip(4)?;
            let (tokens, extra) = (usize::try_from(bytes.u32()?).ok()?, usize::try_from(bytes.u32()?).ok()?);
            head.formulas.push((bytes.take(tokens)?, bytes.take(extra)?));
        }
    }
    if flags & 8 != 0 {
        text::nullable(bytes)?;
    }
    Some(head)
}

/// Bytes behind their count.
pub(crate) fn counted<'a>(bytes: &mut Bytes<'a>) -> Option<&'a [u8]> {
    let count = usize::try_from(bytes.u32()?).ok()?;
    bytes.take(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_and_formulas_are_taken_from_the_head() {
        let area = [0, 0, 0, 0, 8, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0];
        let body = [
            &[6, 0, 0, 0][..],
            &[1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0],
            &area,
            &[1, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0x1e, 7, 0],
            b"rest",
        ]
        .concat();
        let mut bytes = Bytes::new(&body);
        let head = head(&mut bytes).unwrap();
        assert_eq!(head.ranges[0].to_string(), "B1:C9");
        assert_eq!(head.formulas, [(&[0x1e, 7, 0][..], &[][..])]);
        assert_eq!(bytes.rest(), b"rest");
        assert!(super::head(&mut Bytes::new(&[0xff; 40])).is_none());
    }
}
