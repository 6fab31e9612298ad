//! The values of a pivot cache ([MS-XLSB] 2.4.721 to 2.4.733).

use crate::CellKind;
use crate::bytes::Bytes;
use crate::cell::{error, number};
use crate::xlsb::text;

/// A value: its kind, and its text in our spelling; empty for none.
pub(super) type Item = (CellKind, String);

/// Whether a record is a value; those from `BrtPCDIAMissing` on have more behind them.
pub(super) fn has_more(record: u16) -> bool {
    (0x001b..=0x0020).contains(&record)
}

/// Reads the value of a record.
pub(super) fn of_record(record: u16, bytes: &mut Bytes<'_>) -> Option<Item> {
    match record {
        0x0014 | 0x001b => Some((CellKind::Text, String::new())),
        0x0015 | 0x001c => number(bytes),
        0x0016 | 0x001d => {
            let text = if bytes.u8()? == 0 { "FALSE" } else { "TRUE" };
            Some((CellKind::Boolean, text.to_owned()))
        }
        0x0017 | 0x001e => error(bytes),
        0x0018 | 0x001f => words(bytes),
        0x0019 | 0x0020 => date(bytes),
        _ => None,
    }
}

pub(super) fn number(bytes: &mut Bytes<'_>) -> Option<Item> {
    let mut text = String::new();
    number::write(bytes.f64()?, &mut text);
    Some((CellKind::Number, text))
}

pub(super) fn error(bytes: &mut Bytes<'_>) -> Option<Item> {
    Some((CellKind::Error, error::name(bytes.u8()?).to_owned()))
}

pub(super) fn words(bytes: &mut Bytes<'_>) -> Option<Item> {
    Some((CellKind::Text, text::wide(bytes)?))
}

/// Year, month, day, hour, minute, second. Before 1901 only the time counts.
pub(super) fn date(bytes: &mut Bytes<'_>) -> Option<Item> {
    let (year, month, day) = (bytes.u16()?, bytes.u16()?, bytes.u8()?);
    let (hour, minute, second) = (bytes.u8()?, bytes.u8()?, bytes.u8()?);
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    let text = if day == 0 || month == 0 {
        time
    } else if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02}T{time}")
    };
    Some((CellKind::Date, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_spelled_as_in_cells() {
        let text = |record, body: &[u8]| of_record(record, &mut Bytes::new(body)).map(|(_, text)| text);
        assert_eq!(text(0x18, &text::stored("Ash")).as_deref(), Some("Ash"));
        assert_eq!(text(0x15, &2.5_f64.to_le_bytes()).as_deref(), Some("2.5"));
        assert_eq!(text(0x19, &[0xc1, 7, 3, 0, 4, 0, 0, 0]).as_deref(), Some("1985-03-04"));
        assert_eq!(text(0x20, &[0xc1, 7, 3, 0, 4, 10, 0, 0]).as_deref(), Some("1985-03-04T10:00:00"));
        assert_eq!(text(0x17, &[0x2a]).as_deref(), Some("#N/A"));
        assert_eq!(text(0x18, &[0xff; 4]), None);
    }
}
