//! A publisher may die at any moment, and two of them may run.

use std::sync::Arc;

use crate::common::{Rows, acts, key, objects, watched::Watched};
use object_store::memory::InMemory;
use tlog::{LogError, Shelf};

#[tokio::test]
async fn a_publisher_that_dies_at_any_write_is_caught_up_with_to_the_same_bytes() {
    // In the middle of a bundle, to after several batches of leaves.
    assert!(dies_everywhere(Some(250), 4200).await > 30);
}

#[tokio::test]
async fn so_is_one_that_dies_while_the_log_is_founded() {
    assert!(dies_everywhere(None, 600).await > 8);
}

/// Publishes, has a publisher of more leaves die at each of its writes, and publishes again. Gives how many writes.
async fn dies_everywhere(before: Option<u64>, after: u64) -> usize {
    let begin = async || {
        let store = Arc::new(InMemory::new());
        if let Some(before) = before {
            Shelf::in_store(store.clone(), "").publish(&acts(before), &key()).await.unwrap();
        }
        store
    };
    let undisturbed = begin().await;
    Shelf::in_store(undisturbed.clone(), "").publish(&acts(after), &key()).await.unwrap();
    let expected = objects(&undisturbed).await;

    let mut most = 0;
    for written in [false, true] {
        for at in 1.. {
            let store = begin().await;
            let dying = Watched::dying(store.clone(), at, written);
            let died = Shelf::in_store(Arc::new(dying), "").publish(&acts(after), &key()).await.is_err();

            // Whatever is there is a whole log, the old or the new one.
            let shelf = Shelf::in_store(store.clone(), "");
            match shelf.checkpoint(key().verifier()).await {
                Ok(checkpoint) => {
                    assert!([before.unwrap_or(0), after].contains(&checkpoint.size()));
                    assert_eq!(shelf.verify(None, key().verifier(), None).await.unwrap(), [], "write {at}");
                }
                Err(error) => assert!(matches!(error, LogError::NoCheckpoint) && at == 1, "{error}"),
            }

            shelf.publish(&acts(after), &key()).await.unwrap();
            let mut caught_up = objects(&store).await;
            // Partial tiles that were to be tidied away may have stayed.
            caught_up.retain(|path, _| expected.contains_key(path) || !path.contains(".p/"));
            assert!(caught_up == expected, "died at write {at}");
            if !died {
                most = at;
                break;
            }
        }
    }
    most
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_publishers_on_a_folder_never_take_the_checkpoint_back() {
    let folder = tempfile::tempdir().unwrap();
    two_publishers(Shelf::folder(folder.path()).unwrap()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_publishers_on_an_object_store_never_take_the_checkpoint_back() {
    two_publishers(Shelf::in_store(Arc::new(InMemory::new()), "log")).await;
}

async fn two_publishers(shelf: Shelf) {
    let rows = Arc::new(Rows::new(acts(240)));
    shelf.publish(&*rows, &key()).await.unwrap();
    let publishers: Vec<_> = (0..3)
        .map(|_| {
            let (shelf, rows) = (shelf.clone(), rows.clone());
            tokio::spawn(async move {
                for _ in 0..20 {
                    rows.add();
                    shelf.publish(&*rows, &key()).await.unwrap();
                }
            })
        })
        .collect();
    let mut largest = 0;
    while publishers.iter().any(|publisher| !publisher.is_finished()) {
        let size = shelf.checkpoint(key().verifier()).await.unwrap().size();
        assert!(size >= largest, "the checkpoint went back from {largest} to {size}");
        largest = size;
        tokio::task::yield_now().await;
    }
    for publisher in publishers {
        publisher.await.unwrap();
    }
    let checkpoint = shelf.publish(&*rows, &key()).await.unwrap();
    assert_eq!(checkpoint.size(), 300);
    assert_eq!(shelf.verify(Some(&*rows), key().verifier(), None).await.unwrap(), []);
}
