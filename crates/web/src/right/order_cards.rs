//! Ordering cards, sealing them for a print service, and answering its print agent by hand.

use super::read_cards::told;
use super::recording::actor;
use super::{App, Cookies, OrderCards, Recipients, Signing};
use crate::form::Form;
use crate::page::Viewer;
use crate::page::error_summary::Errors;
use crate::problem::Problem;
use crate::words::sentence;
use axum::http::StatusCode;
use card_office::{Answered, CardError, CardOffice, CardOrder, Order, Progress, Sealing, SetUp};
use cards::Algorithm;
use cards::face::BureauProfile;
use cards::job::{ClosingBundle, RequestBundle};
use record::{Actor, KnownAt, Signer};
use roaring::RoaringBitmap;
use share::{People, Share, ShareState};
use std::fs::File;

/// What can be ordered.
pub struct OrderChoices {
    /// Names of designs.
    pub designs: Vec<String>,
    /// Shares in force, under which a print service may get faces.
    pub shares: Vec<Share>,
    /// Names of holders.
    pub recipients: Recipients,
    /// Names of extracts.
    pub extracts: Vec<String>,
    /// Whether it was said what stands on cards.
    pub is_set_up: bool,
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
    /// As pages greet the caller.
    pub fn viewer(&self, cookies: &Cookies) -> Viewer {
        self.caller.viewer(cookies)
    }

    /// Whether the passphrase has to be typed.
    pub fn signing(&self) -> Signing {
        Signing::of_caller(&self.caller, self.app.now())
    }

    /// What can be ordered.
    pub async fn choices(&self) -> Result<OrderChoices, Problem> {
        let (office, now) = (self.app.card_office(), self.app.now());
        let shares = self.app.shares().shares().await.map_err(|error| super::read_shares::told(&error))?;
        let is_open = |share: &Share| {
            share.state == ShareState::Approved && !share.has_other_keys && now < share.expires
        };
        Ok(OrderChoices {
            designs: office.designs().await.map_err(|error| told(&error))?,
            shares: shares.into_iter().filter(is_open).collect(),
            recipients: self.app.recipients().await?,
            extracts: self.app.extracts().await?,
            is_set_up: self.set_up_before().await?.is_some(),
        })
    }

    /// How the newest cards are signed, and the name of their list; nothing before it was set up.
    pub async fn signing_before(&self) -> Result<Option<(Algorithm, String)>, Problem> {
        match self.app.card_office().issuer().await {
            Ok(issuer) => {
                let name = issuer.list.rsplit('/').next().unwrap_or_default().to_owned();
                Ok(Some((issuer.key.algorithm(), name)))
            }
            Err(CardError::NotSetUp) => Ok(None),
            Err(error) => Err(told(&error)),
        }
    }

    /// What stands on cards today: force, short name, page and what somebody does who doubts a card, and the key by which print
    /// agents know jobs of this force.
    pub async fn set_up_before(&self) -> Result<Option<([String; 4], String)>, Problem> {
        let office = self.app.card_office();
        match office.issuer().await {
            Ok(issuer) => {
                let key = office.job_key().map_err(|error| told(&error))?;
                let page = issuer.page.url().to_string();
                Ok(Some(([issuer.force, issuer.issuer, page, issuer.contact], key)))
            }
            Err(CardError::NotSetUp) => Ok(None),
            Err(error) => Err(told(&error)),
        }
    }

    /// Says what stands on cards from now on; the inner error is for the form.
    pub async fn set_up(
        &self,
        set_up: &SetUp,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<(), Errors>, Problem> {
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let by = actor(&self.caller)?;
        let done = self.app.card_office().set_up(by, &signer, set_up, self.app.now()).await;
        let done = for_form(done.map(|_| ()), |error| match error {
            CardError::Missing { what, .. } if what.starts_with("what") => "contact",
            CardError::Missing { .. } => "force",
            CardError::Address(_) => "page",
            _ => "issuer",
        })?;
        if done.is_ok() {
            self.app.publish().await;
        }
        Ok(done)
    }

    /// Whose pay numbers these are; the inner error is for the form.
    pub async fn people_of(
        &self,
        field: &'static str,
        lines: &str,
    ) -> Result<Result<RoaringBitmap, Errors>, Problem> {
        self.app.people_of(field, lines).await
    }

    /// Everybody whom this asks for today.
    pub async fn people(&self, people: &People) -> Result<RoaringBitmap, Problem> {
        let found = self.app.shares().people(people, self.app.now(), KnownAt::NOW).await;
        found.map_err(|error| super::read_shares::told(&error))
    }

    /// Orders cards; gives the number of the order. The inner error is for the form.
    pub async fn order(
        &self,
        order: &CardOrder,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<u32, Errors>, Problem> {
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let by = actor(&self.caller)?;
        let ordered = self.app.card_office().order(by, &signer, order, self.app.now()).await;
        let ordered = for_form(ordered, |error| match error {
            CardError::Plan(_) => "sensitive",
            CardError::Nobody => "source",
            CardError::Missing { .. } | CardError::Share(_) => "share",
            CardError::NoSense { what, .. } if what.contains("share") => "share",
            CardError::NoSense { .. } => "until",
            _ => "design",
        })?;
        if ordered.is_ok() {
            self.app.publish().await;
        }
        Ok(ordered.map(|ordered| ordered.order))
    }

    /// One order.
    pub async fn one(&self, number: u32) -> Result<Order, Problem> {
        self.app.card_order(number).await
    }

    /// How far a job is.
    pub async fn job(&self, number: u32) -> Result<Progress, Problem> {
        self.app.card_progress(number).await
    }

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
    let unwritten = |error: &dyn std::fmt::Display| {
        Problem {
        what: "The job could not be written".into(),
        fix: "Look under “Deliveries”: if it stands there as not signed for, cancel it, and order these cards again"
            .into(),
        ..Problem::failed("writing a job", error)
    }
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

/// What of an error has to be put right in a form; everything else is a problem.
fn for_form<T>(
    outcome: Result<T, CardError>,
    field: impl Fn(&CardError) -> &'static str,
) -> Result<Result<T, Errors>, Problem> {
    let error = match outcome {
        Ok(done) => return Ok(Ok(done)),
        Err(error) => error,
    };
    let problem = told(&error);
    if matches!(problem.status, StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY) {
        return Ok(Err(Errors::of(field(&error), sentence(&error.to_string()))));
    }
    Err(problem)
}
