//! Whoever was here left a trace, and an auditor reads it.

use super::with_every_role;
use crate::site::{Site, WORDS};
use axum::http::StatusCode;
use store::Transaction;

#[tokio::test]
async fn an_auditor_reads_who_signed_in_who_tried_and_who_looked_at_whom() {
    let site = Site::with_people(2).await;
    let officer = site.enrolled("R. Frost", &["data-protection-officer"]).await;
    officer.page("/people/2").await;
    officer.page("/people/2/held.csv").await;
    officer.page("/people/1/held.json").await;
    let wrong = [("name", "R. Frost"), ("passphrase", "my secret by mistake")];
    for _ in 0..12 {
        site.nobody_from([198, 51, 100, 7]).post("/sign-in", &wrong).await;
    }
    site.nobody()
        .post("/sign-in", &[("name", "Ashworth-by-mistake"), ("passphrase", "a wrong passphrase")])
        .await;
    officer.post("/account/prove", &[("passphrase", "a wrong passphrase")]).await;
    officer.post("/sign-out", &[]).await;
    let auditor = site.enrolled("R. Moss", &["auditor"]).await;
    let page = auditor.page("/trail").await;
    for words in [
        "Signed in",
        "Signed out",
        "A wrong name, passphrase or code",
        "Locked out after wrong tries",
        "nobody of that name",
        "Looked at the page of a person",
        "Took along who holds what about a person",
        "198.51.100.7",
        "R. Frost (2)",
    ] {
        assert!(page.main().contains(words), "{words}: {}", page.main());
    }
    for secret in ["my secret by mistake", "Ashworth", "a wrong passphrase", "are missing", "is missing"] {
        assert!(!page.body.contains(secret), "{secret}");
    }
    let looks = auditor.page("/trail?what=saw-person").await;
    let lines = looks.main().matches("<tr class=\"govuk-table__row\">").count();
    assert_eq!(lines, 2, "the headings and one look: {}", looks.main());
    let own = auditor.page("/trail?actor=3&what=nonsense&before=99").await;
    assert!(own.main().contains("R. Moss (3)</td>") && !own.main().contains("R. Frost (2)</td>"));
    assert!(auditor.page("/log").await.body.contains("href=\"/trail\""));
}

#[tokio::test]
async fn whoever_looks_at_somebody_without_a_trace_sees_nothing() {
    let site = Site::with_people(1).await;
    let officer = site.enrolled("R. Frost", &["data-protection-officer"]).await;
    tamper(&site, "DROP TABLE trail_event").await;
    for path in ["/people/1", "/people/1/held.csv", "/people/1/held.json"] {
        let answer = officer.get(path).await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
        assert!(!answer.body.contains("holding"), "{path}");
    }
    let signed_in = site.nobody().post("/sign-in", &[("name", "owner"), ("passphrase", WORDS)]).await;
    assert_eq!(signed_in.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(!signed_in.headers.contains_key("set-cookie"));
}

#[tokio::test]
async fn lines_that_somebody_took_out_are_missed() {
    let site = Site::with_people(1).await;
    let auditor = with_every_role(&site, "R. Moss").await;
    auditor.page("/people/1").await;
    auditor.page("/people/1").await;
    assert!(!auditor.page("/trail").await.body.contains("missing: somebody"));
    tamper(&site, "DELETE FROM trail_event WHERE what = 'saw-person'").await;
    assert!(auditor.page("/trail").await.body.contains("2 lines are missing: somebody took them out"));
}

#[tokio::test]
async fn what_came_too_soon_to_be_looked_at_does_not_fill_the_trail() {
    let site = Site::new().await;
    for _ in 0..60 {
        site.nobody().post("/sign-in", &[("name", "owner"), ("passphrase", "a wrong passphrase")]).await;
    }
    let rows = site.record.database().read("SELECT COUNT(*) FROM trail_event", &[]).await.unwrap();
    assert!(rows[0].integer(0).unwrap() <= 10);
}

async fn tamper(site: &Site, sql: &str) {
    site.record
        .database()
        .transaction("prepare a story", async |mut transaction: Transaction| {
            transaction.execute(sql, &[]).await
        })
        .await
        .unwrap();
}
