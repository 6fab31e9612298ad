//! A migration ends: what had to be copied is verified, or is an exception by name.

use super::verified::{write_step, write_step_again};
use super::{CERTIFICATE_KEY, Migration};
use crate::stored::hex;
use crate::{Evidence, EvidenceError, words};
use inventory::{Entry, Key};
use jiff::Timestamp;
use record::{
    Actor, EVIDENCE_MIGRATION_STEP, EvidenceCertificateProposed, EvidenceExceptionsShown,
    EvidenceMigrationCertified, EvidenceMigrationCompleted, Recorded, Signer,
};
use std::collections::HashSet;
use std::fmt::Write;

/// How a migration ends.
pub struct Certificate {
    /// Items that had to be copied.
    pub expected: u64,
    /// Items that are verified.
    pub verified: u64,
    /// Items that are not, in order of name.
    pub exceptions: Vec<Entry>,
    /// The act.
    pub recorded: Recorded,
    /// The certificate as a signed note; none: it waits for a second person.
    pub note: Option<Vec<u8>>,
}

/// Counts only.
impl std::fmt::Debug for Certificate {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "Certificate({} of {}, {} exceptions)",
            self.verified,
            self.expected,
            self.exceptions.len()
        )
    }
}

impl Evidence<'_> {
    /// Items of a plan that are not verified, in order of name: those that were never read and right in every store, and those
    /// that are in suspense in one of them, or no longer expected there, since.
    async fn exceptions(&self, migration: &Migration) -> Result<Vec<Entry>, EvidenceError> {
        let mut verified = HashSet::new();
        if let Some(step) = &migration.verified {
            let held = self.held_well(Some(&migration.stores)).await?;
            let is_held =
                |item: u64| held.len() == migration.stores.len() && held.iter().all(|one| one.contains(item));
            let items = self.entries_of(&step.list).await?.into_iter().map(|entry| entry.item);
            verified.extend(items.filter(|item| is_held(*item)));
        }
        let from = crate::lists::read(&self.blobs, &migration.list).await?;
        tokio::task::spawn_blocking(move || {
            let mut exceptions = Vec::new();
            for entry in crate::lists::items(from)? {
                let entry = entry?;
                if !verified.contains(&entry.item) {
                    exceptions.push(entry);
                }
            }
            Ok(exceptions)
        })
        .await
        .map_err(|_| EvidenceError::Stopped)?
    }

    /// The same, named. That they were shown is written first: names of files can be names of people.
    pub async fn show_exceptions(
        &self,
        by: &Actor,
        signer: &Signer,
        (migration, purpose): (u32, &str),
        now: Timestamp,
    ) -> Result<Vec<Entry>, EvidenceError> {
        let purpose = words::said(purpose, "what the names are wanted for")?;
        let exceptions = self.exceptions(&self.migration(migration).await?).await?;
        let mut writing = self.record.begin("show exceptions", now).await?;
        writing.note(purpose).await?;
        let act = EvidenceExceptionsShown { migration, items: exceptions.len() as u64 };
        writing.commit(&act, by, &[signer]).await?;
        Ok(exceptions)
    }

    /// Ends a migration. Without exceptions at once; with them, each has to be in `accepted` and nothing else may be, and a
    /// second person approves: see [`Evidence::approve_certificate`].
    pub async fn certify_migration(
        &self,
        by: &Actor,
        signer: &Signer,
        (migration, accepted): (u32, &HashSet<Key>),
        now: Timestamp,
    ) -> Result<Certificate, EvidenceError> {
        let migration = self.open_migration(migration).await?;
        let exceptions = self.exceptions(&migration).await?;
        let missing = exceptions.iter().filter(|entry| !accepted.contains(&entry.key)).count() as u64;
        let too_many = (accepted.len() as u64).saturating_sub(exceptions.len() as u64 - missing);
        if missing > 0 || too_many > 0 {
            return Err(EvidenceError::Exceptions { migration: migration.number, missing, too_many });
        }
        let (expected, verified) = (migration.items, migration.items - exceptions.len() as u64);
        let list = self.kept(exceptions.clone(), false).await?;
        let mut writing = self.record.begin("certify a migration", now).await?;
        let open: Vec<i64> = migration.proposed.iter().map(|step| step.row).collect();
        writing.end(&EVIDENCE_MIGRATION_STEP, &open).await?;
        let (number, count) = (migration.number, exceptions.len() as u64);
        if exceptions.is_empty() {
            write_step(&mut writing, &migration, "certified", &list).await?;
            let list = hex(&list.stored.sha256);
            let act =
                EvidenceMigrationCompleted { migration: number, expected, verified, list: list.clone() };
            let recorded = writing.commit(&act, by, &[signer]).await?;
            let note = Some(self.certificate(&migration, (verified, 0, &list), &recorded, now)?);
            return Ok(Certificate { expected, verified, exceptions, recorded, note });
        }
        write_step(&mut writing, &migration, "certificate-proposed", &list).await?;
        let act = EvidenceCertificateProposed {
            migration: number,
            expected,
            verified,
            exceptions: count,
            list: hex(&list.stored.sha256),
        };
        let recorded = writing.commit(&act, by, &[signer]).await?;
        Ok(Certificate { expected, verified, exceptions, recorded, note: None })
    }

    /// Approves the exceptions that somebody else proposed: the migration ends.
    pub async fn approve_certificate(
        &self,
        by: &Actor,
        signer: &Signer,
        migration: u32,
        now: Timestamp,
    ) -> Result<Certificate, EvidenceError> {
        let migration = self.open_migration(migration).await?;
        let proposed =
            migration.proposed.clone().ok_or(EvidenceError::NoCertificate { migration: migration.number })?;
        let exceptions = self.exceptions(&migration).await?;
        let named = self.entries_of(&proposed.list).await?;
        let same = |one: &Entry, other: &Entry| one.item == other.item && one.key == other.key;
        if named.len() != exceptions.len()
            || !named.iter().zip(&exceptions).all(|(one, other)| same(one, other))
        {
            return Err(EvidenceError::Moved);
        }
        let mut writing = self.record.begin("approve a certificate", now).await?;
        let (proposal, said) = writing
            .act_at::<EvidenceCertificateProposed>(proposed.act)
            .await?
            .ok_or_else(|| EvidenceError::damaged("a certificate was never proposed"))?;
        writing.is_somebody_else(&proposal, by).await?;
        writing.end(&EVIDENCE_MIGRATION_STEP, &[proposed.row]).await?;
        write_step_again(&mut writing, &migration, "certified", &proposed).await?;
        let list = hex(&proposed.sha256);
        let act = EvidenceMigrationCertified {
            migration: migration.number,
            proposal: proposed.act,
            expected: said.expected,
            verified: said.verified,
            exceptions: said.exceptions,
            list: list.clone(),
        };
        let recorded = writing.commit(&act, by, &[signer]).await?;
        let about = (said.verified, said.exceptions, list.as_str());
        let note = Some(self.certificate(&migration, about, &recorded, now)?);
        let (expected, verified) = (said.expected, said.verified);
        Ok(Certificate { expected, verified, exceptions, recorded, note })
    }

    fn certificate(
        &self,
        migration: &Migration,
        about: (u64, u64, &str),
        recorded: &Recorded,
        now: Timestamp,
    ) -> Result<Vec<u8>, EvidenceError> {
        let text = certificate_note(self.record.id(), migration, about, recorded.position, now);
        let key = self.record.statement_key(CERTIFICATE_KEY)?;
        Ok(key.sign(&text).map_err(record::RecordError::from)?)
    }
}

/// The text of a certificate that is signed: nothing in it names an item.
pub fn certificate_note(
    record: &str,
    migration: &Migration,
    (verified, exceptions, list): (u64, u64, &str),
    act: u64,
    at: Timestamp,
) -> String {
    let mut text = String::from("tipstaff evidence migration 1\n");
    let stores: Vec<String> = migration.stores.iter().map(u32::to_string).collect();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "record {record}\nmigration {}\nact {act}\nat {at}", migration.number);
    let _ = writeln!(text, "from {}\nto {}", migration.source, stores.join(" "));
    let _ = writeln!(text, "expected {} {} {}", migration.items, migration.bytes, hex(&migration.sha256));
    let _ = writeln!(text, "verified {verified}\nexceptions {exceptions} {list}");
    text
}
