//! A log of invented acts, some of them about two invented videos, and a bag of it.

use bag::{Act, Event, Evidence, Item, Log, Open, Opening};
use jiff::Timestamp;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::io::{self, Read};
use std::path::Path;
use std::process::{Command, Output};
use tlog::cosignature::{self, WitnessKey};
use tlog::{LogKey, Shelf};

pub const ORIGIN: &str = "police.example/evidence";
pub const VIDEO: [u8; 16] = [1; 16];
pub const CLIP: [u8; 16] = [2; 16];
/// How many acts the log has; those at [`ABOUT`] are about the items.
const SIZE: u64 = 300;
pub const ABOUT: [u64; 4] = [3, 17, 255, 256];
const SALT: &[u8] = b"a salt of sixteen";

pub fn now() -> Timestamp {
    "2026-11-27T20:00:00Z".parse().unwrap()
}

pub fn key() -> LogKey {
    LogKey::new(ORIGIN, &[7; 32]).unwrap()
}

pub fn witness() -> WitnessKey {
    WitnessKey::new("audit.example/w", &[9; 32]).unwrap()
}

pub fn video() -> Vec<u8> {
    (0..100_000_u32).flat_map(u32::to_be_bytes).collect()
}

pub fn clip() -> Vec<u8> {
    b"some seconds of it".to_vec()
}

pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

pub fn opens(bytes: Vec<u8>) -> Open<'static> {
    Box::new(move || Ok(Box::new(io::Cursor::new(bytes)) as Box<dyn Read>))
}

fn manifest() -> Vec<u8> {
    format!("{{\"changes\":[{{\"sha256\":\"{}\"}}]}}", hex(&sha256(&video()))).into_bytes()
}

/// A leaf of the log.
fn leaf(position: u64) -> Vec<u8> {
    let digest = Sha256::new()
        .chain_update("tipstaff.manifest/1\n")
        .chain_update((SALT.len() as u64).to_be_bytes())
        .chain_update(SALT)
        .chain_update(manifest())
        .finalize();
    let body: Value = if position == 256 { json!({ "sha256": hex(&sha256(&clip())) }) } else { json!({}) };
    let value = json!({
        "schema": "tipstaff.act/1",
        "record": "invented",
        "position": position,
        "at": at(position).to_string(),
        "actor": actor(position),
        "kind": kind(position),
        "body": body,
        "manifest": { "bytes": manifest().len(), "sha256": hex(&digest) },
    });
    tlog::leaf(&value).unwrap()
}

fn at(position: u64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + 3600 * position.cast_signed()).unwrap()
}

fn actor(position: u64) -> u32 {
    if position == 17 { 4 } else { 12 }
}

fn kind(position: u64) -> &'static str {
    match position {
        3 => "received",
        17 => "verified",
        255 => "consulted",
        256 => "derived",
        _ => "other",
    }
}

fn event(position: u64) -> Event {
    Event {
        position,
        kind: kind(position).into(),
        word: match position {
            3 => Some("collection"),
            255 => Some("consultation"),
            256 => Some("alteration"),
            _ => None,
        },
        began: (position == 17).then(|| "2026-09-01T00:00:00.5Z".parse().unwrap()),
        recorded: at(position),
        actor: actor(position),
        role: if position == 17 { "auditor".into() } else { "case officer".into() },
        items: vec![VIDEO],
        made: if position == 256 { vec![CLIP] } else { Vec::new() },
    }
}

/// What a court is given.
pub async fn evidence() -> Evidence<'static> {
    let folder = tempfile::tempdir().unwrap();
    let shelf = Shelf::folder(folder.path()).unwrap();
    let leaves: Vec<Vec<u8>> = (0..SIZE).map(leaf).collect();
    let mut checkpoint = shelf.publish(&leaves, &key()).await.unwrap();
    cosignature::sign(&witness(), &mut checkpoint, 1_795_000_000).unwrap();
    let mut acts = Vec::new();
    for position in ABOUT {
        let opening = Opening { salt: SALT.to_vec(), body: manifest() };
        acts.push(Act {
            event: event(position),
            leaf: leaf(position),
            proof: shelf.prove_inclusion(position, SIZE).await.unwrap(),
            manifest: (position == 3).then_some(opening),
        });
    }
    let item = |id, name: &str, bytes: Vec<u8>, derived_from| Item {
        id,
        name: name.into(),
        bytes: bytes.len() as u64,
        sha256: sha256(&bytes),
        derived_from,
        open: opens(bytes),
    };
    Evidence {
        info: vec![
            ("Source-Organization".into(), "An invented police force".into()),
            ("External-Identifier".into(), "case 40".into()),
        ],
        items: vec![
            item(VIDEO, "videos/Straße 1.mp4", video(), Vec::new()),
            item(CLIP, "clips/clip.mp4", clip(), vec![VIDEO]),
        ],
        acts,
        log: Log { checkpoint, key: key().verifier().clone(), witnesses: vec![witness().verifier().clone()] },
    }
}

/// The bag of it, in a folder.
pub async fn bagged(target: &Path) -> bag::Written {
    bag::write_folder(target, evidence().await.into_bag().unwrap(), now()).unwrap()
}

/// What a bag's own program says: status, lines, notes.
pub fn verify(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new("python3")
        .arg(folder.join("tipstaff/verify.py"))
        .args(arguments)
        .arg(folder)
        .output()
        .unwrap();
    said(&output)
}

pub fn said(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

/// All files under a folder, by path.
pub fn files(folder: &Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut found = std::collections::BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                found.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    found
}
