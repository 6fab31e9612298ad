//! The server: put together, bound, and ended with grace.

use crate::guard::{self, Origin};
use crate::observe::observe;
use crate::problem::Problem;
use crate::right::{self, App};
use crate::settings::Settings;
use crate::{metrics, routes};
use axum::Router;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, Uri};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use std::net::{IpAddr, SocketAddr};
use tower_http::catch_panic::CatchPanicLayer;

/// Largest form without files, in bytes.
const FORM_BYTES: usize = 262_144;

/// The address of who asks: the other end of the connection, or what a declared proxy says of it.
#[derive(Debug, Clone, Copy)]
pub struct Client(pub IpAddr);

/// The application as a service: what every request goes through, from the outside in.
pub fn service(app: App) -> Router {
    let origin = Origin(app.settings().public_address.clone());
    let metrics = app.metrics().clone();
    let is_https = app.settings().is_https();
    routes::router(&app)
        .fallback(|address: Uri| async move { Problem::not_found().answer(address.path()) })
        .method_not_allowed_fallback(|address: Uri| async move {
            Problem::no_such_method().answer(address.path())
        })
        .layer(DefaultBodyLimit::max(FORM_BYTES))
        .layer(middleware::from_fn_with_state(app.clone(), right::identify))
        .layer(middleware::from_fn_with_state(origin, guard::same_origin))
        .layer(middleware::from_fn_with_state(app.clone(), client))
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
            // What the panic says can hold a value; its place is in standard error already.
            Problem::failed("a handler", &"it panicked").into_response()
        }))
        .layer(middleware::from_fn_with_state(is_https, guard::protect))
        .route_layer(middleware::from_fn_with_state(metrics, metrics::count))
        .layer(middleware::from_fn_with_state(app.settings().watcher.clone(), observe))
        .with_state(app)
}

/// Finds out the client's address.
async fn client(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
    let Some(peer) = peer else {
        return Problem::failed("a request", &"its connection has no address").into_response();
    };
    let address = behind_proxies(app.settings(), peer, request.headers());
    request.extensions_mut().insert(Client(address));
    request.extensions_mut().insert(app.settings().patience);
    next.run(request).await
}

/// The last address in `X-Forwarded-For` that is no declared proxy: whatever stands before it, anybody could have written.
fn behind_proxies(settings: &Settings, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    let peer = peer.to_canonical();
    if !settings.proxies.contains(&peer) {
        return peer;
    }
    let lines: Vec<&str> =
        headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok()).collect();
    let hops = lines.iter().flat_map(|line| line.split(',')).map(|hop| hop.trim().parse::<IpAddr>());
    let mut client = peer;
    for hop in hops.collect::<Vec<_>>().into_iter().rev() {
        let Ok(hop) = hop.map(|hop| hop.to_canonical()) else { break };
        client = hop;
        if !settings.proxies.contains(&hop) {
            break;
        }
    }
    client
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn said(peer: &str, forwarded: &[&str]) -> String {
        let settings = Settings { proxies: vec!["10.0.0.1".parse().unwrap()], ..Settings::default() };
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_str(line).unwrap());
        }
        behind_proxies(&settings, peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn only_a_declared_proxy_is_believed_and_only_about_the_last_hop() {
        assert_eq!(said("192.0.2.7", &["203.0.113.9"]), "192.0.2.7");
        assert_eq!(said("10.0.0.1", &["203.0.113.9, 192.0.2.7"]), "192.0.2.7");
        assert_eq!(said("10.0.0.1", &["192.0.2.7, 10.0.0.1"]), "192.0.2.7");
        assert_eq!(said("10.0.0.1", &["203.0.113.9", "192.0.2.7"]), "192.0.2.7");
        assert_eq!(said("10.0.0.1", &["nonsense"]), "10.0.0.1");
        assert_eq!(said("::ffff:10.0.0.1", &["192.0.2.7"]), "192.0.2.7");
    }
}
