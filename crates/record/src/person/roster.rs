//! Everybody who is or was known, for the check of a file: every name and number that they ever had.

use super::import::opened;
use crate::actor::narrow;
use crate::field::{Field, FieldSet};
use crate::keys::person_key_cell;
use crate::known::KnownAt;
use crate::{Record, RecordError};
use jiff::Timestamp;
use keyring::Sealer;
use std::collections::{BTreeMap, HashSet};
use store::Value;
use zeroize::Zeroizing;

/// Values of a person.
type Values = Vec<(Field, Zeroizing<String>)>;

/// People at once.
const AT_ONCE: i64 = 1_000;

impl Record {
    /// Hands over everybody with all the values that were ever recorded of `fields` and not taken back, leavers and former
    /// names included; of each field, what is true at `at` comes first. People who were merged come last, each once. Nobody sees them, so no act is written: who shows them writes one.
    pub async fn everybody(
        &self,
        fields: FieldSet,
        at: Timestamp,
        mut each: impl FnMut(u32, &[(Field, Zeroizing<String>)]) -> Result<(), RecordError>,
    ) -> Result<(), RecordError> {
        let bits: Vec<String> = fields.iter().map(|field| field.bit().to_string()).collect();
        let statement = format!(
            "SELECT person, field, number, value FROM person_value WHERE ended IS NULL \
             AND person >= $1 AND person < $2 AND field IN ({}) ORDER BY person, \
             CASE WHEN (valid_from IS NULL OR valid_from <= $3) AND (valid_until IS NULL OR valid_until > $3) \
             THEN 0 ELSE 1 END, field, number",
            if bits.is_empty() { "-1".to_owned() } else { bits.join(", ") }
        );
        let aliases = self.aliases(KnownAt::NOW).await?;
        let in_groups: HashSet<u32> =
            aliases.iter().flat_map(|(person, same_as)| [person, same_as]).collect();
        let mut groups: BTreeMap<u32, Values> = BTreeMap::new();
        let mut snapshot = self.store().snapshot().await?;
        let last = snapshot.read("SELECT MAX(person) FROM person_key", &[]).await?;
        let last = last.first().map(|row| row.optional_integer(0)).transpose()?.flatten().unwrap_or(0);
        let mut first = 1;
        while first <= last {
            let range: [Value; 2] = [first.into(), (first + AT_ONCE).into()];
            let keys = snapshot
                .read(
                    "SELECT person, wrapped FROM person_key WHERE person >= $1 AND person < $2 ORDER BY person",
                    &range,
                )
                .await?;
            let rows = snapshot
                .read(&statement, &[first.into(), (first + AT_ONCE).into(), at.as_microsecond().into()])
                .await?;
            let mut rows = rows.iter().peekable();
            for key in keys {
                let number = key.integer(0)?;
                let person = narrow(number, "a person's number")?;
                let unwrapped = self.keys().force().unwrap(person_key_cell(person), key.bytes(1)?)?;
                let sealer = Sealer::new(&unwrapped);
                let mut values: Values = Vec::new();
                while let Some(row) = rows.next_if(|row| row.integer(0).is_ok_and(|person| person <= number))
                {
                    if row.integer(0)? != number {
                        return Err(RecordError::damaged("a value of a person has no key"));
                    }
                    let field = u8::try_from(row.integer(1)?).ok().and_then(Field::of_bit);
                    let field =
                        field.ok_or_else(|| RecordError::damaged("a field of a person is not known"))?;
                    values.push((field, opened(&sealer, row.integer(2)?, row.bytes(3)?)?));
                }
                if in_groups.contains(&person) {
                    groups.entry(aliases.root(person)).or_default().extend(values);
                } else {
                    each(person, &values)?;
                }
            }
            if rows.next().is_some() {
                return Err(RecordError::damaged("a value of a person has no key"));
            }
            first += AT_ONCE;
        }
        snapshot.end().await?;
        groups.iter().try_for_each(|(person, values)| each(*person, values))
    }
}
