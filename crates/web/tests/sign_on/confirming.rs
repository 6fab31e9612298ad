//! What cannot be undone takes a fresh proof, and nothing of what was typed is lost on the way to it.

use crate::browser::{Browser, Shown};
use crate::on_both;
use crate::station::{Station, roles};
use axum::http::StatusCode;

on_both!(
    a_form_comes_back_as_it_was_and_is_signed_when_it_is_sent_once_more,
    a_proof_from_before_or_of_somebody_else_signs_nothing,
);

const FORM: &[(&str, &str)] =
    &[("name", "T. Heath & Söhne <b>"), ("roles", "auditor"), ("roles", "foi-officer")];

async fn administrator(station: &Station) -> Browser {
    station.signed_in("a-1", "R. Moss", &["Tipstaff.Admin"]).await
}

/// Sends the form, and signs in where the provider asks for it.
async fn sent(station: &Station, browser: &mut Browser, subject: &str) -> Shown {
    let there = browser.post("/users/invite", FORM).await;
    assert_eq!(there.heading(), "Example Police", "the provider asks anew: {}", there.body);
    station.at_the_provider(browser, there, subject).await
}

async fn a_form_comes_back_as_it_was_and_is_signed_when_it_is_sent_once_more(station: Station) {
    let mut browser = administrator(&station).await;
    let ask = browser.get("/users/invite").await;
    assert!(
        ask.body.contains("Confirm with your organisation's sign-in")
            && !ask.body.contains("type=\"password\"")
    );
    let before = station.acts().await;

    let form = sent(&station, &mut browser, "a-1").await;
    let seen = station.provider.seen().await;
    assert_eq!((seen["prompt"].as_str(), seen["max_age"].as_str()), (Some("login"), Some("0")));
    assert_eq!(form.status, StatusCode::OK, "{}", form.body);
    assert_eq!(form.heading(), "Invite a colleague");
    assert!(form.title().starts_with("Invite"), "{}", form.title());
    assert!(form.body.contains("You have confirmed who you are"));
    assert!(form.body.contains("T. Heath &amp; Söhne &lt;b&gt;"), "what was typed: {}", form.body);
    assert_eq!(form.body.matches(" checked").count(), 2, "and what was ticked");
    assert!(!form.body.contains("Confirm with your organisation's sign-in"));
    assert_eq!(station.acts().await, before, "nothing was done yet");

    let done = browser.post("/users/invite", FORM).await;
    assert!(done.body.contains("/welcome/"), "{}", done.body);
    let heath = station.record.actor(Some("T. Heath & Söhne <b>")).await.unwrap();
    assert_eq!(heath.roles, roles(&["auditor", "foi-officer"]));
    let next = browser.post("/users/invite", &[("name", "Q. Frost"), ("roles", "auditor")]).await;
    assert!(next.body.contains("/welcome/"), "not asked again for ten minutes");
    station.verifies().await;
}

async fn a_proof_from_before_or_of_somebody_else_signs_nothing(station: Station) {
    let mut browser = administrator(&station).await;
    station.provider.person("b-2", "T. Frost", &["Tipstaff.Admin"]).await;
    let before = station.acts().await;
    for how in ["proved-earlier", "proved-never"] {
        let there = browser.post("/users/invite", FORM).await;
        station.provider.spoil(how).await;
        let refused = station.at_the_provider(&mut browser, there, "a-1").await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{how}: {}", refused.body);
        assert!(refused.heading().contains("did not ask you again"), "{how}: {}", refused.heading());
    }
    browser.forget_elsewhere();
    let refused = sent(&station, &mut browser, "b-2").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.body);
    assert!(refused.heading().contains("omebody else"), "{}", refused.heading());
    assert!(station.actor("b-2").await.is_none(), "nobody is enrolled on the way");
    assert_eq!(station.acts().await, before);
    browser.forget_elsewhere();
    let asked = browser.post("/users/invite", FORM).await;
    assert_eq!(asked.heading(), "Example Police", "nothing was unlocked");
}

#[tokio::test]
async fn a_role_that_is_gone_is_noticed_before_anything_is_signed() {
    let Some(provider) = crate::provider::Provider::started() else { return };
    let station = Station::new(false, provider).await;
    let mut browser = administrator(&station).await;
    station.provider.person("a-1", "R. Moss", &["Tipstaff.Officer"]).await;
    let refused = sent(&station, &mut browser, "a-1").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.body);
    assert_eq!(station.actor("a-1").await.unwrap().roles, roles(&["foi-officer"]));
    assert!(station.record.actor(Some("T. Heath & Söhne <b>")).await.is_err());
    station.verifies().await;
}

#[tokio::test]
async fn a_session_and_a_way_belong_to_one_browser() {
    let Some(provider) = crate::provider::Provider::started() else { return };
    let station = Station::new(false, provider).await;
    let mut moss = administrator(&station).await;
    let mut frost = station.signed_in("b-2", "T. Frost", &["Tipstaff.Admin"]).await;
    moss.stays = true;
    let leaving = moss.post("/users/invite", FORM).await;
    // What the one was to confirm is followed by the other, who is signed in too.
    let shown = frost.follow(leaving.url, None).await;
    let refused = station.at_the_provider(&mut frost, shown, "b-2").await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{}", refused.body);
    assert!(refused.heading().contains("another window"), "{}", refused.heading());
}
