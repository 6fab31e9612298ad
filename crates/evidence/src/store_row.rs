//! Stores of evidence, as the record has them.

use crate::stored::number;
use crate::{Evidence, EvidenceError, StoreMode, StoreState, suspense};
use copies::ReplicaId;
use inventory::{Identity, Location};
use jiff::SignedDuration;
use record::{Actor, EVIDENCE_STORE, EvidenceStoreEnded, Recorded, Signer};
use store::Row;
use zeroize::Zeroizing;

/// A store of evidence.
#[derive(Clone)]
pub struct EvidenceStore {
    /// Its number.
    pub number: u32,
    /// Number of the holder that it is to exposure.
    pub holder: u32,
    /// Whose it is.
    pub mode: StoreMode,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub place: Zeroizing<String>,
    /// What the place was when it was added.
    pub identity: Option<Identity>,
    /// Which place of copies it is, if it is ours.
    pub replica: Option<ReplicaId>,
    /// How often it is to be listed.
    pub every: SignedDuration,
    pub(crate) row: i64,
}

/// Never the place.
impl std::fmt::Debug for EvidenceStore {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "EvidenceStore({}, holder {})", self.number, self.holder)
    }
}

impl EvidenceStore {
    /// The place, for reading only. Where another one stands now, such as the empty folder below a share that is not mounted,
    /// nothing is listed or read.
    pub fn location(&self) -> Result<Location, EvidenceError> {
        if self.mode == StoreMode::Own {
            return Err(EvidenceError::NotWatched { store: self.number });
        }
        let location = Location::parse(&self.place)?;
        Ok(match &self.identity {
            Some(identity) => location.known_as(identity.clone()),
            None => location,
        })
    }
}

impl Evidence<'_> {
    /// All stores, watched and our own, by number.
    pub async fn stores(&self) -> Result<Vec<EvidenceStore>, EvidenceError> {
        let rows = self
            .record
            .read(
                "SELECT number, store, holder, location, identity, every_seconds, mode FROM evidence_store \
                 WHERE ended IS NULL ORDER BY store",
                &[],
            )
            .await?;
        let mut stores = Vec::with_capacity(rows.len());
        for row in &rows {
            stores.push(self.store_of(row).await?);
        }
        Ok(stores)
    }

    /// The store of this name or number.
    pub async fn store(&self, named: &str) -> Result<EvidenceStore, EvidenceError> {
        let named = named.trim();
        let number: Option<u32> = named.strip_prefix('#').unwrap_or(named).parse().ok();
        let is_it = |store: &EvidenceStore| Some(store.number) == number || store.name == named;
        let found: Vec<_> = self.stores().await?.into_iter().filter(is_it).collect();
        match <[EvidenceStore; 1]>::try_from(found) {
            Ok([store]) => Ok(store),
            Err(_) => Err(EvidenceError::NoStore { name: named.chars().take(40).collect() }),
        }
    }

    /// Ends the watch over a store that is green, which is seen at this moment: else a loss would go with the watch. What it was
    /// known to hold stays on record.
    pub async fn end_store(
        &self,
        by: &Actor,
        signer: &Signer,
        store: &EvidenceStore,
        now: jiff::Timestamp,
    ) -> Result<Recorded, EvidenceError> {
        let waits = self.settlements().await?.iter().any(|one| one.store == store.number && one.waits());
        if waits || self.sweep(by, store, now).await?.state != StoreState::Green {
            return Err(EvidenceError::NotGreen { store: store.number });
        }
        let mut writing = self.record.begin("end an evidence store", now).await?;
        // Another sweep may have raised an alarm since.
        suspense::is_still(&mut writing, store.number, &[]).await?;
        writing.end(&EVIDENCE_STORE, &[store.row]).await?;
        Ok(writing.commit(&EvidenceStoreEnded { store: store.number }, by, &[signer]).await?)
    }

    async fn store_of(&self, row: &Row) -> Result<EvidenceStore, EvidenceError> {
        let damaged = || EvidenceError::damaged("an evidence store makes no sense");
        let holder = number(row, 2)?;
        let mode = StoreMode::named(row.text(6)?).ok_or_else(damaged)?;
        let (mut identity, mut replica) = (None, None);
        match (mode, row.optional_bytes(4)?) {
            (StoreMode::Watched, bytes) => {
                let parsed =
                    bytes.map(|bytes| serde_json::from_slice::<Identity>(bytes).map_err(|_| damaged()));
                identity = parsed.transpose()?;
            }
            (StoreMode::Own, Some(bytes)) => {
                replica = Some(ReplicaId(bytes.try_into().map_err(|_| damaged())?));
            }
            (StoreMode::Own, None) => return Err(damaged()),
        }
        let place = self.record.opened(&EVIDENCE_STORE, row.integer(0)?, "location", row.bytes(3)?)?;
        Ok(EvidenceStore {
            number: number(row, 1)?,
            holder,
            mode,
            name: self.record.holder(&holder.to_string()).await?.name.as_str().to_owned(),
            place,
            identity,
            replica,
            every: SignedDuration::from_secs(row.integer(5)?),
            row: row.integer(0)?,
        })
    }
}

/// What tells that a place is the same one.
pub(crate) enum Place<'p> {
    /// Of somebody else.
    Watched(&'p Identity),
    /// Of our own.
    Own(ReplicaId),
}

/// The columns of a store after `number`, `act` and `ended`.
pub(crate) fn columns(
    number: i64,
    holder: u32,
    sealed_place: Vec<u8>,
    place: &Place<'_>,
    every: SignedDuration,
) -> Result<Vec<store::Value>, EvidenceError> {
    let (mode, identity) = match place {
        Place::Watched(identity) => (
            StoreMode::Watched,
            serde_json::to_vec(identity)
                .map_err(|_| EvidenceError::damaged("the identity of a place cannot be written"))?,
        ),
        Place::Own(id) => (StoreMode::Own, id.0.to_vec()),
    };
    Ok(vec![
        number.into(),
        i64::from(holder).into(),
        mode.id().into(),
        sealed_place.into(),
        Some(identity).into(),
        every.as_secs().into(),
    ])
}
