//! Numbers and identifiers of others, of nothing, and of no kind.

use super::{ask, filled, parameters, with_every_role};
use crate::site::{Answer, Site};
use axum::http::StatusCode;
use web::ROUTES;

/// What can be no identifier, and what would be one of something else.
const STRANGE: [&str; 17] = [
    "-1",
    "-0",
    "4294967296",
    "9223372036854775808",
    "340282366920938463463374607431768211456",
    "1e3",
    "0x1",
    "%00",
    "%FF",
    "1%00",
    "1%0d%0aX:%20y",
    "..%2f..%2fetc%2fpasswd",
    "%252e%252e%252f1",
    "1%20OR%201=1",
    "%d9%a3",
    "%27%22%3E%3Cscript%3E",
    "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
];

#[tokio::test]
async fn what_is_no_identifier_is_answered_as_what_is_not_there() {
    let site = Site::with_people(2).await;
    let visitor = with_every_role(&site, "R. Frost").await;
    let long = "9".repeat(3_000);
    for route in ROUTES.iter().filter(|route| !parameters(route).is_empty()) {
        for strange in STRANGE.iter().copied().chain([long.as_str()]) {
            let path = filled(route, |_| strange.into());
            let answer = ask(&visitor, &route.method, &path).await;
            // The door and files of a copy say in their description that they answer so.
            let is_described =
                route.path.starts_with("/api/certificates") || route.path.ends_with("/copy/{number}");
            let is_refused = answer.status == StatusCode::NOT_FOUND
                || (is_described && answer.status == StatusCode::BAD_REQUEST);
            assert!(is_refused, "{route:?} with {strange}: {} {}", answer.status, answer.body);
            let is_told =
                answer.body.contains("There is no such page") || answer.body.contains("is not on record");
            let kind = answer.headers.get("content-type").map_or("", |kind| kind.to_str().unwrap());
            if route.path.starts_with("/api/") {
                assert_eq!(kind, "application/problem+json", "{route:?} with {strange}");
            } else if !route.path.starts_with("/assets/") && !route.path.starts_with("/welcome/") {
                assert!(is_told, "{route:?} with {strange}: {}", answer.body);
            }
            assert!(
                !answer.body.contains("Cannot parse") && !answer.body.contains("Invalid UTF-8"),
                "{}",
                answer.body
            );
        }
    }
}

#[tokio::test]
async fn numbers_of_nothing_are_not_there() {
    let site = Site::with_people(2).await;
    let visitor = with_every_role(&site, "R. Frost").await;
    let is_numbered =
        |path: &str| ["{number}", "{position}", "{store}"].iter().any(|part| path.contains(part));
    for route in ROUTES.iter().filter(|route| is_numbered(route.path)) {
        for number in ["0", "77777", "4294967295", "2147483648"] {
            if number == "0" && route.path.contains("{position}") {
                continue;
            }
            let path = filled(route, |part| if part == "{id}" { "0".repeat(32) } else { number.into() });
            let answer = ask(&visitor, &route.method, &path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{route:?} {number}: {}", answer.body);
        }
    }
}

#[tokio::test]
async fn a_file_of_somebody_else_is_answered_like_one_that_never_was() {
    let site = Site::new().await;
    let owner = with_every_role(&site, "R. Frost").await;
    let sent = owner.send_file("plan-of-Ashworth.csv", b"name\nAshworth\n").await;
    let id = sent.location().strip_prefix("/checks/").unwrap().to_owned();
    let other = with_every_role(&site, "R. Moss").await;
    let unknown = "0123456789abcdef0123456789abcdef";
    for route in ROUTES.iter().filter(|route| route.path.contains("{id}")) {
        let path = |id: &str| filled(route, |part| if part == "{id}" { id.into() } else { "0".into() });
        let theirs = ask(&other, &route.method, &path(&id)).await;
        let nobodys = ask(&other, &route.method, &path(unknown)).await;
        assert_eq!(theirs.status, StatusCode::NOT_FOUND, "{route:?}: {}", theirs.body);
        assert_eq!(theirs.body.replace(&id, unknown), nobodys.body, "{route:?}");
        // Each answer has a number of its own.
        let told = |answer: &Answer| {
            let mut headers = answer.headers.clone();
            headers.remove("x-request-id");
            (answer.status, headers)
        };
        assert_eq!(told(&theirs), told(&nobodys), "{route:?}");
        assert!(!theirs.body.contains("Ashworth"), "{route:?}");
    }
    assert_eq!(owner.get(&format!("/checks/{id}")).await.status, StatusCode::OK, "nothing was deleted");
    assert!(!other.page("/checks").await.body.contains(&id));
}

#[tokio::test]
async fn a_token_opens_files_of_whoever_answers_for_it_and_no_others() {
    let site = Site::new().await;
    let owner = with_every_role(&site, "R. Frost").await;
    let sent = owner.send_file("answer.csv", b"a,b\n1,2\n").await;
    let id = sent.location().strip_prefix("/checks/").unwrap().to_owned();
    let mut statuses = Vec::new();
    for name in ["R. Frost", "R. Moss"] {
        let person =
            if name == "R. Frost" { site.sign_in(name).await } else { with_every_role(&site, name).await };
        let fields = [("name", "case system"), ("scopes", "checks")];
        let page = person.post("/users/programs/add", &fields).await;
        let token = page.body.split("id=\"token\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
        let answer = site.nobody().get_with_token(&format!("/api/checks/{id}"), &token).await;
        assert!(name == "R. Frost" || !answer.body.contains(&id));
        statuses.push(answer.status);
    }
    assert_eq!(statuses, [StatusCode::OK, StatusCode::NOT_FOUND]);
}

#[tokio::test]
async fn an_invitation_names_nobody_before_it_is_right() {
    let site = Site::new().await;
    let administrator = with_every_role(&site, "R. Frost").await;
    let fields = [("name", "Q. Invited"), ("roles", "auditor"), ("passphrase", crate::site::WORDS)];
    let page = administrator.post("/users/invite", &fields).await;
    let link = page.body.split("id=\"link\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let nobody = site.nobody();
    assert!(nobody.page(&link).await.body.contains("Q. Invited"));
    let upper = format!("/welcome/{}", link.trim_start_matches("/welcome/").to_uppercase());
    let mut near: Vec<String> = vec![format!("{link}A"), link[..link.len() - 1].to_owned(), upper];
    // The last letter of 32 bytes in base64 has bits to spare: another letter must not open it too.
    let last = link.chars().last().unwrap();
    near.extend(
        ('A'..='Z')
            .filter(|letter| *letter != last)
            .map(|letter| format!("{}{letter}", &link[..link.len() - 1])),
    );
    let unknown = nobody.get("/welcome/nothing").await;
    for link in near {
        let answer = nobody.get(&link).await;
        assert_eq!((answer.status, answer.main()), (StatusCode::NOT_FOUND, unknown.main()), "{link}");
        let taken = nobody.post(&link, &[("passphrase", "words that are of my own")]).await;
        assert_eq!(taken.status, StatusCode::NOT_FOUND, "{link}");
    }
    assert!(nobody.page(&link).await.body.contains("Q. Invited"), "it is still good");
}
