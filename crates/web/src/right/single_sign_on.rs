//! Through an organisation's own sign-in: the way there, and what comes of it when somebody is back.

use super::{App, Caller, Cookies, Visit};
use crate::form::{Form, Query};
use crate::page::Leaving;
use crate::problem::Problem;
use crate::server::Client;
use crate::settings::Settings;
use accounts::{AccountsError, Event, Session, SignOn, SignOnToken, ToldOf, What};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use axum::response::Response;
use cookie::Cookie;
use jiff::Timestamp;
use record::words::what_and_fix;
use record::{ROLES, RecordError, SignInProvider};
use single_sign_on::{Asked, SignOnError, SingleSignOn, Terms, Told};
use std::net::IpAddr;
use tower::ServiceExt;
use zeroize::Zeroizing;

/// Where browsers come back to.
pub const BACK: &str = "/sign-in/provider/return";

/// The way there; without it nobody goes, and the rest of the server runs.
pub(super) fn opened(settings: &Settings) -> Option<SingleSignOn> {
    SingleSignOn::new(settings.sign_in_secret.clone())
        .inspect_err(|error| tracing::error!(?error, "single sign-on is not available"))
        .ok()
}

/// What came of it when somebody was back.
pub enum CameBack {
    /// Signed in: the cookie, and where to go.
    SignedIn(Cookie<'static>, Zeroizing<String>),
    /// Confirmed who they are: the form that they had filled in.
    Confirmed(Zeroizing<String>),
}

impl Visit {
    /// What the provider is called that may be used.
    pub async fn provider(&self) -> Result<Option<String>, Problem> {
        Ok(self.app.provider().await?.map(|provider| provider.title))
    }

    /// Sends a browser to the provider, and afterwards to a page of ours.
    pub async fn to_provider(&self, next: &str, cookies: &Cookies) -> Result<Leaving, Problem> {
        self.app.leave(None, next.as_bytes(), cookies).await
    }

    /// Whether this browser is on the way, as its cookie says, and this is what it was sent with.
    #[expect(clippy::unused_self, reason = "the right is what lets one ask")]
    pub fn is_on_the_way(&self, query: &Query, cookies: &Cookies) -> Result<(), Problem> {
        let is_state = cookies.sign_on.as_ref().map(|token| token.is_state(query.0.text("state")));
        match is_state {
            Some(Ok(true)) => Ok(()),
            Some(Err(error)) => Err(failed(&error)),
            _ => Err(wrong(
                "This sign-in was begun in another window, or took too long",
                "Begin again, in one window",
            )),
        }
    }

    /// Somebody is back.
    pub async fn come_back(
        &self,
        query: &Query,
        cookies: &Cookies,
        from: IpAddr,
    ) -> Result<CameBack, Problem> {
        let token = cookies.sign_on.as_ref().ok_or_else(Problem::unknown_caller)?;
        let now = self.app.now();
        let accounts = &self.app.0.accounts;
        let way = accounts.take_sign_on(token, now).await.map_err(|error| refused(&error, None))?;
        let provider = self.app.provider().await?.ok_or_else(not_allowed)?;
        let told = self.app.told(&provider, token, &way, query, cookies, now).await?;
        let told_of = ToldOf { subject: &told.subject, name: &told.name, roles: &told.roles };
        let kept = String::from_utf8(way.kept.to_vec()).map(Zeroizing::new);
        let kept = kept.map_err(|_| failed(&"what was kept is no text"))?;
        let outcome = if let Some(session) = way.session {
            let (Some(own), Caller::Person(person)) = (&cookies.session, &self.caller) else {
                return Err(Problem::unknown_caller());
            };
            if person.number != session {
                return Err(refused(&AccountsError::SomebodyElse, None));
            }
            accounts
                .confirm(own, &provider, &told_of, now)
                .await
                .map(|event| (event, CameBack::Confirmed(kept)))
        } else {
            accounts.enter(&provider, &told_of, from, now).await.map(|entered| {
                let cookie = self.app.session_cookie().set(&entered.token);
                (entered.event, CameBack::SignedIn(cookie, kept))
            })
        };
        // An account, or roles that are gone, can be on record now whatever came of it.
        self.app.publish().await;
        let (event, came_back) = match outcome {
            Ok(done) => done,
            Err(error) => {
                if matches!(error, AccountsError::NoRole | AccountsError::SomebodyElse) {
                    let actor = self.caller.actor();
                    let event = Event { what: What::NotAdmitted, actor, from: Some(from) };
                    self.app.note(&event, None).await?;
                }
                return Err(refused(&error, Some(&provider)));
            }
        };
        self.app.note(&event, None).await?;
        Ok(came_back)
    }

    /// The cookie that takes away the one of somebody who is back.
    pub fn off_the_way(&self) -> Cookie<'static> {
        self.app.session_cookie().clear_sign_on()
    }

    /// Shows the form once more with what was typed into it: the form's own page does it, asked from within, and does nothing
    /// else, because no signer is given to it.
    pub async fn show_again(
        &self,
        kept: &str,
        cookies: &Cookies,
        client: Client,
    ) -> Result<Response, Problem> {
        let (action, body) = kept.split_once('\n').ok_or_else(|| failed(&"what was kept is no form"))?;
        let cookies = Cookies { only_shows: true, ..cookies.clone() };
        // As of now: what was confirmed is known, and so is a role that is gone.
        let caller = self.app.caller(&cookies, None).await;
        let mut request = Request::builder()
            .method(Method::POST)
            .uri(action)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.to_owned()))
            .map_err(|error| failed(&error))?;
        request.extensions_mut().insert(caller);
        request.extensions_mut().insert(cookies);
        request.extensions_mut().insert(client);
        let router = crate::routes::router(&self.app).with_state(self.app.clone());
        let Ok(mut response) = router.oneshot(request).await;
        if response.status() == StatusCode::UNPROCESSABLE_ENTITY {
            *response.status_mut() = StatusCode::OK;
        }
        Ok(response)
    }
}

impl App {
    /// The provider that is allowed.
    pub(super) async fn provider(&self) -> Result<Option<SignInProvider>, Problem> {
        self.0.record.sign_in_provider().await.map_err(|error| failed(&error))
    }

    /// The way there.
    pub(super) fn single_sign_on(&self) -> Result<&SingleSignOn, Problem> {
        self.0.single_sign_on.as_ref().ok_or_else(not_allowed)
    }

    /// Under which address browsers know us.
    pub(super) fn own_address(&self, cookies: &Cookies) -> Result<String, Problem> {
        if let Some(address) = &self.settings().public_address {
            return Ok(address.to_string());
        }
        let scheme = if self.session_cookie().is_secure { "https" } else { "http" };
        let host = cookies
            .host
            .as_ref()
            .ok_or_else(|| wrong("The browser does not say which host it asked", "Use another one"))?;
        Ok(format!("{scheme}://{host}"))
    }

    fn terms(&self, provider: &SignInProvider, cookies: &Cookies) -> Result<Terms, Problem> {
        Ok(Terms {
            issuer: provider.issuer.clone(),
            client: provider.client.clone(),
            claim: provider.claim.clone(),
            back: format!("{}{BACK}", self.own_address(cookies)?),
        })
    }

    /// Where somebody who signs out goes, to be signed out there too.
    pub(super) async fn sign_out_there(&self, cookies: &Cookies) -> Option<Leaving> {
        let provider = self.provider().await.ok()??;
        let terms = self.terms(&provider, cookies).ok()?;
        let back = format!("{}/sign-in", self.own_address(cookies).ok()?);
        let to = self.single_sign_on().ok()?.sign_out(&terms, &back, self.now()).await?;
        Some(Leaving { to, cookie: Some(self.session_cookie().clear().to_string()) })
    }

    /// Somebody has to confirm who they are; what they typed is kept.
    pub(super) async fn to_confirm(&self, session: &Session, cookies: &Cookies, form: &Form) -> Problem {
        let leaving = match self.leave(Some(session), form.to_keep().as_bytes(), cookies).await {
            Ok(leaving) => leaving,
            Err(problem) => return problem,
        };
        let problem = Problem::conflict("Your organisation's sign-in has to ask you first", "Go on to it");
        Problem { leaving: Some(Box::new(leaving)), ..problem }
    }

    async fn leave(
        &self,
        session: Option<&Session>,
        kept: &[u8],
        cookies: &Cookies,
    ) -> Result<Leaving, Problem> {
        let now = self.now();
        let provider = self.provider().await?.ok_or_else(not_allowed)?;
        let terms = self.terms(&provider, cookies)?;
        let begun = self.0.accounts.begin_sign_on(session, kept, now).await;
        let token = begun.map_err(|error| failed(&error))?;
        let asked = asked(&token, session.map(|_| now))?;
        let to = self.single_sign_on()?.ask(&terms, &asked, now).await.map_err(out_of_service)?;
        Ok(Leaving { to, cookie: Some(self.session_cookie().set_sign_on(&token).to_string()) })
    }

    async fn told(
        &self,
        provider: &SignInProvider,
        token: &SignOnToken,
        way: &SignOn,
        query: &Query,
        cookies: &Cookies,
        now: Timestamp,
    ) -> Result<Told, Problem> {
        // RFC 9207: an answer of another provider is none.
        let issuer = query.0.raw("iss");
        if !issuer.is_empty() && issuer != provider.issuer {
            return Err(out_of_service(SignOnError::NotForUs));
        }
        if !query.0.text("error").is_empty() {
            return Err(not_let_in(query.0.text("error")));
        }
        let code = query.0.raw("code");
        if code.is_empty() {
            return Err(wrong("Your organisation's sign-in sent you back without a word", "Begin again"));
        }
        let asked = asked(token, way.session.map(|_| way.made))?;
        let terms = self.terms(provider, cookies)?;
        self.single_sign_on()?.told(&terms, &asked, code, now).await.map_err(out_of_service)
    }
}

fn asked(token: &SignOnToken, anew_since: Option<Timestamp>) -> Result<Asked, Problem> {
    let words = || {
        Ok(Asked { state: token.state()?, nonce: token.nonce()?, verifier: token.verifier()?, anew_since })
    };
    words().map_err(|error: AccountsError| failed(&error))
}

/// An error of the way there: of the kind, and nothing else, the log is told.
pub(super) fn out_of_service(error: SignOnError) -> Problem {
    tracing::warn!(?error, "single sign-on");
    let status =
        if error.is_out_of_service() { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::BAD_REQUEST };
    let words = error.to_string();
    let (what, fix) = words.split_once(". ").unwrap_or((&words, "Begin again"));
    Problem::new(status, "single-sign-on", crate::words::sentence(what), fix)
}

/// The provider sent somebody back with an error (RFC 6749, section 4.1.2.1; `OpenID` Connect Core, section 3.1.2.6).
fn not_let_in(error: &str) -> Problem {
    let code = "single-sign-on";
    match error {
        "access_denied" => Problem::new(
            StatusCode::FORBIDDEN,
            code,
            "Your organisation's sign-in did not let you in, or you ended it",
            "Begin again; if it stays, ask whoever manages it to give you access to Tipstaff",
        ),
        "temporarily_unavailable" | "server_error" => Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            code,
            "Your organisation's sign-in is out of order",
            "Try again in a few minutes; if it stays, tell whoever manages it",
        ),
        _ => wrong(
            "Your organisation's sign-in did not accept how it was asked",
            "Begin again; if it stays, tell whoever runs this server",
        ),
    }
}

fn refused(error: &AccountsError, provider: Option<&SignInProvider>) -> Problem {
    let told = |status| {
        let words = error.to_string();
        let (what, fix) = words.split_once(". ").unwrap_or((&words, "Begin again"));
        Problem::new(status, "single-sign-on", crate::words::sentence(what), fix)
    };
    match error {
        AccountsError::NoRole => {
            let problem = told(StatusCode::FORBIDDEN);
            Problem { fix: provider.map_or(problem.fix.clone(), what_to_ask_for), ..problem }
        }
        AccountsError::SomebodyElse => told(StatusCode::FORBIDDEN),
        AccountsError::SignOnGone => told(StatusCode::BAD_REQUEST),
        AccountsError::NotSignedIn => Problem::unknown_caller(),
        AccountsError::Record(error @ RecordError::Refused { .. }) => {
            let (what, fix) = what_and_fix(error);
            Problem::conflict(crate::words::sentence(&what), fix)
        }
        AccountsError::Busy => Problem::too_many("Too many people are signing in at once", 5),
        error => failed(error),
    }
}

/// Which app roles there are, so that somebody can ask for the right one.
fn what_to_ask_for(provider: &SignInProvider) -> String {
    let mut lines = Vec::new();
    for row in ROLES {
        let values: Vec<&str> = provider.roles.values(row.role).collect();
        if !values.is_empty() {
            lines.push(format!("{} for {}", values.join(" or "), row.title));
        }
    }
    format!(
        "Ask whoever manages the sign-in of {} for the role that your work needs: {}. Then sign in again",
        provider.title,
        lines.join(", ")
    )
}

fn not_allowed() -> Problem {
    Problem::conflict(
        "Nobody signs in here through an organisation's own sign-in",
        "Sign in with your passphrase, or ask an administrator",
    )
}

fn wrong(what: &str, fix: &str) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "single-sign-on", what, fix)
}

fn failed(error: &dyn std::fmt::Display) -> Problem {
    Problem::failed("single sign-on", error)
}
