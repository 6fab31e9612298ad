//! Who holds what about one person?

use super::Question;
use super::ask::holdings_met;
use super::people::{Identities, aliases, erased};
use super::tally::holds;
use crate::holding::{Certainty, Head, Known, stream};
use crate::{FieldSet, Record, RecordError};

/// A holding that is about the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct HeldAbout {
    /// Number of the holding.
    pub holding: u32,
    /// Number of the holder.
    pub holder: u32,
    /// Those of its fields that were asked about.
    pub fields: FieldSet,
    /// Whether both its time and the person's being in it are sure.
    pub certainty: Certainty,
}

impl Record {
    /// The holdings that are about a person, under any of the person's numbers, by number. Every holding of the holders
    /// that are asked about is read.
    pub async fn held_about(&self, person: u32, question: &Question) -> Result<Vec<HeldAbout>, RecordError> {
        let mut snapshot = self.store().snapshot().await?;
        let rows =
            snapshot.read("SELECT number FROM person WHERE number = $1", &[i64::from(person).into()]).await?;
        if rows.is_empty() {
            return Err(unknown(person));
        }
        let known = Known::by(&mut snapshot, question.known).await?;
        let identities =
            Identities::new(&aliases(&mut snapshot).await?, &erased(&mut snapshot).await?, known);
        let numbers = identities.numbers_of(person);
        let mut found = Vec::new();
        let (sql, values) = holdings_met(question, known);
        stream(&mut snapshot, &sql, &values, |row| {
            let head = Head::read(row)?;
            let Some((fields, time)) = question.concerns(head.holder, head.fields, &head.life) else {
                return Ok(());
            };
            if let Some(person) = holds(&head.stored, &numbers)? {
                found.push(HeldAbout {
                    holding: head.holding,
                    holder: head.holder,
                    fields,
                    certainty: person.min(time),
                });
            }
            Ok(())
        })
        .await?;
        snapshot.end().await?;
        found.sort_unstable();
        Ok(found)
    }
}

pub(crate) fn unknown(person: u32) -> RecordError {
    RecordError::Unknown {
        what: format!("person {person}"),
        fix: "tipstaff people show --find finds people by their numbers".into(),
    }
}
