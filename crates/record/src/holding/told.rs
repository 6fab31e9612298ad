//! Acts in sentences.

use crate::ledger::Leaf;
use crate::{Record, RecordError, table};
use jiff::Timestamp;
use store::Value;
use zeroize::Zeroizing;

/// Acts that are asked for by one statement.
const AT_ONCE: usize = 500;

/// An act, for a person. The sentence names numbers, never people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActTold {
    /// Its place in the log.
    pub position: u64,
    /// When it was recorded.
    pub at: Timestamp,
    /// Number of the actor.
    pub actor: u32,
    /// Its kind.
    pub kind: String,
    /// What happened.
    pub sentence: String,
}

impl Record {
    /// Acts by position, in their order.
    pub async fn acts_told(&self, positions: &[u64]) -> Result<Vec<ActTold>, RecordError> {
        let mut positions: Vec<i64> =
            positions.iter().filter_map(|position| i64::try_from(*position).ok()).collect();
        positions.sort_unstable();
        positions.dedup();
        let mut told = Vec::with_capacity(positions.len());
        for positions in positions.chunks(AT_ONCE) {
            let list: Vec<String> = (1..=positions.len()).map(|index| format!("${index}")).collect();
            let sql =
                format!("SELECT body FROM leaf WHERE position IN ({}) ORDER BY position", list.join(", "));
            let values: Vec<Value> = positions.iter().copied().map(Value::from).collect();
            for row in self.store().read(&sql, &values).await? {
                let leaf = Leaf::parse(row.bytes(0)?)?;
                told.push(ActTold {
                    position: leaf.position,
                    at: leaf.recorded_at()?,
                    actor: leaf.actor,
                    sentence: leaf.sentence(),
                    kind: leaf.kind,
                });
            }
        }
        Ok(told)
    }

    /// What was written about why an act was done. Words of people, who may name people: ask for them like for names.
    pub async fn notes(&self, position: u64) -> Result<Vec<Zeroizing<String>>, RecordError> {
        let position = i64::try_from(position).map_err(|_| RecordError::damaged("an act is out of range"))?;
        let rows = self
            .store()
            .read("SELECT number, text FROM act_note WHERE act = $1 ORDER BY number", &[position.into()])
            .await?;
        rows.iter()
            .map(|row| self.keys().open_value(&table::ACT_NOTE, row.integer(0)?, "text", row.bytes(1)?))
            .collect()
    }
}
