//! Sessions of others, planted sessions, and sessions that should be over.

use super::with_every_role;
use crate::site::{Site, WORDS};
use axum::http::{StatusCode, header};
use web::Settings;

fn cookie(answer: &crate::site::Answer) -> String {
    answer.headers[header::SET_COOKIE].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_planted_cookie_is_never_taken_over() {
    let site = Site::new().await;
    let planted = format!("tipstaff-session={}", "A".repeat(43));
    let visitor = site.with_cookie(&planted);
    assert_eq!(visitor.get("/").await.status, StatusCode::SEE_OTHER);
    let answer = visitor.post("/sign-in", &[("name", "owner"), ("passphrase", WORDS)]).await;
    assert!(!cookie(&answer).starts_with(&planted));
    assert_eq!(visitor.get("/").await.status, StatusCode::SEE_OTHER, "the planted one is still nobody's");
}

#[tokio::test]
async fn of_two_cookies_the_first_counts_and_none_is_mixed() {
    let site = Site::new().await;
    let owner = site.sign_in("owner").await;
    let planted = format!("tipstaff-session={}", "A".repeat(43));
    let first = site.with_cookie(&format!("{}; {planted}", owner.cookie()));
    assert_eq!(first.get("/").await.status, StatusCode::OK);
    let second = site.with_cookie(&format!("{planted}; {}", owner.cookie()));
    assert_eq!(second.get("/").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn cookies_are_for_this_site_only_and_no_script_reads_them() {
    for (settings, name, is_secure) in [
        (Settings::default(), "tipstaff-session=", false),
        (
            Settings { public_address: Some("https://tipstaff.test".into()), ..Settings::default() },
            "__Host-tipstaff-session=",
            true,
        ),
    ] {
        let site = Site::set_up(settings, uploads::Settings::default()).await;
        let nobody = site.nobody();
        let headers = [("origin", "https://tipstaff.test"), ("sec-fetch-site", "same-origin")];
        let mut answers = Vec::new();
        for (path, form) in [
            ("/sign-in", format!("name=owner&passphrase={}", WORDS.replace(' ', "+"))),
            ("/theme", "theme=dark".into()),
        ] {
            let mut request = nobody.request(axum::http::Method::POST, path).header("host", "tipstaff.test");
            for (name, value) in headers {
                request = request.header(name, value);
            }
            let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            answers.push(nobody.send(request.body(axum::body::Body::from(form)).unwrap()).await);
        }
        assert!(cookie(&answers[0]).starts_with(name), "{}", cookie(&answers[0]));
        for answer in &answers {
            let cookie = cookie(answer);
            for flag in ["HttpOnly", "SameSite=Strict", "Path=/"] {
                assert!(cookie.contains(flag), "{flag}: {cookie}");
            }
            assert_eq!(cookie.contains("Secure"), is_secure, "{cookie}");
            assert!(!cookie.contains("Domain"), "{cookie}");
            assert_eq!(answer.headers.contains_key(header::STRICT_TRANSPORT_SECURITY), is_secure);
        }
    }
}

#[tokio::test]
async fn a_new_passphrase_ends_every_other_session_and_changes_this_one() {
    let site = Site::new().await;
    let (here, elsewhere) = (site.sign_in("owner").await, site.sign_in("owner").await);
    let new = "another four words entirely";
    let answer = here.post("/account/passphrase", &[("old", WORDS), ("new", new)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(elsewhere.get("/").await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        here.get("/").await.status,
        StatusCode::SEE_OTHER,
        "the old token of this session is over too"
    );
    let fresh = cookie(&answer);
    assert_eq!(site.with_cookie(fresh.split(';').next().unwrap()).get("/").await.status, StatusCode::OK);
    let old = site.nobody().post("/sign-in", &[("name", "owner"), ("passphrase", WORDS)]).await;
    assert_eq!(old.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_new_link_for_somebody_ends_their_sessions() {
    let site = Site::new().await;
    let administrator = with_every_role(&site, "R. Frost").await;
    let moss = site.enrolled("R. Moss", &["auditor"]).await;
    let number = site.record.actor(Some("R. Moss")).await.unwrap().number;
    let answer = administrator.post(&format!("/users/{number}/link"), &[("passphrase", WORDS)]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(moss.get("/").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_role_that_was_taken_away_signs_nothing_any_more() {
    let site = Site::with_people(2).await;
    let officer = site.enrolled("R. Frost", &["data-protection-officer"]).await;
    let form = [("why", "request 2026/118"), ("passphrase", WORDS)];
    assert_eq!(officer.post("/people/1/values", &form).await.status, StatusCode::OK);
    // The key is unlocked for ten minutes; the role is gone at once.
    site.set_roles("R. Frost", &["auditor"]).await;
    let before = site.acts().await;
    let refused = officer.post("/people/2/values", &[("why", "request 2026/118")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(!refused.body.contains("Ashworth"));
    assert_eq!(site.acts().await, before);
}

#[tokio::test]
async fn who_has_no_role_any_more_is_signed_out() {
    let site = Site::new().await;
    let officer = site.enrolled("R. Frost", &["foi-officer"]).await;
    let actor = site.record.actor(Some("R. Frost")).await.unwrap();
    site.set_no_roles(&actor).await;
    assert_eq!(officer.get("/").await.location(), "/sign-in?next=%2F");
    let again = site.nobody().post("/sign-in", &[("name", "R. Frost"), ("passphrase", WORDS)]).await;
    assert_eq!(again.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server_too() {
    let site = Site::new().await;
    let owner = site.sign_in("owner").await;
    let answer = owner.post("/sign-out", &[]).await;
    let taken = cookie(&answer);
    assert!(taken.contains("Max-Age=0") && taken.contains("HttpOnly"), "{taken}");
    assert_eq!(owner.get("/account").await.status, StatusCode::SEE_OTHER);
    assert_eq!(owner.post("/account/prove", &[("passphrase", WORDS)]).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn no_page_shows_a_token_of_a_session() {
    let site = Site::with_people(1).await;
    let visitor = with_every_role(&site, "R. Frost").await;
    let token = visitor.cookie().split_once('=').unwrap().1.to_owned();
    for path in ["/", "/account", "/users", "/trail", "/log", "/people/1", "/help"] {
        assert!(!visitor.page(path).await.body.contains(&token), "{path}");
    }
}
