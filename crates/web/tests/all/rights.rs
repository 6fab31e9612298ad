//! All routes with all roles: what the table says is what happens.

use crate::site::{Answer, Site, Visitor};
use axum::http::{Method, StatusCode};
use record::{ROLES, Roles};
use web::{ROUTES, Route, Who};

/// An address of a route, with numbers and names that are there or not: rights come first.
fn address(route: &Route) -> String {
    let filled = [
        ("{id}", "00000000000000000000000000000000"),
        ("{number}", "1"),
        ("{store}", "1"),
        ("{position}", "0"),
        ("{sha256}", "0000000000000000000000000000000000000000000000000000000000000000"),
        ("{token}", "nothing"),
        ("{tag}", "nothing"),
        ("{name}", "nothing"),
    ];
    filled.into_iter().fold(route.path.to_owned(), |path, (name, value)| path.replace(name, value))
}

async fn ask(visitor: &Visitor<'_>, route: &Route) -> Answer {
    match route.method {
        Method::GET => visitor.get(&address(route)).await,
        Method::DELETE => visitor.delete(&address(route)).await,
        _ => visitor.post(&address(route), &[]).await,
    }
}

/// Routes after which the visitor is signed out.
fn ends_the_session(route: &Route) -> bool {
    matches!(route.path, "/sign-out" | "/account/end-sessions")
}

#[tokio::test]
async fn every_route_admits_the_roles_of_its_right_and_nobody_else() {
    let site = Site::with_people(2).await;
    for row in ROLES {
        let visitor = site.enrolled(&format!("R. {}", row.id), &[row.id]).await;
        for route in ROUTES.iter().filter(|route| !ends_the_session(route)) {
            let may = route.right.admits(Roles::of(&[row.role]));
            let answer = ask(&visitor, route).await;
            let is_refused = answer.status == StatusCode::FORBIDDEN;
            assert_eq!(is_refused, !may, "{route:?} for {}: {}", row.id, answer.status);
            assert!(answer.status != StatusCode::INTERNAL_SERVER_ERROR, "{route:?} for {}", row.id);
        }
    }
}

#[tokio::test]
async fn without_a_session_there_is_nothing_but_the_way_in() {
    let site = Site::with_people(2).await;
    let nobody = site.nobody();
    for route in ROUTES {
        let answer = ask(&nobody, route).await;
        match route.right.who {
            Who::Everybody => {
                assert!(answer.status != StatusCode::UNAUTHORIZED || route.path == "/sign-in", "{route:?}");
            }
            _ if route.method == Method::GET && !route.path.starts_with("/api/") => {
                assert_eq!(answer.status, StatusCode::SEE_OTHER, "{route:?}");
                assert!(
                    answer.location().starts_with("/sign-in?next=%2F"),
                    "{route:?}: {}",
                    answer.location()
                );
            }
            _ => assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{route:?}"),
        }
    }
}

#[tokio::test]
async fn a_session_that_ended_opens_nothing() {
    let site = Site::new().await;
    for path in ["/sign-out", "/account/end-sessions"] {
        let visitor = site.sign_in("owner").await;
        assert_eq!(visitor.post(path, &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(visitor.get("/").await.location(), "/sign-in?next=%2F", "{path}");
    }
}

#[tokio::test]
async fn a_role_that_was_taken_away_is_gone_at_the_next_request() {
    let site = Site::new().await;
    let officer = site.enrolled("R. Frost", &["foi-officer"]).await;
    assert_eq!(officer.get("/checks").await.status, StatusCode::OK);
    site.set_roles("R. Frost", &["auditor"]).await;
    assert_eq!(officer.get("/checks").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_token_gives_no_more_than_its_owner_may_do() {
    let site = Site::new().await;
    let moss = site.enrolled("R. Moss", &["administrator"]).await;
    let fields = [("name", "case system"), ("scopes", "checks"), ("scopes", "certificates")];
    let page = moss.post("/users/programs/add", &fields).await;
    let token = page.body.split("id=\"token\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let (check, door) =
        (format!("/api/checks/{}", "0".repeat(32)), format!("/api/certificates/{}", "0".repeat(64)));
    let nobody = site.nobody();
    assert_eq!(nobody.get_with_token(&door, &token).await.status, StatusCode::OK);
    assert_eq!(nobody.get_with_token(&check, &token).await.status, StatusCode::FORBIDDEN);
    site.set_roles("R. Moss", &["foi-officer"]).await;
    assert_eq!(nobody.get_with_token(&check, &token).await.status, StatusCode::NOT_FOUND);
}
