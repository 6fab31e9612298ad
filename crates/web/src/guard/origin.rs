//! Forms come from our own pages only.
//!
//! Browsers say of every request where it comes from (`Sec-Fetch-Site`, and `Origin` for forms), and scripts cannot forge
//! it. So whatever changes something is refused unless the browser says that it comes from a page of ours; session cookies
//! are `SameSite=Strict` besides. Programs that carry a token of their own and no cookie are not browsers; what print agents
//! send is signed, and asks nothing of a browser.

use crate::problem::Problem;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;

/// Under which addresses browsers know the server: `https://tipstaff.example.police.uk`. None: as the request says.
#[derive(Debug, Clone, Default)]
pub struct Origin(pub Option<Arc<str>>);

/// Refuses what another site has sent.
pub async fn same_origin(State(origin): State<Origin>, request: Request, next: Next) -> Response {
    let host = request.uri().authority().map(ToString::to_string);
    if is_safe(request.method())
        || is_program(request.headers())
        || is_print_agent(request.uri().path(), request.headers())
        || is_own(request.headers(), host.as_deref(), &origin)
    {
        return next.run(request).await;
    }
    Problem::foreign().answer(request.uri().path())
}

fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// A token in the header and no cookie: no browser sends that by itself. A name and password it may send (`Basic`): another
/// site can put them into an address.
fn is_program(headers: &HeaderMap) -> bool {
    let scheme = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let scheme = scheme.and_then(|value| value.split(' ').next()).unwrap_or_default();
    scheme.eq_ignore_ascii_case("bearer") && !headers.contains_key(header::COOKIE)
}

/// What print agents send is signed by them, and asks neither for a cookie nor for a token. A browser, which says where it comes
/// from, is none.
fn is_print_agent(path: &str, headers: &HeaderMap) -> bool {
    let is_browser = ["sec-fetch-site", "origin", "cookie"].iter().any(|name| headers.contains_key(*name));
    path.starts_with("/api/card-jobs/") && !is_browser
}

/// `host` is what HTTP/2 has in place of the header `Host`.
fn is_own(headers: &HeaderMap, host: Option<&str>, own: &Origin) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), origin) => {
            site == "same-origin" && origin.is_none_or(|origin| is_origin(origin, headers, host, own))
        }
        (None, Some(origin)) => is_origin(origin, headers, host, own),
        (None, None) => false,
    }
}

fn is_origin(origin: &str, headers: &HeaderMap, host: Option<&str>, own: &Origin) -> bool {
    if let Some(own) = &own.0 {
        return origin == &**own;
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).or(host).unwrap_or_default();
    origin
        .strip_prefix("http://")
        .or_else(|| origin.strip_prefix("https://"))
        .is_some_and(|rest| rest == host)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn own(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers = pairs
            .iter()
            .map(|(name, value)| (header::HeaderName::from_static(name), HeaderValue::from_static(value)));
        is_own(&headers.collect(), None, &Origin::default())
    }

    #[test]
    fn only_a_page_of_our_own_may_send_a_form() {
        assert!(own(&[
            ("host", "localhost:1"),
            ("origin", "http://localhost:1"),
            ("sec-fetch-site", "same-origin")
        ]));
        assert!(own(&[("host", "localhost:1"), ("origin", "http://localhost:1")]));
        assert!(!own(&[
            ("host", "localhost:1"),
            ("origin", "http://evil.test"),
            ("sec-fetch-site", "cross-site")
        ]));
        assert!(!own(&[
            ("host", "localhost:1"),
            ("origin", "http://localhost:2"),
            ("sec-fetch-site", "same-site")
        ]));
        assert!(!own(&[("host", "localhost:1"), ("origin", "null")]));
        assert!(!own(&[("host", "localhost:1")]), "a browser always says one of the two");
    }
}
