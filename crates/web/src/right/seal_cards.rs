//! Sealing a job for a print service, and answering its print agent by hand.

use super::order_cards::for_form;
use super::read_cards::told;
use super::recording::actor;
use super::{App, Cookies, OrderCards};
use crate::form::Form;
use crate::page::error_summary::Errors;
use crate::problem::Problem;
use crate::words::sentence;
use card_office::{Answered, CardError, CardOffice, Order, Sealing};
use cards::face::BureauProfile;
use cards::job::{ClosingBundle, RequestBundle};
use record::{Actor, Signer};
use std::fs::File;

/// What to do when a job is on record and its file is not there.
const UNWRITTEN: &str =
    "Look under “Deliveries”: if it stands there as not signed for, cancel it, and order these cards again";

/// How a job is sealed.
pub struct HowSealed {
    /// What the print agent signed.
    pub offer: String,
    /// For how many cards keys are handed out together.
    pub window: u32,
    /// At most so many cards.
    pub most: usize,
    /// What the print service wants.
    pub profile: BureauProfile,
}

/// A sealed job on its way to whoever sealed it: a file that has no name any more, and is gone when it is closed.
pub struct SealedJob {
    /// Number of the job.
    pub job: u32,
    /// Size of the file.
    pub bytes: u64,
    /// The sealed file.
    pub file: File,
}

/// What became of a file of a print agent.
pub enum Sent {
    /// Keys for it.
    Keys {
        /// Of which window.
        window: u32,
        /// What it is to get.
        answer: Vec<u8>,
    },
    /// It is told that the job was stopped.
    Stopped,
    /// The job is closed.
    Closed,
}

impl OrderCards {
    /// Seals the next cards of an order; the inner error is for the form. It goes on when the browser goes away: what is on
    /// record by then was made, whether or not it arrived.
    pub async fn seal(
        &self,
        order: Order,
        how: HowSealed,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<SealedJob, Errors>, Problem> {
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let (app, by) = (self.app.clone(), actor(&self.caller)?.clone());
        let made = tokio::spawn(async move { sealed(&app, &by, &signer, &order, &how).await });
        let made = made.await.map_err(|error| Problem::failed("sealing a job", &error))??;
        self.app.publish().await;
        Ok(made)
    }

    /// Takes in what a print agent wrote without a network; the inner error is for the form.
    pub async fn exchange(&self, number: u32, bytes: &[u8]) -> Result<Result<Sent, Errors>, Problem> {
        let (by, office, now) = (actor(&self.caller)?, self.app.card_office(), self.app.now());
        let job = office.job(&number.to_string()).await.map_err(|error| told(&error))?;
        let none = |words: &str| Ok(Err(Errors::of("file", sentence(words))));
        let sent = if let Ok(closing) = ClosingBundle::from_json(bytes) {
            let closed = async {
                office.take_receipts(by, &job, &closing.receipts, now).await?;
                office.close(by, &job, &closing.certificate, now).await
            };
            match for_form(closed.await, |_| "file")? {
                Ok(_) => Sent::Closed,
                Err(errors) => return Ok(Err(errors)),
            }
        } else if RequestBundle::from_json(bytes).is_ok() {
            match office.answer(Some(by), &job, bytes, now).await.map_err(|error| told(&error))? {
                Answered::Keys { window, answer } => Sent::Keys { window, answer },
                Answered::Stopped => Sent::Stopped,
                Answered::NotYet { .. } => {
                    return none("not yet: no print service is so fast. Send it again in a minute");
                }
                Answered::Refused(why) => {
                    self.app.publish().await;
                    return none(&format!("No keys: {why}"));
                }
            }
        } else {
            return none(
                "it is nothing that a print agent writes. Choose request-N.json, or what it wrote when it closed the job",
            );
        };
        self.app.publish().await;
        Ok(Ok(sent))
    }
}

/// Seals a job into a file of a folder that only this process reads. What lies there is sealed to the print agent; the folder
/// goes at once, and the file with it as soon as it is closed.
async fn sealed(
    app: &App,
    by: &Actor,
    signer: &Signer,
    order: &Order,
    how: &HowSealed,
) -> Result<Result<SealedJob, Errors>, Problem> {
    let failed = |error: std::io::Error| Problem::failed("a place for a job", &error.kind());
    let folder = tempfile::Builder::new().prefix("tipstaff-job-").tempdir().map_err(failed)?;
    let target = folder.path().join("job.age");
    let sealing = Sealing {
        offer: &how.offer,
        window: how.window,
        most: how.most,
        profile: &how.profile,
        target: &target,
    };
    let office = CardOffice::new(&app.0.record);
    let made = office.seal(by, signer, order, &sealing, &mut |_, _| {}, app.now()).await;
    // Whatever hinders the file may do so after the act: then it is on record, and whoever reads this has to know.
    let unwritten = |error: &dyn std::fmt::Display| Problem {
        what: "The job could not be written".into(),
        fix: UNWRITTEN.into(),
        ..Problem::failed("writing a job", error)
    };
    if let Err(error @ CardError::File { .. }) = &made {
        return Err(unwritten(error));
    }
    let made = for_form(made, |error| match error {
        CardError::Offer(_) | CardError::UsedKey => "offer",
        CardError::NoSense { what, .. } if what.starts_with("keys") => "window",
        _ => "most",
    })?;
    let made = match made {
        Ok(made) => made,
        Err(errors) => return Ok(Err(errors)),
    };
    let file = File::open(&target).map_err(|error| unwritten(&error.kind()))?;
    Ok(Ok(SealedJob { job: made.job, bytes: made.bytes, file }))
}
