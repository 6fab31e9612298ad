//! Of every file it is said what it is.

use crate::common::bagged;
use bag::{BagError, State, validate};
use std::fs;
use std::path::Path;

async fn with(change: impl FnOnce(&Path)) -> Result<bag::Report, BagError> {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("bag");
    bagged(&target).await;
    change(&target);
    validate(&target)
}

#[tokio::test]
async fn a_changed_a_missing_and_an_extra_file_are_named() {
    let report = with(|bag| {
        fs::write(bag.join("data/clips/clip.mp4"), b"some seconds of IT").unwrap();
        fs::remove_file(bag.join("tipstaff/acts/17.json")).unwrap();
        fs::write(bag.join("data/extra"), b"").unwrap();
        fs::write(bag.join("tipstaff/extra"), b"").unwrap();
    })
    .await
    .unwrap();
    assert_eq!(report.of(State::Changed).collect::<Vec<_>>(), ["data/clips/clip.mp4"]);
    assert_eq!(report.of(State::Missing).collect::<Vec<_>>(), ["tipstaff/acts/17.json"]);
    assert_eq!(report.of(State::Extra).collect::<Vec<_>>(), ["data/extra", "tipstaff/extra"]);
    assert_eq!(
        report.problems,
        ["bag-info.txt says 400018.2 (bytes.files) of the payload, which is 400018.3"]
    );
    assert!(!report.is_whole());
}

#[tokio::test]
async fn a_manifest_that_was_changed_is_seen_in_its_own_manifest() {
    let report = with(|bag| {
        let path = bag.join("manifest-sha512.txt");
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.split_inclusive('\n').take(1).collect::<String>()).unwrap();
    })
    .await
    .unwrap();
    assert_eq!(report.of(State::Changed).collect::<Vec<_>>(), ["manifest-sha512.txt"]);
    assert_eq!(report.problems, ["data/videos/Straße 1.mp4 is in one manifest and not in another"]);
}

#[tokio::test]
async fn a_list_of_addresses_is_refused() {
    let refused =
        with(|bag| fs::write(bag.join("fetch.txt"), "https://x.example/ 5 data/x\n").unwrap()).await;
    let told = refused.unwrap_err().to_string();
    insta::assert_snapshot!(told.split_once(": ").unwrap().1);
}

#[tokio::test]
async fn links_are_not_followed() {
    let report = with(|bag| {
        fs::remove_file(bag.join("data/clips/clip.mp4")).unwrap();
        std::os::unix::fs::symlink("/etc/passwd", bag.join("data/clips/clip.mp4")).unwrap();
    })
    .await
    .unwrap();
    assert!(report.problems.contains(&"data/clips/clip.mp4 is neither a file nor a folder".to_owned()));
    assert_eq!(report.of(State::Missing).collect::<Vec<_>>(), ["data/clips/clip.mp4"]);
}

#[tokio::test]
async fn accents_that_a_file_system_wrote_otherwise_are_said() {
    let report = with(|bag| {
        let line = |path: &str| format!("{}  {path}\n", "0".repeat(64));
        let manifest = bag.join("manifest-sha256.txt");
        let text = fs::read_to_string(&manifest).unwrap();
        fs::write(&manifest, text + &line("data/Cafe\u{301}")).unwrap();
        fs::write(bag.join("data/Café"), b"").unwrap();
    })
    .await
    .unwrap();
    let note = "data/Café differs from its name in the manifest in how accents are written only";
    assert!(report.problems.iter().any(|problem| problem == note), "{:?}", report.problems);
}

#[tokio::test]
async fn what_is_no_bag_is_no_bag() {
    type Change = fn(&Path);
    let changes: [(&str, Change); 6] = [
        ("no declaration", |bag| fs::remove_file(bag.join("bagit.txt")).unwrap()),
        ("another version", |bag| {
            fs::write(bag.join("bagit.txt"), "BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n")
                .unwrap();
        }),
        ("another encoding", |bag| {
            fs::write(bag.join("bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-16\n")
                .unwrap();
        }),
        ("no manifest", |bag| {
            fs::remove_file(bag.join("manifest-sha256.txt")).unwrap();
            fs::remove_file(bag.join("manifest-sha512.txt")).unwrap();
        }),
        ("a way out", |bag| {
            let text = format!("{}  data/../../etc/passwd\n", "0".repeat(64));
            fs::write(bag.join("manifest-sha256.txt"), text).unwrap();
        }),
        ("not text", |bag| fs::write(bag.join("bag-info.txt"), [0xff]).unwrap()),
    ];
    let mut told = Vec::new();
    for (what, change) in changes {
        let error = with(change).await.unwrap_err().to_string();
        let said = error.split_once(": ").unwrap().1;
        told.push(format!("{what}: {said}"));
    }
    insta::assert_snapshot!(told.join("\n"));
}
