//! Claims of a CWT (RFC 8392) by their numbers, written in the one order of RFC 8949 section 4.2.1.

use ciborium::Value;
use jiff::Timestamp;

/// Issuer.
pub(crate) const ISSUER: i64 = 1;
/// Subject: of a status list its own address.
pub(crate) const SUBJECT: i64 = 2;
/// Expiration time.
pub(crate) const EXPIRES: i64 = 4;
/// Issued at.
pub(crate) const ISSUED: i64 = 6;
/// Whose key this is about (RFC 8747).
pub(crate) const CONFIRMATION: i64 = 8;
/// Status list, of a status list token.
pub(crate) const STATUS_LIST: i64 = 65533;
/// For how many seconds a status list may be kept.
pub(crate) const TIME_TO_LIVE: i64 = 65534;
/// Where the status of this token stands.
pub(crate) const STATUS: i64 = 65535;
/// Kind of holder: ours, from the numbers that RFC 8392 leaves to everybody (below -65536).
pub(crate) const HOLDER_KIND: i64 = -65537;

/// Claims as they were read.
pub(crate) struct Claims(Vec<(Value, Value)>);

impl Claims {
    /// Reads a map. A claim that is there twice spoils it.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let Value::Map(entries) = ciborium::from_reader::<Value, _>(bytes).ok()? else { return None };
        let mut seen = Vec::with_capacity(entries.len());
        for (key, _) in &entries {
            if seen.contains(&key) {
                return None;
            }
            seen.push(key);
        }
        Some(Self(entries))
    }

    /// The claim of this number.
    pub(crate) fn get(&self, number: i64) -> Option<&Value> {
        let number = Value::from(number);
        self.0.iter().find(|(key, _)| *key == number).map(|(_, value)| value)
    }

    /// A claim that is a text.
    pub(crate) fn text(&self, number: i64) -> Option<&str> {
        self.get(number)?.as_text()
    }

    /// A claim that is a time. Fractions of a second are cut off.
    pub(crate) fn time(&self, number: i64) -> Option<Timestamp> {
        let seconds = match self.get(number)? {
            Value::Integer(seconds) => i64::try_from(*seconds).ok()?,
            Value::Float(seconds) if seconds.is_finite() && seconds.abs() < 1e11 => seconds.floor() as i64,
            _ => return None,
        };
        Timestamp::from_second(seconds).ok()
    }

    /// A claim that is a number from 0 on.
    pub(crate) fn number(&self, number: i64) -> Option<u64> {
        u64::try_from(self.get(number)?.as_integer()?).ok()
    }
}

/// The value under a name in a map.
pub(crate) fn named<'value>(map: &'value Value, name: &str) -> Option<&'value Value> {
    map.as_map()?.iter().find(|(key, _)| key.as_text() == Some(name)).map(|(_, value)| value)
}

/// Writes claims, which have to be in order.
pub(crate) fn write(entries: Vec<(i64, Value)>) -> Option<Vec<u8>> {
    let map = Value::Map(entries.into_iter().map(|(key, value)| (Value::from(key), value)).collect());
    let mut bytes = Vec::new();
    ciborium::into_writer(&map, &mut bytes).ok()?;
    Some(bytes)
}
