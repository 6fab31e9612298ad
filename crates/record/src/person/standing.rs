//! Who stands in an extract at a time, as it was known.

use super::timeline::Span;
use crate::actor::narrow;
use crate::known::KnownAt;
use crate::{Record, RecordError};
use jiff::Timestamp;
use roaring::RoaringBitmap;

/// Who stood in any extract when, as it is known now.
#[derive(Debug, Default)]
pub struct Standing(Vec<(u32, Span)>);

impl Standing {
    /// Who stood there at this time.
    pub fn at(&self, valid: Timestamp) -> RoaringBitmap {
        let at = valid.as_microsecond();
        self.0.iter().filter(|(_, span)| span.covers(at)).map(|(person, _)| *person).collect()
    }
}

impl Record {
    /// Who stood in any extract when: for questions about many times.
    pub async fn standing(&self) -> Result<Standing, RecordError> {
        let aliases = self.aliases(KnownAt::NOW).await?;
        let mut snapshot = self.store().snapshot().await?;
        let mut rows = Vec::new();
        snapshot
            .for_each(
                "SELECT person, valid_from, valid_until FROM person_source WHERE ended IS NULL",
                &[],
                |row| {
                    let span = Span { from: row.optional_integer(1)?, until: row.optional_integer(2)? };
                    rows.push((row.integer(0)?, span));
                    Ok(())
                },
            )
            .await?;
        snapshot.end().await?;
        let people = rows
            .into_iter()
            .map(|(person, span)| Ok((aliases.root(narrow(person, "a person's number")?), span)))
            .collect::<Result<_, RecordError>>()?;
        Ok(Standing(people))
    }

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
