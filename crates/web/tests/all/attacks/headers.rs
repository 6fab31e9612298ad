//! Words that would end a header and begin another, and headers that lie.

use super::with_every_role;
use crate::site::{Site, WORDS};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use web::{ROUTES, Settings};

/// As they stand in an address.
const ENDS: [&str; 8] = [
    "%0d%0aSet-Cookie:%20planted=1",
    "%0aSet-Cookie:%20planted=1",
    "%0dSet-Cookie:%20planted=1",
    "%00",
    "%E5%98%8A%E5%98%8DSet-Cookie:planted=1",
    "%C2%85Set-Cookie:planted=1",
    "%E2%80%A8Set-Cookie:planted=1",
    "%F0%9F%92%A3%EF%BF%BE",
];

#[tokio::test]
async fn no_value_of_an_address_becomes_a_header() {
    let site = Site::with_people(1).await;
    let visitor = with_every_role(&site, "R. Frost").await;
    for route in ROUTES.iter().filter(|route| route.method == Method::GET) {
        // All at once: each is tried by itself where a value does get into a header, below.
        {
            let end = ENDS.concat();
            let path = super::filled(route, |part| if part == "{id}" { "0".repeat(32) } else { "1".into() });
            let query =
                format!("{path}?next=/{end}&reference={end}&holder={end}&from={end}&what={end}&before={end}");
            for someone in [&visitor, &site.nobody()] {
                let answer = someone.get(&query).await;
                assert!(answer.status.as_u16() < 500, "{route:?} {end}");
                assert!(!answer.headers.contains_key(header::SET_COOKIE), "{route:?} {end}");
                for value in answer.headers.values() {
                    assert!(
                        !value.as_bytes().iter().any(|byte| matches!(byte, b'\r' | b'\n' | 0)),
                        "{route:?}"
                    );
                }
            }
        }
    }
}

#[tokio::test]
async fn signing_in_with_ends_of_headers_sets_one_cookie_and_leads_to_one_place() {
    let site = Site::new().await;
    for next in [
        "/\r\nSet-Cookie: planted=1",
        "/\u{85}x",
        "/\u{2028}x",
        "/嘊嘍Set-Cookie:planted=1",
        "/💣",
        "/\u{7f}",
    ] {
        let answer =
            site.nobody().post("/sign-in", &[("name", "owner"), ("passphrase", WORDS), ("next", next)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{next:?}: {}", answer.body);
        assert_eq!(answer.headers.get_all(header::SET_COOKIE).iter().count(), 1, "{next:?}");
        assert_eq!(answer.headers.get_all(header::LOCATION).iter().count(), 1, "{next:?}");
    }
}

#[tokio::test]
async fn the_host_that_a_request_names_is_in_no_answer() {
    let address = "https://tipstaff.example.police.uk";
    for public_address in [None, Some(address.into())] {
        let settings = Settings { public_address, ..Settings::default() };
        let site = Site::set_up(settings, uploads::Settings::default()).await;
        let nobody = site.nobody();
        for host in ["evil.test", "evil.test:80", "tipstaff.example.police.uk@evil.test", "[::1]", "a b", ""]
        {
            for path in ["/", "/sign-in", "/checks", "/help", "/nothing", "/api/openapi.json"] {
                let request = nobody
                    .request(Method::GET, path)
                    .header("host", host)
                    .header("x-forwarded-host", "evil.test")
                    .header("x-forwarded-proto", "http")
                    .header("forwarded", "host=evil.test")
                    .header("x-original-url", "/users")
                    .header("x-rewrite-url", "/users");
                let answer = nobody.send(request.body(Body::empty()).unwrap()).await;
                assert!(answer.status.as_u16() < 500);
                assert!(!answer.body.contains("evil.test"), "{host} {path}");
                let is_said = answer
                    .headers
                    .values()
                    .any(|value| String::from_utf8_lossy(value.as_bytes()).contains("evil"));
                assert!(!is_said, "{host} {path}");
                assert!(answer.location().is_empty() || answer.location().starts_with("/sign-in"), "{path}");
            }
        }
    }
}

#[tokio::test]
async fn links_for_colleagues_do_not_take_the_host_of_a_request() {
    let site = Site::new().await;
    let administrator = with_every_role(&site, "R. Frost").await;
    let form = format!("name=R.+Moss&roles=auditor&passphrase={}", WORDS.replace(' ', "+"));
    let request = administrator
        .request(Method::POST, "/users/invite")
        .header("host", "evil.test")
        .header("origin", "http://evil.test")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let answer = administrator.send(request.body(Body::from(form)).unwrap()).await;
    assert!(!answer.body.contains("evil.test"));
}

#[tokio::test]
async fn addresses_that_climb_out_of_the_assets_find_nothing() {
    let site = Site::new().await;
    let page = site.nobody().page("/sign-in").await;
    let tag = page.body.split("/assets/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    assert_eq!(site.nobody().get(&format!("/assets/{tag}/tipstaff.css")).await.status, StatusCode::OK);
    for name in [
        "../Cargo.toml",
        "..%2f..%2fCargo.toml",
        "%2e%2e%2fx",
        "%252e%252e%252fx",
        "..%5c..%5cx",
        "tipstaff.css%00.js",
        "tipstaff.css/",
        "./tipstaff.css",
        "%2e/tipstaff.css",
        "TIPSTAFF.CSS",
        "tipstaff.css%20",
        "etc%2fpasswd",
        "file:%2f%2f%2fetc%2fpasswd",
    ] {
        let answer = site.nobody().get(&format!("/assets/{tag}/{name}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{name}");
    }
    for tag in ["..", "%2e%2e", "%00", "x%2f.."] {
        assert_eq!(
            site.nobody().get(&format!("/assets/{tag}/tipstaff.css")).await.status,
            StatusCode::NOT_FOUND
        );
    }
}
