//! The relay as a server, for whoever gives it a place to listen.

use super::pages::plain;
use super::relay::Relay;
use super::router::{Peer, router};
use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tower_http::cors::CorsLayer;
use tower_http::timeout::TimeoutLayer;

/// A request is a few hundred bytes: whoever takes longer holds a place and says nothing.
const LONGEST: Duration = Duration::from_secs(10);

/// For how long a browser need not ask again whether it may ask.
const MAY_ASK: Duration = Duration::from_hours(1);

/// An address of a page is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the address {address} is none that the relay can be asked from. Give that of the visitor's or the telephone's page, such as \
     https://cards.example.police.uk/ask/"
)]
pub struct PageAddressError {
    /// What was given.
    pub address: String,
}

/// Whom the relay answers.
#[derive(Debug, Clone)]
pub struct RelayHost {
    origins: Vec<HeaderValue>,
    proxies: Arc<[IpAddr]>,
}

impl RelayHost {
    /// For pages at these addresses and for no others, and behind these proxies: what they say in `X-Forwarded-For` is believed,
    /// and what anybody else says there is not.
    pub fn new<'page>(
        pages: impl IntoIterator<Item = &'page str>,
        proxies: impl IntoIterator<Item = IpAddr>,
    ) -> Result<Self, PageAddressError> {
        let origin = |address: &str| {
            let origin = plain(address)?.origin().ascii_serialization();
            HeaderValue::from_str(&origin).ok()
        };
        let of =
            |address: &str| origin(address).ok_or_else(|| PageAddressError { address: address.to_owned() });
        Ok(Self {
            origins: pages.into_iter().map(of).collect::<Result<_, _>>()?,
            proxies: proxies.into_iter().map(|proxy| proxy.to_canonical()).collect(),
        })
    }
}

/// Answers until `stop` is ready. Nothing is written down: neither who asked nor what.
///
/// Browsers let a page that came over HTTPS ask only what is HTTPS too: in front of it stands a proxy.
pub async fn serve(
    listener: TcpListener,
    host: RelayHost,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let service = service(&host).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}

fn service(host: &RelayHost) -> Router {
    let cors = CorsLayer::new()
        .allow_origin(host.origins.clone())
        .allow_methods([Method::POST])
        .allow_headers([CONTENT_TYPE])
        .max_age(MAY_ASK);
    router(Relay::new())
        .layer(from_fn_with_state(Arc::clone(&host.proxies), with_peer))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, LONGEST))
        .layer(cors)
}

async fn with_peer(State(proxies): State<Arc<[IpAddr]>>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
    let Some(peer) = peer else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let peer = behind(&proxies, peer, request.headers());
    request.extensions_mut().insert(Peer(peer));
    let mut response = next.run(request).await;
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The last address in `X-Forwarded-For` that is no declared proxy: whatever stands before it, anybody could have written. A
/// proxy that names nobody is counted as one that asks for all of them.
fn behind(proxies: &[IpAddr], peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    let peer = peer.to_canonical();
    if !proxies.contains(&peer) {
        return peer;
    }
    let lines: Vec<&str> =
        headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok()).collect();
    let hops: Vec<&str> = lines.iter().flat_map(|line| line.split(',')).map(str::trim).collect();
    let mut client = peer;
    for hop in hops.into_iter().rev() {
        let Ok(hop) = hop.parse::<IpAddr>() else { break };
        client = hop.to_canonical();
        if !proxies.contains(&client) {
            break;
        }
    }
    client
}
