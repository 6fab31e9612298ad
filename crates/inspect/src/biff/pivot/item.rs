//! The values in a pivot cache ([MS-XLS] 2.4.276, 2.4.281, 2.4.283 and the like).

use crate::biff::chain::Chain;
use crate::biff::record::Record;
use crate::biff::version::Letters;
use crate::bytes::Bytes;
use crate::cell::number;
use crate::{CellKind, Hiding, RowBuffer};

/// A value: its text in our spelling, empty for nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) kind: CellKind,
    pub(crate) text: String,
}

/// Whether a record is a value.
pub(crate) fn is_item(number: u16) -> bool {
    (0x00c9..=0x00cf).contains(&number)
}

impl Item {
    /// Reads a value.
    pub(crate) fn read(record: &Record<'_>, letters: &Letters) -> Option<Self> {
        let mut bytes = Bytes::new(record.body());
        let mut text = String::new();
        let kind = match record.number {
            0x00c9 => {
                number::write(bytes.f64()?, &mut text);
                CellKind::Number
            }
            0x00ca => {
                text.push_str(if bytes.u16()? == 0 { "FALSE" } else { "TRUE" });
                CellKind::Boolean
            }
            0x00cb => {
                bytes.u16()?;
                text.push_str("#ERROR!");
                CellKind::Error
            }
            0x00cc => {
                number::write(f64::from(bytes.i16()?), &mut text);
                CellKind::Number
            }
            0x00cd => {
                let mut chain = Chain::of(record);
                let count = chain.u16()?;
                // No text at all is stored as the largest count.
                if count != 0xffff && count > 0 {
                    text = chain.text(usize::from(count), letters)?;
                }
                CellKind::Text
            }
            0x00ce => {
                text = date(&mut bytes)?;
                CellKind::Date
            }
            _ => CellKind::Text,
        };
        Some(Self { kind, text })
    }

    /// Adds it to a row.
    pub(crate) fn push(&self, column: u32, buffer: &mut RowBuffer) {
        if !self.text.is_empty() {
            buffer.push(column, self.kind, Hiding::empty(), &self.text);
        }
    }
}

/// SXDTR: year, month, day, hour, minute, second. Before 1901 only the time counts.
fn date(bytes: &mut Bytes<'_>) -> Option<String> {
    let (year, month, day) = (bytes.u16()?, bytes.u16()?, bytes.u8()?);
    let (hour, minute, second) = (bytes.u8()?, bytes.u8()?, bytes.u8()?);
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    Some(if day == 0 || month == 0 {
        time
    } else if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02}T{time}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(number: u16, body: &[u8]) -> Option<String> {
        let stream = [&number.to_le_bytes()[..], &(body.len() as u16).to_le_bytes(), body].concat();
        Item::read(&Record::read(&stream, 0)?, &Letters::BIFF8).map(|item| item.text)
    }

    #[test]
    fn values_are_spelled_as_in_cells() {
        assert_eq!(item(0xcd, b"\x03\0\0Ash").as_deref(), Some("Ash"));
        assert_eq!(item(0xcc, &[0xfe, 0xff]).as_deref(), Some("-2"));
        assert_eq!(item(0xce, &[0xc1, 7, 3, 0, 4, 0, 0, 0]).as_deref(), Some("1985-03-04"));
        assert_eq!(item(0xce, &[0xc1, 7, 3, 0, 4, 10, 0, 0]).as_deref(), Some("1985-03-04T10:00:00"));
        assert_eq!(item(0xcf, &[]).as_deref(), Some(""));
        assert_eq!(item(0xcd, b"\xc8\0\0Ash"), None);
    }
}
