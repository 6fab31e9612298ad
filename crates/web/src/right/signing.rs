//! Signing: who approves or looks at values types the passphrase, unless it was typed a few minutes ago. Who has none
//! confirms with the organisation's own sign-in.

use super::{App, Caller, Cookies};
use crate::form::Form;
use crate::page::error_summary::Errors;
use crate::page::field::{Input, passphrase_in};
use crate::problem::Problem;
use accounts::{AccountsError, Session};
use maud::{Markup, html};
use record::Signer;

/// Whether the passphrase has to be typed.
#[derive(Debug, Clone, Copy)]
pub struct Signing {
    is_needed: bool,
    has_second_factor: bool,
    is_told: bool,
}

impl Signing {
    pub(super) fn of_caller(caller: &Caller, now: jiff::Timestamp) -> Self {
        match caller {
            Caller::Person(session) => Self {
                is_needed: session.proven_until.is_none_or(|until| until <= now),
                has_second_factor: session.has_factor,
                is_told: session.actor.provider.is_some(),
            },
            _ => Self { is_needed: true, has_second_factor: false, is_told: false },
        }
    }

    /// Whether it has.
    pub fn is_needed(self) -> bool {
        self.is_needed
    }

    /// The fields for it; nothing where it was typed a few minutes ago.
    pub fn fields(self, errors: &Errors) -> Markup {
        self.fields_named("", errors)
    }

    /// The same for the second form of a page: identifiers differ, names do not.
    pub fn fields_named(self, prefix: &'static str, errors: &Errors) -> Markup {
        let code = Input {
            name: "code",
            prefix,
            label: "Code from your authenticator app",
            autocomplete: "one-time-code",
            width: 10,
            ..Input::default()
        };
        if self.is_told {
            return self.confirmation();
        }
        html! {
            @if self.is_needed {
                (passphrase_in(prefix, "passphrase", "Your passphrase", "It signs this in your name. You are not asked again for ten minutes.", "current-password", errors))
                @if self.has_second_factor { (code.render(errors)) }
            }
        }
    }
}

impl Signing {
    /// For who has no passphrase: the button is one of the form, so what was typed comes along.
    fn confirmation(self) -> Markup {
        html! {
            @if self.is_needed {
                div.govuk-inset-text {
                    p { "This is signed in your name, so your organisation's sign-in asks you once more who you are. What you have entered here is kept. You are not asked again for ten minutes." }
                    button.govuk-button.govuk-button--secondary type="submit" name="confirm" value="yes" data-module="govuk-button" {
                        "Confirm with your organisation's sign-in"
                    }
                }
            }
        }
    }
}

impl App {
    /// The signer of a session; the inner error is for the form.
    pub(super) async fn signer(
        &self,
        cookies: &Cookies,
        form: &Form,
    ) -> Result<Result<Signer, Errors>, Problem> {
        let failed = |error: &dyn std::fmt::Display| Problem::failed("unlocking a key", error);
        let Some(token) = &cookies.session else { return Err(Problem::unknown_caller()) };
        let now = self.now();
        if let Caller::Person(session) = self.caller(cookies, None).await
            && session.actor.provider.is_some()
        {
            return self.confirmed_signer(&session, cookies, form).await;
        }
        let typed = form.raw("passphrase");
        if typed.is_empty() {
            return match self.0.accounts.signer(token, now).await.map_err(|error| failed(&error))? {
                Some(signer) => Ok(Ok(signer)),
                None => Ok(Err(Errors::of("passphrase", "Enter your passphrase"))),
            };
        }
        let code = Some(form.text("code")).filter(|code| !code.is_empty());
        match self.0.accounts.prove(token, typed, code, now).await {
            Ok(event) => self.note(&event, None).await?,
            Err(AccountsError::NotProven(event)) => {
                self.note(&event, None).await?;
                let words = "The passphrase or the code is not right, or there were too many tries. After several tries wait 15 minutes";
                return Ok(Err(Errors::of("passphrase", words)));
            }
            Err(AccountsError::Busy) => {
                return Err(Problem::too_many("Too many people are signing in at once", 5));
            }
            Err(error) => return Err(failed(&error)),
        }
        match self.0.accounts.signer(token, now).await.map_err(|error| failed(&error))? {
            Some(signer) => Ok(Ok(signer)),
            None => Err(Problem::unknown_caller()),
        }
    }

    /// The signer of somebody who signs in through a provider, once that has asked who they are. Until then a browser goes
    /// there, and comes back to the form.
    async fn confirmed_signer(
        &self,
        session: &Session,
        cookies: &Cookies,
        form: &Form,
    ) -> Result<Result<Signer, Errors>, Problem> {
        let failed = |error: &dyn std::fmt::Display| Problem::failed("unlocking a key", error);
        let Some(token) = &cookies.session else { return Err(Problem::unknown_caller()) };
        if cookies.only_shows {
            return Ok(Err(Errors::confirmed()));
        }
        match self.0.accounts.signer(token, self.now()).await.map_err(|error| failed(&error))? {
            Some(signer) => Ok(Ok(signer)),
            None => Err(self.to_confirm(session, cookies, form).await),
        }
    }

    #[cfg(not(feature = "oidc"))]
    #[expect(clippy::unused_async, reason = "the other one waits")]
    async fn to_confirm(&self, _: &Session, _: &Cookies, _: &Form) -> Problem {
        Problem::conflict(
            "This server was built without single sign-on",
            "Ask whoever runs it; nothing was changed",
        )
    }
}
