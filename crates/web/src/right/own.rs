//! What everybody who is signed in may: see to one's own account.

use super::{
    Caller, CheckFiles, Cookies, Own, ReadCards, ReadEvidence, ReadReleases, ReadShares, Right, Signing,
};
use crate::form::Form;
use crate::home::Need;
use crate::page::error_summary::Errors;
use crate::page::{Leaving, Viewer};
use crate::problem::Problem;
use accounts::{AccountsError, Event, Session, SessionToken, What};
use cookie::Cookie;
use keyring::Passphrase;
use record::Roles;
use zeroize::Zeroizing;

/// One's own account.
pub struct About {
    /// Name, as enrolled.
    pub name: Zeroizing<String>,
    /// Roles.
    pub roles: Roles,
    /// Whether an authenticator app is set up.
    pub has_second_factor: bool,
    /// Whether one signs in through an organisation's own sign-in, and has no passphrase here.
    pub is_told: bool,
    /// In how many places one is signed in.
    pub sessions: u64,
}

/// The key of an authenticator app that is being set up.
pub struct SecondFactor {
    /// As a picture.
    pub svg: Zeroizing<String>,
    /// As text.
    pub key: Zeroizing<String>,
}

impl Own {
    /// As pages greet the caller.
    pub fn viewer(&self, cookies: &Cookies) -> Viewer {
        self.caller.viewer(cookies)
    }

    fn session(&self) -> Result<&Session, Problem> {
        match &self.caller {
            Caller::Person(session) => Ok(session),
            _ => Err(Problem::unknown_caller()),
        }
    }

    fn may<R: Right>(&self) -> bool {
        self.session().is_ok_and(|session| R::ROW.admits(session.actor.roles))
    }

    /// Whether the caller may check files.
    pub fn may_check(&self) -> bool {
        self.may::<CheckFiles>()
    }

    /// Largest file that is taken, in bytes.
    pub fn file_bytes(&self) -> u64 {
        self.app.settings().file_bytes
    }

    /// What waits for the caller, the most pressing first.
    pub async fn needs(&self) -> Result<Vec<Need>, Problem> {
        let session = self.session()?;
        let mut needs = Vec::new();
        if session.must_enrol {
            needs.push(Need {
                words: "Everybody here needs a second factor, and you have none yet.".into(),
                to: "/account/second-factor".into(),
                link: "Set it up",
            });
        }
        if self.may::<ReadEvidence>() {
            needs.extend(super::read_evidence::needs(&self.app, &session.actor).await?);
        }
        if self.may::<ReadShares>() {
            needs.extend(super::read_shares::needs(&self.app, &session.actor).await?);
        }
        if self.may::<ReadCards>() {
            needs.extend(super::read_cards::needs(&self.app, &session.actor).await?);
        }
        if self.may::<ReadReleases>() {
            needs.extend(super::releases::needs(&self.app, &session.actor).await?);
            needs.extend(super::rechecks::needs(&self.app, &session.actor).await?);
        }
        Ok(needs)
    }

    /// One's own account.
    pub async fn about(&self) -> Result<About, Problem> {
        let session = self.session()?;
        let sessions = self
            .app
            .0
            .accounts
            .sessions(session.actor.number, self.app.now())
            .await
            .map_err(|error| failed(&error))?;
        Ok(About {
            name: session.actor.name.clone(),
            roles: session.actor.roles,
            has_second_factor: session.has_factor,
            is_told: session.actor.provider.is_some(),
            sessions: sessions.len() as u64,
        })
    }

    /// Ends this session; gives the cookie that takes it from the browser.
    pub async fn sign_out(&self, cookies: &Cookies) -> Result<Cookie<'static>, Problem> {
        self.app.0.accounts.end(token(cookies)?).await.map_err(|error| failed(&error))?;
        self.note_the_end().await?;
        Ok(self.app.session_cookie().clear())
    }

    /// Where to go to be signed out at the organisation's own sign-in too; none for who signs in with a passphrase.
    #[cfg(feature = "oidc")]
    pub async fn sign_out_there(&self, cookies: &Cookies) -> Option<Leaving> {
        self.session().ok()?.actor.provider?;
        self.app.sign_out_there(cookies).await
    }

    /// Nowhere.
    #[cfg(not(feature = "oidc"))]
    #[expect(clippy::unused_async, reason = "the other one waits")]
    pub async fn sign_out_there(&self, _: &Cookies) -> Option<Leaving> {
        None
    }

    /// Ends all sessions of the caller.
    pub async fn sign_out_everywhere(&self) -> Result<Cookie<'static>, Problem> {
        self.app.0.accounts.end_all(self.session()?.actor.number).await.map_err(|error| failed(&error))?;
        self.note_the_end().await?;
        Ok(self.app.session_cookie().clear())
    }

    async fn note_the_end(&self) -> Result<(), Problem> {
        self.app.note(&Event::of(What::SignedOut, self.session()?.actor.number), None).await
    }

    /// Changes the passphrase and ends all sessions; gives the cookie of a new one. The inner error is for the form.
    pub async fn change_passphrase(
        &self,
        cookies: &Cookies,
        old: &str,
        new: &str,
    ) -> Result<Result<Cookie<'static>, Errors>, Problem> {
        let new = match Passphrase::new(new) {
            Ok(new) => new,
            Err(error) => return Ok(Err(Errors::of("new", crate::words::sentence(&error.to_string())))),
        };
        let changed = self.app.0.accounts.change_passphrase(token(cookies)?, old, new, self.app.now()).await;
        match changed {
            Ok(signed_in) => {
                self.app.note(&signed_in.event, None).await?;
                Ok(Ok(self.app.session_cookie().set(&signed_in.token)))
            }
            Err(AccountsError::NotProven(event)) => {
                self.app.note(&event, None).await?;
                Ok(Err(Errors::of("old", "That is not your passphrase, or it was tried too often")))
            }
            Err(error) => Err(failed(&error)),
        }
    }

    /// Whether the caller signs in through an organisation's own sign-in.
    pub fn is_told(&self) -> bool {
        self.session().is_ok_and(|session| session.actor.provider.is_some())
    }

    /// Whether the passphrase has to be typed.
    pub fn signing(&self) -> Signing {
        Signing::of_caller(&self.caller, self.app.now())
    }

    /// Takes the passphrase again; the inner error is for the form.
    pub async fn prove(&self, form: &Form, cookies: &Cookies) -> Result<Result<(), Errors>, Problem> {
        let token = token(cookies)?;
        let code = Some(form.text("code")).filter(|code| !code.is_empty());
        match self.app.0.accounts.prove(token, form.raw("passphrase"), code, self.app.now()).await {
            Ok(event) => self.app.note(&event, None).await.map(Ok),
            Err(AccountsError::NotProven(event)) => {
                self.app.note(&event, None).await?;
                Ok(Err(Errors::of(
                    "passphrase",
                    "The passphrase or the code is not right, or there were too many tries. After several tries wait 15 minutes",
                )))
            }
            Err(error) => Err(failed(&error)),
        }
    }

    /// Begins to set up an authenticator app: a fresh key.
    pub async fn begin_second_factor(&self, cookies: &Cookies) -> Result<SecondFactor, Problem> {
        let begun = self.app.0.accounts.begin_factor(token(cookies)?, self.app.now()).await.map_err(told)?;
        Ok(SecondFactor { svg: begun.picture, key: begun.base32 })
    }

    /// Confirms it with a code of the app; gives the recovery codes. None: the code does not fit.
    pub async fn confirm_second_factor(
        &self,
        cookies: &Cookies,
        code: &str,
    ) -> Result<Option<Vec<Zeroizing<String>>>, Problem> {
        match self.app.0.accounts.confirm_factor(token(cookies)?, code, self.app.now()).await {
            Ok((codes, event)) => {
                self.app.note(&event, None).await?;
                Ok(Some(codes.0))
            }
            Err(AccountsError::CodeWrong) => Ok(None),
            Err(error) => Err(told(error)),
        }
    }
}

fn token(cookies: &Cookies) -> Result<&SessionToken, Problem> {
    cookies.session.as_deref().ok_or_else(Problem::unknown_caller)
}

fn told(error: AccountsError) -> Problem {
    match error {
        AccountsError::ProveFirst => Problem::conflict("This needs your passphrase again", "Sign in again"),
        AccountsError::NoEnrolment => {
            Problem::conflict("An authenticator app is set up already", "Go back to your account")
        }
        other => failed(&other),
    }
}

fn failed(error: &AccountsError) -> Problem {
    Problem::failed("one's own account", error)
}
