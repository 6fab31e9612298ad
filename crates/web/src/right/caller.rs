//! Who calls: found out once for each request, from the session's cookie or a program's token.

use super::{App, Right};
use crate::observe::Asker;
use crate::page::{Theme, Viewer};
use accounts::{Program, Session, SessionToken, SignOnToken};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;
use cookie::{Cookie, SameSite};
use std::sync::Arc;

/// Who calls.
#[derive(Clone)]
pub enum Caller {
    /// Nobody who is known.
    Nobody,
    /// Somebody who signed in.
    Person(Arc<Session>),
    /// A program with a token.
    Program(Arc<Program>),
}

/// What a request brought in cookies, and which name its browser knows us by.
#[derive(Clone, Default)]
pub struct Cookies {
    /// The session.
    pub session: Option<Arc<SessionToken>>,
    /// On the way to an organisation's own sign-in and back.
    pub sign_on: Option<Arc<SignOnToken>>,
    /// Light or dark.
    pub theme: Theme,
    /// Under which name the browser asked.
    pub host: Option<Arc<str>>,
    /// Whether a form is to be shown once more with what was typed into it, and nothing done.
    pub only_shows: bool,
}

impl Caller {
    /// Whether it is a person with this right, for pages that lead to others.
    pub(super) fn may<R: Right>(&self) -> bool {
        matches!(self, Self::Person(session) if R::ROW.admits(session.actor.roles))
    }

    /// Number of the actor in whose name it calls.
    pub fn actor(&self) -> Option<u32> {
        match self {
            Self::Nobody => None,
            Self::Person(session) => Some(session.actor.number),
            Self::Program(program) => Some(program.actor.number),
        }
    }

    /// As pages greet them.
    pub fn viewer(&self, cookies: &Cookies) -> Viewer {
        match self {
            Self::Person(session) => Viewer {
                name: Some(session.actor.name.clone()),
                roles: session.actor.roles,
                theme: cookies.theme,
            },
            _ => Viewer { theme: cookies.theme, ..Viewer::default() },
        }
    }
}

/// The name and the properties of the session's cookie.
#[derive(Debug, Clone, Copy)]
pub struct SessionCookie {
    /// Whether browsers reach the server by https only: then the cookie is for this host and for https only.
    pub is_secure: bool,
}

impl SessionCookie {
    /// Its name. Browsers take `__Host-` only from https, without a domain and for all paths.
    pub fn name(self) -> &'static str {
        if self.is_secure { "__Host-tipstaff-session" } else { "tipstaff-session" }
    }

    /// With a token.
    pub fn set(self, token: &SessionToken) -> Cookie<'static> {
        self.cookie(token.expose().to_string())
    }

    /// Taken away.
    pub fn clear(self) -> Cookie<'static> {
        let mut cookie = self.cookie(String::new());
        cookie.make_removal();
        cookie
    }

    fn cookie(self, value: String) -> Cookie<'static> {
        self.named(self.name(), value)
    }

    /// The name of the cookie of somebody who is on the way to an organisation's own sign-in.
    pub fn sign_on_name(self) -> &'static str {
        if self.is_secure { "__Host-tipstaff-sign-on" } else { "tipstaff-sign-on" }
    }

    /// That cookie. It does not outlast what it is for.
    #[cfg(feature = "oidc")]
    pub fn set_sign_on(self, token: &SignOnToken) -> Cookie<'static> {
        let mut cookie = self.named(self.sign_on_name(), token.expose().to_string());
        cookie.set_max_age(cookie::time::Duration::minutes(10));
        cookie
    }

    /// That cookie, taken away.
    #[cfg(feature = "oidc")]
    pub fn clear_sign_on(self) -> Cookie<'static> {
        let mut cookie = self.named(self.sign_on_name(), String::new());
        cookie.make_removal();
        cookie
    }

    fn named(self, name: &'static str, value: String) -> Cookie<'static> {
        Cookie::build((name, value))
            .path("/")
            .http_only(true)
            .secure(self.is_secure)
            .same_site(SameSite::Strict)
            .build()
    }
}

/// Finds out who calls.
pub async fn identify(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let mut cookies = cookies(request.headers(), app.session_cookie());
    // HTTP/2 has the name in the address, and no header for it.
    cookies.host = cookies.host.or_else(|| request.uri().authority().map(|host| host.as_str().into()));
    let caller = app.caller(&cookies, bearer(request.headers())).await;
    let asker = caller.actor().map(Asker);
    request.extensions_mut().insert(caller);
    request.extensions_mut().insert(cookies);
    let mut response = next.run(request).await;
    if let Some(asker) = asker {
        response.extensions_mut().insert(asker);
    }
    response
}

fn cookies(headers: &HeaderMap, session: SessionCookie) -> Cookies {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).map(Into::into);
    let mut found = Cookies { host, ..Cookies::default() };
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    for cookie in lines.flat_map(|line| Cookie::split_parse(line.to_owned())).flatten() {
        // Where a name stands twice, the first counts: the more exact path comes first.
        if cookie.name() == session.name() && found.session.is_none() {
            found.session = SessionToken::parse(cookie.value()).map(Arc::new);
        } else if cookie.name() == session.sign_on_name() && found.sign_on.is_none() {
            found.sign_on = SignOnToken::parse(cookie.value()).map(Arc::new);
        } else if cookie.name() == "tipstaff-theme" {
            found.theme = Theme::named(cookie.value());
        }
    }
    found
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
