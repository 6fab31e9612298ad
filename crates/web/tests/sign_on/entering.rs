//! Signing in, and what is left of it the next time.

use crate::browser::{Browser, ours};
use crate::on_both;
use crate::station::{Station, roles};
use axum::http::{Method, StatusCode};
use record::{LogEntry, LogQuestion, ROLES};
use web::{ROUTES, Who};

on_both!(
    the_first_time_makes_an_account_and_the_second_keeps_it,
    a_role_that_is_gone_at_the_provider_is_gone_here,
    whichever_node_sees_somebody_come_back_lets_them_in,
);

async fn the_first_time_makes_an_account_and_the_second_keeps_it(station: Station) {
    let before = station.acts().await;
    let mut browser = station.signed_in("a-1", "R. Moss", &["Tipstaff.Officer", "Something.Else"]).await;
    let moss = station.actor("a-1").await.unwrap();
    assert_eq!((moss.name.as_str(), moss.roles), ("R. Moss", roles(&["foi-officer"])));
    assert_eq!(station.acts().await, before + 1);
    let mut said = String::new();
    let each = |act: LogEntry| {
        said = act.sentence;
        Ok(())
    };
    station.record.each_act(&LogQuestion::default(), each).await.unwrap();
    assert_eq!(said, format!("Actor {} was enrolled as foi-officer, as provider 1 said.", moss.number));
    let account = browser.get("/account").await;
    assert!(account.body.contains("R. Moss") && !account.body.contains("type=\"password\""));

    station.provider.person("a-1", "R. Moss-Heath", &["Tipstaff.Officer"]).await;
    let mut other = station.browser();
    station.way(&mut other, "a-1").await;
    assert_eq!(station.actor("a-1").await.unwrap().number, moss.number, "whatever they are called today");
    assert_eq!(station.acts().await, before + 1, "nothing had to be written");
    assert_eq!(other.get("/checks").await.status, StatusCode::OK);
    assert!(other.cookie("tipstaff-sign-on").is_none(), "the way is over");
    station.verifies().await;
}

async fn a_role_that_is_gone_at_the_provider_is_gone_here(station: Station) {
    let both = ["Tipstaff.Officer", "Tipstaff.Approver"];
    let mut first = station.signed_in("a-1", "R. Moss", &both).await;
    assert_eq!(station.actor("a-1").await.unwrap().roles, roles(&["foi-officer", "approver"]));
    station.signed_in("a-1", "R. Moss", &["Tipstaff.Officer"]).await;
    assert_eq!(station.actor("a-1").await.unwrap().roles, roles(&["foi-officer"]));

    station.provider.person("a-1", "R. Moss", &[]).await;
    let mut other = station.browser();
    let refused = station.way(&mut other, "a-1").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.body);
    assert!(station.actor("a-1").await.unwrap().roles.is_empty());
    assert_eq!(first.get("/checks").await.url.path(), "/sign-in", "sessions from before are over");

    let mut again = station.signed_in("a-1", "R. Moss", &["Tipstaff.Officer"]).await;
    assert_eq!(again.get("/checks").await.status, StatusCode::OK);
    station.allow("Tipstaff.Approver=approver").await;
    assert_eq!(again.get("/checks").await.url.path(), "/sign-in", "what is allowed counts at once");
    station.verifies().await;
}

async fn whichever_node_sees_somebody_come_back_lets_them_in(station: Station) {
    let other = station.another_node().await;
    station.provider.person("a-1", "R. Moss", &["Tipstaff.Officer"]).await;
    let mut browser = station.browser();
    let form = browser.post("/sign-in/provider", &[("next", "/checks?from=here")]).await;
    browser.meets(&other);
    let shown = station.at_the_provider(&mut browser, form, "a-1").await;
    assert_eq!((shown.status, shown.url.path()), (StatusCode::OK, "/checks"));
    assert_eq!(shown.url.query(), Some("from=here"), "where one wanted to go");
    let mut meanwhile = Browser::new(&other);
    station.way(&mut meanwhile, "a-1").await;
    browser.meets(&station.node);
    assert_eq!(browser.get("/checks").await.status, StatusCode::OK);
    station.verifies().await;
}

#[tokio::test]
async fn keys_that_the_provider_changed_are_asked_for_once() {
    let Some(provider) = crate::provider::Provider::started() else { return };
    let station = Station::new(false, provider).await;
    station.signed_in("a-1", "R. Moss", &["Tipstaff.Officer"]).await;
    station.provider.change_keys().await;
    station.signed_in("a-1", "R. Moss", &["Tipstaff.Officer"]).await;
}

#[tokio::test]
async fn somebody_of_the_same_name_is_somebody_else() {
    let Some(provider) = crate::provider::Provider::started() else { return };
    let station = Station::new(false, provider).await;
    station.signed_in("a-1", "owner", &["Tipstaff.Officer"]).await;
    let (owner, _) = station.owner().await;
    let came = station.actor("a-1").await.unwrap();
    assert_ne!(came.number, owner.number);
    assert_eq!(came.name.as_str(), "owner (Example Police)");
    assert!(owner.provider.is_none());
}

#[tokio::test]
async fn signing_out_ends_it_here_and_there() {
    let Some(provider) = crate::provider::Provider::started() else { return };
    let station = Station::new(false, provider).await;
    let mut browser = station.signed_in("a-1", "R. Moss", &["Tipstaff.Officer"]).await;
    let there = browser.post("/sign-out", &[]).await;
    assert_eq!(there.url.origin().ascii_serialization(), station.provider.address, "{}", there.url);
    let asked: Vec<_> = there.url.query_pairs().collect();
    assert!(asked.contains(&("post_logout_redirect_uri".into(), ours("/sign-in").as_str().into())));
    assert!(!there.url.as_str().contains("id_token_hint"), "no token passes through a browser");
    assert!(browser.cookie("tipstaff-session").is_none());
    assert_eq!(browser.get("/checks").await.url.path(), "/sign-in");
}

#[tokio::test]
async fn all_routes_open_for_the_roles_that_the_provider_gives_and_no_others() {
    let Some(provider) = crate::provider::Provider::started() else { return };
    let station = Station::new(false, provider).await;
    let map: Vec<String> = ROLES.iter().map(|row| format!("Role.{}={}", row.id, row.id)).collect();
    station.allow(&map.join(",")).await;
    for row in ROLES {
        let mut browser = station.signed_in(row.id, row.title, &[&format!("Role.{}", row.id)]).await;
        browser.stays = true;
        for route in ROUTES {
            if matches!(route.path, "/sign-out" | "/account/end-sessions") || route.right.id == "visit" {
                continue;
            }
            let may = matches!(route.right.who, Who::Everybody) || route.right.admits(roles(&[row.id]));
            let path = [
                ("{id}", "00000000000000000000000000000000"),
                ("{number}", "1"),
                ("{position}", "0"),
                ("{sha256}", "0000000000000000000000000000000000000000000000000000000000000000"),
            ]
            .into_iter()
            .fold(route.path.to_owned(), |path, (name, value)| path.replace(name, value));
            let shown = match route.method {
                Method::GET => browser.get(&path).await,
                Method::POST => browser.post(&path, &[]).await,
                _ => continue,
            };
            assert_eq!(shown.status == StatusCode::FORBIDDEN, !may, "{route:?} for {}", row.id);
            assert_ne!(shown.status, StatusCode::INTERNAL_SERVER_ERROR, "{route:?} for {}", row.id);
        }
    }
}
