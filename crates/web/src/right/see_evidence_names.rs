//! Seeing the names of items that differ, and the cases that they are in. Shown once the log says so, and not before.

use super::read_evidence::told;
use super::recording::actor;
use super::{Cookies, LookUpPeople, SeeEvidenceNames, Signing};
use crate::form::Form;
use crate::page::Viewer;
use crate::page::error_summary::Errors;
use crate::problem::Problem;
use evidence::{EvidenceStore, InSuspense, Shown};
use jiff::Timestamp;

impl SeeEvidenceNames {
    /// As pages greet the caller.
    pub fn viewer(&self, cookies: &Cookies) -> Viewer {
        self.caller.viewer(cookies)
    }

    /// Whether the passphrase has to be typed.
    pub fn signing(&self) -> Signing {
        Signing::of_caller(&self.caller, self.app.now())
    }

    /// The time of this request.
    pub fn now(&self) -> Timestamp {
        self.app.now()
    }

    /// Whether the caller may look people up.
    pub fn may_look_up(&self) -> bool {
        self.caller.may::<LookUpPeople>()
    }

    /// One difference, in counts.
    pub async fn difference(&self, store: u32, number: u32) -> Result<(EvidenceStore, InSuspense), Problem> {
        self.app.evidence_difference(store, number).await
    }

    /// Items of it from one on, at most so many, once the log says that they are shown. The inner error is for the form.
    pub async fn show(
        &self,
        (difference, skip, most): (&InSuspense, usize, usize),
        why: &str,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<Shown, Errors>, Problem> {
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let by = actor(&self.caller)?;
        let evidence = self.app.evidence().await?;
        let shown = evidence.show_part(by, &signer, (difference, skip, most), why, self.app.now()).await;
        let shown = shown.map_err(|error| told(&error))?;
        self.app.publish().await;
        Ok(Ok(shown))
    }
}
