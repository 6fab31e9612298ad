//! The desk: what a print agent asks for is answered, what it signed is taken in. What happened is written down before its
//! effect leaves.

use crate::card::{self, turn};
use crate::jobs::Job;
use crate::{Card, CardError, CardOffice, CardState, events};
use cards::job::{Desk, DeskEvent, DestructionCertificate, Outcome, Refusal, RequestBundle, Serial};
use jiff::Timestamp;
use record::{
    Actor, CardJobClosed, CardJobStopped, CardKeysHandedOut, CardReceiptsTaken, DELIVERY_STATE, Ending,
    FieldSet, Recorded, Subjects, Writing,
};
use roaring::RoaringBitmap;
use share::{ShareState, Shares};
use std::collections::HashMap;
use store::Value;

/// How long a print service takes for a card at least, in seconds: machines that print, laminate and look take three to thirty.
/// Whoever has stolen an agent gets no keys faster than that, so that somebody can stop the job.
const PACE: u64 = 2;

/// What a request for keys is answered with.
#[derive(Debug)]
pub enum Answered {
    /// Keys of a window, sealed to the one-time key of the agent.
    Keys {
        /// Which window.
        window: u32,
        /// The answer.
        answer: Vec<u8>,
    },
    /// Not yet: no print service is so fast. To be asked again after so many seconds; nothing was taken in.
    NotYet {
        /// How many.
        seconds: u64,
    },
    /// The job was stopped: no key comes any more.
    Stopped,
    /// Not these keys, and why, in words for the print service. Receipts that came with it were taken in all the same.
    Refused(CardError),
}

/// What was taken in of receipts.
#[derive(Debug, Clone)]
pub struct Receipts {
    /// Receipts that are new.
    pub fresh: u64,
    /// The act; none: nothing was new.
    pub recorded: Option<Recorded>,
}

impl CardOffice<'_> {
    /// Answers a print agent. The agent has no account: its request is signed with the key that the share was approved for.
    /// `by` is who carried the request here; none: it came over a network, and is answered in the name of whoever sealed the
    /// job, at the pace of a print service.
    pub async fn answer(
        &self,
        by: Option<&Actor>,
        job: &Job,
        bundle: &[u8],
        now: Timestamp,
    ) -> Result<Answered, CardError> {
        let bundle = RequestBundle::from_json(bundle)?;
        // Whoever did not sign it costs us nothing more.
        if let Err(error) = bundle.request(&job.manifest.agent_key()?) {
            return Ok(Answered::Refused(Refusal::Request(error).into()));
        }
        let is_by_network = by.is_none();
        let by = match by {
            Some(by) => by.clone(),
            None => self.sealed_by(job).await?,
        };
        let keys = self.keys(job).await?;
        let mut writing = self.record.begin("hand out keys of cards", now).await?;
        // Asked within the transaction: whoever ends the share meanwhile waits, or has ended it.
        if is_cancelled(&mut writing, job).await? {
            return Ok(Answered::Refused(CardError::Cancelled { job: job.number }));
        }
        if let Some(why) = self.is_over(job, now).await? {
            return Ok(Answered::Refused(why));
        }
        let mut desk = events::read(&mut writing, job).await?;
        let is_open = desk.stopped().is_none() && desk.closed().is_none();
        if is_by_network
            && is_open
            && let Some((at, cards)) = desk.latest()
        {
            let since = u64::try_from(now.duration_since(at).as_secs()).unwrap_or(0);
            let left = (cards * PACE).saturating_sub(since);
            if left > 0 {
                return Ok(Answered::NotYet { seconds: left });
            }
        }
        let mut happened = Vec::new();
        let answer = desk.ask(&bundle, &keys, now, &mut happened);
        if happened.is_empty() {
            return Ok(refused(answer));
        }
        events::write(&mut writing, job, &happened).await?;
        self.turned(&mut writing, job, &desk, &happened).await?;
        let receipts =
            happened.iter().filter(|event| matches!(event, DeskEvent::Receipt { .. })).count() as u64;
        let handed_out = happened.iter().find_map(|event| match event {
            DeskEvent::HandedOut { window, serials, again, .. } => {
                Some((*window, serials.len() as u64, *again))
            }
            _ => None,
        });
        let Some((window, cards, again)) = handed_out else {
            writing.commit(&CardReceiptsTaken { job: job.number, receipts }, &by, &[]).await?;
            return Ok(refused(answer));
        };
        self.restate(&mut writing, job, &desk).await?;
        let act = CardKeysHandedOut { job: job.number, holding: job.holding, window, cards, again, receipts };
        writing.commit(&act, &by, &[]).await?;
        Ok(match answer {
            Ok(answer) => Answered::Keys { window, answer },
            Err(error) => Answered::Refused(error.into()),
        })
    }

    /// Takes in receipts, in their order. Those that are here already change nothing.
    pub async fn take_receipts(
        &self,
        by: &Actor,
        job: &Job,
        notes: &[String],
        now: Timestamp,
    ) -> Result<Receipts, CardError> {
        let mut writing = self.record.begin("take in receipts of cards", now).await?;
        let mut desk = events::read(&mut writing, job).await?;
        if is_cancelled(&mut writing, job).await? {
            return Err(CardError::Cancelled { job: job.number });
        }
        let mut happened = Vec::new();
        for note in notes {
            match desk.receipt(note, now) {
                Ok(event) => happened.push(event),
                Err(cards::job::ReceiptError::Again { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        if happened.is_empty() {
            return Ok(Receipts { fresh: 0, recorded: None });
        }
        let receipts = happened.len() as u64;
        events::write(&mut writing, job, &happened).await?;
        self.turned(&mut writing, job, &desk, &happened).await?;
        let recorded = writing.commit(&CardReceiptsTaken { job: job.number, receipts }, by, &[]).await?;
        Ok(Receipts { fresh: receipts, recorded: Some(recorded) })
    }

    /// Stops a job: no further key leaves. One action.
    pub async fn stop(&self, by: &Actor, job: &Job, now: Timestamp) -> Result<Recorded, CardError> {
        let mut writing = self.record.begin("stop a job of cards", now).await?;
        let mut desk = events::read(&mut writing, job).await?;
        let Some(event) = desk.stop(now) else {
            return Err(CardError::NothingToDo { what: "the job was stopped or closed before" });
        };
        events::write(&mut writing, job, &[event]).await?;
        let act = CardJobStopped { job: job.number, handed_out: job.exposed(&desk), cards: job.cards() };
        Ok(writing.commit(&act, by, &[]).await?)
    }

    /// Takes in the certificate of destruction, which has to agree with the receipts. It closes delivery and holding.
    pub async fn close(
        &self,
        by: &Actor,
        job: &Job,
        note: &str,
        now: Timestamp,
    ) -> Result<Recorded, CardError> {
        let mut writing = self.record.begin("close a job of cards", now).await?;
        let mut desk = events::read(&mut writing, job).await?;
        if desk.closed().is_some() {
            return Err(CardError::NothingToDo { what: "the job was closed before" });
        }
        if is_cancelled(&mut writing, job).await? {
            return Err(CardError::Cancelled { job: job.number });
        }
        let agent = job.manifest.agent_key()?;
        let said = DestructionCertificate::open(note, &job.manifest, desk.ledger(), &agent, now)?;
        let event = desk.close(note, now)?;
        events::write(&mut writing, job, &[event]).await?;
        let stated = Timestamp::from_microsecond(said.at)
            .map_err(|_| CardError::damaged("a certificate has no time"))?;
        writing.end(&DELIVERY_STATE, &[job.delivery_state_row]).await?;
        let state: Vec<Value> = vec![
            i64::from(job.delivery).into(),
            share::DeliveryState::Destroyed.id().into(),
            stated.as_microsecond().into(),
            note.as_bytes().to_vec().into(),
        ];
        writing.insert_one(&DELIVERY_STATE, state).await?;
        // Before it was sealed nothing was destroyed, whatever a clock says; and nothing is destroyed tomorrow.
        let ending = Ending { earliest: stated.max(job.at).min(writing.at()), latest: Some(writing.at()) };
        writing.close_holding(job.holding, ending).await?;
        let act = CardJobClosed {
            job: job.number,
            delivery: job.delivery,
            holding: job.holding,
            printed: job.with(&desk, Outcome::Printed),
            spoiled: job.with(&desk, Outcome::Spoiled),
            destroyed: job.with(&desk, Outcome::Destroyed),
            stated: stated.to_string(),
        };
        Ok(writing.commit(&act, by, &[]).await?)
    }

    /// Why no key is handed out although nobody stopped the job: its share was ended, its print service has other keys or
    /// is one no longer, or the day is over on which it had to be destroyed.
    async fn is_over(&self, job: &Job, now: Timestamp) -> Result<Option<CardError>, CardError> {
        let share = Shares::new(self.record).share(&job.share.to_string()).await?;
        let is_allowed = share.state == ShareState::Approved && !share.has_other_keys;
        Ok((!is_allowed || now > job.destroy_by).then_some(CardError::Over { job: job.number }))
    }

    /// In whose name the desk answers.
    pub(crate) async fn sealed_by(&self, job: &Job) -> Result<Actor, CardError> {
        let actor = self.record.actor_numbered(job.by).await?;
        actor.ok_or_else(|| CardError::damaged(format!("nobody sealed job {}", job.number)))
    }

    /// Cards become what their receipts say. One that was revoked stays revoked.
    async fn turned(
        &self,
        writing: &mut Writing<'_>,
        job: &Job,
        desk: &Desk,
        happened: &[DeskEvent],
    ) -> Result<(), CardError> {
        let cards = self.in_job(writing, job).await?;
        let by_serial: HashMap<Serial, &Card> = cards.iter().map(|card| (card.serial, card)).collect();
        let mut changed: Vec<(&Card, CardState, Option<u32>)> = Vec::new();
        for event in happened {
            let DeskEvent::Receipt { receipt, .. } = event else { continue };
            let Some(card) = by_serial.get(&receipt.serial) else { continue };
            let already = changed.iter().any(|(known, ..)| known.number == card.number);
            if already || card.state == CardState::Revoked {
                continue;
            }
            let state = match desk.ledger().outcome(&receipt.serial) {
                Some(Outcome::Printed) => CardState::Printed,
                Some(Outcome::Spoiled) => CardState::Spoiled,
                Some(Outcome::Destroyed) => CardState::Destroyed,
                None => continue,
            };
            changed.push((card, state, Some(job.number)));
        }
        turn(writing, &changed).await
    }

    /// The holding says of whom the print service can have seen the face.
    async fn restate(&self, writing: &mut Writing<'_>, job: &Job, desk: &Desk) -> Result<(), CardError> {
        let cards = self.in_job(writing, job).await?;
        let exposed: std::collections::BTreeSet<Serial> = desk.exposed().collect();
        let (mut definite, mut possible) = (RoaringBitmap::new(), RoaringBitmap::new());
        for card in &cards {
            if exposed.contains(&card.serial) {
                definite.insert(card.person);
            } else {
                possible.insert(card.person);
            }
        }
        possible -= &definite;
        let rows = writing
            .read("SELECT fields FROM delivery WHERE number = $1", &[i64::from(job.delivery).into()])
            .await?;
        let bits = rows.first().map(|row| row.integer(0)).transpose()?;
        let fields = bits
            .and_then(FieldSet::from_bits)
            .ok_or_else(|| CardError::damaged("a delivery has unknown fields"))?;
        writing.restate_holding(job.holding, fields, Subjects::People { definite, possible }).await?;
        Ok(())
    }

    /// Cards of a job within a transaction, revoked ones among them.
    async fn in_job(&self, writing: &mut Writing<'_>, job: &Job) -> Result<Vec<Card>, CardError> {
        let statement = format!("{} WHERE s.job = $1 ORDER BY c.number", card::SELECT);
        let rows = writing.read(&statement, &[i64::from(job.number).into()]).await?;
        rows.iter().map(|row| card::card(self.record, row)).collect()
    }
}

async fn is_cancelled(writing: &mut Writing<'_>, job: &Job) -> Result<bool, CardError> {
    let rows = writing
        .read(
            "SELECT state FROM delivery_state WHERE delivery = $1 AND ended IS NULL",
            &[i64::from(job.delivery).into()],
        )
        .await?;
    let row = rows.first().ok_or_else(|| CardError::damaged("a delivery has no state"))?;
    Ok(row.text(0)? == share::DeliveryState::Cancelled.id())
}

fn refused(answer: Result<Vec<u8>, Refusal>) -> Answered {
    match answer {
        Err(Refusal::Stopped) => Answered::Stopped,
        Err(error) => Answered::Refused(error.into()),
        // Keys are never handed out without an event.
        Ok(_) => Answered::Refused(CardError::BrokeOff),
    }
}
