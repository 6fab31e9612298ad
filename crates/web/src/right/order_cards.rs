//! Ordering cards, and saying what stands on them.

use super::read_cards::told;
use super::recording::actor;
use super::{Cookies, OrderCards, Recipients, Signing};
use crate::form::Form;
use crate::page::Viewer;
use crate::page::error_summary::Errors;
use crate::problem::Problem;
use crate::words::sentence;
use axum::http::StatusCode;
use card_office::{CardError, CardOrder, Order, Progress, SetUp};
use cards::Algorithm;
use record::KnownAt;
use roaring::RoaringBitmap;
use share::{People, Share, ShareState};

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
}

/// What of an error has to be put right in a form; everything else is a problem.
pub(super) fn for_form<T>(
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
