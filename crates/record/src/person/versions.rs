//! Every version of every value, with when it was recorded: what a leaked file is compared with.

use super::chunk::Chunk;
use super::import::opened;
use super::read::value_of;
use crate::actor::narrow;
use crate::field::FieldSet;
use crate::known::KnownAt;
use crate::{PersonValue, Record, RecordError};
use zeroize::Zeroizing;

/// Numbers of people that are read at once.
const AT_ONCE: u32 = 1_000;

/// A value as it was recorded at some time.
pub struct RecordedValue<'v> {
    /// What, and when it was true; the person's number is the one that stands for them now.
    pub value: PersonValue,
    /// The value.
    pub text: &'v Zeroizing<String>,
    /// When it was recorded, microseconds since 1970 UTC.
    pub recorded: i64,
    /// When another one was recorded in its place.
    pub replaced: Option<i64>,
}

impl Record {
    /// Hands over every value of these fields that was ever recorded of anybody, by the number under which it is kept.
    /// Values of erased people are gone. This is for comparing inside the program: whoever shows a value writes that first
    /// ([`Record::write_names_shown`]).
    pub async fn recorded_values(
        &self,
        fields: FieldSet,
        mut each: impl FnMut(RecordedValue<'_>),
    ) -> Result<(), RecordError> {
        let aliases = self.aliases(KnownAt::NOW).await?;
        let last = self.store().read("SELECT number FROM person ORDER BY number DESC LIMIT 1", &[]).await?;
        let last = last.first().map_or(Ok(0), |row| row.integer(0))?;
        let last = narrow(last, "a person's number")?;
        let mut first = 1_u32;
        while first <= last {
            let until = last.min(first.saturating_add(AT_ONCE - 1));
            let chunk = Chunk::of(first..=until);
            let (keys, of_keys) = chunk.keys();
            let mut snapshot = self.store().snapshot().await?;
            let keys = snapshot.read(&keys, &of_keys).await?;
            let rows = snapshot
                .read(
                    "SELECT v.field, v.valid_from, v.valid_until, v.act, v.number, v.value, v.person, began.at, ended.at \
                     FROM person_value v \
                     JOIN leaf began ON began.position = v.act \
                     LEFT JOIN leaf ended ON ended.position = v.ended \
                     WHERE v.person >= $1 AND v.person <= $2 ORDER BY v.number",
                    &[i64::from(first).into(), i64::from(until).into()],
                )
                .await?;
            snapshot.end().await?;
            let sealers = chunk.opened(self, &keys)?;
            for row in &rows {
                let number = narrow(row.integer(6)?, "a person's number")?;
                let mut value = value_of(number, row)?;
                if !fields.contains(value.field) {
                    continue;
                }
                let sealer = sealers
                    .get(&number)
                    .ok_or_else(|| RecordError::damaged(format!("person {number} has no key")))?;
                let text = opened(sealer, row.integer(4)?, row.bytes(5)?)?;
                value.person = aliases.root(number);
                let (recorded, replaced) = (row.integer(7)?, row.optional_integer(8)?);
                each(RecordedValue { value, text: &text, recorded, replaced });
            }
            first = until.saturating_add(1);
        }
        Ok(())
    }
}
