//! Rows become a log that is read back.

use crate::common;
use std::sync::{Arc, atomic::Ordering};

use crate::common::{act, acts, files, key, naive_root, objects, watched::Watched};
use object_store::{ObjectStoreExt, memory::InMemory};
use tlog::{Checkpoint, LogError, Shelf};

#[tokio::test]
async fn what_was_published_is_read_back_under_a_signed_checkpoint() {
    let folder = tempfile::tempdir().unwrap();
    let leaves = acts(300);
    let shelf = Shelf::folder(folder.path().join("log")).unwrap();
    let checkpoint = shelf.publish(&leaves, &key()).await.unwrap();
    assert_eq!((checkpoint.origin(), checkpoint.size()), (common::ORIGIN, 300));
    assert_eq!(checkpoint.root(), naive_root(&leaves));

    let again = Shelf::folder(folder.path().join("log")).unwrap();
    let vkey = key().vkey().parse().unwrap();
    assert_eq!(again.checkpoint(&vkey).await.unwrap(), checkpoint);
    assert_eq!(again.read_leaves(0..300).await.unwrap(), leaves);
    assert_eq!(again.read_leaves(250..260).await.unwrap(), leaves[250..260]);
    assert_eq!(again.read_leaves(299..300).await.unwrap(), leaves[299..]);
    assert!(matches!(again.read_leaves(299..301).await, Err(LogError::OutOfRange { .. })));
}

#[tokio::test]
async fn the_log_is_the_same_however_often_it_was_published_on_the_way() {
    let once = Arc::new(InMemory::new());
    Shelf::in_store(once.clone(), "").publish(&acts(600), &key()).await.unwrap();
    let once = objects(&once).await;
    for sizes in [vec![1, 255, 256, 257, 600], vec![256, 512, 600], vec![0, 600], (1..=600).collect()] {
        let store = Arc::new(InMemory::new());
        let shelf = Shelf::in_store(store.clone(), "");
        for size in sizes {
            let checkpoint = shelf.publish(&acts(size), &key()).await.unwrap();
            assert_eq!(checkpoint.root(), naive_root(&acts(size)), "{size}");
            assert_eq!(shelf.publish(&acts(size), &key()).await.unwrap(), checkpoint, "again {size}");
        }
        let many = objects(&store).await;
        for (path, bytes) in &once {
            assert_eq!(many.get(path), Some(bytes), "{path}");
        }
    }
}

#[tokio::test]
async fn at_the_edges_of_tiles_the_paths_are_those_of_the_specification() {
    let store = Arc::new(InMemory::new());
    let shelf = Shelf::in_store(store.clone(), "");
    for size in [65_535, 65_536, 65_537] {
        let checkpoint = shelf.publish(&acts(size), &key()).await.unwrap();
        assert_eq!(checkpoint.root(), naive_root(&acts(size)), "{size}");
        assert_eq!(shelf.verify(Some(&acts(size)), key().verifier(), None).await.unwrap(), [], "{size}");
    }
    let paths: Vec<_> = objects(&store).await.into_keys().collect();
    let above: Vec<_> =
        paths.iter().filter(|path| !path.starts_with("tile/0/") && !path.contains("entries")).collect();
    assert_eq!(above, ["checkpoint", "tile/1/000", "tile/2/000.p/1"]);
    assert!(paths.contains(&"tile/0/255".to_owned()) && paths.contains(&"tile/0/256.p/1".to_owned()));
    assert!(paths.contains(&"tile/entries/256.p/1".to_owned()));
    // 256 full ones and one partial of each.
    assert_eq!(paths.len(), 1 + 2 + 2 * 257);
}

#[tokio::test]
async fn one_leaf_more_costs_a_few_tiles_however_long_the_log_is() {
    let store = Arc::new(InMemory::new());
    for size in [65_536, 70_000] {
        Shelf::in_store(store.clone(), "").publish(&acts(size), &key()).await.unwrap();
        let watched = Arc::new(Watched::living(store.clone()));
        Shelf::in_store(watched.clone(), "").publish(&acts(size + 1), &key()).await.unwrap();
        let (reads, writes) = (watched.reads.load(Ordering::SeqCst), watched.writes.load(Ordering::SeqCst));
        // The checkpoint, one tile a level, and a proof of the last leaf where its bundle is full.
        assert!(reads <= 10, "{reads} reads at {size}");
        // An entry bundle, a tile of hashes, the checkpoint.
        assert_eq!(writes, 3, "{size}");
    }
}

#[tokio::test]
async fn partial_tiles_go_once_the_full_one_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let shelf = Shelf::folder(folder.path()).unwrap();
    for size in 250..=260 {
        shelf.publish(&acts(size), &key()).await.unwrap();
    }
    let partial: Vec<_> = files(folder.path()).into_keys().filter(|path| path.contains("000.p")).collect();
    assert_eq!(partial, ["tile/1/000.p/1"]);
}

#[tokio::test]
async fn a_database_that_was_rolled_back_is_an_alarm_and_nothing_is_signed() {
    for size in [300, 256, 512] {
        let shelf = Shelf::in_store(Arc::new(InMemory::new()), "");
        let checkpoint = shelf.publish(&acts(size), &key()).await.unwrap();
        let error = shelf.publish(&acts(size - 1), &key()).await.unwrap_err();
        assert!(error.is_alarm() && matches!(error, LogError::RolledBack { .. }), "{error}");

        // … and grown again with other acts.
        let mut other = acts(size - 3);
        other.extend((size - 3..size + 40).map(|number| act(number, "lost")));
        let error = shelf.publish(&other, &key()).await.unwrap_err();
        assert!(error.is_alarm() && matches!(error, LogError::Fork { .. }), "{error}");
        assert_eq!(shelf.checkpoint(key().verifier()).await.unwrap(), checkpoint);
    }
}

#[tokio::test]
async fn a_shelf_of_another_log_is_left_alone() {
    let shelf = Shelf::in_store(Arc::new(InMemory::new()), "");
    shelf.publish(&acts(3), &key()).await.unwrap();
    let stranger = tlog::LogKey::new("other.example/log", &[7; 32]).unwrap();
    assert!(matches!(shelf.publish(&acts(4), &stranger).await, Err(LogError::WrongLog { .. })));
    let impostor = tlog::LogKey::new(common::ORIGIN, &[8; 32]).unwrap();
    assert!(matches!(shelf.publish(&acts(4), &impostor).await, Err(LogError::NotSigned { .. })));
}

#[tokio::test]
async fn a_log_whose_checkpoint_was_taken_away_does_not_start_anew() {
    let store = Arc::new(InMemory::new());
    let shelf = Shelf::in_store(store.clone(), "log");
    shelf.publish(&acts(300), &key()).await.unwrap();
    let kept = store.get(&"log/checkpoint".into()).await.unwrap().bytes().await.unwrap();
    store.delete(&"log/checkpoint".into()).await.unwrap();
    let error = shelf.publish(&acts(200), &key()).await.unwrap_err();
    assert!(error.is_alarm() && matches!(error, LogError::CheckpointGone), "{error}");
    store.put(&"log/checkpoint".into(), kept.into()).await.unwrap();
    assert!(matches!(shelf.publish(&acts(200), &key()).await, Err(LogError::RolledBack { .. })));
    shelf.publish(&acts(301), &key()).await.unwrap();
}

#[tokio::test]
async fn nothing_published_is_not_an_empty_log() {
    let shelf = Shelf::in_store(Arc::new(InMemory::new()), "");
    assert!(matches!(shelf.checkpoint(key().verifier()).await, Err(LogError::NoCheckpoint)));
    assert!(matches!(shelf.read_leaves(0..0).await, Err(LogError::NoCheckpoint)));
    let checkpoint = shelf.publish(&acts(0), &key()).await.unwrap();
    assert_eq!((checkpoint.size(), checkpoint.root()), (0, tlog::EMPTY_ROOT));
    assert_eq!(Checkpoint::open(&checkpoint.to_bytes(), key().verifier()).unwrap(), checkpoint);
}
