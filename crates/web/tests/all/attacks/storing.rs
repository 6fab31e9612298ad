//! What stays behind: in caches, in addresses, in the log.

use super::{filled, with_every_role};
use crate::site::{Site, WORDS};
use axum::http::{Method, header};
use std::io::Write;
use std::sync::{Arc, Mutex};
use web::ROUTES;

#[tokio::test]
async fn nothing_but_style_and_script_may_be_stored_anywhere() {
    let site = Site::with_people(2).await;
    let visitor = with_every_role(&site, "R. Frost").await;
    for route in ROUTES {
        let path = filled(route, |part| if part == "{id}" { "0".repeat(32) } else { "1".into() });
        for someone in [&visitor, &site.nobody()] {
            if route.path == "/sign-out" || route.path.ends_with("end-sessions") {
                continue;
            }
            let answer = super::ask(someone, &route.method, &path).await;
            assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store", "{route:?}");
            assert_eq!(answer.headers[header::REFERRER_POLICY], "same-origin", "{route:?}");
            assert_eq!(answer.headers["x-frame-options"], "DENY", "{route:?}");
            let policy = answer.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
            assert!(!policy.contains("unsafe") && policy.contains("default-src 'none'"), "{route:?}");
            assert!(!answer.headers.contains_key("server") && !answer.headers.contains_key("x-powered-by"));
        }
    }
    let page = visitor.page("/").await;
    let style = page
        .body
        .split("href=\"")
        .find(|part| part.contains("tipstaff.css"))
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    assert!(visitor.page(style).await.headers[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
}

#[tokio::test]
async fn no_form_puts_words_about_people_into_an_address() {
    let site = Site::with_people(2).await;
    let visitor = with_every_role(&site, "R. Frost").await;
    let harmless = [
        "first",
        "second",
        "kind",
        "actor",
        "source",
        "from",
        "to",
        "until",
        "known",
        "holder",
        "everybody",
        "field",
        "what",
    ];
    for route in ROUTES.iter().filter(|route| route.method == Method::GET && !route.path.contains('{')) {
        let page = visitor.get(route.path).await.body;
        for form in page.split("<form").skip(1).map(|form| form.split("</form>").next().unwrap()) {
            if form.contains("method=\"post\"") {
                continue;
            }
            let names = form.split(" name=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
            for name in names {
                assert!(harmless.contains(&name), "{route:?} puts {name} into an address");
            }
        }
    }
}

#[tokio::test]
async fn who_gets_a_file_is_looked_for_without_an_address_that_says_so() {
    let site = Site::new().await;
    let visitor = with_every_role(&site, "R. Frost").await;
    let named = visitor.post("/releases", &[("recipient", "Ashworth"), ("state", "approved")]).await;
    assert_eq!(named.status, axum::http::StatusCode::OK);
    assert!(named.main().contains("value=\"Ashworth\"") && !named.main().contains("recipient=Ashworth"));
    let others = visitor.post("/releases", &[("recipient", ""), ("state", "approved")]).await;
    assert_eq!(others.location(), "/releases?state=approved");
    assert_eq!(visitor.post("/releases", &[]).await.location(), "/releases");
    let ignored = visitor.page("/releases?recipient=Ashworth").await;
    assert!(!ignored.body.contains("Ashworth"));
    for path in ["/releases.csv", "/releases.json"] {
        assert_eq!(visitor.post(path, &[("recipient", "Ashworth")]).await.status, axum::http::StatusCode::OK);
    }
}

/// Everything that is logged, by anybody, at the finest level.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_finest_log_of_a_whole_day_names_nobody() {
    let log = Log::default();
    let writer = log.clone();
    // Where all tests are one process another one may have set it first; then nothing is read here, and nextest reads it.
    let _ = tracing_subscriber::fmt()
        .json()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .try_init();
    let site = Site::with_surnames(&["Quillfeather", "Brackenridge"]).await;
    let maker = site.supplier("Ottershaw Cards").await;
    site.holding(maker, 1..=2, "2023-07-01").await;
    let visitor = with_every_role(&site, "Z. Winterbourne").await;
    let token = visitor.cookie().split_once('=').unwrap().1.to_owned();
    let sent = visitor.send_file("Thistlewood-statement.csv", b"name\nThistlewood\n").await;
    visitor.page(sent.location()).await;
    visitor
        .post(
            "/people/find",
            &[
                ("by", "surname"),
                ("value", "Quillfeather"),
                ("why", "about Marchbanks"),
                ("passphrase", WORDS),
            ],
        )
        .await;
    visitor.post("/people/1/values", &[("why", "about Marchbanks")]).await;
    let exposure =
        [("everybody", "yes"), ("from", "2023-01"), ("to", "2024-01"), ("why", "about Marchbanks")];
    assert!(visitor.post("/exposure/names", &exposure).await.body.contains("Brackenridge"));
    visitor.post("/releases", &[("recipient", "Penhaligon")]).await;
    visitor.post("/holders/add", &[("kind", "supplier"), ("name", "Penhaligon Printing")]).await;
    let link = visitor.post("/users/invite", &[("name", "Y. Featherstone"), ("roles", "auditor")]).await;
    let link = link.body.split("/welcome/").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let program =
        visitor.post("/users/programs/add", &[("name", "Penhaligon system"), ("scopes", "checks")]).await;
    let program = program.body.split("id=\"token\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    site.nobody().get_with_token(&format!("/api/checks/{}", "0".repeat(32)), &program).await;
    site.nobody().post(&format!("/welcome/{link}"), &[("passphrase", "a passphrase of my own")]).await;
    site.nobody().post("/sign-in", &[("name", "Tattersall"), ("passphrase", "my secret by mistake")]).await;
    for route in ROUTES.iter().filter(|route| route.method == Method::GET) {
        let path = filled(route, |part| {
            if part == "{id}" { sent.location().rsplit('/').next().unwrap().into() } else { "1".into() }
        });
        visitor.get(&path).await;
    }
    let log = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    let secret = [
        "Quillfeather",
        "Brackenridge",
        "Ottershaw",
        "Winterbourne",
        "Thistlewood",
        "Marchbanks",
        "Penhaligon",
        "Featherstone",
        "Tattersall",
        "my secret by mistake",
        "a passphrase of my own",
        WORDS,
        "20001",
        &token,
        &link,
        &program,
    ];
    for told in secret {
        let written = log.lines().find(|written| written.contains(told));
        assert!(written.is_none(), "{told} is in the log: {}", written.unwrap_or_default());
    }
}
