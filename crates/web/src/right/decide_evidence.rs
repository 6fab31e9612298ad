//! A second person says what becomes of a difference.

use super::read_evidence::{Acts, is_own, told};
use super::recording::actor;
use super::{Cookies, DecideEvidence, Names, Signing};
use crate::form::Form;
use crate::page::Viewer;
use crate::page::error_summary::Errors;
use crate::problem::Problem;
use evidence::{EvidenceError, EvidenceStore, InSuspense, Settlement};
use jiff::Timestamp;
use record::Case;
use zeroize::Zeroizing;

/// What is to be decided.
pub struct DecidingSettlement {
    /// The store.
    pub store: EvidenceStore,
    /// The settlement.
    pub settlement: Settlement,
    /// Why it was proposed.
    pub why: Zeroizing<String>,
    /// What is in suspense still; none: it was found or settled since, and the settlement can only be refused.
    pub difference: Option<InSuspense>,
    /// The cases that it touches.
    pub cases: Vec<Case>,
    /// The act that proposed it.
    pub acts: Acts,
    /// Who is who.
    pub names: Names,
    /// Whether the caller proposed it.
    pub is_own: bool,
}

impl DecideEvidence {
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

    /// A settlement that waits for a decision.
    pub async fn deciding(&self, store: u32, number: u32) -> Result<DecidingSettlement, Problem> {
        let (store, settlement) = self.app.settlement(store, number).await?;
        let evidence = self.app.evidence().await?;
        let read = async {
            let why = evidence.reason_of_settlement(&settlement).await?;
            let difference = match evidence.difference(settlement.difference).await {
                Ok(difference) => Some(difference),
                Err(EvidenceError::NoDifference { .. }) => None,
                Err(error) => return Err(error),
            };
            let cases = match &difference {
                Some(difference) => evidence.cases_of(difference).await?,
                None => Vec::new(),
            };
            Ok::<_, EvidenceError>((why, difference, cases))
        };
        let (why, difference, cases) = read.await.map_err(|error| told(&error))?;
        let acts = self.app.acts_at(&[settlement.proposal]).await?;
        let is_own = is_own(&self.caller, &acts, settlement.proposal);
        let names = self.app.names().await?;
        Ok(DecidingSettlement { store, settlement, why, difference, cases, acts, names, is_own })
    }

    /// Approves. The inner error is for the form.
    pub async fn approve(
        &self,
        settlement: u32,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<(), Errors>, Problem> {
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let evidence = self.app.evidence().await?;
        let settled = evidence.settle(actor(&self.caller)?, &signer, settlement, self.app.now()).await;
        settled.map_err(|error| told(&error))?;
        self.app.publish().await;
        Ok(Ok(()))
    }

    /// Refuses. The inner error is for the form.
    pub async fn refuse(
        &self,
        settlement: u32,
        why: &str,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<(), Errors>, Problem> {
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let by = actor(&self.caller)?;
        let evidence = self.app.evidence().await?;
        let refused = evidence.refuse_settlement(by, &signer, settlement, why, self.app.now()).await;
        refused.map_err(|error| told(&error))?;
        self.app.publish().await;
        Ok(Ok(()))
    }
}
