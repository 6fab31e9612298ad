//! How far jobs are, in counts: asked of the tables, without opening what a job holds.

use crate::stored::{actor, instant, number};
use crate::{CardError, CardOffice, CardState};
use jiff::Timestamp;
use std::collections::BTreeMap;
use store::{Row, Value};

/// What became of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobState {
    /// Keys are handed out.
    Open,
    /// No further key is handed out.
    Stopped,
    /// Its print service signed that nothing of it is left.
    Closed,
    /// It never reached its print service, as somebody said.
    Cancelled,
}

/// How far a job is.
#[derive(Debug, Clone)]
pub struct Progress {
    /// Number of the job.
    pub number: u32,
    /// Its number as the print service knows it.
    pub name: String,
    /// Number of the order.
    pub order: u32,
    /// Number of the delivery that it is.
    pub delivery: u32,
    /// Number of the share.
    pub share: u32,
    /// Number of the holder who got it.
    pub holder: u32,
    /// Number of the holding that it opened.
    pub holding: u32,
    /// When it was sealed.
    pub at: Timestamp,
    /// Number of the actor who sealed it.
    pub by: u32,
    /// Until when it has to be destroyed.
    pub destroy_by: Timestamp,
    /// What became of it.
    pub state: JobState,
    /// People whose face the print service can have seen; their cards are as many.
    pub exposed: u64,
    /// How many cards are what.
    pub cards: BTreeMap<CardState, u64>,
}

impl Progress {
    /// How many cards it has.
    pub fn all(&self) -> u64 {
        self.cards.values().sum()
    }

    /// How many of them are this.
    pub fn with(&self, state: CardState) -> u64 {
        self.cards.get(&state).copied().unwrap_or(0)
    }

    /// Whether something of it may still be at the print service.
    pub fn is_out(&self) -> bool {
        matches!(self.state, JobState::Open | JobState::Stopped)
    }

    /// Whether it should have been destroyed by now.
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        self.is_out() && now > self.destroy_by
    }
}

const SELECT: &str = "SELECT j.number, j.job, j.card_order, j.delivery, d.share, d.holder, d.holding, l.at, l.body, d.destroy_by, \
     s.state, \
     (SELECT COUNT(*) FROM card_job_event e WHERE e.job = j.number AND e.kind = 'stopped'), \
     (SELECT COUNT(*) FROM card_job_event e WHERE e.job = j.number AND e.kind = 'closed') \
     FROM card_job j \
     JOIN leaf l ON l.position = j.act \
     JOIN delivery d ON d.number = j.delivery \
     JOIN delivery_state s ON s.delivery = d.number AND s.ended IS NULL";

impl CardOffice<'_> {
    /// How far every job is, the newest first.
    pub async fn progress(&self) -> Result<Vec<Progress>, CardError> {
        self.progress_where("", "", &[]).await
    }

    /// How far one job is, by its number here.
    pub async fn progress_of(&self, job: u32) -> Result<Progress, CardError> {
        let found =
            self.progress_where(" WHERE j.number = $1", " AND s.job = $1", &[i64::from(job).into()]).await?;
        found.into_iter().next().ok_or_else(|| CardError::Unknown { what: format!("job {job}") })
    }

    async fn progress_where(
        &self,
        jobs: &str,
        cards: &str,
        values: &[Value],
    ) -> Result<Vec<Progress>, CardError> {
        let rows = self.record.read(&format!("{SELECT}{jobs} ORDER BY j.number DESC"), values).await?;
        let mut found = rows.iter().map(progress).collect::<Result<Vec<_>, _>>()?;
        let counts = self
            .record
            .read(
                &format!(
                    "SELECT s.job, s.state, COUNT(*) FROM card_state s \
                     WHERE s.ended IS NULL AND s.job IS NOT NULL{cards} GROUP BY s.job, s.state"
                ),
                values,
            )
            .await?;
        for row in &counts {
            let known = number(row, 0)?;
            let Some(job) = found.iter_mut().find(|job| job.number == known) else { continue };
            let state = CardState::named(row.text(1)?)
                .ok_or_else(|| CardError::damaged("a card has no known state"))?;
            job.cards.insert(state, row.integer(2)?.unsigned_abs());
        }
        for job in &mut found {
            job.exposed = self.record.holding_order(job.holding).await?.subjects.certain();
        }
        Ok(found)
    }

    /// How many revoked cards, and ended telephones, still look good to the public: no list was published since.
    pub async fn unpublished(&self) -> Result<(u64, u64), CardError> {
        let telephones = self
            .record
            .read(
                "SELECT COUNT(*) FROM card_telephone t \
                 JOIN leaf l ON l.position = t.ended \
                 LEFT JOIN card_list p ON p.address = t.list AND p.ended IS NULL \
                 WHERE p.published IS NULL OR p.published < l.at",
                &[],
            )
            .await?;
        let rows = self
            .record
            .read(
                "SELECT COUNT(*) FROM card_state s \
                 JOIN leaf l ON l.position = s.act \
                 JOIN card c ON c.number = s.card \
                 JOIN card_issuer i ON i.number = c.list \
                 LEFT JOIN card_list p ON p.address = i.list AND p.ended IS NULL \
                 WHERE s.ended IS NULL AND s.state = 'revoked' AND (p.published IS NULL OR p.published < l.at)",
                &[],
            )
            .await?;
        let count = |rows: &[Row]| {
            let count = rows.first().map(|row| row.integer(0)).transpose()?;
            Ok::<_, CardError>(count.unwrap_or(0).unsigned_abs())
        };
        Ok((count(&rows)?, count(&telephones)?))
    }
}

fn progress(row: &Row) -> Result<Progress, CardError> {
    let state = match (row.text(10)?, row.integer(11)?, row.integer(12)?) {
        ("cancelled", ..) => JobState::Cancelled,
        (_, _, 1..) => JobState::Closed,
        (_, 1.., _) => JobState::Stopped,
        _ => JobState::Open,
    };
    Ok(Progress {
        number: number(row, 0)?,
        name: row.text(1)?.to_owned(),
        order: number(row, 2)?,
        delivery: number(row, 3)?,
        share: number(row, 4)?,
        holder: number(row, 5)?,
        holding: number(row, 6)?,
        at: instant(row, 7)?,
        by: actor(row, 8)?,
        destroy_by: instant(row, 9)?,
        state,
        exposed: 0,
        cards: BTreeMap::new(),
    })
}
