//! Who stands in an extract at a time, as it was known.

use super::timeline::Span;
use crate::actor::narrow;
use crate::known::KnownAt;
use crate::{Record, RecordError};
use jiff::Timestamp;
use roaring::RoaringBitmap;

impl Record {
    /// People who stand in the extract of this name at `valid`, as it was known; none: in any extract. Each by the number
    /// that stands for them. Erased people stand in none.
    pub async fn people_in(
        &self,
        source: Option<&str>,
        valid: Timestamp,
        known: KnownAt,
    ) -> Result<RoaringBitmap, RecordError> {
        let aliases = self.aliases(known).await?;
        let mut snapshot = self.store().snapshot().await?;
        let sql = format!(
            "SELECT person, source, valid_from, valid_until FROM person_source WHERE {}",
            KnownAt::condition(1)
        );
        let mut numbers = Vec::new();
        snapshot
            .for_each(&sql, &[known.bound().into()], |row| {
                let span = Span { from: row.optional_integer(2)?, until: row.optional_integer(3)? };
                let is_asked = match source {
                    None => true,
                    Some(source) => row.text(1)? == source,
                };
                if is_asked && span.covers(valid.as_microsecond()) {
                    numbers.push(row.integer(0)?);
                }
                Ok(())
            })
            .await?;
        let mut people = RoaringBitmap::new();
        for number in numbers {
            people.insert(aliases.root(narrow(number, "a person's number")?));
        }
        let mut erased = Vec::new();
        snapshot
            .for_each("SELECT number FROM person WHERE ended IS NOT NULL", &[], |row| {
                erased.push(row.integer(0)?);
                Ok(())
            })
            .await?;
        snapshot.end().await?;
        for number in erased {
            people.remove(narrow(number, "a person's number")?);
        }
        Ok(people)
    }
}
