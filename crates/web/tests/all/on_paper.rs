//! What is taken along for a case file.

use crate::programs::{is_sound, text};
use crate::rechecks::{approved, proposed};
use crate::site::Site;
use axum::http::{StatusCode, header};

#[tokio::test]
async fn a_decision_on_a_release_is_a_document_for_the_case_file() {
    let site = Site::new().await;
    let officer = site.enrolled("R. Frost", &["foi-officer"]).await;
    site.enrolled("M. Oake", &["approver"]).await;
    let release = proposed(&site, "R. Frost").await;
    let address = format!("/releases/{release}/decision.pdf");
    let before = officer.get(&address).await;
    approved(&site, release, "M. Oake").await;
    assert!(officer.page(&format!("/releases/{release}")).await.body.contains(&address));
    let after = officer.get(&address).await;
    assert_eq!(after.status, StatusCode::OK);
    assert_eq!(after.headers[header::CONTENT_TYPE], "application/pdf");
    is_sound(&before.bytes);
    is_sound(&after.bytes);
    let (Some(before), Some(after)) = (text(&before.bytes), text(&after.bytes)) else { return };
    assert!(before.contains("Waits for a decision") && before.contains("Proposed by R. Frost"), "{before}");
    for words in [
        "Approved by M. Oake",
        "FOI 2026/118",
        "The Argus",
        "Stops by ward",
        "answer.csv",
        "2 people",
        "page 1 of",
    ] {
        assert!(after.contains(words), "{words}: {after}");
    }
}
