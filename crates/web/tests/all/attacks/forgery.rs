//! Requests that another site makes somebody's browser send.

use super::{filled, with_every_role};
use crate::site::Site;
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use web::{ROUTES, Settings};

/// What browsers say of a request that another page has sent, old browsers and new ones.
const FOREIGN: [&[(&str, &str)]; 9] = [
    &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.test")],
    &[("sec-fetch-site", "cross-site")],
    &[("sec-fetch-site", "same-site"), ("origin", "https://other.police.test")],
    &[("sec-fetch-site", "none")],
    &[("origin", "https://evil.test")],
    &[("origin", "null")],
    &[("sec-fetch-site", "same-origin"), ("origin", "https://evil.test")],
    &[("authorization", "Basic cm9iaW46c2FtcGxl"), ("sec-fetch-site", "cross-site")],
    &[],
];

fn is_unsafe(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

#[tokio::test]
async fn whatever_changes_something_is_refused_when_another_site_sends_it() {
    let site = Site::with_people(2).await;
    let signed_in = with_every_role(&site, "R. Frost").await;
    let before = site.acts().await;
    for route in ROUTES.iter().filter(|route| is_unsafe(&route.method)) {
        let path = filled(route, |part| if part == "{id}" { "0".repeat(32) } else { "1".into() });
        for visitor in [&signed_in, &site.nobody()] {
            for headers in FOREIGN {
                let mut request = visitor
                    .request(route.method.clone(), &path)
                    .header(header::HOST, "tipstaff.test")
                    .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
                for (name, value) in headers {
                    request = request.header(*name, *value);
                }
                let answer = visitor.send(request.body(Body::from("name=owner&passphrase=x")).unwrap()).await;
                // Print agents sign what they send, and say no more of themselves than this; they are told nothing.
                let is_agent = route.path.starts_with("/api/card-jobs/")
                    && headers.is_empty()
                    && visitor.cookie().is_empty();
                let refused = if is_agent { StatusCode::NOT_FOUND } else { StatusCode::FORBIDDEN };
                assert_eq!(answer.status, refused, "{route:?} {headers:?}");
                assert!(!answer.headers.contains_key(header::SET_COOKIE), "{route:?} {headers:?}");
            }
        }
    }
    assert_eq!(site.acts().await, before);
    assert_eq!(signed_in.get("/").await.status, StatusCode::OK, "nobody was signed out");
}

#[tokio::test]
async fn nothing_is_changed_by_opening_an_address() {
    let site = Site::with_people(2).await;
    let visitor = with_every_role(&site, "R. Frost").await;
    let before = site.acts().await;
    for route in ROUTES.iter().filter(|route| route.method == Method::POST) {
        let path = filled(route, |part| if part == "{id}" { "0".repeat(32) } else { "1".into() });
        for words in ["", "?_method=POST", "?_method=DELETE"] {
            visitor.get(&format!("{path}{words}")).await;
        }
    }
    for name in ["x-http-method-override", "x-http-method", "x-method-override"] {
        let request = visitor.request(Method::GET, "/sign-out").header(name, "POST");
        let answer = visitor.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    }
    assert_eq!(site.acts().await, before);
    assert_eq!(visitor.get("/").await.status, StatusCode::OK, "nobody was signed out");
}

#[tokio::test]
async fn unusual_methods_do_nothing_and_break_nothing() {
    let site = Site::new().await;
    let visitor = with_every_role(&site, "R. Frost").await;
    for method in ["TRACE", "CONNECT", "PUT", "PATCH", "DELETE", "PROPFIND", "OPTIONS"] {
        let request =
            visitor.request(method.parse().unwrap(), "/account").header("sec-fetch-site", "same-origin");
        let answer = visitor.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert!(!answer.headers.contains_key("access-control-allow-origin"));
    }
}

#[tokio::test]
async fn no_other_site_may_read_an_answer() {
    let site = Site::new().await;
    let visitor = with_every_role(&site, "R. Frost").await;
    for path in ["/", "/releases.json", "/api/openapi.json", "/people"] {
        let request = visitor.request(Method::GET, path).header("origin", "https://evil.test");
        let answer = visitor.send(request.body(Body::empty()).unwrap()).await;
        assert!(answer.headers.keys().all(|name| !name.as_str().starts_with("access-control-")), "{path}");
        assert_eq!(answer.headers["cross-origin-resource-policy"], "same-origin");
    }
}

#[tokio::test]
async fn forms_of_our_own_pages_are_taken_over_http_2_too() {
    let site = Site::new().await;
    let nobody = site.nobody();
    let words = format!("name=owner&passphrase={}", crate::site::WORDS.replace(' ', "+"));
    // HTTP/2 has no header `Host`: the host stands in the address.
    let request = nobody
        .request(Method::POST, "https://tipstaff.test/sign-in")
        .header("origin", "https://tipstaff.test")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let answer = nobody.send(request.body(Body::from(words)).unwrap()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

#[tokio::test]
async fn where_the_public_address_is_known_no_host_of_a_request_counts() {
    let address = "https://tipstaff.example.police.uk";
    let settings = Settings { public_address: Some(address.into()), ..Settings::default() };
    let site = Site::set_up(settings, uploads::Settings::default()).await;
    let nobody = site.nobody();
    for (host, origin, is_own) in [
        ("evil.test", "https://evil.test", false),
        ("tipstaff.example.police.uk", "http://tipstaff.example.police.uk", false),
        ("tipstaff.example.police.uk", "https://tipstaff.example.police.uk.evil.test", false),
        ("evil.test", address, true),
    ] {
        let request = nobody.request(Method::POST, "/theme").header("host", host).header("origin", origin);
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = nobody.send(request.body(Body::from("theme=dark")).unwrap()).await;
        assert_eq!(answer.status != StatusCode::FORBIDDEN, is_own, "{host} {origin}");
    }
}
