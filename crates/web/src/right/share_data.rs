//! Proposing shares, delivering under them, and taking in what recipients sign.

use super::read_shares::{ShareShown, told};
use super::recording::actor;
use super::{App, Compared, Cookies, Recipients, ShareData, Signing};
use crate::form::Form;
use crate::page::Viewer;
use crate::page::error_summary::Errors;
use crate::problem::Problem;
use jiff::Timestamp;
use record::{Actor, Signer};
use roaring::RoaringBitmap;
use share::{Delivery, DeliveryOrder, FormRow, Order, Recipient, Share, ShareError, Shares, Taken};
use std::fs::File;

/// A delivery on its way to whoever asked for it: a file that has no name any more, and is gone when it is closed.
pub struct Sealed {
    /// Number of the delivery.
    pub delivery: u32,
    /// Size of the file.
    pub bytes: u64,
    /// The sealed file.
    pub file: File,
}

impl ShareData {
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

    /// Everybody who gets deliveries now, with their names.
    pub async fn enrolled(&self) -> Result<(Vec<Recipient>, Recipients), Problem> {
        let enrolled = self.app.shares().recipients().await.map_err(|error| told(&error))?;
        Ok((enrolled, self.app.recipients().await?))
    }

    /// Names of the extracts that people stand in.
    pub async fn extracts(&self) -> Result<Vec<String>, Problem> {
        self.app.extracts().await
    }

    /// One share.
    pub async fn share(&self, number: u32) -> Result<(ShareShown, Recipients), Problem> {
        Ok((self.app.share_shown(number).await?, self.app.recipients().await?))
    }

    /// One delivery.
    pub async fn delivery(&self, number: u32) -> Result<(Delivery, Recipients), Problem> {
        let delivery = self.app.shares().delivery(number).await.map_err(|error| told(&error))?;
        Ok((delivery, self.app.recipients().await?))
    }

    /// Whose pay numbers these are; the inner error is for the form.
    pub async fn people_of(
        &self,
        field: &'static str,
        lines: &str,
    ) -> Result<Result<RoaringBitmap, Errors>, Problem> {
        self.app.people_of(field, lines).await
    }

    /// A list that somebody thinks of, against every list that others have; the inner error is for the form.
    pub async fn compare(&self, order: &Order) -> Result<Result<Compared, Errors>, Problem> {
        for_form(self.app.compared(&order.terms.people).await)
    }

    /// Proposes a share; gives its number. The inner error is for the form.
    pub async fn propose(
        &self,
        order: &Order,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<u32, Errors>, Problem> {
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let by = actor(&self.caller)?;
        let proposed = self.app.shares().propose(by, &signer, order, None, self.app.now()).await;
        let proposed = for_form(proposed)?;
        if proposed.is_ok() {
            self.app.publish().await;
        }
        Ok(proposed.map(|proposed| proposed.share))
    }

    /// Ends a share; the inner error is for the form.
    pub async fn end(
        &self,
        number: u32,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<(), Errors>, Problem> {
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let ended = self.app.shares().end(actor(&self.caller)?, &signer, number, self.app.now()).await;
        ended.map_err(|error| told(&error))?;
        self.app.publish().await;
        Ok(Ok(()))
    }

    /// Makes a delivery; the inner error is for the form. Sealing takes a while, and goes on when the browser goes away: what
    /// is on record by then was made, whether or not it arrived.
    pub async fn deliver(
        &self,
        share: Share,
        row: &'static FormRow,
        only: Option<RoaringBitmap>,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<Sealed, Errors>, Problem> {
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let (app, by) = (self.app.clone(), actor(&self.caller)?.clone());
        let runtime = tokio::runtime::Handle::current();
        let made = tokio::task::spawn_blocking(move || {
            runtime.block_on(sealed(&app, &by, &signer, (&share, row, only.as_ref())))
        });
        let made = made.await.map_err(|error| Problem::failed("delivering", &error))??;
        self.app.publish().await;
        Ok(Ok(made))
    }

    /// Takes in what a recipient signed; the inner error is for the form.
    pub async fn receive(&self, note: &[u8]) -> Result<Result<Taken, Errors>, Problem> {
        let by = actor(&self.caller)?;
        match self.app.shares().receive(by, note, self.app.now()).await {
            Ok(taken) => {
                self.app.publish().await;
                Ok(Ok(taken))
            }
            Err(ShareError::Record(error)) => Err(told(&ShareError::Record(error))),
            Err(error) => Ok(Err(Errors::of("receipt", crate::words::sentence(&error.to_string())))),
        }
    }

    /// Says that a delivery never reached its recipient; the inner error is for the form.
    pub async fn cancel(
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
        let cancelled = self.app.shares().cancel(by, &signer, number, why, self.app.now()).await;
        cancelled.map_err(|error| told(&error))?;
        self.app.publish().await;
        Ok(Ok(()))
    }
}

/// Seals a delivery into a file of a folder that only this process reads. What lies there is sealed to the recipient; the
/// folder goes at once, and the file with it as soon as it is closed.
async fn sealed(
    app: &App,
    by: &Actor,
    signer: &Signer,
    (share, form, only): (&Share, &'static FormRow, Option<&RoaringBitmap>),
) -> Result<Sealed, Problem> {
    let failed = |error: std::io::Error| Problem::failed("a place for a delivery", &error.kind());
    let folder = tempfile::Builder::new().prefix("tipstaff-delivery-").tempdir().map_err(failed)?;
    let target = folder.path().join("delivery.age");
    let order = DeliveryOrder { share, form, only, target: &target };
    let made = Shares::new(&app.0.record).deliver(by, signer, order, app.now()).await;
    // Whatever hinders the file may do so after the act: then it is on record, and whoever reads this has to know.
    let unwritten = |error: &dyn std::fmt::Display| Problem {
        what: "The delivery could not be written".into(),
        fix: "Look under “Deliveries”: if it stands there as not signed for, cancel it, and deliver again"
            .into(),
        ..Problem::failed("writing a delivery", error)
    };
    let made = made.map_err(|error| match &error {
        ShareError::File { .. } | ShareError::Unwritten { .. } => unwritten(&error),
        other => told(other),
    })?;
    let file = File::open(&target).map_err(|error| unwritten(&error.kind()))?;
    Ok(Sealed { delivery: made.delivery, bytes: made.bytes, file })
}

/// What of an error has to be put right in the form of a share; everything else is a problem.
fn for_form<T>(outcome: Result<T, ShareError>) -> Result<Result<T, Errors>, Problem> {
    let error = match outcome {
        Ok(done) => return Ok(Ok(done)),
        Err(error) => error,
    };
    let field = match &error {
        ShareError::NoName | ShareError::NameTaken { .. } => "name",
        ShareError::NoRecipient { .. } => "holder",
        ShareError::NoField { .. } => "having-field-1",
        ShareError::NeverLeaves { .. } => "field",
        ShareError::Nobody => "source",
        ShareError::Time { .. } => "expires",
        ShareError::SinglesOut { .. } => "despite",
        ShareError::Missing { .. } | ShareError::TooLong { .. } => "purpose",
        _ => return Err(told(&error)),
    };
    Ok(Err(Errors::of(field, crate::words::sentence(&error.to_string()))))
}
