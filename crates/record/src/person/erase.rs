//! Erasing a person: one proposes, another one approves, and then the key is gone, and with it every value that was ever
//! recorded. The number stays, and names nobody.

use super::alias::aliases_within;
use super::erasure_ledger::{ErasureLedger, ErasureLine};
use crate::act::{Act, ErasureProposed, PersonErased};
use crate::actor::{Actor, is_signed_by};
use crate::known::KnownAt;
use crate::ledger::{Leaf, Recorded, Signer, Writing};
use crate::table::Table;
use crate::{Record, RecordError, table};
use jiff::Timestamp;
use subtle::ConstantTimeEq;

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
        somebody_else(&mut writing, &leaf, by).await?;
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

/// The proposal at a position of the log, signed by who made it.
async fn proposed(writing: &mut Writing<'_>, position: u64) -> Result<(Leaf, ErasureProposed), RecordError> {
    let none = || RecordError::Unknown {
        what: format!("a proposal to erase somebody at act {position}"),
        fix: "Give the number of the act that tipstaff people erase printed".into(),
    };
    let rows = writing
        .transaction()
        .read(
            "SELECT body FROM leaf WHERE position = $1",
            &[i64::try_from(position).map_err(|_| none())?.into()],
        )
        .await?;
    let leaf = Leaf::parse(rows.first().ok_or_else(none)?.bytes(0)?)?;
    if leaf.kind != ErasureProposed::KIND {
        return Err(none());
    }
    let act = serde_json::from_value(leaf.body.clone())
        .map_err(|_| RecordError::damaged("a proposal makes no sense"))?;
    Ok((leaf, act))
}

/// Two people are two actors with two keys.
async fn somebody_else(writing: &mut Writing<'_>, proposal: &Leaf, by: &Actor) -> Result<(), RecordError> {
    let rows = writing
        .transaction()
        .read(
            &format!(
                "SELECT public_key FROM actor WHERE actor = $2 AND public_key IS NOT NULL AND {}",
                KnownAt::condition(1)
            ),
            &[KnownAt::before(proposal.position).bound().into(), i64::from(proposal.actor).into()],
        )
        .await?;
    let key = rows
        .first()
        .ok_or_else(|| RecordError::damaged(format!("act {} is not signed", proposal.position)))?
        .bytes(0)?;
    let digest = proposal.digest()?;
    let is_signed = proposal.signatures.iter().any(|signature| {
        signature.actor == proposal.actor
            && unhex(&signature.ed25519).is_some_and(|bytes| is_signed_by(&digest, &bytes, key))
    });
    if !is_signed {
        return Err(RecordError::damaged(format!(
            "act {} is not signed by who proposed it",
            proposal.position
        )));
    }
    let own = by.public_key.as_deref().unwrap_or_default();
    if proposal.actor == by.number || key.ct_eq(own).into() {
        return Err(RecordError::SamePerson);
    }
    independent(writing, proposal, by).await
}

/// Whoever proposes could enrol somebody, or set somebody's key anew, and approve in that name. So who approves was enrolled
/// before the proposal, has set the own key, and nobody else has touched that key or those roles since.
async fn independent(writing: &mut Writing<'_>, proposal: &Leaf, by: &Actor) -> Result<(), RecordError> {
    let dependent = |what: &str, fix: &str| Err(RecordError::Refused { what: what.into(), fix: fix.into() });
    if by.key_by != Some(by.number) {
        return dependent(
            "somebody else has set this actor's key, so it approves nothing",
            "Replace it first, with a passphrase that nobody else knows: tipstaff actor key",
        );
    }
    let proposed =
        i64::try_from(proposal.position).map_err(|_| RecordError::damaged("a position is out of range"))?;
    let rows = writing
        .transaction()
        .read("SELECT act FROM actor WHERE actor = $1 ORDER BY number", &[i64::from(by.number).into()])
        .await?;
    let acts = rows.iter().map(|row| row.integer(0)).collect::<Result<Vec<i64>, _>>()?;
    for act in acts {
        if act < proposed {
            continue;
        }
        let leaf =
            writing.transaction().read("SELECT body FROM leaf WHERE position = $1", &[act.into()]).await?;
        let leaf = leaf.first().ok_or_else(|| RecordError::damaged(format!("act {act} is missing")))?;
        if Leaf::parse(leaf.bytes(0)?)?.actor != by.number {
            return dependent(
                "this actor was enrolled, or given other roles or another key, after it was proposed",
                "Let somebody approve it who was there before, or propose it anew",
            );
        }
    }
    Ok(())
}

/// Deletes everything that is about a person, and ends the row that says there is one.
async fn erase(writing: &mut Writing<'_>, person: u32) -> Result<(), RecordError> {
    let number = i64::from(person);
    for table in [&table::PERSON_VALUE, &table::PERSON_TAG, &table::PERSON_SOURCE] as [&'static Table; 3] {
        let statement = format!("SELECT number FROM {} WHERE person = $1 ORDER BY number", table.name);
        let rows = writing.transaction().read(&statement, &[number.into()]).await?;
        let rows = rows.iter().map(|row| row.integer(0)).collect::<Result<Vec<i64>, _>>()?;
        writing.erase(table, &rows).await?;
    }
    writing.transaction().execute("DELETE FROM person_key WHERE person = $1", &[number.into()]).await?;
    writing.end(&table::PERSON, &[number]).await
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2).map(|pair| {
        let pair = std::str::from_utf8(pair).ok().filter(|pair| pair.len() == 2)?;
        u8::from_str_radix(pair, 16).ok()
    });
    pairs.collect()
}
