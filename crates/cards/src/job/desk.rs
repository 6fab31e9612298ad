//! The force's side of a job: who hands out keys. It decides, and gives each decision as an event for the caller to write
//! down; the events give the same desk again.

use super::certificate::DestructionCertificate;
use super::error::JobError;
use super::keys::CardKeys;
use super::manifest::Manifest;
use super::receipt::{Ledger, Outcome, Receipt, ReceiptError};
use super::request::{KeyRequest, RequestBundle};
use super::serial::{JobId, Serial};
use super::window::Window;
use jiff::Timestamp;
use tlog::VerifierKey;

/// For how long a request may be on its way, in seconds: a week.
const LONGEST_WAY: i64 = 7 * 24 * 60 * 60;

/// How often keys of the same window are handed out once more: an agent that stops in the middle needs it now and then.
const MOST_REPEATS: u32 = 20;

/// What happened to a job. It is written down before its effect leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeskEvent {
    /// Keys of a window were handed out, perhaps once more, to an agent that had stopped in the middle.
    HandedOut {
        /// Which window.
        window: u32,
        /// Its cards: from now on the print service may have seen them.
        serials: Vec<Serial>,
        /// Whether they had been handed out before.
        again: bool,
        /// When.
        at: Timestamp,
    },
    /// A receipt came.
    Receipt {
        /// As it was signed.
        note: String,
        /// What it says.
        receipt: Receipt,
        /// When it came.
        at: Timestamp,
    },
    /// The job was stopped: no further key leaves.
    Stopped {
        /// When.
        at: Timestamp,
    },
    /// The certificate of destruction came.
    Closed {
        /// As it was signed.
        note: String,
        /// When it came.
        at: Timestamp,
    },
}

/// Why keys are not handed out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The job was stopped.
    #[error(
        "the job was stopped: no further key is handed out. Destroy what is left of it, and send the certificate"
    )]
    Stopped,
    /// The job is over.
    #[error("the job is closed. Ask the force for a new one")]
    Closed,
    /// The request is none.
    #[error(transparent)]
    Request(#[from] JobError),
    /// The request is about another job.
    #[error("the request is for job {job}, which is another one. Send it to where that job came from")]
    OtherJob {
        /// Which.
        job: JobId,
    },
    /// The clocks differ.
    #[error("the request is from another time than now. Set the clock of the print agent, and ask again")]
    Clock,
    /// A receipt is refused.
    #[error("a receipt is refused, so no further key is handed out: {0}")]
    Receipt(#[from] ReceiptError),
    /// Receipts are missing.
    #[error(
        "{missing} cards of the keys that were handed out have no receipt yet. Send their receipts, and ask again"
    )]
    ReceiptsMissing {
        /// How many.
        missing: usize,
    },
    /// Not the next window.
    #[error("window {asked} was asked for, and {next} is the next one. Ask for that")]
    NotNext {
        /// Which was asked for.
        asked: u32,
        /// Which is next.
        next: u32,
    },
    /// The same keys, over and over.
    #[error(
        "the keys of window {window} were handed out {MOST_REPEATS} times more already. Ask the card office of the force"
    )]
    TooOften {
        /// Which window.
        window: u32,
    },
    /// There is no such window.
    #[error(
        "the job has no further window: all of its keys were handed out. Send the certificate of destruction"
    )]
    NoFurther,
}

/// The force's side of a job.
#[derive(Debug, Clone)]
pub struct Desk {
    manifest: Manifest,
    agent: VerifierKey,
    ledger: Ledger,
    /// Windows that were handed out.
    handed_out: u32,
    /// When that happened last, and how often the newest of them was handed out once more.
    latest: Option<Timestamp>,
    repeats: u32,
    stopped: Option<Timestamp>,
    closed: Option<Timestamp>,
}

impl Desk {
    /// The desk of a job that was just sealed.
    pub fn new(manifest: Manifest) -> Result<Self, JobError> {
        manifest.check()?;
        let agent = manifest.agent_key()?;
        Ok(Self {
            manifest,
            agent,
            ledger: Ledger::new(),
            handed_out: 0,
            latest: None,
            repeats: 0,
            stopped: None,
            closed: None,
        })
    }

    /// The desk as it was after these events.
    pub fn replay(manifest: Manifest, events: &[DeskEvent]) -> Result<Self, ReceiptError> {
        let mut desk = Self::new(manifest).map_err(ReceiptError::Damaged)?;
        for event in events {
            match event {
                DeskEvent::HandedOut { window, again, at, .. } => desk.handed(*window, *again, *at),
                DeskEvent::Receipt { note, at, .. } => {
                    desk.ledger.take(&desk.manifest, note, &desk.agent, *at)?;
                }
                DeskEvent::Stopped { at } => desk.stopped = Some(*at),
                DeskEvent::Closed { at, .. } => desk.closed = Some(*at),
            }
        }
        Ok(desk)
    }

    /// What is in the job.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The receipts so far.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Since when it is stopped.
    pub fn stopped(&self) -> Option<Timestamp> {
        self.stopped
    }

    /// Since when it is closed.
    pub fn closed(&self) -> Option<Timestamp> {
        self.closed
    }

    /// When keys were last handed out, and for how many cards that window was; none: never.
    pub fn latest(&self) -> Option<(Timestamp, u64)> {
        let window = Window::of(&self.manifest, self.handed_out.checked_sub(1)?)?;
        Some((self.latest?, window.serials.len() as u64))
    }

    fn handed(&mut self, window: u32, again: bool, at: Timestamp) {
        self.handed_out = self.handed_out.max(window + 1);
        self.repeats = if again { self.repeats + 1 } else { 0 };
        self.latest = Some(at);
    }

    /// Cards whose keys were handed out: what the print service can have seen. All others it cannot have.
    pub fn exposed(&self) -> impl Iterator<Item = Serial> {
        let count = self.handed_out as usize * self.manifest.window as usize;
        self.manifest.cards.iter().take(count).map(|card| card.serial)
    }

    /// Hands out the keys of a window, if all is well. The events are for the caller to write down, those of the receipts
    /// also where keys are refused; the answer leaves after that.
    pub fn ask(
        &mut self,
        bundle: &RequestBundle,
        keys: &CardKeys,
        now: Timestamp,
        events: &mut Vec<DeskEvent>,
    ) -> Result<Vec<u8>, Refusal> {
        let request = KeyRequest::open(&bundle.request, &self.agent)?;
        if request.job != self.manifest.job {
            return Err(Refusal::OtherJob { job: request.job });
        }
        // Receipts count whatever becomes of the request.
        for note in &bundle.receipts {
            match self.receipt(note, now) {
                Ok(event) => events.push(event),
                Err(ReceiptError::Again { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        if self.closed.is_some() {
            return Err(Refusal::Closed);
        }
        if self.stopped.is_some() {
            return Err(Refusal::Stopped);
        }
        let at = Timestamp::from_microsecond(request.at).map_err(|_| Refusal::Clock)?;
        // An offline bureau's request travels for a while; one from the future does not exist.
        let age = now.duration_since(at).as_secs();
        if !(-super::SKEW_SECONDS..=LONGEST_WAY).contains(&age) {
            return Err(Refusal::Clock);
        }
        let again = request.window + 1 == self.handed_out;
        if again && self.repeats >= MOST_REPEATS {
            return Err(Refusal::TooOften { window: request.window });
        }
        if !again && request.window != self.handed_out {
            return Err(Refusal::NotNext { asked: request.window, next: self.handed_out });
        }
        let missing = self.exposed().filter(|serial| self.ledger.outcome(serial).is_none()).count();
        if !again && missing > 0 {
            return Err(Refusal::ReceiptsMissing { missing });
        }
        let window = Window::of(&self.manifest, request.window).ok_or(Refusal::NoFurther)?;
        let answer = window.seal(&self.manifest, keys, &self.manifest.recipient.parse()?)?;
        self.handed(request.window, again, now);
        events.push(DeskEvent::HandedOut { window: window.number, serials: window.serials, again, at: now });
        Ok(answer)
    }

    /// Takes a receipt.
    pub fn receipt(&mut self, note: &str, now: Timestamp) -> Result<DeskEvent, ReceiptError> {
        let receipt = self.ledger.check(&self.manifest, note, &self.agent, now)?;
        let serial = receipt.serial;
        // A card that could not be opened cannot have been printed; that it was destroyed, it can.
        if receipt.outcome != Outcome::Destroyed && !self.exposed().any(|exposed| exposed == serial) {
            return Err(ReceiptError::NoKey { serial });
        }
        self.ledger.keep(note, &receipt);
        Ok(DeskEvent::Receipt { note: note.to_owned(), receipt, at: now })
    }

    /// Stops the job. One action; a second one changes nothing.
    pub fn stop(&mut self, now: Timestamp) -> Option<DeskEvent> {
        if self.stopped.is_some() || self.closed.is_some() {
            return None;
        }
        self.stopped = Some(now);
        Some(DeskEvent::Stopped { at: now })
    }

    /// Takes the certificate of destruction.
    pub fn close(&mut self, note: &str, now: Timestamp) -> Result<DeskEvent, ReceiptError> {
        DestructionCertificate::open(note, &self.manifest, &self.ledger, &self.agent, now)?;
        self.closed = Some(now);
        Ok(DeskEvent::Closed { note: note.to_owned(), at: now })
    }
}
