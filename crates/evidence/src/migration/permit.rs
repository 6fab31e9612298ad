//! Whoever runs the source may delete there what is verified here: by name, until a day.

use crate::stored::{count, hex, narrow, number, stored};
use crate::{Evidence, EvidenceError, StoreMode, witnesses_are_current};
use inventory::Entry;
use jiff::{SignedDuration, Timestamp};
use record::{Actor, EVIDENCE_PERMIT, EvidenceDeletePermit, EvidencePermitRevoked, Recorded, Signer};
use roaring::RoaringTreemap;
use store::{Row, Value};

/// How old the reading of the copies may be.
const FRESH: SignedDuration = SignedDuration::from_hours(24);
/// How long a permit may last.
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 90);

/// A permit to delete.
pub struct Permit {
    /// Its number.
    pub number: u32,
    /// What may be deleted, in order of name, with the SHA-256 of each as it was copied.
    pub items: Vec<Entry>,
    /// Position of the act that says that the copies were read.
    pub verified: u64,
    /// From here on it allows nothing.
    pub ends: Timestamp,
    /// The act.
    pub recorded: Recorded,
}

/// A permit that allows something still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PermitInForce {
    /// Its number.
    pub number: u32,
    /// Number of the store where items may be deleted.
    pub store: u32,
    /// How many it names.
    pub items: u64,
    /// Copies of each that have to stay.
    pub survivors: u64,
    /// From here on it allows nothing.
    pub ends: Timestamp,
}

impl PermitInForce {
    fn of(row: &Row) -> Result<Self, EvidenceError> {
        Ok(Self {
            number: number(row, 0)?,
            store: number(row, 1)?,
            items: named(row.bytes(2)?)?.len(),
            survivors: count(row, 3)?,
            ends: crate::stored::instant(row, 4)?,
        })
    }
}

/// The items that a permit names.
pub(crate) fn named(items: &[u8]) -> Result<RoaringTreemap, EvidenceError> {
    RoaringTreemap::deserialize_from(items)
        .map_err(|_| EvidenceError::damaged("the items of a permit cannot be read"))
}

/// Counts only.
impl std::fmt::Debug for Permit {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Permit({}, {} items, until {})", self.number, self.items.len(), self.ends)
    }
}

impl Evidence<'_> {
    /// Permits to delete in the source what was read in every store within a day. Where the log has a policy, its witnesses have to
    /// be current.
    pub async fn permit_deletion(
        &self,
        by: &Actor,
        signer: &Signer,
        migration: u32,
        ends: Timestamp,
        now: Timestamp,
    ) -> Result<Permit, EvidenceError> {
        let migration = self.open_migration(migration).await?;
        let latest = self.latest(now).await?;
        if ends <= latest || ends.duration_since(now) > LONGEST {
            return Err(EvidenceError::PermitTooLong);
        }
        let refused = EvidenceError::NotVerified { migration: migration.number };
        let Some(verified) = migration.verified.clone() else { return Err(refused) };
        let read_at = self.act_at(verified.act).await?;
        if read_at > now || latest.duration_since(read_at) > FRESH || verified.items == 0 {
            return Err(refused);
        }
        witnesses_are_current(self.record, verified.act, now).await?;
        // What is known since to be wrong somewhere may not go.
        let held = self.held_well(Some(&migration.stores)).await?;
        let mut items = self.entries_of(&verified.list).await?;
        items.retain(|entry| {
            held.len() == migration.stores.len() && held.iter().all(|one| one.contains(entry.item))
        });
        if items.is_empty() {
            return Err(refused);
        }
        let list = self.kept(items.clone(), false).await?;
        let numbers: RoaringTreemap = items.iter().map(|entry| entry.item).collect();
        let mut bitmap = Vec::with_capacity(numbers.serialized_size());
        numbers
            .serialize_into(&mut bitmap)
            .map_err(|_| EvidenceError::damaged("the items of a permit cannot be written"))?;
        let mut writing = self.record.begin("permit a deletion", now).await?;
        let number = writing.reserve(&EVIDENCE_PERMIT, 1).await?;
        let survivors = u32::try_from(migration.stores.len()).unwrap_or(u32::MAX);
        let row: Vec<Value> = vec![
            i64::from(migration.source).into(),
            bitmap.into(),
            i64::from(survivors).into(),
            ends.as_microsecond().into(),
        ];
        writing.insert(&EVIDENCE_PERMIT, number, vec![row]).await?;
        let number = narrow(number)?;
        let act = EvidenceDeletePermit {
            permit: number,
            migration: migration.number,
            verified: verified.act,
            store: migration.source,
            items: items.len() as u64,
            survivors,
            ends: ends.to_string(),
            list: hex(&list.stored.sha256),
        };
        let recorded = writing.commit(&act, by, &[signer]).await?;
        // The digest is what counts; whoever has the list can compare.
        crate::lists::forget(&self.blobs, [&list]).await;
        Ok(Permit { number, items, verified: verified.act, ends, recorded })
    }

    /// Permits that allow something still, by number.
    pub async fn permits(&self, now: Timestamp) -> Result<Vec<PermitInForce>, EvidenceError> {
        let sql = "SELECT number, store, items, survivors, ends FROM evidence_permit \
                   WHERE ended IS NULL AND ends > $1 ORDER BY number";
        let rows = self.record.read(sql, &[self.latest(now).await?.as_microsecond().into()]).await?;
        rows.iter().map(PermitInForce::of).collect()
    }

    /// Ends a permit before its day. What is gone from the store after that is an alarm; what went before it and was not listed
    /// since is one too, and is settled as any other.
    pub async fn revoke_permit(
        &self,
        by: &Actor,
        signer: &Signer,
        permit: u32,
        now: Timestamp,
    ) -> Result<Recorded, EvidenceError> {
        let mut writing = self.record.begin("revoke a permit", now).await?;
        let sql = "SELECT number, store, items, survivors, ends FROM evidence_permit \
                   WHERE ended IS NULL AND number = $1";
        let rows = writing.read(sql, &[i64::from(permit).into()]).await?;
        let known = rows.first().map(PermitInForce::of).transpose()?;
        let standing = known.filter(|one| one.ends > now).ok_or(EvidenceError::NoPermit { permit })?;
        writing.end(&EVIDENCE_PERMIT, &[i64::from(permit)]).await?;
        let act = EvidencePermitRevoked { permit, store: standing.store };
        Ok(writing.commit(&act, by, &[signer]).await?)
    }

    async fn act_at(&self, position: u64) -> Result<Timestamp, EvidenceError> {
        let rows =
            self.record.read("SELECT at FROM leaf WHERE position = $1", &[stored(position).into()]).await?;
        let row = rows.first().ok_or_else(|| EvidenceError::damaged("an act is missing"))?;
        crate::stored::instant(row, 0)
    }

    /// Now, or when the newest act was, if that is later: a clock that was set back makes nothing young again, and no permit
    /// longer. Acts are never recorded before the act before them.
    async fn latest(&self, now: Timestamp) -> Result<Timestamp, EvidenceError> {
        let rows = self.record.read("SELECT at FROM head WHERE id = 1", &[]).await?;
        let row = rows.first().ok_or_else(|| EvidenceError::damaged("the head of the log is missing"))?;
        Ok(now.max(crate::stored::instant(row, 0)?))
    }

    /// Items that may be gone from a store, by permits in force: those of which as many copies as must survive are in our own
    /// stores, and in suspense in none of those.
    pub(crate) async fn permitted(
        &self,
        store: u32,
        now: Timestamp,
    ) -> Result<RoaringTreemap, EvidenceError> {
        let sql =
            "SELECT items, survivors FROM evidence_permit WHERE ended IS NULL AND store = $1 AND ends > $2";
        let now = self.latest(now).await?;
        let rows = self.record.read(sql, &[i64::from(store).into(), now.as_microsecond().into()]).await?;
        let mut permitted = RoaringTreemap::new();
        if rows.is_empty() {
            return Ok(permitted);
        }
        let held = self.held_well(None).await?;
        for row in &rows {
            let items = named(row.bytes(0)?)?;
            let survivors = count(row, 1)?;
            permitted.extend(
                items
                    .iter()
                    .filter(|item| held.iter().filter(|one| one.contains(*item)).count() as u64 >= survivors),
            );
        }
        Ok(permitted)
    }

    /// Of each of these stores of our own, or of all: items that it has to have and that are not in suspense there.
    pub(super) async fn held_well(
        &self,
        stores: Option<&[u32]>,
    ) -> Result<Vec<RoaringTreemap>, EvidenceError> {
        let mut held = Vec::new();
        for one in self.stores().await? {
            if one.mode != StoreMode::Own || stores.is_some_and(|stores| !stores.contains(&one.number)) {
                continue;
            }
            let expected = self
                .each_expected(&one, RoaringTreemap::new(), |items, entry| {
                    items.insert(entry.item);
                })
                .await?;
            held.push(expected - self.items_in_suspense_of(one.number).await?);
        }
        Ok(held)
    }
}
