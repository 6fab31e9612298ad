//! The log is read, proved and verified from pages.

use crate::site::{Site, Visitor};
use axum::http::StatusCode;
use std::time::Duration;

#[tokio::test]
async fn acts_are_listed_newest_first_and_filtered() {
    let site = Site::with_people(3).await;
    site.supplier("Card maker").await;
    let owner = site.sign_in("owner").await;
    let page = owner.page("/log").await;
    let newest = page.body.find("/log/3\"").unwrap();
    assert!(newest < page.body.find("/log/0\"").unwrap());
    assert!(!page.body.contains("Card maker") && !page.body.contains("Ashworth"));
    let filtered = owner.page("/log?kind=holder-added&actor=1&from=2026-01-26").await;
    assert!(filtered.body.contains("/log/3\"") && !filtered.body.contains("/log/0\""));
    let results = filtered.main();
    insta::assert_snapshot!("the_log_by_kind", results.split("</form>").nth(1).unwrap());
    assert!(owner.page("/log?actor=7").await.body.contains("No such act"));
    assert_eq!(owner.get("/log?from=yesterday").await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_long_log_goes_on_with_older_acts_and_keeps_its_question() {
    let site = Site::new().await;
    for number in 0..55 {
        site.supplier(&format!("Firm {number}")).await;
    }
    let owner = site.sign_in("owner").await;
    let page = owner.page("/log?kind=holder-added").await;
    assert!(page.body.contains("/log?kind=holder-added&amp;before=7"), "{}", page.main());
    let older = owner.page("/log?kind=holder-added&before=7").await;
    assert!(
        older.body.contains("/log/6\"")
            && !older.body.contains("/log/7\"")
            && !older.body.contains("Older acts")
    );
}

#[tokio::test]
async fn an_act_is_shown_with_its_leaf_and_proof() {
    let site = Site::new().await;
    site.supplier("Card maker").await;
    let owner = site.sign_in("owner").await;
    assert!(owner.page("/log/2").await.body.contains("Nothing is published yet"));
    assert_eq!(owner.get("/log/2/proof").await.status, StatusCode::NOT_FOUND);
    assert_eq!(owner.get("/log/checkpoint").await.status, StatusCode::CONFLICT);
    site.record.publish().await.unwrap();
    let page = owner.page("/log/2").await;
    assert!(page.body.contains("Download the proof") && page.body.contains("holder-added"));
    let leaf = owner.page("/log/2/leaf").await.body;
    let proof = owner.page("/log/2/proof").await.body;
    let checkpoint = owner.page("/log/checkpoint").await.body;
    assert!(proof.ends_with(&checkpoint));
    let hashes: Vec<tlog::Hash> = proof
        .lines()
        .skip(2)
        .take_while(|line| !line.is_empty())
        .map(|line| {
            use base64::Engine;
            base64::engine::general_purpose::STANDARD.decode(line).unwrap().try_into().unwrap()
        })
        .collect();
    let key = site.record.log_key().verifier();
    let head = tlog::Checkpoint::open(checkpoint.as_bytes(), key).unwrap().head();
    tlog::check_inclusion(&hashes, &head, 2, tlog::leaf_hash(leaf.as_bytes())).unwrap();
    assert_eq!(owner.get("/log/3").await.status, StatusCode::NOT_FOUND);
    site.supplier("Printer").await;
    assert!(owner.page("/log/3").await.body.contains("the next checkpoint covers it"));
    assert_eq!(owner.get("/log/3/proof").await.status, StatusCode::CONFLICT);
}

async fn verified(owner: &Visitor<'_>) -> String {
    let begun = owner.post("/log/verify", &[("deep", "yes")]).await;
    assert_eq!((begun.status, begun.location()), (StatusCode::SEE_OTHER, "/log/verify"));
    for _ in 0..600 {
        if owner.page("/log/verify/state").await.body.contains("\"location\":\"/log/verify\"") {
            return owner.page("/log/verify").await.main();
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the verification does not end");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sound_record_is_verified_from_the_page() {
    let site = Site::with_people(3).await;
    site.record.publish().await.unwrap();
    let owner = site.sign_in("owner").await;
    let before = owner.page("/log/verify").await;
    assert!(
        before.body.contains("It has not been verified since this server started")
            && before.body.contains("Nobody else watches this log yet")
    );
    let page = verified(&owner).await;
    assert!(page.contains("The record is as its log says"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_was_changed_behind_tipstaff_is_named() {
    let site = Site::with_people(3).await;
    let maker = site.supplier("Card maker").await;
    site.holding(maker, 1..=2, "2023-07-01").await;
    site.record.publish().await.unwrap();
    let door = store::Store::sqlite(&site.record.place().sqlite()).await.unwrap();
    let mut transaction = door.begin("tamper").await.unwrap();
    transaction.execute("UPDATE holding SET fields = 2 WHERE number = 1", &[]).await.unwrap();
    transaction.finish().await.unwrap();
    let owner = site.sign_in("owner").await;
    let page = verified(&owner).await;
    assert!(page.contains("The record is not as its log says") && page.contains("holding"), "{page}");
}
