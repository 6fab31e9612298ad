//! What has to go out by a channel and has not. Alarms stand in the log and how a store stands in its last sweep, so only what
//! was taken is kept: whatever breaks off in between, nothing is forgotten, and what was taken is not told again.

use crate::message::{Message, standing_message};
use crate::stored::{count, stored};
use crate::{Evidence, EvidenceError, Standing};
use jiff::{SignedDuration, Timestamp};
use store::Value;

/// How long a process has a channel for itself, from each message on. One that ends in the middle keeps it no longer.
const BUSY: SignedDuration = SignedDuration::from_mins(2);

/// Something that has not gone out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pending(What);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Alarm(u64),
    Standing(u32, Standing),
}

impl Evidence<'_> {
    /// Makes a channel known: what is in suspense at this moment goes out by it, and all that comes after. It is named by a
    /// digest of what it is and where it leads: addresses can be of people.
    pub async fn open_channel(&self, channel: &str) -> Result<(), EvidenceError> {
        self.change(
            "INSERT INTO evidence_channel (channel, first, busy) SELECT $1, COALESCE( \
             (SELECT MIN(alarm) FROM evidence_difference WHERE ended IS NULL), \
             (SELECT MAX(position) + 1 FROM leaf)), 0 WHERE TRUE ON CONFLICT (channel) DO NOTHING",
            &[channel.into()],
        )
        .await?;
        Ok(())
    }

    /// Takes the channel for a while, so that two processes do not tell the same twice. False: another one has it.
    pub async fn take_channel(&self, channel: &str, now: Timestamp) -> Result<bool, EvidenceError> {
        let sql = "UPDATE evidence_channel SET busy = $2 WHERE channel = $1 AND busy < $3";
        let (from, until) = (now.as_microsecond(), (now + BUSY).as_microsecond());
        Ok(self.change(sql, &[channel.into(), until.into(), from.into()]).await? > 0)
    }

    /// Lets another process have the channel.
    pub async fn leave_channel(&self, channel: &str) -> Result<(), EvidenceError> {
        self.change("UPDATE evidence_channel SET busy = 0 WHERE channel = $1", &[channel.into()]).await?;
        Ok(())
    }

    /// What has not gone out by a channel, the oldest alarm first, then how stores stand.
    pub async fn pending(&self, channel: &str, now: Timestamp) -> Result<Vec<Pending>, EvidenceError> {
        let alarms = "SELECT DISTINCT d.alarm FROM evidence_difference d \
             JOIN evidence_channel c ON c.channel = $1 AND d.alarm >= c.first \
             WHERE NOT EXISTS (SELECT 1 FROM evidence_alarm_told t WHERE t.channel = $1 AND t.alarm = d.alarm) \
             ORDER BY d.alarm";
        let mut pending = Vec::new();
        for row in &self.record.read(alarms, &[channel.into()]).await? {
            pending.push(Pending(What::Alarm(count(row, 0)?)));
        }
        let told = self
            .record
            .read("SELECT store, standing FROM evidence_standing_told WHERE channel = $1", &[channel.into()])
            .await?;
        let sweeps = self.last_sweeps().await?;
        for store in self.stores().await? {
            let last = sweeps.iter().find(|sweep| sweep.store == store.number);
            let standing = Standing::of(&store, last, now);
            let mut before = Standing::Known.id();
            for row in &told {
                if row.integer(0)? == i64::from(store.number) {
                    before = row.text(1)?;
                }
            }
            if before != standing.id() {
                pending.push(Pending(What::Standing(store.number, standing)));
            }
        }
        Ok(pending)
    }

    /// What is to be sent; none: it is not so any more.
    pub async fn message(&self, pending: &Pending) -> Result<Option<Message>, EvidenceError> {
        let stores = self.stores().await?;
        match pending.0 {
            What::Alarm(alarm) => Ok(Some(self.alarm_message(&stores, alarm).await?)),
            What::Standing(number, standing) => {
                let sweeps = self.last_sweeps().await?;
                let last = sweeps.iter().find(|sweep| sweep.store == number);
                let store = stores.iter().find(|store| store.number == number);
                Ok(store.map(|store| standing_message(store, last, standing)))
            }
        }
    }

    /// It was taken: it does not go out again.
    pub async fn told(&self, channel: &str, pending: &Pending, now: Timestamp) -> Result<(), EvidenceError> {
        let at = now.as_microsecond();
        let (sql, values): (&str, Vec<Value>) = match pending.0 {
            What::Alarm(alarm) => (
                "INSERT INTO evidence_alarm_told (channel, alarm, at) VALUES ($1, $2, $3) \
                 ON CONFLICT (channel, alarm) DO NOTHING",
                vec![channel.into(), stored(alarm).into(), at.into()],
            ),
            What::Standing(store, standing) => (
                "INSERT INTO evidence_standing_told (channel, store, standing, at) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (channel, store) DO UPDATE SET standing = $3, at = $4",
                vec![channel.into(), i64::from(store).into(), standing.id().into(), at.into()],
            ),
        };
        self.change(sql, &values).await?;
        // The next message has its own time.
        let sql = "UPDATE evidence_channel SET busy = $2 WHERE channel = $1";
        self.change(sql, &[channel.into(), (now + BUSY).as_microsecond().into()]).await?;
        Ok(())
    }

    async fn change(&self, sql: &str, values: &[Value]) -> Result<u64, EvidenceError> {
        let mut transaction = self.record.database().begin("keep what was told").await?;
        let changed = transaction.execute(sql, values).await?;
        transaction.finish().await?;
        Ok(changed)
    }
}
