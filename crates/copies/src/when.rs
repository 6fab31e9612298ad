//! Times in manifests: RFC 3339 texts, which other programs read.

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serializer, de::Error};
use std::borrow::Cow;

#[expect(clippy::ref_option, reason = "serde calls it so")]
pub(crate) fn serialize<S: Serializer>(at: &Option<Timestamp>, to: S) -> Result<S::Ok, S::Error> {
    match at {
        Some(at) => to.collect_str(at),
        None => to.serialize_none(),
    }
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Timestamp>, D::Error> {
    let text = Option::<Cow<'de, str>>::deserialize(from)?;
    text.map(|text| text.parse().map_err(D::Error::custom)).transpose()
}
