//! What happened to a job, as rows: the desk of a job is built from them each time, and nothing else remembers it.

use crate::jobs::Job;
use crate::stored::instant;
use crate::{CardError, CardOffice};
use cards::job::{Desk, DeskEvent, Receipt, Window};
use record::{CARD_JOB_EVENT, Writing};
use store::{Row, Value};

/// What is read of events.
pub(crate) const SELECT: &str = "SELECT kind, at, job_window, note FROM card_job_event";

/// The desk of a job, from rows of [`SELECT`].
pub(crate) fn desk(job: &Job, rows: &[Row]) -> Result<Desk, CardError> {
    let mut windows = 0;
    let mut events = Vec::with_capacity(rows.len());
    for row in rows {
        let event = event(job, row, windows)?;
        if let DeskEvent::HandedOut { window, .. } = &event {
            windows = windows.max(window + 1);
        }
        events.push(event);
    }
    Ok(Desk::replay(job.manifest.clone(), &events)?)
}

fn event(job: &Job, row: &Row, windows: u32) -> Result<DeskEvent, CardError> {
    let damaged = || CardError::damaged(format!("what happened to job {} makes no sense", job.number));
    let at = instant(row, 1)?;
    let note = || {
        let bytes = row.optional_bytes(3)?.ok_or_else(damaged)?;
        String::from_utf8(bytes.to_vec()).map_err(|_| damaged())
    };
    Ok(match row.text(0)? {
        "handed-out" => {
            let number = row.optional_integer(2)?.and_then(|number| u32::try_from(number).ok());
            let window = number.and_then(|number| Window::of(&job.manifest, number)).ok_or_else(damaged)?;
            let again = window.number < windows;
            DeskEvent::HandedOut { window: window.number, serials: window.serials, again, at }
        }
        "receipt" => {
            let note = note()?;
            let receipt = receipt(&note).ok_or_else(damaged)?;
            DeskEvent::Receipt { note, receipt, at }
        }
        "stopped" => DeskEvent::Stopped { at },
        "closed" => DeskEvent::Closed { note: note()?, at },
        _ => return Err(damaged()),
    })
}

/// What a receipt says; its signature is proved when the desk is built.
fn receipt(note: &str) -> Option<Receipt> {
    serde_json::from_str(note.lines().nth(1)?).ok()
}

/// Writes events as part of an act.
pub(crate) async fn write(
    writing: &mut Writing<'_>,
    job: &Job,
    events: &[DeskEvent],
) -> Result<(), CardError> {
    let first = writing.reserve(&CARD_JOB_EVENT, events.len()).await?;
    let rows = events.iter().map(|event| {
        let (kind, at, window, note) = match event {
            DeskEvent::HandedOut { window, at, .. } => ("handed-out", at, Some(i64::from(*window)), None),
            DeskEvent::Receipt { note, at, .. } => ("receipt", at, None, Some(note.as_bytes().to_vec())),
            DeskEvent::Stopped { at } => ("stopped", at, None, None),
            DeskEvent::Closed { note, at } => ("closed", at, None, Some(note.as_bytes().to_vec())),
        };
        let row: Vec<Value> = vec![
            i64::from(job.number).into(),
            kind.into(),
            at.as_microsecond().into(),
            window.into(),
            note.into(),
        ];
        row
    });
    Ok(writing.insert(&CARD_JOB_EVENT, first, rows.collect()).await?)
}

impl CardOffice<'_> {
    /// What is known of a job now.
    pub async fn desk(&self, job: &Job) -> Result<Desk, CardError> {
        let rows = self
            .record
            .read(&format!("{SELECT} WHERE job = $1 ORDER BY number"), &[i64::from(job.number).into()])
            .await?;
        desk(job, &rows)
    }
}

/// The same within a transaction.
pub(crate) async fn read(writing: &mut Writing<'_>, job: &Job) -> Result<Desk, CardError> {
    let rows = writing
        .read(&format!("{SELECT} WHERE job = $1 ORDER BY number"), &[i64::from(job.number).into()])
        .await?;
    desk(job, &rows)
}
