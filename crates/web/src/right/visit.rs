//! What everybody may: sign in, and use a link that was given to them.

use super::{Caller, Cookies, Visit};
use crate::page::Viewer;
use crate::problem::Problem;
use accounts::{AccountsError, Event, LinkKind, LinkToken};
use cookie::Cookie;
use keyring::Passphrase;
use std::net::IpAddr;
use zeroize::Zeroizing;

/// Who a link is for.
pub struct Welcomed {
    /// Name, as enrolled.
    pub name: Zeroizing<String>,
    /// Whether it is whoever set Tipstaff up.
    pub is_founder: bool,
}

/// Why nobody was signed in.
pub enum Refused {
    /// By the accounts.
    Accounts(AccountsError),
    /// It could not be written down.
    Unwritten(Problem),
}

impl Refused {
    /// Words for the form; too many attempts are a problem of their own.
    pub fn words(&self) -> Result<String, Problem> {
        let error = match self {
            Self::Accounts(error) => error,
            Self::Unwritten(problem) => return Err(problem.clone()),
        };
        match error {
            AccountsError::SignIn(_) => {
                Ok("The name, the passphrase or the code is not right, or there were too many tries. \
                 After several tries wait 15 minutes, or ask an administrator"
                    .into())
            }
            AccountsError::Busy => Err(Problem::too_many("Too many people are signing in at once", 5)),
            error => Err(Problem::failed("signing in", error)),
        }
    }
}

impl Visit {
    /// Whether the caller is signed in.
    pub fn is_signed_in(&self) -> bool {
        matches!(self.caller, Caller::Person(_))
    }

    /// As pages greet the caller.
    pub fn viewer(&self, cookies: &Cookies) -> Viewer {
        self.caller.viewer(cookies)
    }

    /// Whether the form for a passphrase is left off, where there is another way in.
    pub fn hides_passphrases(&self) -> bool {
        self.app.settings().hides_passphrases
    }

    /// No other way in.
    #[cfg(not(feature = "oidc"))]
    #[expect(clippy::unused_async, reason = "the other one waits")]
    pub async fn provider(&self) -> Result<Option<String>, Problem> {
        Ok(None)
    }

    /// Signs in; gives the cookie of a new session.
    pub async fn sign_in(
        &self,
        name: &str,
        passphrase: &str,
        code: &str,
        from: IpAddr,
    ) -> Result<Cookie<'static>, Refused> {
        let code = Some(code).filter(|code| !code.is_empty());
        let now = self.app.now();
        let signed_in = match self.app.0.accounts.sign_in(name, passphrase, code, from, now).await {
            Ok(signed_in) => signed_in,
            Err(error) => {
                if let AccountsError::SignIn(refused) = &error {
                    self.note(&refused.event).await?;
                }
                return Err(Refused::Accounts(error));
            }
        };
        self.note(&signed_in.event).await?;
        Ok(self.app.session_cookie().set(&signed_in.token))
    }

    /// Into the trail, and into the log: numbers only.
    async fn note(&self, event: &Event) -> Result<(), Refused> {
        tracing::info!(what = ?event.what, actor = event.actor, "sign-in");
        self.app.note(event, None).await.map_err(Refused::Unwritten)
    }

    /// Who a link is for; a link that is over, or never was, is no page.
    pub async fn welcomed(&self, token: &str) -> Result<Welcomed, Problem> {
        let link = match LinkToken::parse(token) {
            Some(token) => self.app.0.accounts.link(&token, self.app.now()).await,
            None => Ok(None),
        };
        match link.map_err(|error| Problem::failed("looking up a link", &error))? {
            Some(link) => Ok(Welcomed { name: link.actor.name, is_founder: link.kind == LinkKind::Founder }),
            None => Err(over()),
        }
    }

    /// Sets the first passphrase and signs in; the inner error is for the form.
    pub async fn accept(
        &self,
        token: &str,
        welcomed: &Welcomed,
        passphrase: &str,
        from: IpAddr,
    ) -> Result<Result<Cookie<'static>, String>, Problem> {
        let link = LinkToken::parse(token).ok_or_else(over)?;
        let chosen = match Passphrase::new(passphrase) {
            Ok(chosen) => chosen,
            Err(error) => return Ok(Err(crate::words::sentence(&error.to_string()))),
        };
        let (accounts, now) = (&self.app.0.accounts, self.app.now());
        let joined = if welcomed.is_founder {
            accounts.found(&link, chosen, now).await
        } else {
            accounts.accept(&link, chosen, now).await
        };
        match joined {
            Ok(event) => {
                self.note(&event).await.map_err(|refused| refused.words().err().unwrap_or_else(over))?;
            }
            Err(AccountsError::LinkGone) => return Err(over()),
            Err(error) => return Err(Problem::failed("using a link", &error)),
        }
        self.app.publish().await;
        let signed_in = self.sign_in(&welcomed.name, passphrase, "", from).await;
        signed_in.map(Ok).map_err(|refused| refused.words().err().unwrap_or_else(Problem::unknown_caller))
    }
}

fn over() -> Problem {
    Problem {
        what: "This link has been used, or its time is over".into(),
        fix: "Ask an administrator for a new one; whoever starts the server gets one printed".into(),
        ..Problem::not_found()
    }
}
