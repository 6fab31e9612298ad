//! The administrator's page.

use crate::browser::Browser;
use crate::on_both;
use crate::station::{Station, WORDS};
use axum::http::StatusCode;

on_both!(an_administrator_allows_changes_and_ends_it_by_signed_acts,);

async fn owner(station: &Station) -> Browser {
    let mut browser = station.browser();
    let fields = [("name", "owner"), ("passphrase", WORDS)];
    browser.post("/sign-in", &fields).await;
    // This server asks for a second factor, which these stories are not about.
    browser
}

async fn an_administrator_allows_changes_and_ends_it_by_signed_acts(station: Station) {
    let mut browser = station.signed_in("a-1", "R. Moss", &["Tipstaff.Admin"]).await;
    let page = browser.get("/users/sign-in").await;
    assert!(page.body.contains("http://127.0.0.1:1/sign-in/provider/return"), "{}", page.body);
    assert!(page.body.contains("Tipstaff.Approver"));
    let issuer = station.provider.address.clone();
    let form = |issuer: &'static str, client: &'static str| {
        vec![
            ("title", "Example Police"),
            ("issuer", issuer),
            ("client", client),
            ("claim", "roles"),
            ("administrator", "Tipstaff.Admin, Tipstaff.Owner"),
            ("auditor", "Tipstaff.Audit"),
        ]
    };
    let issuer: &'static str = issuer.leak();
    let before = station.acts().await;
    let wrong = browser.post("/users/sign-in", &form("http://login.example.police.uk", "tipstaff")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("begins with https://"), "{}", wrong.body);
    let nobody = browser.post("/users/sign-in", &form("http://127.0.0.1:9", "tipstaff")).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nobody.body.contains("cannot be reached"), "{}", nobody.body);
    let empty = browser.post("/users/sign-in", &[("issuer", issuer)]).await;
    assert!(empty.body.contains("Give at least one role to somebody"));
    assert_eq!(station.acts().await, before);

    let there = browser.post("/users/sign-in", &form(issuer, "tipstaff")).await;
    let again = station.at_the_provider(&mut browser, there, "a-1").await;
    assert!(again.body.contains("You have confirmed who you are"), "{}", again.body);
    assert!(again.body.contains("Tipstaff.Admin, Tipstaff.Owner"));
    let done = browser.post("/users/sign-in", &form(issuer, "tipstaff")).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    let allowed = station.record.sign_in_provider().await.unwrap().unwrap();
    assert_eq!(
        allowed.roles.to_string(),
        "Tipstaff.Admin=administrator,Tipstaff.Audit=auditor,Tipstaff.Owner=administrator"
    );

    let ended = browser.post("/users/sign-in/end", &[]).await;
    assert_eq!(ended.url.path(), "/sign-in", "whoever ends it can do nothing any more: {}", ended.url);
    assert!(station.record.sign_in_provider().await.unwrap().is_none());
    let mut nobody = station.browser();
    assert!(!nobody.get("/sign-in").await.body.contains("Sign in with"));
    assert_eq!(nobody.post("/sign-in/provider", &[]).await.status, StatusCode::CONFLICT);
    station.verifies().await;
}

#[tokio::test]
async fn the_page_for_signing_in_offers_it_first_and_can_leave_passphrases_off() {
    let Some(provider) = crate::provider::Provider::started() else { return };
    let station = Station::new(false, provider).await;
    let page = station.browser().get("/sign-in?next=%2Fchecks").await;
    let (button, form) = (page.body.find("Sign in with Example Police"), page.body.find("Passphrase"));
    assert!(button.is_some() && button < form, "{}", page.body);
    assert!(page.body.contains("name=\"next\" value=\"/checks\""));
    let mut hiding = Browser::new(&station.node_that_hides_passphrases().await);
    let page = hiding.get("/sign-in").await;
    assert!(page.body.contains("Sign in with Example Police") && !page.body.contains("type=\"password\""));
    assert!(hiding.get("/sign-in?local=yes").await.body.contains("type=\"password\""), "for the bad day");
}

#[tokio::test]
async fn whoever_signs_in_through_it_is_shown_as_such_and_gets_no_passphrase() {
    let Some(provider) = crate::provider::Provider::started() else { return };
    let station = Station::new(false, provider).await;
    station.signed_in("b-2", "T. Frost", &["Tipstaff.Officer"]).await;
    let frost = station.actor("b-2").await.unwrap().number;
    let mut browser = station.signed_in("a-1", "R. Moss", &["Tipstaff.Admin"]).await;
    assert!(browser.get("/users").await.body.contains("Signs in through the organisation"));
    let page = browser.get(&format!("/users/{frost}/roles")).await;
    assert!(!page.body.contains("Make a new link") && !page.body.contains("Change roles</button>"));
    let there = browser.post(&format!("/users/{frost}/link"), &[]).await;
    station.at_the_provider(&mut browser, there, "a-1").await;
    let link = browser.post(&format!("/users/{frost}/link"), &[]).await;
    assert_eq!(link.status, StatusCode::CONFLICT, "{}", link.body);
    let second = browser.get("/account/second-factor").await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    let mut owner = owner(&station).await;
    assert_eq!(owner.get("/").await.status, StatusCode::OK);
}
