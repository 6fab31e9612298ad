//! Who is in a share: a question that is asked anew for each delivery, so that joiners come in and leavers go.

use crate::{ShareError, Shares};
use jiff::Timestamp;
use record::{Field, FieldSet, KnownAt};
use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};

/// Most conditions of a question.
const MOST_CONDITIONS: usize = 20;
/// Most people who are named one by one.
const MOST_NAMED: usize = 200_000;

/// Who is in a share. All that is said has to hold.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct People {
    /// Whoever stands in the extract of this name; none: in any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Of whom these are true.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub having: Vec<Condition>,
    /// Only these, by number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<Vec<u32>>,
    /// Not these, by number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<u32>,
}

/// A field has one of these values, whatever their case.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Condition {
    /// Identifier of the field.
    pub field: String,
    /// The values.
    pub is: Vec<String>,
}

/// Never the values.
impl std::fmt::Debug for Condition {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Condition({}, {} values)", self.field, self.is.len())
    }
}

impl People {
    /// Refuses what cannot be asked.
    pub(crate) fn looked_at(&self) -> Result<(), ShareError> {
        if self.having.len() > MOST_CONDITIONS {
            return Err(ShareError::TooLong { what: "the list of conditions", most: MOST_CONDITIONS });
        }
        for condition in &self.having {
            condition.field()?;
            if condition.is.is_empty() {
                return Err(ShareError::Missing { what: "the value of a condition" });
            }
        }
        let named = self.only.as_ref().map_or(0, Vec::len).max(self.without.len());
        if named > MOST_NAMED {
            return Err(ShareError::TooLong { what: "the list of people", most: MOST_NAMED });
        }
        Ok(())
    }

    /// The fields that have to be read to answer.
    fn fields(&self) -> Result<FieldSet, ShareError> {
        self.having.iter().map(Condition::field).collect()
    }
}

impl Condition {
    fn field(&self) -> Result<Field, ShareError> {
        Field::named(&self.field).ok_or_else(|| ShareError::NoField { field: self.field.clone() })
    }
}

impl Shares<'_> {
    /// Who is in it at this time, as it was known.
    pub async fn people(
        &self,
        people: &People,
        valid: Timestamp,
        known: KnownAt,
    ) -> Result<RoaringBitmap, ShareError> {
        let aliases = self.record.aliases(known).await?;
        let named = |numbers: &[u32]| aliases.resolved(&numbers.iter().copied().collect());
        let mut found = self.record.people_in(people.source.as_deref(), valid, known).await?;
        if let Some(only) = &people.only {
            found &= named(only);
        }
        found -= named(&people.without);
        if people.having.is_empty() {
            return Ok(found);
        }
        let conditions: Vec<(Field, Vec<String>)> = people
            .having
            .iter()
            .map(|condition| {
                let values = condition.is.iter().map(|value| spelt(value)).collect();
                Ok((condition.field()?, values))
            })
            .collect::<Result<_, ShareError>>()?;
        let mut holds = RoaringBitmap::new();
        self.record
            .names(&found, people.fields()?, valid, known, |person, values| {
                let is_met = conditions.iter().all(|(field, wanted)| {
                    values.iter().any(|(known, text)| known == field && wanted.contains(&spelt(text)))
                });
                if is_met {
                    holds.insert(person);
                }
                Ok(())
            })
            .await?;
        Ok(holds)
    }
}

/// A value as it is compared.
fn spelt(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
