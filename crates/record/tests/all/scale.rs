//! How verifying grows. Not run by default: `cargo test --release -p record --test all scale -- --ignored --nocapture`, with
//! `ACTS` for the number of acts.

use crate::busy::named;
use crate::common::{On, new, start};
use crate::extracts;
use record::{ACT_SCHEMA, KeyRotated, Leaf, ManifestDigest, Record, VerifyOptions, salted_digest};
use std::time::Instant;
use store::{Store, Value};

/// The most memory that this process held, in MiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}

#[tokio::test]
#[ignore = "measures"]
async fn verifying_many_acts() {
    let acts: i64 = std::env::var("ACTS").map_or(100_000, |acts| acts.parse().unwrap());
    let case = new(On::Sqlite).await;
    let store = Store::sqlite(&case.place.sqlite()).await.unwrap();
    let mut transaction = store.begin("many acts").await.unwrap();
    let body = br#"{"schema":"tipstaff.manifest/1","changes":[]}"#.to_vec();
    let salt = [7; 32];
    let digest = salted_digest(&salt, &body).map(|byte| format!("{byte:02x}")).concat();
    let first = start().as_microsecond();
    let at = |position: i64| jiff::Timestamp::from_microsecond(first + position).unwrap();
    let leaf = |position: i64| Leaf {
        schema: ACT_SCHEMA.into(),
        record: case.record.id().into(),
        position: position.unsigned_abs(),
        at: at(position).to_string(),
        actor: 1,
        kind: "key-rotated".into(),
        body: serde_json::to_value(KeyRotated { key: "1f2e3d4c".into(), wrapped: 3 }).unwrap(),
        manifest: ManifestDigest { bytes: body.len() as u64, sha256: digest.clone() },
        signatures: Vec::new(),
    };
    let leaves = (1..acts).map(|position| -> Vec<Value> {
        vec![position.into(), (first + position).into(), leaf(position).encode().unwrap().into()]
    });
    transaction.insert_many("INSERT INTO leaf (position, at, body)", 3, leaves).await.unwrap();
    let manifests = (1..acts)
        .map(|position| -> Vec<Value> { vec![position.into(), salt.to_vec().into(), body.clone().into()] });
    transaction.insert_many("INSERT INTO manifest (position, salt, body)", 3, manifests).await.unwrap();
    let head = [acts.into(), (first + acts - 1).into()];
    transaction.execute("UPDATE head SET size = $1, at = $2", &head).await.unwrap();
    transaction.finish().await.unwrap();
    let began = Instant::now();
    let record = Record::open(&case.place).await.unwrap();
    record.publish().await.unwrap();
    eprintln!("{acts} acts published in {:.1} s", began.elapsed().as_secs_f64());
    let before = peak();
    let began = Instant::now();
    let verification = record.verify(&VerifyOptions::default(), &mut |_| {}).await.unwrap();
    assert_eq!(named(&verification), [""; 0]);
    eprintln!("verified in {:.1} s; peak {} MiB, {before} before", began.elapsed().as_secs_f64(), peak());
}

#[tokio::test]
#[ignore = "measures"]
async fn rotating_the_keys_of_a_force() {
    let people = 47_000;
    let case = new(On::Sqlite).await;
    let crowd = extracts::crowd(people);
    extracts::import(&case, "2026-10-01", &crowd).await.unwrap();
    let owner = case.record.actor(None).await.unwrap();
    let began = Instant::now();
    let rotated = case.record.rotate_key(&owner, start(), &mut |_| {}).await.unwrap();
    eprintln!("{} keys wrapped anew in {:.1} s", rotated.wrapped, began.elapsed().as_secs_f64());
    let began = Instant::now();
    let record = Record::open(&case.place).await.unwrap();
    record.publish().await.unwrap();
    let options = VerifyOptions { deep: true, ..VerifyOptions::default() };
    let verification = record.verify(&options, &mut |_| {}).await.unwrap();
    assert_eq!(named(&verification), [""; 0]);
    let (rows, opened) = (verification.rows, verification.opened);
    eprintln!("{rows} rows, {opened} sealed values verified in {:.1} s", began.elapsed().as_secs_f64());
    let began = Instant::now();
    let made = record.back_up(&case.folder.path().join("b"), start(), &mut |_| {}).await.unwrap();
    eprintln!(
        "{} rows, {} MiB backed up in {:.1} s",
        made.rows,
        made.bytes >> 20,
        began.elapsed().as_secs_f64()
    );
}
