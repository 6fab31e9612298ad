//! Names for what a report tells by number: recipients and fields.

use crate::{ShareError, Shares};
use record::Field;
use std::collections::HashMap;

/// Name of a field, by its bit.
pub const FIELDS_SHOWN: fn(u8) -> Option<String> =
    |bit| Field::of_bit(bit).map(|field| field.title().to_lowercase());

/// Names of recipients.
#[derive(Debug, Clone, Default)]
pub struct Naming(HashMap<u32, String>);

impl Naming {
    /// The name of a holder, where it is not that of a person.
    pub fn recipient(&self, holder: u32) -> Option<String> {
        self.0.get(&holder).cloned()
    }
}

impl Shares<'_> {
    /// Names of holders that are not people.
    pub async fn naming(&self) -> Result<Naming, ShareError> {
        let holders = self.record.holders().await?;
        let named = holders
            .iter()
            .filter_map(|holder| Some((holder.number, record::words::plain(holder.public_name()?))))
            .collect();
        Ok(Naming(named))
    }
}
