//! Ways to lead somebody from here to another site.

use crate::site::{Answer, Site, WORDS};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};

const ELSEWHERE: [&str; 22] = [
    "//evil.test",
    "///evil.test",
    "////evil.test/%2e%2e",
    "/\\evil.test",
    "\\\\evil.test",
    "/\t/evil.test",
    "\t//evil.test",
    " //evil.test",
    "/\r\nLocation: https://evil.test",
    "/\u{0}/evil.test",
    "https://evil.test",
    "https:evil.test",
    "http:/evil.test",
    "HTTPS://evil.test/",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "evil.test",
    "@evil.test",
    "/sign-out",
    "/welcome/token",
];

/// As browsers resolve it: is it a page of ours?
fn stays_here(answer: &Answer) -> bool {
    let here = url::Url::parse("https://tipstaff.test/sign-in").unwrap();
    here.join(answer.location()).is_ok_and(|there| there.origin() == here.origin())
}

#[tokio::test]
async fn signing_in_leads_to_no_other_site() {
    let site = Site::new().await;
    for next in ELSEWHERE {
        let fields = [("name", "owner"), ("passphrase", WORDS), ("next", next)];
        let answer = site.nobody().post("/sign-in", &fields).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"), "{next:?}");
        assert_eq!(answer.headers.get_all(header::LOCATION).iter().count(), 1);
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.append_pair("next", next);
        let page = site.nobody().page(&format!("/sign-in?{}", form.finish())).await;
        assert!(page.body.contains("name=\"next\" value=\"/\""), "{next:?}");
    }
}

#[tokio::test]
async fn a_page_of_ours_is_gone_back_to_whatever_letters_are_in_it() {
    let site = Site::new().await;
    for next in
        ["/releases?reference=%2F%2Fevil.test", "/checks#https://evil.test", "/é", "/./x", "/a//evil.test"]
    {
        let fields = [("name", "owner"), ("passphrase", WORDS), ("next", next)];
        let answer = site.nobody().post("/sign-in", &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{next}");
        let location = String::from_utf8(answer.headers[header::LOCATION].as_bytes().to_vec()).unwrap();
        let here = url::Url::parse("https://tipstaff.test/sign-in").unwrap();
        assert_eq!(here.join(&location).unwrap().origin(), here.origin(), "{next}");
    }
}

#[tokio::test]
async fn the_way_to_sign_in_and_back_stays_here() {
    let site = Site::new().await;
    for path in
        ["//evil.test/checks", "/checks//evil.test", "/checks?next=//evil.test", "/people/1?x=%0d%0aX:y"]
    {
        let answer = site.nobody().get(path).await;
        if answer.status == StatusCode::SEE_OTHER {
            assert!(answer.location().starts_with("/sign-in?next=%2F") && stays_here(&answer), "{path}");
        }
    }
}

#[tokio::test]
async fn the_colours_lead_back_to_a_page_of_ours() {
    let site = Site::new().await;
    let nobody = site.nobody();
    for referer in
        ["https://evil.test//evil.test/", "https://x/\\evil.test", "javascript:alert(1)", "https://x", "é"]
    {
        let request = nobody
            .request(Method::POST, "/theme")
            .header("sec-fetch-site", "same-origin")
            .header(header::REFERER, referer)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = nobody.send(request.body(Body::from("theme=dark")).unwrap()).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"), "{referer}");
    }
}
