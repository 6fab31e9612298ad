//! What somebody does who wants what is not theirs: each file is one kind of attack.

mod foreign_ids;
mod forgery;
mod guessing;
mod headers;
mod markup;
mod parsed;
mod redirects;
mod sessions;
mod slow;
mod storing;
mod tables;
mod trail;
mod upload;
mod wire;

use crate::site::{Site, Visitor};
use axum::http::Method;
use record::ROLES;
use web::Route;

/// Somebody with every role, so that no right stands before what is tried.
async fn with_every_role<'s>(site: &'s Site, name: &str) -> Visitor<'s> {
    let roles: Vec<&str> = ROLES.iter().map(|row| row.id).collect();
    site.enrolled(name, &roles).await
}

/// The parts of a route that are in braces.
fn parameters(route: &Route) -> Vec<&'static str> {
    route.path.split('/').filter(|part| part.starts_with('{')).collect()
}

/// The address of a route with each parameter set.
fn filled(route: &Route, value: impl Fn(&str) -> String) -> String {
    let parts =
        route.path.split('/').map(|part| if part.starts_with('{') { value(part) } else { part.into() });
    parts.collect::<Vec<String>>().join("/")
}

/// Asks for a route, with an empty form where it takes one.
async fn ask(visitor: &Visitor<'_>, method: &Method, path: &str) -> crate::site::Answer {
    match *method {
        Method::GET => visitor.get(path).await,
        Method::DELETE => visitor.delete(path).await,
        _ => visitor.post(path, &[]).await,
    }
}
