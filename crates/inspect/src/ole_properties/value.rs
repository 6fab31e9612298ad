//! The value of a property ([MS-OLEPS] 2.15): a type, then what the type needs.

use super::Letters;
use crate::bytes::{self, Bytes, before_zero};
use crate::cell::number;
use crate::text::sweep;

/// A value.
#[derive(Debug, PartialEq)]
pub(super) enum Value<'a> {
    Empty,
    Text(String),
    Number(f64),
    Boolean(bool),
    /// ISO 8601.
    Date(String),
    Blob(&'a [u8]),
    Many(Vec<Value<'a>>),
}

/// Values in a vector are values too: how deep they may lie in each other.
const DEEPEST: u32 = 4;

impl<'a> Value<'a> {
    /// Reads a type and its value, and counts their bytes; `None` when they make no sense.
    pub(super) fn read(bytes: &'a [u8], letters: Letters) -> Option<(Self, usize)> {
        let mut rest = Bytes::new(bytes);
        let value = typed(&mut rest, letters, 0)?;
        Some((value, bytes.len() - rest.left()))
    }

    /// Everything in it that can be read as words.
    pub(super) fn texts(&self) -> Vec<String> {
        match self {
            Self::Empty => Vec::new(),
            Self::Text(text) | Self::Date(text) => vec![text.clone()],
            Self::Number(value) => {
                let mut text = String::new();
                number::write(*value, &mut text);
                vec![text]
            }
            Self::Boolean(value) => vec![if *value { "yes" } else { "no" }.to_owned()],
            Self::Blob(bytes) => sweep::texts(bytes),
            Self::Many(values) => values
                .iter()
                // In a list of titles the numbers count titles.
                .filter(|value| !matches!(value, Self::Number(_)))
                .flat_map(Self::texts)
                .collect(),
        }
    }
}

fn typed<'a>(bytes: &mut Bytes<'a>, letters: Letters, depth: u32) -> Option<Value<'a>> {
    let kind = bytes.u16()?;
    bytes.skip(2)?;
    (depth <= DEEPEST).then_some(())?;
    if kind & 0x1000 != 0 {
        let count = bytes.u32()?;
        let mut values = Vec::new();
        for _ in 0..count {
            let element = kind & 0xfff;
            // The count is a claim: elements of no size would go on for ever.
            if matches!(element, 0x00 | 0x01) {
                return None;
            }
            values.push(if element == 0x0c {
                typed(bytes, letters, depth + 1)?
            } else {
                plain(element, bytes, letters)?
            });
        }
        return Some(Value::Many(values));
    }
    plain(kind, bytes, letters)
}

fn plain<'a>(kind: u16, bytes: &mut Bytes<'a>, letters: Letters) -> Option<Value<'a>> {
    Some(match kind {
        0x00 | 0x01 => Value::Empty,
        0x02 => Value::Number(f64::from(bytes.i16()?)),
        0x12 => Value::Number(f64::from(bytes.u16()?)),
        0x03 | 0x0a | 0x16 => Value::Number(f64::from(bytes.i32()?)),
        0x13 | 0x17 => Value::Number(f64::from(bytes.u32()?)),
        0x04 => Value::Number(f64::from(f32::from_bits(bytes.u32()?))),
        0x05 => Value::Number(bytes.f64()?),
        // Numbers beyond 2^53 lose their last digits here; no office program stores any.
        0x06 | 0x14 | 0x15 => Value::Number(wide(bytes.u64()?)),
        0x10 | 0x11 => Value::Number(f64::from(bytes.u8()?)),
        0x07 => {
            let mut text = String::new();
            number::write_date(bytes.f64()?, false, &mut text);
            Value::Date(text)
        }
        0x0b => {
            let value = bytes.u16()? != 0;
            // Two bytes more where it stands alone; nothing is read behind it then.
            Value::Boolean(value)
        }
        0x08 | 0x1e => {
            let len = bytes.u32()? as usize;
            let text = letters.decode(bytes.take(len)?);
            if letters.is_wide() {
                let _ = bytes.skip(len.wrapping_neg() % 4);
            }
            Value::Text(text)
        }
        0x1f => {
            let len = (bytes.u32()? as usize).checked_mul(2)?;
            let text = before_zero(&bytes::wide(bytes.take(len)?)).to_owned();
            let _ = bytes.skip(len.wrapping_neg() % 4);
            Value::Text(text)
        }
        0x40 => Value::Date(date(bytes.u64()?)),
        0x41 | 0x46 | 0x47 => {
            let len = bytes.u32()? as usize;
            Value::Blob(bytes.take(len.min(bytes.left()))?)
        }
        0x48 => Value::Text(bytes.guid()?),
        _ => return None,
    })
}

fn wide(number: u64) -> f64 {
    f64::from((number >> 32) as u32) * 4_294_967_296.0 + f64::from(number as u32)
}

/// Steps of 100 nanoseconds since 1601. A short time is a duration, not a date.
fn date(steps: u64) -> String {
    const STEPS_A_DAY: f64 = 864_000_000_000.0;
    /// Days from 1601 to the day before the calendar of spreadsheets.
    const DAYS: f64 = 109_205.0;
    let serial = wide(steps) / STEPS_A_DAY - DAYS;
    let mut text = String::new();
    if serial >= 1.0 {
        number::write_date((serial * 86_400.0).round() / 86_400.0, false, &mut text);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::WINDOWS_1252;

    #[test]
    fn values_are_read_by_their_type() {
        let letters = Letters(WINDOWS_1252);
        let read = |bytes: &[u8]| Value::read(bytes, letters).map(|(value, _)| value.texts());
        assert_eq!(read(b"\x1e\0\0\0\x07\0\0\0M\xfcller\0"), Some(vec!["Müller".to_owned()]));
        assert_eq!(read(b"\x1f\0\0\0\x02\0\0\0A\0s\0"), Some(vec!["As".to_owned()]));
        assert_eq!(
            read(b"\x1e\x10\0\0\x02\0\0\0\x02\0\0\0A\0\x02\0\0\0B\0"),
            Some(vec!["A".into(), "B".into()])
        );
        assert_eq!(read(b"\x40\0\0\0\0\x80\x3e\xd5\xde\xb1\x9d\x01"), Some(vec!["1970-01-01".to_owned()]));
        assert_eq!(read(b"\x1e\0\0\0\xff\xff\xff\xff"), None);
        assert_eq!(read(b"\0\x10\0\0\xff\xff\xff\xff"), None);
        assert_eq!(read(b"\x0c\x10\0\0\xff\xff\xff\xff\0\0\0\0"), None);
    }
}
