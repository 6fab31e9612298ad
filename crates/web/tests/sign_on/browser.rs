//! A browser, as far as signing in needs one: cookies by site, `SameSite`, redirections, and pages that lead on by themselves.

use crate::provider::BACK;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use cookie::{Cookie, SameSite};
use http_body_util::BodyExt;
use std::collections::HashMap;
use std::net::SocketAddr;
use tower::ServiceExt;
use url::Url;

/// Most steps that one click may take.
const FAR: usize = 20;

/// A browser.
#[derive(Clone)]
pub struct Browser {
    node: Router,
    jars: HashMap<String, HashMap<String, Cookie<'static>>>,
    /// Every address it has been to, in order.
    pub been: Vec<Url>,
    /// Whether it stops when it is led to another site.
    pub stays: bool,
}

/// What it shows.
pub struct Shown {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    pub url: Url,
}

impl Shown {
    /// Its title.
    pub fn title(&self) -> &str {
        self.body.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap_or("")
    }

    /// The first heading.
    pub fn heading(&self) -> &str {
        let rest = self.body.split("<h1").nth(1).unwrap_or("");
        rest.split('>').nth(1).and_then(|rest| rest.split('<').next()).unwrap_or("")
    }
}

/// An address of ours.
pub fn ours(path: &str) -> Url {
    Url::parse(BACK).unwrap().join(path).unwrap()
}

fn site(url: &Url) -> String {
    url.origin().ascii_serialization()
}

impl Browser {
    /// One that nobody has used.
    pub fn new(node: &Router) -> Self {
        Self { node: node.clone(), jars: HashMap::new(), been: Vec::new(), stays: false }
    }

    /// From now on the proxy leads it to another node.
    pub fn meets(&mut self, node: &Router) {
        self.node = node.clone();
    }

    /// Opens a page of ours.
    pub async fn get(&mut self, path: &str) -> Shown {
        self.go(Method::GET, ours(path), String::new(), None).await
    }

    /// Sends a form of a page of ours.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Shown {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        self.go(Method::POST, ours(path), form.finish(), Some(site(&ours("/")))).await
    }

    /// Fills in the provider's own form.
    pub async fn fill_in(&mut self, shown: &Shown, fields: &[(&str, &str)]) -> Shown {
        let action = shown.body.split("action=\"").nth(1).unwrap().split('"').next().unwrap();
        let to = shown.url.join(action).unwrap();
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        self.go(Method::POST, to, form.finish(), Some(site(&shown.url))).await
    }

    /// Follows a link from somewhere.
    pub async fn follow(&mut self, to: Url, from: Option<String>) -> Shown {
        self.go(Method::GET, to, String::new(), from).await
    }

    async fn go(&mut self, method: Method, to: Url, body: String, from: Option<String>) -> Shown {
        let (mut method, mut to, mut body) = (method, to, body);
        let mut is_foreign = from.is_some_and(|from| from != site(&to));
        for _ in 0..FAR {
            self.been.push(to.clone());
            let shown = self.ask(&method, &to, &body, is_foreign).await;
            let redirected = shown.headers.get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
            let led = shown.headers.get(header::REFRESH).map(|to| to.to_str().unwrap()[6..].to_owned());
            let next = match (redirected, led) {
                (Some(next), _) => {
                    let next = to.join(&next).unwrap();
                    // Where a redirection leads from one site to another, what follows comes from elsewhere.
                    is_foreign |= site(&next) != site(&to);
                    next
                }
                (None, Some(next)) => {
                    let next = to.join(&next).unwrap();
                    is_foreign = site(&next) != site(&to);
                    next
                }
                (None, None) => return shown,
            };
            if self.stays && site(&next) != site(&to) {
                return Shown { url: next, ..shown };
            }
            (method, to, body) = (Method::GET, next, String::new());
        }
        panic!("led in a circle: {:?}", self.been.iter().map(Url::path).collect::<Vec<_>>());
    }

    async fn ask(&mut self, method: &Method, to: &Url, body: &str, is_foreign: bool) -> Shown {
        let jar = self.jars.entry(site(to)).or_default();
        let sent: Vec<String> = jar
            .values()
            .filter(|cookie| !is_foreign || cookie.same_site() != Some(SameSite::Strict))
            .map(|cookie| format!("{}={}", cookie.name(), cookie.value()))
            .collect();
        let cookies = sent.join("; ");
        let shown = if site(to) == site(&ours("/")) {
            self.ask_us(method, to, body, &cookies, is_foreign).await
        } else {
            ask_elsewhere(method, to, body, &cookies).await
        };
        let jar = self.jars.entry(site(to)).or_default();
        for set in shown.headers.get_all(header::SET_COOKIE) {
            let cookie = Cookie::parse(set.to_str().unwrap().to_owned()).unwrap();
            let is_over = cookie.value().is_empty()
                || cookie.max_age().is_some_and(cookie::time::SignedDuration::is_zero);
            if is_over {
                jar.remove(cookie.name());
            } else {
                jar.insert(cookie.name().to_owned(), cookie);
            }
        }
        shown
    }

    async fn ask_us(&self, method: &Method, to: &Url, body: &str, cookies: &str, is_foreign: bool) -> Shown {
        let path = to.query().map_or(to.path().to_owned(), |query| format!("{}?{query}", to.path()));
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, to.host_str().map(|host| format!("{host}:1")).unwrap())
            .header("sec-fetch-site", if is_foreign { "cross-site" } else { "same-origin" })
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies);
        }
        let mut request = request.body(Body::from(body.to_owned())).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 40_000))));
        let (parts, body) = self.node.clone().oneshot(request).await.unwrap().into_parts();
        let body = String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap();
        Shown { status: parts.status, headers: parts.headers, body, url: to.clone() }
    }

    /// The value of a cookie of ours.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.jars.get(&site(&ours("/")))?.get(name).map(|cookie| cookie.value().to_owned())
    }

    /// Forgets everything about the provider: somebody else sits down.
    pub fn forget_elsewhere(&mut self) {
        self.jars.retain(|known, _| *known == site(&ours("/")));
    }
}

async fn ask_elsewhere(method: &Method, to: &Url, body: &str, cookies: &str) -> Shown {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let request = client
        .request(method.clone(), to.clone())
        .header(header::COOKIE, cookies)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(body.to_owned());
    let answer = request.send().await.unwrap();
    let (status, headers) = (answer.status(), answer.headers().clone());
    Shown { status, headers, body: answer.text().await.unwrap(), url: to.clone() }
}
