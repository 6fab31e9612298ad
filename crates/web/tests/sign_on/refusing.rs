//! Whoever is not let in reads why, in plain words; nothing is ever a failure of ours.

use crate::browser::{Browser, Shown, ours};
use crate::on_both;
use crate::station::Station;
use axum::http::StatusCode;

on_both!(
    without_a_role_there_is_no_account_and_the_page_says_what_to_ask_for,
    what_came_back_is_good_once_and_in_one_browser,
);

fn refused(shown: &Shown, status: StatusCode, words: &str) {
    assert_eq!(shown.status, status, "{}: {}", shown.url, shown.body);
    assert!(shown.heading().contains(words), "{words}: {}", shown.heading());
    assert!(!shown.body.contains("eyJ"), "nothing of a token is shown");
}

async fn without_a_role_there_is_no_account_and_the_page_says_what_to_ask_for(station: Station) {
    let before = station.acts().await;
    // Values count letter by letter, and groups do not count at all.
    station.provider.person("a-1", "R. Moss", &["tipstaff.officer", "FOI", "approver"]).await;
    let mut browser = station.browser();
    let shown = station.way(&mut browser, "a-1").await;
    refused(&shown, StatusCode::FORBIDDEN, "gives you no role");
    assert!(shown.body.contains("Tipstaff.Officer for FOI officer"), "{}", shown.body);
    assert!(station.actor("a-1").await.is_none());
    assert_eq!(station.acts().await, before);
    assert!(browser.cookie("tipstaff-session").is_none());
}

async fn what_came_back_is_good_once_and_in_one_browser(station: Station) {
    station.provider.person("a-1", "R. Moss", &["Tipstaff.Officer"]).await;
    let mut browser = station.browser();
    station.way(&mut browser, "a-1").await;
    let came_back =
        browser.been.iter().rfind(|url| url.path() == "/sign-in/provider/return").unwrap().clone();

    // Again, in the same browser: its cookie is gone.
    refused(&browser.follow(came_back.clone(), None).await, StatusCode::BAD_REQUEST, "another window");
    // In somebody else's, who was never sent.
    let mut other = station.browser();
    refused(&other.follow(came_back.clone(), None).await, StatusCode::BAD_REQUEST, "another window");
    // In somebody else's who is on the way, with what was meant for the first.
    other.stays = true;
    other.post("/sign-in/provider", &[]).await;
    refused(&other.follow(came_back.clone(), None).await, StatusCode::BAD_REQUEST, "another window");
    assert!(other.cookie("tipstaff-session").is_none());

    // The code of an earlier answer under the state of a later question.
    let asked = other.post("/sign-in/provider", &[]).await.url;
    let code = came_back.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned();
    let state = asked.query_pairs().find(|(name, _)| name == "state").unwrap().1.into_owned();
    let mut forged = ours("/sign-in/provider/return");
    forged.query_pairs_mut().append_pair("code", &code).append_pair("state", &state);
    refused(&other.follow(forged.clone(), None).await, StatusCode::BAD_REQUEST, "used already");
    assert!(other.cookie("tipstaff-session").is_none());
    refused(&other.follow(forged, None).await, StatusCode::BAD_REQUEST, "another window");
}

#[tokio::test]
async fn an_answer_counts_once_even_where_the_browser_keeps_its_cookie() {
    let Some(provider) = crate::provider::Provider::started() else { return };
    let station = Station::new(false, provider).await;
    station.provider.person("a-1", "R. Moss", &["Tipstaff.Officer"]).await;
    let mut browser = station.browser();
    let there = browser.post("/sign-in/provider", &[]).await;
    let kept = browser.clone();
    station.at_the_provider(&mut browser, there, "a-1").await;
    let came_back =
        browser.been.iter().rfind(|url| url.path() == "/sign-in/provider/return").unwrap().clone();
    let mut again = kept;
    refused(&again.follow(came_back, None).await, StatusCode::BAD_REQUEST, "used already");
    assert!(again.cookie("tipstaff-session").is_none());
}

#[tokio::test]
async fn no_token_is_believed_that_is_not_what_it_has_to_be() {
    let Some(provider) = crate::provider::Provider::started() else { return };
    let station = Station::new(false, provider).await;
    station.provider.person("a-1", "R. Moss", &["Tipstaff.Officer"]).await;
    let before = station.acts().await;
    for (how, words) in [
        ("tampered", "key that it does not publish"),
        ("key", "key that it does not publish"),
        ("audience", "meant for another application"),
        ("audiences", "meant for another application"),
        ("issuer", "meant for another application"),
        ("expired", "has run out already"),
        ("future", "has run out already"),
        ("nonce", "is not valid here"),
        ("none", "is not valid here"),
        ("secret", "is not valid here"),
    ] {
        let mut browser = station.browser();
        station.provider.spoil(how).await;
        let shown = station.way(&mut browser, "a-1").await;
        assert!(shown.heading().contains(words), "{how}: {} {}", shown.status, shown.heading());
        refused(&shown, StatusCode::BAD_REQUEST, words);
        assert!(browser.cookie("tipstaff-session").is_none(), "{how}");
    }
    assert_eq!(station.acts().await, before);
    assert!(station.actor("a-1").await.is_none());
}

#[tokio::test]
async fn whoever_says_no_at_the_provider_reads_that_they_did() {
    let Some(provider) = crate::provider::Provider::started() else { return };
    let station = Station::new(false, provider).await;
    let mut browser = station.browser();
    let there = browser.post("/sign-in/provider", &[]).await;
    let shown = browser.fill_in(&there, &[("refuse", "yes")]).await;
    refused(&shown, StatusCode::FORBIDDEN, "did not let you in");
    assert!(!shown.body.contains("somebody said no"), "its words are not ours to show");
}

#[tokio::test]
async fn a_provider_that_cannot_be_reached_is_out_of_service_and_passphrases_still_do() {
    let Some(provider) = crate::provider::Provider::started() else { return };
    let mut station = Station::new(false, provider).await;
    station.provider.person("a-1", "R. Moss", &["Tipstaff.Officer"]).await;
    let mut on_the_way = station.browser();
    on_the_way.stays = true;
    let asked = on_the_way.post("/sign-in/provider", &[]).await.url;
    let state = asked.query_pairs().find(|(name, _)| name == "state").unwrap().1.into_owned();
    station.provider.stop();
    let back = format!("/sign-in/provider/return?code=something&state={state}");
    refused(&on_the_way.get(&back).await, StatusCode::SERVICE_UNAVAILABLE, "cannot be reached");
    let mut browser = Browser::new(&station.another_node().await);
    let shown = browser.post("/sign-in/provider", &[]).await;
    refused(&shown, StatusCode::SERVICE_UNAVAILABLE, "cannot be reached");
    let fields = [("name", "owner"), ("passphrase", crate::station::WORDS)];
    assert_eq!(browser.post("/sign-in", &fields).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_server_that_the_provider_does_not_accept_says_so() {
    let Some(provider) = crate::provider::Provider::started() else { return };
    let station = Station::new(false, provider).await;
    station.provider.person("a-1", "R. Moss", &["Tipstaff.Officer"]).await;
    let mut browser = Browser::new(&station.node_with_secret("another secret, of last year").await);
    let shown = station.way(&mut browser, "a-1").await;
    refused(&shown, StatusCode::SERVICE_UNAVAILABLE, "does not accept this server");
}

#[tokio::test]
async fn an_answer_of_another_issuer_is_none() {
    let Some(provider) = crate::provider::Provider::started() else { return };
    let station = Station::new(false, provider).await;
    let mut browser = station.browser();
    browser.stays = true;
    let asked = browser.post("/sign-in/provider", &[]).await.url;
    let state = asked.query_pairs().find(|(name, _)| name == "state").unwrap().1.into_owned();
    let back = format!(
        "/sign-in/provider/return?code=something&state={state}&iss=https%3A%2F%2Flogin.elsewhere.test"
    );
    refused(&browser.get(&back).await, StatusCode::BAD_REQUEST, "meant for another application");
}

#[tokio::test]
async fn another_site_sends_nobody_on_the_way() {
    let Some(provider) = crate::provider::Provider::started() else { return };
    let station = Station::new(false, provider).await;
    let mut browser = station.browser();
    let shown = browser.follow(ours("/sign-in/provider"), Some("http://evil.test".into())).await;
    assert_eq!(shown.status, StatusCode::METHOD_NOT_ALLOWED, "only a form of ours begins it");
    let next = [("next", "https://evil.test/")];
    station.provider.person("a-1", "R. Moss", &["Tipstaff.Officer"]).await;
    let there = browser.post("/sign-in/provider", &next).await;
    let home = station.at_the_provider(&mut browser, there, "a-1").await;
    assert_eq!(home.url, ours("/"), "and nobody is sent on to another site");
}
