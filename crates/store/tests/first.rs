//! Smoke.
#![allow(clippy::unwrap_used)]
use store::{Store, StoreError};

#[tokio::test]
async fn a_transaction_can_run_in_a_task_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::sqlite(&folder.path().join("a.sqlite")).await.unwrap();
    store
        .transaction("make", async |mut tx| -> Result<_, StoreError> {
            tx.execute("CREATE TABLE t (a INTEGER, b TEXT) STRICT", &[]).await
        })
        .await
        .unwrap();
    let other = store.clone();
    let words = vec!["a".to_owned(), "b".to_owned()];
    tokio::spawn(async move {
        other
            .transaction("fill", async |mut tx| -> Result<(), StoreError> {
                for word in &words {
                    tx.execute("INSERT INTO t VALUES ($1, $2)", &[1.into(), word.as_str().into()]).await?;
                }
                tx.insert_many("INSERT INTO t (a, b)", 2, (0..20_000).map(|n| [n.into(), "x".into()]))
                    .await?;
                let mut seen = 0;
                tx.for_each("SELECT a FROM t", &[], |row| {
                    seen += row.integer(0)?;
                    Ok(())
                })
                .await?;
                Ok(())
            })
            .await
            .unwrap();
        let mut snapshot = other.snapshot().await.unwrap();
        snapshot.read("SELECT 1", &[]).await.unwrap();
        snapshot.end().await.unwrap();
        other.for_each("SELECT 1", &[], |_| Ok(())).await.unwrap();
        other.backup(std::path::Path::new("/nonexistent/x")).await.unwrap_err();
    })
    .await
    .unwrap();
    assert_eq!(store.read("SELECT COUNT(*) FROM t", &[]).await.unwrap()[0].integer(0).unwrap(), 20_002);
}
