//! Where the log has witnesses, nothing is destroyed without them.

use crate::house::{House, days};
use disposal::DisposalError;
use force_for_tests::On;

#[tokio::test(flavor = "multi_thread")]
async fn without_a_quorum_nothing_is_destroyed() {
    let house = House::new(On::Sqlite).await;
    let disposing = house.disposing().await;
    let planned = house.planned(&["a.mp4"]).await;
    house.approved(&planned, days(1)).await;
    let key = tlog::cosignature::WitnessKey::new("audit.example/w", &[7; 32]).unwrap();
    let policy = format!("witness audit {}\nquorum audit\n", key.vkey());
    std::fs::write(house.record.place().data.join(record::POLICY_FILE), policy).unwrap();
    let (by, signs) = &house.manager;
    let run = async |now| disposing.carry_out(by, signs, planned.disposal, &move || now).await;
    for _ in 0..2 {
        // Without a checkpoint, and with one that nobody has cosigned.
        let refused = run(days(9)).await;
        assert!(matches!(refused, Err(DisposalError::Witnesses { .. })), "{refused:?}");
        house.record.publish().await.unwrap();
    }
    cosign(&house, &key, days(7).as_second()).await;
    let stale = run(days(9)).await;
    assert!(matches!(stale, Err(DisposalError::Witnesses { .. })), "{stale:?}");
    let ahead = run(days(5)).await;
    assert!(ahead.is_err(), "{ahead:?}");
    assert_eq!(house.there(0).await.len(), 5);
    cosign(&house, &key, days(9).as_second() - 3600).await;
    assert_eq!(run(days(9)).await.unwrap().copies, 1);
}

/// A witness cosigns the checkpoint on the shelf, at a time.
async fn cosign(house: &House, key: &tlog::cosignature::WitnessKey, at: i64) {
    let verifier = house.record.log_key().verifier();
    let mut checkpoint = house.record.shelf().checkpoint(verifier).await.unwrap();
    tlog::cosignature::sign(key, &mut checkpoint, at.unsigned_abs()).unwrap();
    let path = house.record.place().blob_folder().join("log").join("1").join("checkpoint");
    std::fs::write(path, checkpoint.to_bytes()).unwrap();
}
