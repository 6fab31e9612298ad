//! The bag's own program, in another language, says what is so and what is not.
//! Needs Python (3.8), and for signatures python3-cryptography or openssl.

use crate::common;
use crate::common::{bagged, evidence, files, key, said, verify, witness};
use bag::{BagError, Evidence};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Writes the manifests of tags again, as somebody would who covers their traces.
fn cover(bag: &Path) {
    let names = files(bag).into_keys();
    let names: Vec<_> =
        names.filter(|name| !name.starts_with("data/") && !name.starts_with("tagmanifest-")).collect();
    for bits in ["256", "512"] {
        let sums = Command::new(format!("sha{bits}sum")).args(&names).current_dir(bag).output().unwrap();
        fs::write(bag.join(format!("tagmanifest-sha{bits}.txt")), sums.stdout).unwrap();
    }
}

/// What is said of a bag after a change whose traces were covered.
async fn after(change: impl FnOnce(&Path)) -> (i32, String) {
    let folder = tempfile::tempdir().unwrap();
    let bag = folder.path().join("bag");
    bagged(&bag).await;
    change(&bag);
    cover(&bag);
    let (status, lines, _) = verify(&bag, &[]);
    (status, lines)
}

#[tokio::test]
async fn a_bag_is_as_the_log_has_it() {
    let folder = tempfile::tempdir().unwrap();
    let bag = folder.path().join("bag");
    bagged(&bag).await;
    let (status, lines, notes) = verify(&bag, &[]);
    assert_eq!((status, &*lines), (0, ""), "{notes}");
    insta::assert_snapshot!(notes);
    let (status, lines, notes) = verify(&bag, &["--key", &key().vkey(), "--witness", &witness().vkey()]);
    assert_eq!((status, &*lines, &*notes), (0, "", "2 files, 4 acts, nothing differs\n"));
    // From inside, as README.txt has it.
    let run = Command::new("python3").arg("tipstaff/verify.py").current_dir(&bag).output().unwrap();
    assert_eq!(said(&run).0, 0);
    // Other keys are other logs.
    let other = tlog::LogKey::new(common::ORIGIN, &[8; 32]).unwrap();
    let (status, lines, _) = verify(&bag, &["--key", &other.vkey()]);
    assert_eq!((status, &*lines), (1, "checkpoint-unsigned police.example/evidence\n"));
}

#[tokio::test]
async fn openssl_will_do_and_without_it_something_is_not_checked() {
    let folder = tempfile::tempdir().unwrap();
    let bag = folder.path().join("bag");
    bagged(&bag).await;
    // A Python that has no `cryptography`.
    let without = |path: &str| {
        let script = "import sys, runpy; sys.modules['cryptography'] = None; \
            sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')";
        let python =
            Command::new("python3").args(["-c", "import sys; print(sys.executable)"]).output().unwrap();
        let run = Command::new(String::from_utf8_lossy(&python.stdout).trim())
            .args(["-c", script])
            .arg(bag.join("tipstaff/verify.py"))
            .arg(&bag)
            .env("PATH", path)
            .output()
            .unwrap();
        said(&run)
    };
    let (status, lines, notes) = without(&std::env::var("PATH").unwrap());
    assert_eq!((status, &*lines), (0, ""), "{notes}");
    assert!(!notes.contains("NOT CHECKED"), "{notes}");
    let (status, _, notes) = without("/nowhere");
    assert_eq!(status, 0);
    assert_eq!(notes.matches("NOT CHECKED").count(), 2, "{notes}");
}

#[tokio::test]
async fn a_changed_byte_is_seen_even_if_manifests_were_written_again() {
    let change = |bag: &Path| {
        let path = bag.join("data/clips/clip.mp4");
        fs::write(&path, b"some seconds of IT").unwrap();
        let clip = common::hex(&common::sha256(&common::clip()));
        let other = common::hex(&common::sha256(b"some seconds of IT"));
        for name in ["manifest-sha256.txt", "tipstaff/bag.json"] {
            let text = fs::read_to_string(bag.join(name)).unwrap();
            fs::write(bag.join(name), text.replace(&clip, &other)).unwrap();
        }
    };
    assert_eq!(after(change).await, (1, "item-in-no-act data/clips/clip.mp4\n".into()));

    let (_, plain) = after(|bag| fs::write(bag.join("data/clips/clip.mp4"), b"x").unwrap()).await;
    assert_eq!(plain, "file-changed data/clips/clip.mp4\nitem-changed data/clips/clip.mp4\n");
}

#[tokio::test]
async fn a_removed_leaf_is_seen() {
    let removed = after(|bag| fs::remove_file(bag.join("tipstaff/acts/17.json")).unwrap()).await;
    assert_eq!(removed, (1, "act-missing 17\n".into()));
    // With its line in bag.json: the item still names it.
    let removed = after(|bag| {
        fs::remove_file(bag.join("tipstaff/acts/17.json")).unwrap();
        let path = bag.join("tipstaff/bag.json");
        let text = fs::read_to_string(&path).unwrap();
        let act = "    {\n      \"position\": 17,\n      \"salt\": null\n    },\n";
        assert!(text.contains(act));
        fs::write(&path, text.replace(act, "")).unwrap();
    })
    .await;
    assert_eq!(removed, (1, "act-missing 17\n".into()));
}

#[tokio::test]
async fn a_changed_leaf_is_seen() {
    let changed = after(|bag| {
        let path = bag.join("tipstaff/acts/255.json");
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replace("\"actor\":12", "\"actor\":13")).unwrap();
    })
    .await;
    assert_eq!(changed, (1, "proof-fails 255\n".into()));
}

#[tokio::test]
async fn swapped_proofs_are_seen() {
    let swapped = after(|bag| {
        let (one, other) =
            (bag.join("tipstaff/proofs/3.tlog-proof"), bag.join("tipstaff/proofs/17.tlog-proof"));
        let (first, second) = (fs::read(&one).unwrap(), fs::read(&other).unwrap());
        fs::write(one, second).unwrap();
        fs::write(other, first).unwrap();
    })
    .await;
    assert_eq!(swapped, (1, "proof-fails 17\nproof-fails 3\n".into()));
}

#[tokio::test]
async fn another_checkpoint_manifest_or_cosignature_is_seen() {
    // A root of our own making, in the checkpoint and in every proof.
    let forged = after(|bag| {
        for (name, bytes) in files(bag) {
            if name == "tipstaff/checkpoint" || name.ends_with(".tlog-proof") {
                let text = String::from_utf8(bytes).unwrap().replace("\n300\n", "\n299\n");
                fs::write(bag.join(name), text).unwrap();
            }
        }
    })
    .await;
    assert_eq!(forged.0, 1);
    assert!(forged.1.contains("signature-wrong police.example/evidence"), "{}", forged.1);
    assert!(forged.1.contains("signature-wrong audit.example/w"), "{}", forged.1);

    let manifest = after(|bag| fs::write(bag.join("tipstaff/manifests/3"), "{}").unwrap()).await;
    assert_eq!(manifest, (1, "item-in-no-act data/videos/Straße 1.mp4\nmanifest-changed 3\n".into()));

    let damaged = after(|bag| fs::write(bag.join("tipstaff/proofs/3.tlog-proof"), "x").unwrap()).await;
    assert_eq!(damaged, (1, "proof-damaged 3\n".into()));
}

#[tokio::test]
async fn ten_thousand_items_of_one_act_are_a_bag() {
    let mut evidence = evidence().await;
    // All of one content, which the act names.
    for number in 0..10_000_u128 {
        let id = (number + 1000).to_be_bytes();
        evidence.acts[0].event.items.push(id);
        evidence.items.push(bag::Item {
            id,
            name: format!("copies/{number}"),
            bytes: 400_000,
            sha256: common::sha256(&common::video()),
            derived_from: Vec::new(),
            open: common::opens(Vec::new()),
        });
    }
    assert_eq!(evidence.unbound(), [[0_u8; 16]; 0]);
    let begun = std::time::Instant::now();
    let bag = evidence.into_bag().unwrap();
    assert_eq!(bag.payload.len(), 10_002);
    assert!(begun.elapsed() < std::time::Duration::from_secs(20), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn what_is_no_bag_is_not_checked() {
    let broken = after(|bag| fs::write(bag.join("tipstaff/bag.json"), "{").unwrap()).await;
    assert_eq!(broken.0, 2);
}

#[tokio::test]
async fn an_expert_gets_nothing_that_would_be_refuted() {
    type Change = fn(&mut Evidence<'_>);
    let changes: [(&str, Change); 10] = [
        ("a leaf changed", |evidence| evidence.acts[0].leaf[0] ^= 1),
        ("a proof swapped", |evidence| evidence.acts[0].proof = evidence.acts[1].proof.clone()),
        ("an act twice", |evidence| evidence.acts.push(evidence.acts[0].clone())),
        ("another actor", |evidence| evidence.acts[0].event.actor = 1),
        ("another kind", |evidence| evidence.acts[0].event.kind = "disclosed".into()),
        ("another time", |evidence| evidence.acts[0].event.recorded = common::now()),
        ("a name as role", |evidence| evidence.acts[0].event.role = "DC Smith".into()),
        ("another manifest", |evidence| evidence.acts[0].manifest.as_mut().unwrap().body.push(0)),
        ("no manifest", |evidence| evidence.acts[0].manifest = None),
        ("another log's key", |evidence| {
            evidence.log.key = tlog::LogKey::new("other.example/log", &[7; 32]).unwrap().verifier().clone();
        }),
    ];
    let mut told = Vec::new();
    for (what, change) in changes {
        let mut evidence = evidence().await;
        change(&mut evidence);
        let error: BagError = evidence.into_bag().err().unwrap();
        told.push(format!("{what}: {error}"));
    }
    insta::assert_snapshot!(told.join("\n"));
}
