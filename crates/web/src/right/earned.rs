//! Earning a right: the caller is known, and has a role or a token for it.

use super::{App, Caller, Own, Right, Who};
use crate::problem::Problem;
use axum::extract::FromRequestParts;
use axum::http::Method;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};

/// A right that the caller of this request has.
pub struct Earned<R>(pub R);

/// Why it was not earned: for people a page or the way to sign in, for programs RFC 9457.
pub struct NotEarned {
    problem: Problem,
    is_program: bool,
}

impl IntoResponse for NotEarned {
    fn into_response(self) -> Response {
        if self.is_program { self.problem.into_json_response() } else { self.problem.into_response() }
    }
}

impl<R: Right> FromRequestParts<App> for Earned<R> {
    type Rejection = NotEarned;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, NotEarned> {
        let is_program = parts.uri.path().starts_with("/api/");
        let caller = parts.extensions.get::<Caller>().cloned().unwrap_or(Caller::Nobody);
        let refused = |problem| NotEarned { problem, is_program };
        match (R::ROW.who, &caller) {
            (Who::Everybody, _) => {}
            (_, Caller::Nobody) => return Err(refused(sign_in_first(parts, is_program))),
            (Who::People(may) | Who::PeopleAndPrograms(may, _), Caller::Person(session)) => {
                if session.must_enrol && R::ROW.id != Own::ROW.id {
                    return Err(refused(enrol_first()));
                }
                if !session.actor.roles.meet(may) {
                    return Err(refused(Problem::forbidden(may)));
                }
            }
            (Who::PeopleAndPrograms(may, scope), Caller::Program(program)) => {
                if !program.scopes.has(scope) {
                    return Err(refused(Problem::forbidden("programs whose token is for this")));
                }
                // A token gives nobody more than who answers for it may do today.
                if !program.actor.roles.meet(may) {
                    return Err(refused(Problem::forbidden(may)));
                }
            }
            (Who::People(may), Caller::Program(_)) => return Err(refused(Problem::forbidden(may))),
        }
        Ok(Self(R::of(app.clone(), caller)))
    }
}

/// Whoever needs a second factor and has none sets it up before anything else.
fn enrol_first() -> Problem {
    let problem = Problem::conflict("You need a second factor first", "Set it up under your account");
    Problem { location: Some("/account/second-factor".into()), ..problem }
}

/// Browsers are led to the page where one signs in, and back from there to the page that was asked for.
fn sign_in_first(parts: &Parts, is_program: bool) -> Problem {
    let problem = Problem::unknown_caller();
    if is_program || parts.method != Method::GET {
        return problem;
    }
    let next = parts.uri.path_and_query().map_or("/", |address| address.as_str());
    let next: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
    Problem { location: Some(format!("/sign-in?next={next}")), ..problem }
}
