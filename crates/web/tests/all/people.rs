//! People are looked up for a purpose, and the log says so before a name is shown.

use crate::site::{Site, WORDS};
use axum::http::StatusCode;

const FIND: [(&str, &str); 4] =
    [("by", "pay-number"), ("value", "20002"), ("why", "request 2026/118"), ("passphrase", WORDS)];

#[tokio::test]
async fn the_page_counts_people_and_names_nobody() {
    let site = Site::with_people(3).await;
    let page = site.sign_in("owner").await.page("/people").await;
    assert!(page.body.contains("3 people are on record") && !page.body.contains("Ashworth"));
    insta::assert_snapshot!("people_with_an_extract", page.main());
}

#[tokio::test]
async fn an_empty_record_says_what_to_do_first() {
    let site = Site::new().await;
    let page = site.sign_in("owner").await.page("/people").await;
    insta::assert_snapshot!("people_of_an_empty_record", page.main());
}

#[tokio::test]
async fn somebody_is_found_once_the_log_says_who_looks() {
    let site = Site::with_people(3).await;
    let owner = site.sign_in("owner").await;
    let before = site.acts().await;
    let found = owner.post("/people/find", &FIND).await;
    assert_eq!(found.status, StatusCode::OK);
    assert!(found.body.contains("Ashworth2") && found.body.contains("/people/2"), "{}", found.body);
    assert!(!found.body.contains("Ashworth1") && !found.title().contains("Ashworth"));
    assert_eq!(site.acts().await, before + 1);
    let act = site.record.act(before).await.unwrap().unwrap();
    assert_eq!((act.entry.kind.as_str(), act.entry.signed_by.as_slice()), ("names-shown", [1].as_slice()));
    // Digests and times can hold any digits; what was asked can stand in the body only.
    let leaf: serde_json::Value = serde_json::from_str(&act.leaf).unwrap();
    let body = leaf["body"].to_string();
    assert!(!act.leaf.contains("Ashworth") && !body.contains("20002"), "{body}");
}

#[tokio::test]
async fn who_asks_for_somebody_who_is_not_there_leaves_a_trace_too() {
    let site = Site::with_people(3).await;
    let owner = site.sign_in("owner").await;
    let before = site.acts().await;
    let mut fields = FIND;
    fields[1].1 = "99999";
    let found = owner.post("/people/find", &fields).await;
    assert!(found.body.contains("Nobody was found") && !found.body.contains("Ashworth"));
    assert_eq!(site.acts().await, before + 1);
}

#[tokio::test]
async fn without_purpose_or_passphrase_nothing_is_shown_and_nothing_written() {
    let site = Site::with_people(3).await;
    let owner = site.sign_in("owner").await;
    let before = site.acts().await;
    for (missing, words) in
        [(1, "Enter a number or a name"), (2, "Say what you need it for"), (3, "passphrase")]
    {
        let mut fields = FIND;
        fields[missing].1 = "";
        let refused = owner.post("/people/find", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains(words) && refused.title().starts_with("Error: "), "{}", refused.body);
        assert!(!refused.body.contains("Ashworth"));
    }
    let mut fields = FIND;
    fields[3].1 = "not my passphrase at all";
    assert_eq!(owner.post("/people/find", &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(site.acts().await, before);
}

#[tokio::test]
async fn a_person_is_shown_with_who_holds_what_and_without_values() {
    let site = Site::with_people(3).await;
    let maker = site.supplier("Card maker").await;
    site.holding(maker, 1..=2, "2023-07-01").await;
    let owner = site.sign_in("owner").await;
    let page = owner.page("/people/2").await;
    assert!(page.body.contains("1 holding is about this person for certain"));
    for value in ["Ashworth", "20002", "1002"] {
        assert!(!page.body.contains(value), "{value}");
    }
    insta::assert_snapshot!("a_person_without_values", page.main());
    assert!(owner.page("/people/3").await.body.contains("No holding on record is about this person"));
    let csv = owner.page("/people/2/held.csv").await;
    insta::assert_snapshot!("who_holds_what_as_a_table", csv.body);
    let json = owner.page("/people/2/held.json").await;
    let json: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    assert_eq!(json["holdings"][0]["name"], "Card maker");
    assert_eq!(owner.get("/people/4").await.status, StatusCode::NOT_FOUND);
    assert_eq!(owner.get("/people/0").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn values_are_shown_for_a_purpose_and_the_page_is_the_answer_to_the_person() {
    let site = Site::with_people(3).await;
    let maker = site.supplier("Card maker").await;
    site.holding(maker, 1..=2, "2023-07-01").await;
    let owner = site.sign_in("owner").await;
    let before = site.acts().await;
    let form = owner.page("/people/2/values").await;
    assert!(!form.body.contains("Ashworth"));
    let refused = owner.post("/people/2/values", &[("passphrase", WORDS)]).await;
    assert_eq!((refused.status, site.acts().await), (StatusCode::UNPROCESSABLE_ENTITY, before));
    let shown = owner.post("/people/2/values", &[("why", "request 2026/118"), ("passphrase", WORDS)]).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.body.contains("Ashworth2") && shown.body.contains("Card maker"));
    assert!(!shown.body.contains("Ashworth1") && !shown.title().contains("Ashworth"));
    assert_eq!(shown.headers["cache-control"], "no-store");
    assert_eq!(site.acts().await, before + 1);
}

#[tokio::test]
async fn two_days_are_compared_in_counts() {
    let site = Site::with_people(3).await;
    let owner = site.sign_in("owner").await;
    assert!(owner.page("/people/compare").await.body.contains("Compare two days"));
    let page = owner.page("/people/compare?from=2022-12-01&to=2026-02-01").await;
    assert!(page.body.contains(">3</span> joined"));
    insta::assert_snapshot!("two_days_compared", page.main());
    let wrong = owner.get("/people/compare?from=2026&to=").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
}
