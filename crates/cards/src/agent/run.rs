//! The print agent itself: one step at a time.

use super::error::AgentError;
use super::journal::{Entry, Journal};
use super::key_source::{Answer, KeySource};
use super::printer::{PrintError, Printer};
use crate::job::{
    CardKeys, DestructionCertificate, JobError, JobFile, JobSecret, Ledger, Manifest, Outcome, RequestBundle,
    Serial, Window, open_answer,
};
use jiff::Timestamp;
use std::fmt;
use std::io::{Read, Seek};
use std::path::Path;
use tlog::StatementKey;

/// What a step did, or what it waits for.
#[derive(Debug)]
pub enum Step {
    /// A card was printed and has its receipt.
    Printed {
        /// Which.
        serial: Serial,
        /// Whether it is the specimen: look at it before going on.
        specimen: bool,
    },
    /// Keys came.
    Keys {
        /// Of which window.
        window: u32,
    },
    /// The force has not answered yet.
    Waiting {
        /// For which window.
        window: u32,
    },
    /// The force refused, with its words.
    Refused {
        /// What it said.
        words: String,
    },
    /// The force stopped the job. What is left is to be destroyed: [`Agent::close`].
    Stopped,
    /// It is not known whether a card was printed: after a crash, or because the printer failed. Somebody has to look and
    /// [say](Agent::decide).
    Undecided {
        /// Which.
        serial: Serial,
        /// What the printer said, if it was that.
        why: Option<PrintError>,
    },
    /// Every card has its receipt. [Close](Agent::close) the job.
    AllDone,
    /// The job is closed.
    Closed,
}

/// A print agent at work on a job.
pub struct Agent<R: Read + Seek> {
    job: JobFile<R>,
    secret: JobSecret,
    key: StatementKey,
    journal: Journal,
    ledger: Ledger,
    /// Keys of the window that is being printed. They are nowhere else.
    keys: CardKeys,
    begun: Option<Serial>,
    again: Vec<Serial>,
    certificate: Option<String>,
}

impl<R: Read + Seek> Agent<R> {
    /// Takes up a job, where it was left if its journal is there.
    pub fn open(
        job: JobFile<R>,
        secret: JobSecret,
        key: StatementKey,
        journal: &Path,
        now: Timestamp,
    ) -> Result<Self, AgentError> {
        if job.manifest().agent_key()? != *key.verifier() {
            return Err(AgentError::OtherAgent);
        }
        let path = journal;
        let (journal, entries) = Journal::open(path, job.manifest().job)?;
        let mut agent = Self {
            job,
            secret,
            key,
            journal,
            ledger: Ledger::new(),
            keys: CardKeys::new(),
            begun: None,
            again: Vec::new(),
            certificate: None,
        };
        for entry in entries {
            match entry {
                Entry::Begun(serial) => agent.begun = Some(serial),
                Entry::Again(serial) => agent.again.push(serial),
                Entry::GivenUp(serial) => agent.again.retain(|again| *again != serial),
                Entry::Closed(note) => agent.certificate = Some(note),
                Entry::Receipt(note) => agent.take(&note, now)?,
            }
        }
        Ok(agent)
    }

    /// What is in the job.
    pub fn manifest(&self) -> &Manifest {
        self.job.manifest()
    }

    /// The receipts so far, to be sent to the force.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The certificate of destruction, once the job is closed.
    pub fn certificate(&self) -> Option<&str> {
        self.certificate.as_deref()
    }

    /// Does the next thing.
    pub fn step(
        &mut self,
        source: &dyn KeySource,
        printer: &dyn Printer,
        now: Timestamp,
    ) -> Result<Step, AgentError> {
        if self.certificate.is_some() {
            return Ok(Step::Closed);
        }
        if let Some(serial) = self.begun {
            return Ok(Step::Undecided { serial, why: None });
        }
        let Some((serial, specimen)) = self.next() else { return Ok(Step::AllDone) };
        if self.keys.get(&serial).is_none() {
            return self.ask(serial, source, now);
        }
        self.print(serial, specimen, printer, now)
    }

    /// The card that is printed next: one that is printed again before all others.
    fn next(&self) -> Option<(Serial, bool)> {
        let mut cards = self.manifest().cards.iter();
        let again = self.again.first().copied();
        let card = match again {
            Some(serial) => cards.find(|card| card.serial == serial),
            None => cards.find(|card| self.ledger.outcome(&card.serial).is_none()),
        };
        card.map(|card| (card.serial, card.specimen))
    }

    fn ask(&mut self, serial: Serial, source: &dyn KeySource, now: Timestamp) -> Result<Step, AgentError> {
        let manifest = self.job.manifest();
        let number = Window::number_of(manifest, &serial).ok_or(JobError::NoCard { serial })?;
        let window = Window::of(manifest, number).ok_or(JobError::NoCard { serial })?;
        let request = RequestBundle::sign(manifest, &self.ledger, number, &self.key, now)?;
        Ok(match source.ask(number, &request)? {
            Answer::Keys(answer) => {
                // The keys of the window before are forgotten with it.
                self.keys = open_answer(&answer, manifest, &window, &self.secret)?;
                Step::Keys { window: number }
            }
            Answer::NotYet => Step::Waiting { window: number },
            Answer::Stopped => Step::Stopped,
            Answer::Refused(words) => {
                // A card whose window is over is not printed again: it stays spoiled, and the others go on.
                if self.again.contains(&serial) {
                    self.journal.write(&Entry::GivenUp(serial))?;
                    self.again.retain(|again| *again != serial);
                }
                Step::Refused { words }
            }
        })
    }

    fn print(
        &mut self,
        serial: Serial,
        specimen: bool,
        printer: &dyn Printer,
        now: Timestamp,
    ) -> Result<Step, AgentError> {
        let key = self.keys.get(&serial).ok_or(JobError::NoCard { serial })?;
        let files = self.job.card(&serial, key)?;
        // From here on a card may come out, so it is written down first.
        self.journal.write(&Entry::Begun(serial))?;
        self.begun = Some(serial);
        if let Err(error) = printer.print(&serial, &files) {
            return Ok(Step::Undecided { serial, why: Some(error) });
        }
        self.receipt(serial, Outcome::Printed, now)?;
        Ok(Step::Printed { serial, specimen })
    }

    /// Says what became of a card that was begun: it was printed well, or it is spoiled, which includes "no card came out".
    pub fn decide(&mut self, serial: Serial, outcome: Outcome, now: Timestamp) -> Result<(), AgentError> {
        self.is_open()?;
        if self.begun != Some(serial) {
            return Err(AgentError::NotBegun { serial });
        }
        self.receipt(serial, outcome, now)
    }

    /// Says that a printed card is spoiled after all: it did not pass when somebody looked at it.
    pub fn spoil(&mut self, serial: Serial, now: Timestamp) -> Result<(), AgentError> {
        self.is_open()?;
        if self.ledger.outcome(&serial) != Some(Outcome::Printed) {
            return Err(AgentError::NotBegun { serial });
        }
        self.receipt(serial, Outcome::Spoiled, now)
    }

    /// Has a spoiled card printed again. The force gives its key once more only while its window is the last one; refused, the
    /// card stays spoiled, and the holder gets one from another job.
    pub fn print_again(&mut self, serial: Serial) -> Result<(), AgentError> {
        self.is_open()?;
        if self.ledger.outcome(&serial) != Some(Outcome::Spoiled) {
            return Err(AgentError::NotSpoiled { serial });
        }
        if !self.again.contains(&serial) {
            self.journal.write(&Entry::Again(serial))?;
            self.again.push(serial);
        }
        Ok(())
    }

    /// Ends the job: a receipt "destroyed" for each card that was not printed, and the certificate of destruction. Whoever
    /// calls this deletes the job and its one-time key then.
    pub fn close(&mut self, now: Timestamp) -> Result<String, AgentError> {
        if let Some(note) = &self.certificate {
            return Ok(note.clone());
        }
        if let Some(serial) = self.begun {
            return Err(AgentError::Undecided { serial });
        }
        self.keys = CardKeys::new();
        let unprinted =
            self.manifest().cards.iter().filter(|card| self.ledger.outcome(&card.serial).is_none());
        let unprinted: Vec<Serial> = unprinted.map(|card| card.serial).collect();
        for serial in unprinted {
            self.receipt(serial, Outcome::Destroyed, now)?;
        }
        let note = DestructionCertificate::sign(self.job.manifest(), &self.ledger, &self.key, now)?;
        self.journal.write(&Entry::Closed(note.clone()))?;
        self.certificate = Some(note.clone());
        Ok(note)
    }

    fn receipt(&mut self, serial: Serial, outcome: Outcome, now: Timestamp) -> Result<(), AgentError> {
        let note = self.ledger.sign(self.job.manifest(), serial, outcome, &self.key, now)?;
        // Checked as the force will, before it is written down.
        self.ledger.check(self.job.manifest(), &note, self.key.verifier(), now)?;
        self.journal.write(&Entry::Receipt(note.clone()))?;
        self.take(&note, now)
    }

    fn take(&mut self, note: &str, now: Timestamp) -> Result<(), AgentError> {
        let receipt = self.ledger.take(self.job.manifest(), note, self.key.verifier(), now)?;
        if self.begun == Some(receipt.serial) {
            self.begun = None;
        }
        if receipt.outcome == Outcome::Printed {
            self.again.retain(|serial| *serial != receipt.serial);
        }
        Ok(())
    }

    fn is_open(&self) -> Result<(), AgentError> {
        if self.certificate.is_some() { Err(AgentError::Closed) } else { Ok(()) }
    }
}

impl<R: Read + Seek> fmt::Debug for Agent<R> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Agent").field("receipts", &self.ledger.next()).finish_non_exhaustive()
    }
}
