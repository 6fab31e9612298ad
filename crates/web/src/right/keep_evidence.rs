//! Keeping the books of stored evidence: proposing what becomes of a difference, and taking that back.

use super::read_evidence::told;
use super::recording::actor;
use super::{Cookies, KeepEvidence, Signing};
use crate::form::Form;
use crate::page::Viewer;
use crate::page::error_summary::Errors;
use crate::problem::Problem;
use evidence::{EvidenceStore, InSuspense, Settlement, SettlementOrder};

impl KeepEvidence {
    /// As pages greet the caller.
    pub fn viewer(&self, cookies: &Cookies) -> Viewer {
        self.caller.viewer(cookies)
    }

    /// Whether the passphrase has to be typed.
    pub fn signing(&self) -> Signing {
        Signing::of_caller(&self.caller, self.app.now())
    }

    /// A difference that no settlement waits for.
    pub async fn difference(&self, store: u32, number: u32) -> Result<(EvidenceStore, InSuspense), Problem> {
        let (store, difference) = self.app.evidence_difference(store, number).await?;
        let settlements = self.app.evidence().await?.settlements().await.map_err(|error| told(&error))?;
        if settlements.iter().any(|one| one.difference == number && one.waits()) {
            return Err(Problem {
                location: Some(format!("/evidence/{}/differences/{number}", store.number)),
                ..Problem::conflict("A settlement of it waits for a decision already", "Look at it")
            });
        }
        Ok((store, difference))
    }

    /// A settlement that waits for a decision.
    pub async fn settlement(&self, store: u32, number: u32) -> Result<(EvidenceStore, Settlement), Problem> {
        self.app.settlement(store, number).await
    }

    /// Proposes to settle a difference. The inner error is for the form.
    pub async fn propose(
        &self,
        difference: u32,
        why: &str,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<(), Errors>, Problem> {
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let by = actor(&self.caller)?;
        let order = SettlementOrder { difference, why };
        let evidence = self.app.evidence().await?;
        let proposed = evidence.propose_settlement(by, &signer, order, self.app.now()).await;
        proposed.map_err(|error| told(&error))?;
        self.app.publish().await;
        Ok(Ok(()))
    }

    /// Takes back what was proposed. The inner error is for the form.
    pub async fn take_back(
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
