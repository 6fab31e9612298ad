//! Erasing a person: one proposes, another one approves, and then the key is gone, and with it every value that was ever
//! recorded. The number stays, and names nobody.

use super::alias::aliases_within;
use super::erasure_ledger::{ErasureLedger, ErasureLine};
use crate::act::{ErasureProposed, PersonErased};
use crate::actor::Actor;
use crate::ledger::{Leaf, Recorded, Signer, Writing};
use crate::table::Table;
use crate::{Record, RecordError, table};
use jiff::Timestamp;

impl Record {
    /// Proposes to erase a person. `why` is kept, sealed; it must not name the person.
    pub async fn propose_erasure(
        &self,
        by: &Actor,
        signer: &Signer,
        person: u32,
        why: &str,
        now: Timestamp,
    ) -> Result<Recorded, RecordError> {
        let mut writing = self.begin("propose an erasure", now).await?;
        let aliases = aliases_within(&mut writing).await?;
        let root = aliases.root(person);
        super::is_there(writing.transaction(), root).await?;
        if !why.trim().is_empty() {
            writing.note(why.trim()).await?;
        }
        let act = ErasureProposed { person: root, also: aliases.others(root) };
        writing.commit(&act, by, &[signer]).await
    }

    /// Approves what somebody else proposed, and erases. Numbers that were merged into the person are erased with it.
    pub async fn approve_erasure(
        &self,
        by: &Actor,
        signer: &Signer,
        proposal: u64,
        now: Timestamp,
    ) -> Result<Recorded, RecordError> {
        let mut writing = self.begin("erase a person", now).await?;
        let (leaf, proposed) = proposed(&mut writing, proposal).await?;
        writing.is_somebody_else(&leaf, by).await?;
        let aliases = aliases_within(&mut writing).await?;
        let person = aliases.root(proposed.person);
        let also = aliases.others(person);
        if (person, &also) != (proposed.person, &proposed.also) {
            return Err(RecordError::Refused {
                what:
                    "people were merged since this was proposed, so it would erase others than were proposed"
                        .into(),
                fix: "Look who is one person with whom (tipstaff people show), and propose it anew".into(),
            });
        }
        super::is_there(writing.transaction(), person).await?;
        for one in std::iter::once(person).chain(also.iter().copied()) {
            erase(&mut writing, one).await?;
        }
        // Before the commit: a crash in between leaves a line too much, never one too few.
        let lines: Vec<ErasureLine> = std::iter::once(person)
            .chain(also.iter().copied())
            .map(|person| ErasureLine { record: self.id().to_owned(), person })
            .collect();
        let act = PersonErased { person, also, proposal };
        writing.may(&act, by, &[signer])?;
        ErasureLedger::beside(self.key_file()).append(&lines)?;
        writing.commit(&act, by, &[signer]).await
    }

    /// Erases people whom the erasure ledger names, after a backup brought them back: nobody has to sign again what two
    /// have signed. Gives the numbers of those who were there.
    pub(crate) async fn erase_again(
        writing: &mut Writing<'_>,
        people: &[ErasureLine],
    ) -> Result<Vec<u32>, RecordError> {
        let mut erased = Vec::new();
        for line in people {
            match super::is_there(writing.transaction(), line.person).await {
                Ok(()) => {
                    erase(writing, line.person).await?;
                    erased.push(line.person);
                }
                Err(RecordError::Refused { .. } | RecordError::Unknown { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(erased)
    }
}

/// The proposal at a position of the log.
async fn proposed(writing: &mut Writing<'_>, position: u64) -> Result<(Leaf, ErasureProposed), RecordError> {
    writing.act_at(position).await?.ok_or_else(|| RecordError::Unknown {
        what: format!("a proposal to erase somebody at act {position}"),
        fix: "Give the number of the act that tipstaff people erase printed".into(),
    })
}

/// Tables of which a person's rows go.
const OF_A_PERSON: [&Table; 4] =
    [&table::PERSON_VALUE, &table::PERSON_TAG, &table::PERSON_SOURCE, &table::PERSON_PHOTO];

/// Deletes everything that is about a person, and ends the row that says there is one.
async fn erase(writing: &mut Writing<'_>, person: u32) -> Result<(), RecordError> {
    let number = i64::from(person);
    for table in OF_A_PERSON {
        let statement = format!("SELECT number FROM {} WHERE person = $1 ORDER BY number", table.name);
        let rows = writing.transaction().read(&statement, &[number.into()]).await?;
        let rows = rows.iter().map(|row| row.integer(0)).collect::<Result<Vec<i64>, _>>()?;
        writing.erase(table, &rows).await?;
    }
    writing.transaction().execute("DELETE FROM person_key WHERE person = $1", &[number.into()]).await?;
    writing.end(&table::PERSON, &[number]).await
}
