//! A print service: its keys of one job, and the receipts that it has signed.

use cards::job::{
    ClosingBundle, DestructionCertificate, JobFile, JobOffer, JobSecret, Ledger, Manifest, Outcome,
    RequestBundle, Serial,
};
use jiff::Timestamp;
use receipts::RecipientSecret;
use std::fs::File;
use std::path::Path;
use tlog::StatementKey;

/// A print service with one job.
pub struct Bureau {
    /// What opens the job.
    pub secret: JobSecret,
    /// What it signs with.
    pub key: StatementKey,
    /// What it has signed.
    pub ledger: Ledger,
}

impl Bureau {
    /// With a fresh key for one job.
    pub fn new(recipient: &RecipientSecret) -> Self {
        Self {
            secret: JobSecret::generate().unwrap(),
            key: recipient.signer().unwrap(),
            ledger: Ledger::new(),
        }
    }

    /// What it sends before the job.
    pub fn offer(&self, now: Timestamp) -> String {
        JobOffer::sign(&self.secret, &self.key, now).unwrap()
    }

    /// What it asks for keys with.
    pub fn ask(&self, manifest: &Manifest, window: u32, now: Timestamp) -> Vec<u8> {
        RequestBundle::sign(manifest, &self.ledger, window, &self.key, now).unwrap().to_json().unwrap()
    }

    /// Signs what became of a card.
    pub fn sign(&mut self, manifest: &Manifest, serial: Serial, outcome: Outcome, now: Timestamp) -> String {
        let note = self.ledger.sign(manifest, serial, outcome, &self.key, now).unwrap();
        self.ledger.take(manifest, &note, self.key.verifier(), now).unwrap();
        note
    }

    /// Signs that every card without a receipt was destroyed, and that nothing is left; as it is sent.
    pub fn end(&mut self, manifest: &Manifest, now: Timestamp) -> Vec<u8> {
        for card in &manifest.cards {
            if self.ledger.outcome(&card.serial).is_none() {
                self.sign(manifest, card.serial, Outcome::Destroyed, now);
            }
        }
        let certificate = DestructionCertificate::sign(manifest, &self.ledger, &self.key, now).unwrap();
        ClosingBundle { certificate, receipts: self.ledger.notes().to_vec() }.to_json().unwrap()
    }

    /// Opens a job; `force` is the key that it was told.
    pub fn open(&self, path: &Path, force: &str) -> JobFile<File> {
        JobFile::open(File::open(path).unwrap(), &self.secret, &force.parse().unwrap()).unwrap()
    }
}
