//! Words from outside that would be markup: stored and reflected. What real files hold is tried on the program itself
//! (`crates/tipstaff/tests/all/attacks`) and in a real browser (`browser/hostile.test.mjs`).

use super::parsed::{hostile, what_is_wrong};
use super::with_every_role;
use crate::site::{Site, WORDS};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use web::ROUTES;

const MARK: &str = "zqxmark";

fn assert_harmless(answer: &crate::site::Answer, of: &str) {
    assert!(answer.status.as_u16() < 500, "{of}: {}", answer.status);
    let kind = answer.headers.get(header::CONTENT_TYPE).map_or("", |kind| kind.to_str().unwrap());
    assert!(
        kind.is_empty()
            || kind.starts_with("text/html")
            || !answer.body.contains('<')
            || kind.starts_with("application/"),
        "{of}"
    );
    if kind.starts_with("text/html") {
        assert_eq!(what_is_wrong(&answer.body, MARK), None, "{of}: {}", answer.body);
    }
}

#[tokio::test]
async fn our_own_pages_pass_as_they_are() {
    let site = Site::with_people(2).await;
    let visitor = with_every_role(&site, "R. Frost").await;
    for route in ROUTES.iter().filter(|route| route.method == Method::GET && !route.path.contains('{')) {
        assert_harmless(&visitor.get(route.path).await, route.path);
    }
}

#[tokio::test]
async fn whatever_stands_in_a_query_is_text_on_every_page() {
    let site = Site::with_people(2).await;
    let visitor = with_every_role(&site, "R. Frost").await;
    let maker = site.supplier("Card maker").await;
    site.holding(maker, 1..=2, "2023-07-01").await;
    let fields = [
        "next",
        "q",
        "page",
        "before",
        "kind",
        "actor",
        "from",
        "to",
        "until",
        "reference",
        "recipient",
        "state",
        "verdict",
        "people",
        "holder",
        "field",
        "known",
        "what",
        "everybody",
        "name",
    ];
    // All at once: each of them alone is tried where words are kept, below.
    {
        let words = hostile(MARK).join(" ");
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for field in fields {
            query.append_pair(field, &words);
        }
        let query = query.finish();
        for route in ROUTES.iter().filter(|route| route.method == Method::GET) {
            let path = super::filled(route, |part| if part == "{id}" { "0".repeat(32) } else { "1".into() });
            for someone in [&visitor, &site.nobody()] {
                assert_harmless(
                    &someone.get(&format!("{path}?{query}")).await,
                    &format!("{route:?} {words}"),
                );
            }
        }
    }
}

#[tokio::test]
async fn whatever_is_typed_into_a_form_is_text_when_it_comes_back() {
    let site = Site::with_people(2).await;
    let visitor = with_every_role(&site, "R. Frost").await;
    let maker = site.supplier("Card maker").await;
    site.holding(maker, 1..=2, "2023-07-01").await;
    let fields = [
        "name",
        "next",
        "code",
        "why",
        "value",
        "by",
        "from",
        "to",
        "until",
        "reference",
        "recipient",
        "note",
        "kind",
        "fields",
        "field",
        "people",
        "roles",
        "scopes",
        "holder",
        "handed",
        "reason-x",
        "theme",
        "known",
    ];
    {
        let words = hostile(MARK).join(" ");
        let form: Vec<(&str, &str)> = fields.iter().map(|field| (*field, words.as_str())).collect();
        for route in ROUTES.iter().filter(|route| route.method == Method::POST) {
            if route.path.starts_with("/sign-") || route.path.contains("end-sessions") {
                continue;
            }
            let path = super::filled(route, |part| if part == "{id}" { "0".repeat(32) } else { "1".into() });
            assert_harmless(&visitor.post(&path, &form).await, &format!("{route:?} {words}"));
        }
    }
    for words in hostile(MARK).iter().take(1) {
        let fields = [("name", words.as_str()), ("passphrase", words.as_str()), ("next", words.as_str())];
        assert_harmless(&site.nobody().post("/sign-in", &fields).await, words);
    }
}

#[tokio::test]
async fn names_of_files_people_holders_and_programs_are_text_wherever_they_stand() {
    let site = Site::with_people(2).await;
    let visitor = with_every_role(&site, "R. Frost").await;
    for (number, words) in hostile(MARK).iter().enumerate() {
        let sent = visitor.send_file(&format!("{words}{number}.csv"), b"a,b\n1,2\n").await;
        assert_harmless(&visitor.page(sent.location()).await, words);
        let state = visitor.page(&format!("{}/state", sent.location())).await;
        assert_eq!(state.headers[header::CONTENT_TYPE], "application/json");
        let holder = visitor
            .post("/holders/add", &[("kind", "supplier"), ("name", &format!("{words}{number}"))])
            .await;
        assert_eq!(holder.status, StatusCode::SEE_OTHER, "{}", holder.body);
        let invited =
            [("name", format!("{words}{number}")), ("roles", "auditor".into()), ("passphrase", WORDS.into())];
        let invited: Vec<(&str, &str)> =
            invited.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_harmless(&visitor.post("/users/invite", &invited).await, words);
        let program = [("name", words.as_str()), ("scopes", "checks")];
        assert_harmless(&visitor.post("/users/programs/add", &program).await, words);
    }
    for path in [
        "/",
        "/checks",
        "/holders",
        "/holders/1",
        "/holders/5/enter",
        "/exposure",
        "/users",
        "/users/3/roles",
        "/log",
        "/trail",
        "/exposure?everybody=yes&from=2023-01&to=2026-01",
        "/releases",
    ] {
        let page = visitor.page(path).await;
        assert_harmless(&page, path);
    }
    assert!(
        visitor.page("/users").await.body.contains(MARK)
            && visitor.page("/holders").await.body.contains(MARK)
    );
    assert!(visitor.page("/checks").await.body.contains(MARK));
}

#[tokio::test]
async fn a_user_who_is_called_like_a_tag_is_greeted_in_text() {
    let site = Site::new().await;
    let name = format!("<b onclick=alert(1)>{MARK}</b>");
    let visitor = site.enrolled(&name, &["administrator", "auditor"]).await;
    for path in ["/", "/account", "/users", "/log", "/trail"] {
        let page = visitor.page(path).await;
        assert!(page.body.contains(MARK));
        assert_harmless(&page, path);
    }
}

#[tokio::test]
async fn cookies_and_headers_are_in_no_page() {
    let site = Site::new().await;
    for words in hostile(MARK).iter().filter(|words| words.is_ascii()) {
        let visitor = site.with_cookie(&format!("tipstaff-theme={words}; tipstaff-session={words}"));
        for path in ["/sign-in", "/help", "/nothing"] {
            let request = visitor
                .request(Method::GET, path)
                .header("user-agent", words.as_str())
                .header("referer", words.as_str())
                .header("host", words.as_str())
                .header("x-forwarded-host", words.as_str())
                .header("accept-language", words.as_str());
            let answer = visitor.send(request.body(Body::empty()).unwrap()).await;
            assert!(!answer.body.contains(MARK), "{path} {words}");
            assert_harmless(&answer, path);
        }
    }
}

#[tokio::test]
async fn nothing_that_was_sent_is_shown_as_a_page_of_ours() {
    let site = Site::new().await;
    let visitor = with_every_role(&site, "R. Frost").await;
    let sent = visitor.send_file("page.html", b"<script>alert('zqxmark')</script>").await;
    for end in
        ["", "/state", "/preview", "/report.json", "/report.txt", "/report.sarif", "/copy/0", "/samples"]
    {
        let answer = visitor.get(&format!("{}{end}", sent.location())).await;
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
        assert_harmless(&answer, end);
    }
}
