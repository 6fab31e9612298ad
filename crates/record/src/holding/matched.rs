//! People by their numbers, many at once: the rows of a file that somebody was sent.

use crate::actor::narrow;
use crate::field::{Field, Lookup};
use crate::{KnownAt, Record, RecordError, spelling};
use roaring::RoaringBitmap;
use std::collections::HashMap;
use store::Value;

/// Numbers that are asked for by one statement.
const AT_ONCE: usize = 500;

/// Whose number it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matched {
    /// Of this person, now or formerly.
    Person(u32),
    /// Of nobody in the record.
    Nobody,
    /// Of several people, now or formerly.
    Several,
}

impl Record {
    /// Whose numbers these are, in their order.
    pub async fn match_numbers(&self, field: Field, numbers: &[String]) -> Result<Vec<Matched>, RecordError> {
        if field.row().lookup != Lookup::Number {
            return Err(RecordError::Refused {
                what: format!("people are not told apart by their {}", field.title().to_lowercase()),
                fix: "Use a number that belongs to one person, such as pay-number".into(),
            });
        }
        let aliases = self.aliases(KnownAt::NOW).await?;
        let tags: Vec<[u8; 16]> =
            numbers.iter().map(|text| self.keys().tag(field.id(), &spelling::number(text))).collect();
        let mut owners: HashMap<[u8; 16], Vec<u32>> = HashMap::new();
        for tags in tags.chunks(AT_ONCE) {
            let list: Vec<String> = (2..tags.len() + 2).map(|index| format!("${index}")).collect();
            let sql = format!(
                "SELECT tag, person FROM person_tag WHERE field = $1 AND tag IN ({})",
                list.join(", ")
            );
            let mut values: Vec<Value> = vec![i64::from(field.bit()).into()];
            values.extend(tags.iter().map(Value::from));
            for row in self.store().read(&sql, &values).await? {
                let tag =
                    row.bytes(0)?.try_into().map_err(|_| RecordError::damaged("a tag has another length"))?;
                owners.entry(tag).or_default().push(narrow(row.integer(1)?, "a person's number")?);
            }
        }
        let matched = tags.iter().zip(numbers).map(|(tag, text)| {
            let Some(owners) = owners.get(tag).filter(|_| !spelling::number(text).is_empty()) else {
                return Matched::Nobody;
            };
            match owners.as_slice() {
                [] => Matched::Nobody,
                [first, rest @ ..] => {
                    let root = aliases.root(*first);
                    if rest.iter().all(|other| other == first) {
                        Matched::Person(*first)
                    } else if rest.iter().all(|other| aliases.root(*other) == root) {
                        Matched::Person(root)
                    } else {
                        Matched::Several
                    }
                }
            }
        });
        Ok(matched.collect())
    }

    /// Everybody in the record, leavers included, who was not erased.
    pub async fn everybody_numbered(&self) -> Result<RoaringBitmap, RecordError> {
        let mut snapshot = self.store().snapshot().await?;
        let mut people = RoaringBitmap::new();
        super::stream(
            &mut snapshot,
            "SELECT number FROM person WHERE ended IS NULL ORDER BY number",
            &[],
            |row| {
                people.insert(narrow(row.integer(0)?, "a person's number")?);
                Ok(())
            },
        )
        .await?;
        snapshot.end().await?;
        Ok(people)
    }
}
