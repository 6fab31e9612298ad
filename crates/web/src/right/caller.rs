//! Who calls: found out once for each request, from the session's cookie or a program's token.

use super::{App, Right};
use crate::observe::Asker;
use crate::page::{Theme, Viewer};
use accounts::{Program, Session, SessionToken};
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

/// What a request brought in cookies.
#[derive(Clone, Default)]
pub struct Cookies {
    /// The session.
    pub session: Option<Arc<SessionToken>>,
    /// Light or dark.
    pub theme: Theme,
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
        Cookie::build((self.name(), value))
            .path("/")
            .http_only(true)
            .secure(self.is_secure)
            .same_site(SameSite::Strict)
            .build()
    }
}

/// Finds out who calls.
pub async fn identify(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let cookies = cookies(request.headers(), app.session_cookie());
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
    let mut found = Cookies::default();
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    for cookie in lines.flat_map(|line| Cookie::split_parse(line.to_owned())).flatten() {
        // Where a name stands twice, the first counts: the more exact path comes first.
        if cookie.name() == session.name() && found.session.is_none() {
            found.session = SessionToken::parse(cookie.value()).map(Arc::new);
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
