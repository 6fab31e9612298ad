//! What somebody does who wants to get in, or to have somebody else's browser do it.

use crate::site::{Site, WORDS};
use axum::http::{StatusCode, header};

#[tokio::test]
async fn forms_from_other_sites_are_refused() {
    let site = Site::new().await;
    let owner = site.sign_in("owner").await;
    let foreign: [&[(&str, &str)]; 4] = [
        &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.test")],
        &[("sec-fetch-site", "same-site"), ("origin", "https://other.police.test")],
        &[("origin", "null")],
        &[],
    ];
    for headers in foreign {
        let answer = owner.post_with("/account/end-sessions", headers).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
    }
    assert_eq!(owner.get("/").await.status, StatusCode::OK, "the session was not ended");
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_browsers_obey() {
    let site = Site::new().await;
    let owner = site.sign_in("owner").await;
    for answer in [owner.get("/").await, owner.get("/nothing").await, site.nobody().get("/sign-in").await] {
        let policy = answer.headers.get(header::CONTENT_SECURITY_POLICY).unwrap().to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"));
        assert_eq!(answer.headers.get(header::CACHE_CONTROL).unwrap(), "no-store");
        assert_eq!(answer.headers.get("x-content-type-options").unwrap(), "nosniff");
    }
}

#[tokio::test]
async fn signing_in_makes_a_new_session_whatever_cookie_came_along() {
    let site = Site::new().await;
    let planted = site.sign_in("owner").await;
    let answer = planted.post("/sign-in", &[("name", "owner"), ("passphrase", WORDS)]).await;
    let cookie = answer.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"));
    assert!(!cookie.starts_with(planted.cookie()), "the old token was not taken over");
}

#[tokio::test]
async fn a_wordlist_locks_out_and_the_refusal_says_the_same_for_everybody() {
    let site = Site::new().await;
    let wrong = |name: &'static str| {
        let nobody = site.nobody();
        async move { nobody.post("/sign-in", &[("name", name), ("passphrase", "correct horse battery")]).await }
    };
    let (known, unknown) = (wrong("owner").await, wrong("nobody").await);
    assert_eq!(known.status, StatusCode::UNAUTHORIZED);
    assert_eq!(known.main().replace("owner", "-"), unknown.main().replace("nobody", "-"));
    for _ in 0..12 {
        wrong("owner").await;
    }
    let right = site.nobody().post("/sign-in", &[("name", "owner"), ("passphrase", WORDS)]).await;
    assert_eq!(right.status, StatusCode::UNAUTHORIZED, "the right passphrase does not help while locked out");
}

#[tokio::test]
async fn nobody_is_led_to_another_site_after_signing_in() {
    let site = Site::new().await;
    for next in ["https://evil.test", "//evil.test", "/\\evil.test", "javascript:alert(1)"] {
        let fields = [("name", "owner"), ("passphrase", WORDS), ("next", next)];
        assert_eq!(site.nobody().post("/sign-in", &fields).await.location(), "/", "{next}");
    }
}

#[tokio::test]
async fn the_name_of_a_file_is_text_wherever_it_stands() {
    let site = Site::new().await;
    let owner = site.sign_in("owner").await;
    let name = "<script>alert(1)<x>\"onload=x'.csv";
    let page = owner.send_file(name, b"a,b\n1,2\n").await;
    let shown = owner.page(page.location()).await;
    let list = owner.page("/checks").await;
    for answer in [shown, list] {
        assert!(!answer.body.contains("<script>alert"), "the name is not a tag");
        assert!(answer.body.contains("&lt;script&gt;alert(1)"), "it is shown as it is");
    }
}

#[tokio::test]
async fn somebody_elses_file_is_not_there() {
    let site = Site::new().await;
    let owner = site.sign_in("owner").await;
    let sent = owner.send_file("answer.csv", b"a,b\n1,2\n").await;
    let path = sent.location().to_owned();
    let colleague = site.enrolled("R. Frost", &["foi-officer"]).await;
    for end in [
        "",
        "/state",
        "/preview",
        "/report.json",
        "/report.pdf",
        "/report.txt",
        "/copy/0",
        "/release",
        "/samples",
    ] {
        assert_eq!(colleague.get(&format!("{path}{end}")).await.status, StatusCode::NOT_FOUND, "{end}");
    }
    for end in ["/copy", "/delete", "/check-copy"] {
        assert_eq!(colleague.post(&format!("{path}{end}"), &[]).await.status, StatusCode::NOT_FOUND, "{end}");
    }
    assert_eq!(owner.get(&path).await.status, StatusCode::OK);
}
