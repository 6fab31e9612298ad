//! A second person says yes or no to a share.

use super::read_shares::{ShareShown, told};
use super::recording::actor;
use super::{Compared, Cookies, DecideShare, Names, Recipients, Signing};
use crate::form::Form;
use crate::page::Viewer;
use crate::page::error_summary::Errors;
use crate::problem::Problem;
use share::ShareState;

/// What is to be decided.
pub struct DecidingShare {
    /// The share.
    pub shown: ShareShown,
    /// Its people of today against every list that somebody has.
    pub compared: Compared,
    /// Who is who.
    pub names: Names,
    /// Names of holders.
    pub recipients: Recipients,
    /// Whether the caller proposed it.
    pub is_own: bool,
}

impl DecideShare {
    /// As pages greet the caller.
    pub fn viewer(&self, cookies: &Cookies) -> Viewer {
        self.caller.viewer(cookies)
    }

    /// Whether the passphrase has to be typed.
    pub fn signing(&self) -> Signing {
        Signing::of_caller(&self.caller, self.app.now())
    }

    /// A share that waits for a decision.
    pub async fn deciding(&self, number: u32) -> Result<DecidingShare, Problem> {
        let shown = self.app.share_shown(number).await?;
        if shown.share.state != ShareState::Proposed {
            return Err(Problem {
                location: Some(format!("/shares/{number}")),
                ..Problem::conflict("This share was decided", "Look at it")
            });
        }
        let compared = self.app.compared(&shown.share.terms.people).await.map_err(|error| told(&error))?;
        let is_own = self.caller.actor() == shown.proposer();
        let (names, recipients) = (self.app.names().await?, self.app.recipients().await?);
        Ok(DecidingShare { shown, compared, names, recipients, is_own })
    }

    /// Approves; the inner error is for the form.
    pub async fn approve(
        &self,
        number: u32,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<(), Errors>, Problem> {
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let approved = self.app.shares().approve(actor(&self.caller)?, &signer, number, self.app.now()).await;
        approved.map_err(|error| told(&error))?;
        self.app.publish().await;
        Ok(Ok(()))
    }

    /// Refuses; the inner error is for the form.
    pub async fn refuse(
        &self,
        number: u32,
        why: &str,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<(), Errors>, Problem> {
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let by = actor(&self.caller)?;
        let refused = self.app.shares().refuse(by, &signer, number, why, self.app.now()).await;
        refused.map_err(|error| told(&error))?;
        self.app.publish().await;
        Ok(Ok(()))
    }
}
