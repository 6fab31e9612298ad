//! Looking into what somebody proposed, and checking again what was released.

use crate::site::{Site, WORDS, start};
use axum::http::StatusCode;
use detect::People;
use gate::{Checked, Outline, Policy, Subjects, Verdict};
use keyring::Passphrase;
use release::{Examined, Proposal, Releases, Settings, rules_digest};
use sandbox::Confinement;
use sha2::{Digest, Sha256};
use std::io::{Seek, Write};
use zeroize::Zeroizing;

const BYTES: &[u8] = b"Ward,Stops\nNorth,12\n";

fn examined(verdict: Verdict, people: u64) -> Examined {
    let checked = Checked {
        path: "answer.csv".into(),
        sha256: Sha256::digest(BYTES).iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}")),
        bytes: BYTES.len() as u64,
        format: "csv".into(),
        verdict,
        people: People { certain: people, ..People::default() },
        hidden_people: People::default(),
        subjects: Subjects { unlisted: (people, people), ..Subjects::default() },
        outline: Outline::default(),
        unaccounted: Vec::new(),
        findings: Vec::new(),
        confinement: Confinement::default(),
    };
    Examined { checked, rules: rules_digest(&Policy::default()), at: start() }
}

/// An officer's proposal, with its bytes kept.
pub async fn proposed(site: &Site, officer: &str) -> u32 {
    let releases = Releases::new(&site.record, Settings::default());
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(BYTES).unwrap();
    file.rewind().unwrap();
    let check = examined(Verdict::Clear, 2);
    let blob = releases.keep(file, &check.sha256().unwrap()).await.unwrap();
    let said = |text: &str| Zeroizing::new(text.to_owned());
    let proposal = Proposal {
        file_name: said("answer.csv"),
        reference: said("FOI 2026/118"),
        recipient: said("The Argus"),
        what: said("Stops by ward"),
        reasons: Vec::new(),
        blob: Some(blob),
    };
    let by = site.record.actor(Some(officer)).await.unwrap();
    let signer = site.record.signer(&by, &Passphrase::new(WORDS).unwrap()).await.unwrap();
    releases.propose(&by, &signer, &proposal, &check, start()).await.unwrap().0
}

pub async fn approved(site: &Site, release: u32, approver: &str) {
    let releases = Releases::new(&site.record, Settings::default());
    let by = site.record.actor(Some(approver)).await.unwrap();
    let signer = site.record.signer(&by, &Passphrase::new(WORDS).unwrap()).await.unwrap();
    let check = examined(Verdict::Clear, 2);
    releases.approve(&by, &signer, release, Some(&check), &check.rules, start()).await.unwrap();
}

#[tokio::test]
async fn who_decides_looks_into_the_file_and_other_officers_do_not() {
    let site = Site::new().await;
    let officer = site.enrolled("R. Frost", &["foi-officer"]).await;
    let other = site.enrolled("B. Hart", &["foi-officer"]).await;
    let approver = site.enrolled("M. Oake", &["approver"]).await;
    let release = proposed(&site, "R. Frost").await;
    let look = format!("/releases/{release}/look");

    let decide = approver.get(&format!("/releases/{release}/decide")).await;
    assert!(decide.body.contains(&format!("action=\"{look}\"")), "{}", decide.main());
    let taken = approver.post(&look, &[]).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER);
    let result = taken.location().to_owned();
    let page = approver.get(&result).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("answer.csv"));

    assert_eq!(other.post(&look, &[]).await.status, StatusCode::NOT_FOUND);
    assert!(!other.get(&format!("/releases/{release}")).await.body.contains(&look));
    assert_eq!(officer.post(&look, &[]).await.status, StatusCode::SEE_OTHER, "it is their own");
    assert_eq!(officer.get(&result).await.status, StatusCode::NOT_FOUND, "and this one is the approver's");
    assert_eq!(approver.post("/releases/99/look", &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_was_released_is_asked_to_be_checked_again_and_what_it_holds_more_is_shown() {
    let site = Site::new().await;
    site.enrolled("R. Frost", &["foi-officer"]).await;
    let approver = site.enrolled("M. Oake", &["approver"]).await;
    let empty = approver.get("/rechecks").await;
    assert!(empty.body.contains("Nothing was released yet"), "{}", empty.main());

    let release = proposed(&site, "R. Frost").await;
    approved(&site, release, "M. Oake").await;
    let page = approver.get("/rechecks").await;
    assert!(page.body.contains("No release on this page holds more than was known"), "{}", page.main());
    assert_eq!(approver.post("/rechecks", &[]).await.location(), "/rechecks");
    let page = approver.get("/rechecks").await;
    assert!(page.body.contains("1 file waits"), "{}", page.main());
    let one = approver.post("/rechecks", &[("release", &release.to_string())]).await;
    assert_eq!(one.location(), format!("/releases/{release}"));
    assert_eq!(approver.post("/rechecks", &[("release", "x")]).await.status, StatusCode::NOT_FOUND);

    // What a later check says stands beside what was known, and on the first page of who has to act.
    let by = site.record.actor(Some("M. Oake")).await.unwrap();
    let releases = Releases::new(&site.record, Settings::default());
    let now = jiff::Timestamp::now();
    let more = Examined { at: now, ..examined(Verdict::Held, 9) };
    releases.rechecked(&by, release, &more, now).await.unwrap();
    let page = approver.get("/rechecks").await;
    for words in ["2 people", "9 people", "Withdrawn", "FOI 2026/118"] {
        assert!(page.body.contains(words), "{words}: {}", page.main());
    }
    let home = approver.get("/").await;
    assert!(home.body.contains("1 released file holds more than was known"), "{}", home.main());
    let shown = approver.get(&format!("/releases/{release}")).await;
    assert!(shown.body.contains("What its checks said"), "{}", shown.main());
}
