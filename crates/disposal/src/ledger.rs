//! The ledger on the record's database, which alone can lock: a bucket cannot. See [`copies::Ledger`] for what it has to
//! promise, and [`crate::rules`] for what it decides.

use crate::held::is_held;
use crate::rules::{Authority, Booked, Books, Going, LEASE, decide};
use crate::stored::{self, stored};
use crate::{DisposalError, Disposing};
use copies::{
    Ask, AuthorityName, Denied, DestructionReceipt, Granted, ItemId, Ledger, MARGIN, ReplicaId, Verified,
};
use jiff::{SignedDuration, Timestamp};
use roaring::RoaringTreemap;
use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};
use store::{Row, StoreError, Transaction, Value};

/// A store of ours, as the ledger knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Number of the store.
    pub store: u32,
    /// Number of the holder that it is.
    pub holder: u32,
    /// Its identity.
    pub replica: ReplicaId,
}

/// The ledger. It knows items by number and is asked by name, so whoever asks says first which items it will be about: what
/// name an item has is the record's to say.
#[derive(Debug)]
pub struct RecordLedger<'r> {
    disposing: &'r Disposing<'r>,
    places: Vec<Place>,
    items: Mutex<HashMap<ItemId, u64>>,
    sets: Sets,
}

/// Sets of items in rows that never change.
#[derive(Debug, Default)]
struct Sets(Mutex<HashMap<(&'static str, i64), Arc<RoaringTreemap>>>);

/// Why a transaction ended.
enum Ended {
    Denied(Denied),
    Store(StoreError),
    Damaged,
}

impl From<StoreError> for Ended {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Ended> for Denied {
    fn from(ended: Ended) -> Self {
        match ended {
            Ended::Denied(denied) => denied,
            Ended::Store(error) => Self::NotNow(error.to_string()),
            Ended::Damaged => Self::NotNow("what is stored about it is damaged".into()),
        }
    }
}

/// Whoever grants takes a turn at this one row, so on PostgreSQL too each sees what the one before it has booked.
const TURN: &str = "INSERT INTO evidence_ledger (id, turn) VALUES (1, 1) \
     ON CONFLICT (id) DO UPDATE SET turn = evidence_ledger.turn + 1";

impl<'r> RecordLedger<'r> {
    /// The ledger, for these stores of ours.
    pub fn new(disposing: &'r Disposing<'r>, places: Vec<Place>) -> Self {
        Self { disposing, places, items: Mutex::default(), sets: Sets::default() }
    }

    /// Makes an item known, and gives its name.
    pub fn knows(&self, item: u64) -> ItemId {
        let name = self.disposing.evidence().item_id(item);
        self.items.lock().unwrap_or_else(PoisonError::into_inner).insert(name, item);
        name
    }

    /// Books a copy as gone, with its receipt.
    pub async fn gone(&self, receipt: &DestructionReceipt, receipt_text: &[u8]) -> Result<(), DisposalError> {
        let copy = copy_name(receipt.item, receipt.replica);
        let at = receipt.at.as_microsecond();
        let mut transaction = self.disposing.record().database().begin("book a copy as gone").await?;
        transaction.execute(TURN, &[]).await?;
        let sql = "UPDATE evidence_going SET gone = $1, receipt = $2 WHERE copy = $3 AND gone IS NULL";
        if transaction.execute(sql, &[at.into(), receipt_text.to_vec().into(), copy.into()]).await? != 1 {
            return Err(DisposalError::damaged("a copy is gone that was not booked as going"));
        }
        // What has ended is of no use to anybody.
        let yesterday = at.saturating_sub(SignedDuration::from_hours(24).as_micros().try_into().unwrap_or(0));
        transaction.execute("DELETE FROM evidence_lease WHERE until < $1", &[yesterday.into()]).await?;
        Ok(transaction.finish().await?)
    }

    /// Books a copy as there again whose destruction broke off and that was read since. Whoever was to destroy it may be at it
    /// as long as its grant lasts, so only a reading from after that counts; says whether it did.
    pub async fn there_again(&self, read: &Verified) -> Result<bool, DisposalError> {
        let copy = copy_name(read.item(), read.replica());
        let until = read.at().checked_sub(LEASE + MARGIN).unwrap_or(Timestamp::MIN);
        let mut transaction = self.disposing.record().database().begin("book a copy as there again").await?;
        transaction.execute(TURN, &[]).await?;
        let sql = "DELETE FROM evidence_going WHERE copy = $1 AND gone IS NULL AND since <= $2";
        let freed = transaction.execute(sql, &[copy.into(), until.as_microsecond().into()]).await?;
        transaction.finish().await?;
        Ok(freed == 1)
    }

    fn place(&self, replica: ReplicaId) -> Option<&Place> {
        self.places.iter().find(|place| place.replica == replica)
    }

    async fn granted(
        &self,
        transaction: &mut Transaction,
        ask: &Ask,
        item: u64,
        now: Timestamp,
    ) -> Result<Granted, Ended> {
        transaction.execute(TURN, &[]).await?;
        let from = self.place(ask.from).ok_or(Ended::Denied(Denied::NoAuthority))?;
        let authority = match ask.authority {
            AuthorityName::Disposal(act) => self.disposal(transaction, act, item).await?,
            AuthorityName::Permit(act) => self.permit(transaction, act, item, from).await?,
        };
        let books = Books {
            authority,
            is_held: is_held(transaction, item).await?,
            copies: self.copies(transaction, ask.item, item).await?,
        };
        let granted = decide(&books, ask, now).map_err(Ended::Denied)?;
        let (AuthorityName::Disposal(act) | AuthorityName::Permit(act)) = ask.authority;
        let values: [Value; 5] = [
            copy_name(ask.item, ask.from).into(),
            stored(item).into(),
            i64::from(from.store).into(),
            stored(act).into(),
            now.as_microsecond().into(),
        ];
        let going = "INSERT INTO evidence_going (copy, item, store, act, since) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (copy) DO UPDATE SET act = excluded.act, since = excluded.since";
        transaction.execute(going, &values).await?;
        for lease in &granted.leases {
            // A lease that somebody else has ends no earlier for this.
            let sql = "INSERT INTO evidence_lease (copy, item, until) VALUES ($1, $2, $3) ON CONFLICT (copy) DO UPDATE \
                 SET until = CASE WHEN evidence_lease.until < excluded.until THEN excluded.until ELSE evidence_lease.until END";
            let until = lease.until.as_microsecond();
            let values: [Value; 3] =
                [copy_name(lease.item, lease.replica).into(), stored(item).into(), until.into()];
            transaction.execute(sql, &values).await?;
        }
        Ok(granted)
    }

    /// A disposal that is approved and has this item in its list.
    async fn disposal(
        &self,
        transaction: &mut Transaction,
        act: u64,
        item: u64,
    ) -> Result<Option<Authority>, Ended> {
        let sql = "SELECT d.number, d.cooling_seconds, d.last_seconds, l.at FROM evidence_disposal d \
             JOIN evidence_disposal_state t ON t.disposal = d.number AND t.ended IS NULL AND t.state = 'approved' \
             JOIN leaf l ON l.position = t.act WHERE d.act = $1 AND d.approvals <= \
             (SELECT COUNT(*) FROM evidence_disposal_approval a WHERE a.disposal = d.number AND a.ended IS NULL)";
        let rows = transaction.read(sql, &[stored(act).into()]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let number = row.integer(0)?;
        if !self.sets.get(transaction, "evidence_disposal", number).await?.contains(item) {
            return Ok(None);
        }
        let cooling = SignedDuration::from_secs(row.integer(1)?);
        let cooling_off_ends = instant(row, 3)?.checked_add(cooling).map_err(|_| Ended::Damaged)?;
        let last_after = SignedDuration::from_secs(row.integer(2)?);
        Ok(Some(Authority::Disposal { act, cooling_off_ends, last_after }))
    }

    /// A permit that has this item in its list for this store.
    async fn permit(
        &self,
        transaction: &mut Transaction,
        act: u64,
        item: u64,
        from: &Place,
    ) -> Result<Option<Authority>, Ended> {
        let sql = "SELECT number, survivors, ends FROM evidence_permit WHERE act = $1 AND store = $2 AND ended IS NULL";
        for row in transaction.read(sql, &[stored(act).into(), i64::from(from.store).into()]).await? {
            if !self.sets.get(transaction, "evidence_permit", row.integer(0)?).await?.contains(item) {
                continue;
            }
            let survivors = usize::try_from(row.integer(1)?).ok().and_then(NonZeroUsize::new);
            let survivors = survivors.ok_or(Ended::Damaged)?;
            let ends = instant(&row, 2)?;
            return Ok(Some(Authority::Permit { act, from: from.replica, survivors, ends }));
        }
        Ok(None)
    }

    /// The copies of an item in stores of ours, as they are booked.
    async fn copies(
        &self,
        transaction: &mut Transaction,
        name: ItemId,
        item: u64,
    ) -> Result<Vec<Booked>, Ended> {
        let mut going = HashMap::new();
        let sql = "SELECT store, since, gone FROM evidence_going WHERE item = $1";
        for row in transaction.read(sql, &[stored(item).into()]).await? {
            let gone = row.optional_integer(2)?.map(|_| instant(&row, 2)).transpose()?;
            going.insert(row.integer(0)?, Going { since: instant(&row, 1)?, gone });
        }
        let mut leased = HashMap::new();
        let sql = "SELECT copy, until FROM evidence_lease WHERE item = $1";
        for row in transaction.read(sql, &[stored(item).into()]).await? {
            leased.insert(row.text(0)?.to_owned(), instant(&row, 1)?);
        }
        let mut copies = Vec::with_capacity(self.places.len());
        for place in &self.places {
            copies.push(Booked {
                replica: place.replica,
                is_there: self.is_there(transaction, place, item).await?,
                going: going.get(&i64::from(place.store)).copied(),
                leased_until: leased.get(&copy_name(name, place.replica)).copied(),
            });
        }
        Ok(copies)
    }

    /// Whether the record says that a store has an item: it is in a holding of the store that has not ended.
    async fn is_there(&self, transaction: &mut Transaction, place: &Place, item: u64) -> Result<bool, Ended> {
        let sql = "SELECT s.number FROM holding h JOIN subjects s ON s.holding = h.holding AND s.ended IS NULL \
             WHERE h.ended IS NULL AND h.holder = $1 AND h.until_earliest IS NULL AND s.kind = 'items' \
             ORDER BY s.number DESC";
        for row in transaction.read(sql, &[i64::from(place.holder).into()]).await? {
            if self.sets.get(transaction, "subjects", row.integer(0)?).await?.contains(item) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

impl Ledger for RecordLedger<'_> {
    async fn grant(&self, ask: &Ask, now: Timestamp) -> Result<Granted, Denied> {
        let item = self.items.lock().unwrap_or_else(PoisonError::into_inner).get(&ask.item).copied();
        let item = item.ok_or(Denied::NoAuthority)?;
        let work = async |mut transaction: Transaction| self.granted(&mut transaction, ask, item, now).await;
        let granted = self.disposing.record().database().transaction("grant a destruction", work).await;
        granted.map_err(Denied::from)
    }
}

impl Sets {
    /// The set of items of a row; read once, for rows never change.
    async fn get(
        &self,
        transaction: &mut Transaction,
        table: &'static str,
        number: i64,
    ) -> Result<Arc<RoaringTreemap>, Ended> {
        let known = |sets: &Self| {
            sets.0.lock().unwrap_or_else(PoisonError::into_inner).get(&(table, number)).cloned()
        };
        if let Some(set) = known(self) {
            return Ok(set);
        }
        let column = match table {
            "evidence_disposal" => "chosen",
            "evidence_permit" => "items",
            _ => "definite",
        };
        let sql = format!("SELECT {column} FROM {table} WHERE number = $1");
        let rows = transaction.read(&sql, &[number.into()]).await?;
        let row = rows.first().ok_or(Ended::Damaged)?;
        let set = Arc::new(stored::items(row.bytes(0)?).map_err(|_| Ended::Damaged)?);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert((table, number), set.clone());
        Ok(set)
    }
}

fn instant(row: &Row, column: usize) -> Result<Timestamp, Ended> {
    Timestamp::from_microsecond(row.integer(column)?).map_err(|_| Ended::Damaged)
}

/// How the tables of the ledger call a copy.
pub(crate) fn copy_name(item: ItemId, replica: ReplicaId) -> String {
    format!("{item}.{replica}")
}
