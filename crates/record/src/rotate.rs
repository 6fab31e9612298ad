//! The force key is changed: everything that it wraps is wrapped anew, in one transaction.
//!
//! First the new key is in the file, then it is used: a crash in between leaves a record that opens with the old key, which
//! is in the file too, and the next rotation goes on with the new one instead of adding a third. The old key stays in the
//! file until [`Record::retire_keys`]: backups from before open only with it.

use crate::act::KeyRotated;
use crate::actor::Actor;
use crate::keys::{PURPOSES, person_key_cell, record_key_cell};
use crate::ledger::{Recorded, Writing};
use crate::verify::Progress;
use crate::{Record, RecordError};
use blobs::{AREAS, BlobError};
use jiff::Timestamp;
use keyring::{ForceKeys, KeyId};
use std::collections::BTreeMap;
use store::Value;

/// Keys of people that are wrapped anew at once.
const AT_ONCE: usize = 1000;

/// What was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rotated {
    /// Number of the new force key.
    pub key: KeyId,
    /// Keys wrapped anew.
    pub wrapped: u64,
    /// The act.
    pub recorded: Recorded,
    /// Whether this finished a rotation that had been interrupted.
    pub resumed: bool,
}

impl Record {
    /// Adds a force key to the file and wraps everything anew under it. The record has to be opened again afterwards.
    pub async fn rotate_key(
        &self,
        by: &Actor,
        now: Timestamp,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Rotated, RecordError> {
        may_rotate(by)?;
        let mut force = ForceKeys::read(self.key_file())?;
        let resumed = self.key_uses(&force).await?.keys().any(|key| *key != force.newest());
        if !resumed {
            force.rotate_file(self.key_file())?;
        }
        let mut writing = self.begin("change the force key", now).await?;
        let wrapped = wrap_record_keys(&mut writing, &force).await?
            + wrap_person_keys(&mut writing, &force, progress).await?;
        let act = KeyRotated { key: force.newest().to_string(), wrapped };
        let recorded = writing.commit(&act, by, &[]).await?;
        Ok(Rotated { key: force.newest(), wrapped, recorded, resumed })
    }

    /// Drops every force key but the newest from the file, if nothing is wrapped by them any more. Sealed files are sealed
    /// anew first; one that does not open stops this, because without the old key it never would. Gives which ones.
    pub async fn retire_keys(&self, by: &Actor) -> Result<Vec<KeyId>, RecordError> {
        may_rotate(by)?;
        let mut force = ForceKeys::read(self.key_file())?;
        let newest = force.newest();
        if self.key_uses(&force).await?.keys().any(|key| *key != newest) {
            return Err(RecordError::Refused {
                what: "keys of the record are still wrapped by an old force key".into(),
                fix: "Finish the rotation first: tipstaff key rotate".into(),
            });
        }
        self.reseal(&force).await?;
        let old: Vec<KeyId> = force.ids().into_iter().filter(|key| *key != newest).collect();
        for key in &old {
            force.retire(self.key_file(), key)?;
        }
        Ok(old)
    }

    /// Seals every sealed file under the newest force key. Those of other nodes that have not read the file since it was
    /// changed still seal under an old one: they are started again before keys are retired.
    async fn reseal(&self, force: &ForceKeys) -> Result<(), RecordError> {
        let blobs = self.blobs_under(force)?;
        let mut ids = Vec::new();
        for (area, _) in AREAS {
            blobs.list(*area, |listed| ids.push(listed.id)).await?;
        }
        for id in ids {
            let resealed = match blobs.is_under_newest(&id).await {
                Ok(true) => Ok(()),
                Ok(false) => blobs.reseal(&id).await,
                Err(error) => Err(error),
            };
            match resealed {
                // Deleted meanwhile: its time was over.
                Ok(()) | Err(BlobError::Missing { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// How many keys are wrapped by which force key.
    pub async fn key_uses(&self, force: &ForceKeys) -> Result<BTreeMap<KeyId, u64>, RecordError> {
        let mut uses: BTreeMap<KeyId, u64> = BTreeMap::new();
        let mut strange = false;
        for sql in ["SELECT wrapped FROM record_key", "SELECT wrapped FROM person_key"] {
            self.store()
                .for_each(sql, &[], |row| {
                    match force.wrapped_by(row.bytes(0)?) {
                        Some(key) => *uses.entry(key).or_default() += 1,
                        None => strange = true,
                    }
                    Ok(())
                })
                .await?;
        }
        if strange { Err(RecordError::damaged("a wrapped key is none")) } else { Ok(uses) }
    }
}

fn may_rotate(by: &Actor) -> Result<(), RecordError> {
    let needed = <KeyRotated as crate::Act>::MAY;
    if by.roles.meet(needed) {
        Ok(())
    } else {
        Err(RecordError::MayNot { actor: format!("actor {}", by.number), needed })
    }
}

async fn wrap_record_keys(writing: &mut Writing<'_>, force: &ForceKeys) -> Result<u64, RecordError> {
    for (row, purpose) in (0_i64..).zip(PURPOSES) {
        let found = writing
            .transaction()
            .read_one("SELECT wrapped FROM record_key WHERE purpose = $1", &[purpose.into()])
            .await?
            .ok_or_else(|| RecordError::damaged(format!("its key '{purpose}' is missing")))?;
        let key = force.unwrap(record_key_cell(row), found.bytes(0)?)?;
        let wrapped = force.wrap(record_key_cell(row), &key)?;
        writing
            .transaction()
            .execute(
                "UPDATE record_key SET wrapped = $2 WHERE purpose = $1",
                &[purpose.into(), wrapped.into()],
            )
            .await?;
    }
    Ok(PURPOSES.len() as u64)
}

/// Deletes a thousand wrapped keys and inserts them anew, again and again: one statement for each would take minutes for a
/// force of tens of thousands.
async fn wrap_person_keys(
    writing: &mut Writing<'_>,
    force: &ForceKeys,
    progress: &mut dyn FnMut(Progress),
) -> Result<u64, RecordError> {
    let select =
        format!("SELECT person, wrapped FROM person_key WHERE person > $1 ORDER BY person LIMIT {AT_ONCE}");
    let mut done = 0;
    let mut last = 0_i64;
    loop {
        let rows = writing.transaction().read(&select, &[last.into()]).await?;
        let Some(row) = rows.last() else { return Ok(done) };
        let (before, until) = (last, row.integer(0)?);
        let mut wrapped: Vec<Vec<Value>> = Vec::with_capacity(rows.len());
        for row in &rows {
            let person = row.integer(0)?;
            let cell = person_key_cell(crate::actor::narrow(person, "the number of a person")?);
            let key = force.unwrap(cell, row.bytes(1)?)?;
            wrapped.push(vec![person.into(), force.wrap(cell, &key)?.into()]);
        }
        done += wrapped.len() as u64;
        let transaction = writing.transaction();
        transaction
            .execute(
                "DELETE FROM person_key WHERE person > $1 AND person <= $2",
                &[before.into(), until.into()],
            )
            .await?;
        transaction.insert_many("INSERT INTO person_key (person, wrapped)", 2, wrapped).await?;
        progress(Progress { stage: "keys", done, of: 0 });
        last = until;
    }
}
