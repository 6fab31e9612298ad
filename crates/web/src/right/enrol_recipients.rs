//! Enrolling who gets deliveries, by the line of keys that they send.

use super::read_shares::told;
use super::recording::actor;
use super::{Cookies, EnrolRecipients, Recipients, Signing};
use crate::form::Form;
use crate::page::Viewer;
use crate::page::error_summary::Errors;
use crate::problem::Problem;
use record::RecordError;
use share::{Recipient, RecipientKeys, ShareError};

impl EnrolRecipients {
    /// As pages greet the caller.
    pub fn viewer(&self, cookies: &Cookies) -> Viewer {
        self.caller.viewer(cookies)
    }

    /// Whether the passphrase has to be typed.
    pub fn signing(&self) -> Signing {
        Signing::of_caller(&self.caller, self.app.now())
    }

    /// A recipient who gets deliveries now, by number of the holder.
    pub async fn enrolled(&self, holder: u32) -> Result<(Recipient, Recipients), Problem> {
        let recipients = self.app.shares().recipients().await.map_err(|error| told(&error))?;
        let found = recipients.into_iter().find(|recipient| recipient.holder == holder);
        Ok((found.ok_or_else(Problem::not_found)?, self.app.recipients().await?))
    }

    /// Enrols a holder; the inner error is for the form.
    pub async fn enrol(
        &self,
        holder: &str,
        keys: &RecipientKeys,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<(), Errors>, Problem> {
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let by = actor(&self.caller)?;
        match self.app.shares().enrol(by, &signer, holder, keys, self.app.now()).await {
            Ok(_) => {
                self.app.publish().await;
                Ok(Ok(()))
            }
            Err(ShareError::SameKeys { .. }) => {
                Ok(Err(Errors::of("keys", "It is enrolled with these keys already. Nothing is left to do")))
            }
            Err(ShareError::Record(
                error @ (RecordError::Refused { .. }
                | RecordError::Unknown { .. }
                | RecordError::Limit { .. }),
            )) => Ok(Err(Errors::of("holder", crate::words::sentence(&error.to_string())))),
            Err(error) => Err(told(&error)),
        }
    }

    /// Ends a recipient; the inner error is for the form.
    pub async fn end(
        &self,
        holder: u32,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<(), Errors>, Problem> {
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let by = actor(&self.caller)?;
        let ended = self.app.shares().end_recipient(by, &signer, holder, self.app.now()).await;
        ended.map_err(|error| told(&error))?;
        self.app.publish().await;
        Ok(Ok(()))
    }
}
