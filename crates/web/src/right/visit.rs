//! What everybody may: sign in, and use a link that was given to them.

use super::{Caller, Cookies, Visit};
use crate::page::Viewer;
use crate::problem::Problem;
use accounts::{AccountError, LinkKind, SignInRefused};
use cookie::Cookie;
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
pub struct Refused(SignInRefused);

impl Refused {
    /// Words for the form; too many attempts are a problem of their own.
    pub fn words(&self) -> Result<String, Problem> {
        match &self.0 {
            SignInRefused::Wrong => Ok("The name, the passphrase or the code is not right".into()),
            SignInRefused::TooOften { retry_after_seconds } => {
                Err(Problem::too_many("There were too many attempts to sign in", *retry_after_seconds))
            }
            SignInRefused::Busy => Err(Problem::too_many("Too many people are signing in at once", 5)),
            SignInRefused::Failed(error) => Err(Problem::failed("signing in", error)),
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
        let token = self.app.0.accounts.sign_in(name, passphrase, code, from, now).await.map_err(Refused)?;
        Ok(self.app.session_cookie().set(&token))
    }

    /// Who a link is for; a link that is over, or never was, is no page.
    pub async fn welcomed(&self, token: &str) -> Result<Welcomed, Problem> {
        let kind = self.app.0.accounts.link_kind(token, self.app.now()).await;
        match kind.map_err(|error| Problem::failed("looking up a link", &error))? {
            Some(LinkKind::Founder { name }) => Ok(Welcomed { name, is_founder: true }),
            Some(LinkKind::Invitation { name }) => Ok(Welcomed { name, is_founder: false }),
            None => Err(Problem {
                what: "This link has been used, or its time is over".into(),
                fix: "Ask an administrator for a new one; whoever starts the server gets one printed".into(),
                ..Problem::not_found()
            }),
        }
    }

    /// Sets the first passphrase and signs in; the inner error is for the form.
    pub async fn accept(
        &self,
        token: &str,
        passphrase: &str,
        from: IpAddr,
    ) -> Result<Result<Cookie<'static>, String>, Problem> {
        match self.app.0.accounts.accept(token, passphrase, from, self.app.now()).await {
            Ok(token) => Ok(Ok(self.app.session_cookie().set(&token))),
            Err(AccountError::Passphrase(words)) => Ok(Err(words.to_string())),
            Err(error) => Err(Problem::failed("using a link", &error)),
        }
    }
}
