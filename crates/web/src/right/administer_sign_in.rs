//! Which organisation's own sign-in is believed.

use super::single_sign_on::{BACK, out_of_service};
use super::{Administer, Cookies};
use crate::form::Form;
use crate::page::error_summary::Errors;
use crate::problem::Problem;
use record::{RecordError, Recorded, SignInOrder, SignInProvider};

impl Administer {
    /// The provider that is allowed.
    pub async fn sign_in_provider(&self) -> Result<Option<SignInProvider>, Problem> {
        self.app.provider().await
    }

    /// Where browsers come back to: what is registered with the provider.
    pub fn sign_in_address(&self, cookies: &Cookies) -> Result<String, Problem> {
        Ok(format!("{}{BACK}", self.app.own_address(cookies)?))
    }

    /// Allows a provider that answers; the inner error is for the form.
    pub async fn allow_sign_in(
        &self,
        order: &SignInOrder,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<(), Errors>, Problem> {
        let now = self.app.now();
        let answers = self.app.single_sign_on()?.is_there(&order.issuer, now).await;
        if let Err(error) = answers {
            let problem = out_of_service(error);
            return Ok(Err(Errors::of("issuer", format!("{}. {}", problem.what, problem.fix))));
        }
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let allowed = self.app.0.record.allow_sign_in(self.own()?, &signer, order, now).await;
        self.written(allowed, "title").await
    }

    /// Ends it; the inner error is for the form.
    pub async fn end_sign_in(&self, form: &Form, cookies: &Cookies) -> Result<Result<(), Errors>, Problem> {
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let ended = self.app.0.record.end_sign_in(self.own()?, &signer, self.app.now()).await;
        self.written(ended, "title").await
    }

    async fn written(
        &self,
        outcome: Result<Recorded, RecordError>,
        field: &'static str,
    ) -> Result<Result<(), Errors>, Problem> {
        let outcome = super::recording::entered("single sign-on", field, outcome)?;
        self.app.publish().await;
        Ok(outcome.map(drop))
    }
}
