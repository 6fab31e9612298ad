//! The register of jobs.

use crate::stored::{actor, instant, number};
use crate::{CardError, CardOffice};
use cards::job::{CardKey, CardKeys, Desk, Manifest, Outcome};
use jiff::Timestamp;
use record::{CARD_JOB, Record};
use store::Row;

/// A sealed job.
#[derive(Debug, Clone)]
pub struct Job {
    /// Number of the job.
    pub number: u32,
    /// Number of the order.
    pub order: u32,
    /// Number of the delivery that it is.
    pub delivery: u32,
    /// Number of the share under which it was sealed.
    pub share: u32,
    /// Number of the holder who got it.
    pub holder: u32,
    /// Number of the holding that it opened.
    pub holding: u32,
    /// Whether it was said that it never reached the print service.
    pub is_cancelled: bool,
    /// When it was sealed.
    pub at: Timestamp,
    /// Number of the actor who sealed it: in that name the desk answers.
    pub by: u32,
    /// Until when it has to be destroyed.
    pub destroy_by: Timestamp,
    /// What is in it.
    pub manifest: Manifest,
    pub(crate) delivery_state_row: i64,
}

const SELECT: &str = "SELECT j.number, j.card_order, j.delivery, d.holder, d.holding, s.state, l.at, l.body, d.destroy_by, \
     j.manifest, s.number, d.share FROM card_job j \
     JOIN leaf l ON l.position = j.act \
     JOIN delivery d ON d.number = j.delivery \
     JOIN delivery_state s ON s.delivery = d.number AND s.ended IS NULL";

impl CardOffice<'_> {
    /// Every job, the newest first.
    pub async fn jobs(&self) -> Result<Vec<Job>, CardError> {
        let rows = self.record.read(&format!("{SELECT} ORDER BY j.number DESC"), &[]).await?;
        rows.iter().map(|row| job(self.record, row)).collect()
    }

    /// One job, by its number here or by the one that the print service knows.
    pub async fn job(&self, named: &str) -> Result<Job, CardError> {
        let unknown =
            || CardError::Unknown { what: format!("job {}", named.chars().take(40).collect::<String>()) };
        let rows = match named.parse::<u32>() {
            Ok(number) => {
                self.record
                    .read(&format!("{SELECT} WHERE j.number = $1"), &[i64::from(number).into()])
                    .await?
            }
            Err(_) => self.record.read(&format!("{SELECT} WHERE j.job = $1"), &[named.into()]).await?,
        };
        job(self.record, rows.first().ok_or_else(unknown)?)
    }

    /// The keys of a job's cards.
    pub(crate) async fn keys(&self, job: &Job) -> Result<CardKeys, CardError> {
        let rows = self
            .record
            .read("SELECT keys FROM card_job WHERE number = $1", &[i64::from(job.number).into()])
            .await?;
        let row = rows.first().ok_or_else(|| CardError::damaged("a job is missing"))?;
        let text = self.record.opened(&CARD_JOB, i64::from(job.number), "keys", row.bytes(0)?)?;
        let bytes = crate::stored::from_text(&text)?;
        let (pieces, rest) = bytes.as_chunks::<32>();
        if pieces.len() != job.manifest.cards.len() || !rest.is_empty() {
            return Err(CardError::damaged("the keys of a job cannot be read"));
        }
        let mut keys = CardKeys::new();
        for (card, key) in job.manifest.cards.iter().zip(pieces) {
            keys.insert(card.serial, CardKey::from_bytes(key));
        }
        Ok(keys)
    }
}

fn job(record: &Record, row: &Row) -> Result<Job, CardError> {
    let known = number(row, 0)?;
    let text = record.opened(&CARD_JOB, i64::from(known), "manifest", row.bytes(9)?)?;
    let manifest = serde_json::from_str(&text)
        .map_err(|_| CardError::damaged(format!("what is in job {known} cannot be read")))?;
    Ok(Job {
        number: known,
        order: number(row, 1)?,
        delivery: number(row, 2)?,
        share: number(row, 11)?,
        holder: number(row, 3)?,
        holding: number(row, 4)?,
        is_cancelled: row.text(5)? == "cancelled",
        at: instant(row, 6)?,
        by: actor(row, 7)?,
        destroy_by: instant(row, 8)?,
        manifest,
        delivery_state_row: row.integer(10)?,
    })
}

impl Job {
    /// Number of the job as the print service knows it.
    pub fn name(&self) -> String {
        self.manifest.job.to_string()
    }

    /// How many cards it has, its specimen aside.
    pub fn cards(&self) -> u64 {
        self.manifest.cards.len().saturating_sub(1) as u64
    }

    /// How many cards the print service can have seen, its specimen aside.
    pub fn exposed(&self, desk: &Desk) -> u64 {
        let specimen = self.manifest.cards.first().map(|card| card.serial);
        desk.exposed().filter(|serial| Some(*serial) != specimen).count() as u64
    }

    /// How many cards have this as their last receipt, the specimen aside.
    pub fn with(&self, desk: &Desk, outcome: Outcome) -> u64 {
        let specimen = self.manifest.cards.first().map(|card| card.serial);
        desk.ledger().with(outcome).filter(|serial| Some(*serial) != specimen).count() as u64
    }
}
