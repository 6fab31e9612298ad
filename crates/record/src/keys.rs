//! The keys of the record as a whole: what seals names of holders and actors, what hashes for look-ups, what signs the
//! log. Random, kept in the database under the force key; so changing the force key changes no row that acts wrote.

use crate::RecordError;
use crate::table::Table;
use keyring::{Cell, ForceKeys, IndexKey, KeyError, Sealer, SecretKey, derive};
use store::{Store, Transaction};
use zeroize::Zeroizing;

/// Purposes of record keys, as the table `record_key` names them.
pub(crate) const PURPOSES: [&str; 3] = ["values", "index", "log"];

/// The keys, opened.
pub(crate) struct Keys {
    force: ForceKeys,
    values: Sealer,
    index: IndexKey,
    unlisted: IndexKey,
    log: SecretKey,
    /// From which rooms above get keys of their own.
    rooms: SecretKey,
}

impl Keys {
    /// Fresh keys, and how they are to be stored.
    pub(crate) fn fresh(force: ForceKeys) -> Result<(Self, Vec<Vec<u8>>), RecordError> {
        let keys = SecretKey::many(PURPOSES.len())?;
        let wrapped = (0_i64..)
            .zip(&keys)
            .map(|(row, key)| force.wrap(record_key_cell(row), key))
            .collect::<Result<_, _>>()?;
        Ok((Self::of(force, keys)?, wrapped))
    }

    /// Stores fresh keys.
    pub(crate) async fn write(
        wrapped: Vec<Vec<u8>>,
        transaction: &mut Transaction,
    ) -> Result<(), RecordError> {
        for (purpose, wrapped) in PURPOSES.into_iter().zip(wrapped) {
            transaction
                .execute(
                    "INSERT INTO record_key (purpose, wrapped) VALUES ($1, $2)",
                    &[purpose.into(), wrapped.into()],
                )
                .await?;
        }
        Ok(())
    }

    /// Opens the stored keys.
    pub(crate) async fn open(force: ForceKeys, store: &Store) -> Result<Self, RecordError> {
        let mut keys = Vec::with_capacity(PURPOSES.len());
        for (row, purpose) in (0_i64..).zip(PURPOSES) {
            let rows =
                store.read("SELECT wrapped FROM record_key WHERE purpose = $1", &[purpose.into()]).await?;
            let found = rows
                .first()
                .ok_or_else(|| RecordError::damaged(format!("its key '{purpose}' is missing")))?;
            keys.push(force.unwrap(record_key_cell(row), found.bytes(0)?)?);
        }
        Self::of(force, keys)
    }

    fn of(force: ForceKeys, keys: Vec<SecretKey>) -> Result<Self, RecordError> {
        let [values, index, log] =
            <[SecretKey; 3]>::try_from(keys).map_err(|_| RecordError::damaged("its keys are not three"))?;
        Ok(Self {
            force,
            rooms: derive::hkdf(&values, "tipstaff rooms/1"),
            values: Sealer::new(&values),
            unlisted: IndexKey::derive(&index, "tipstaff unlisted people/1"),
            index: IndexKey::derive(&index, "tipstaff look-up/1"),
            log,
        })
    }

    /// The force keys.
    pub(crate) fn force(&self) -> &ForceKeys {
        &self.force
    }

    /// The key that signs checkpoints.
    pub(crate) fn log(&self) -> &SecretKey {
        &self.log
    }

    /// A key for one use of a room.
    pub(crate) fn room(&self, label: &str) -> SecretKey {
        derive::hkdf(&self.rooms, label)
    }

    /// Seals a value that belongs to no person of the record.
    pub(crate) fn seal(
        &self,
        table: &Table,
        number: i64,
        column: &str,
        value: &[u8],
    ) -> Result<Vec<u8>, KeyError> {
        self.values.seal(Cell { table: table.name, row: number, column }, value)
    }

    /// Opens it.
    pub(crate) fn open_value(
        &self,
        table: &Table,
        number: i64,
        column: &str,
        sealed: &[u8],
    ) -> Result<Zeroizing<String>, RecordError> {
        let bytes = self.values.open(Cell { table: table.name, row: number, column }, sealed)?;
        String::from_utf8(bytes.to_vec())
            .map(Zeroizing::new)
            .map_err(|_| RecordError::damaged(format!("row {number} of {} holds no text", table.name)))
    }

    /// Keyed hash by which something is found again. The text has to be spelt the same way each time.
    pub(crate) fn tag(&self, kind: &str, text: &str) -> [u8; 16] {
        self.index.tag(kind, text.as_bytes())
    }

    /// Keyed hash of what identifies a person who is on no list.
    pub(crate) fn unlisted_tag(&self, text: &str) -> [u8; 16] {
        self.unlisted.tag("person", text.as_bytes())
    }

    /// A fresh salt.
    #[expect(clippy::unused_self, reason = "salts may come from a key one day; callers need not know")]
    pub(crate) fn salt(&self) -> Result<[u8; 32], RecordError> {
        random()
    }
}

/// Where a record key stands, which it is sealed to.
pub(crate) fn record_key_cell(row: i64) -> Cell<'static> {
    Cell { table: "record_key", row, column: "wrapped" }
}

/// Where a person's key stands, which it is sealed to.
pub(crate) fn person_key_cell(person: u32) -> Cell<'static> {
    Cell { table: "person_key", row: i64::from(person), column: "wrapped" }
}

/// Random bytes of the system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], RecordError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| RecordError::Refused {
        what: "the system gave no random bytes".into(),
        fix: "Try again".into(),
    })?;
    Ok(bytes)
}
