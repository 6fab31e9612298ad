//! Whatever is changed on the shelf or in the database is named.

use crate::common;
use std::{fs, sync::Arc};

use crate::common::{Rows, act, acts, files, key};
use object_store::{ObjectStoreExt, memory::InMemory};
use tempfile::TempDir;
use tlog::{Difference, LogError, LogKey, Shelf};

/// Two full bundles, one partial, and a partial tile above.
const SIZE: u64 = 600;

async fn published(size: u64) -> (TempDir, Shelf) {
    let folder = tempfile::tempdir().unwrap();
    let shelf = Shelf::folder(folder.path()).unwrap();
    shelf.publish(&acts(size), &key()).await.unwrap();
    (folder, shelf)
}

async fn without_database(shelf: &Shelf) -> Vec<Difference> {
    shelf.verify(None, key().verifier(), None).await.unwrap()
}

async fn with_database(shelf: &Shelf, rows: &Rows) -> Vec<Difference> {
    shelf.verify(Some(rows), key().verifier(), None).await.unwrap()
}

#[tokio::test]
async fn a_log_as_it_was_published_has_no_differences() {
    for size in [0, 1, 255, 256, 257, 511, 512, 513, SIZE] {
        let (_folder, shelf) = published(size).await;
        assert_eq!(without_database(&shelf).await, [], "{size}");
        assert_eq!(with_database(&shelf, &Rows::new(acts(size))).await, [], "{size}");
    }
}

#[tokio::test]
async fn one_changed_byte_in_any_file_is_named_by_that_file_alone() {
    let (folder, shelf) = published(SIZE).await;
    let rows = Rows::new(acts(SIZE));
    for (path, bytes) in files(folder.path()).into_iter().filter(|(path, _)| path != "checkpoint") {
        let mut changed = bytes.clone();
        *changed.last_mut().unwrap() ^= 1;
        fs::write(folder.path().join(&path), changed).unwrap();
        let expected = match path.as_str() {
            "tile/entries/000" => Difference::EntryDiffers { index: 255, path: path.clone() },
            "tile/entries/001" => Difference::EntryDiffers { index: 511, path: path.clone() },
            "tile/entries/002.p/88" => Difference::EntryDiffers { index: 599, path: path.clone() },
            _ => Difference::TileDiffers { path: path.clone() },
        };
        assert_eq!(without_database(&shelf).await, std::slice::from_ref(&expected), "{path}");
        assert_eq!(with_database(&shelf, &rows).await, [expected], "{path}");
        fs::write(folder.path().join(&path), bytes).unwrap();
    }
    assert_eq!(with_database(&shelf, &rows).await, []);
}

#[tokio::test]
async fn a_missing_a_short_and_a_long_file_are_named() {
    let (folder, shelf) = published(SIZE).await;
    for (path, bytes) in files(folder.path()).into_iter().filter(|(path, _)| path != "checkpoint") {
        let file = folder.path().join(&path);
        fs::remove_file(&file).unwrap();
        assert_eq!(without_database(&shelf).await, [Difference::TileMissing { path: path.clone() }]);

        for other in [bytes[..bytes.len() - 1].to_vec(), [bytes.as_slice(), &[0]].concat()] {
            fs::write(&file, other).unwrap();
            let found = without_database(&shelf).await;
            let named = match found.as_slice() {
                [Difference::TileTruncated { path, .. } | Difference::TileDiffers { path }] => path,
                other => panic!("{other:?}"),
            };
            assert_eq!(*named, path);
        }
        fs::write(&file, bytes).unwrap();
    }
}

#[tokio::test]
async fn several_changes_are_each_named() {
    let (folder, shelf) = published(SIZE).await;
    let rows = Rows::new(acts(SIZE));
    let change = |path: &str| {
        let file = folder.path().join(path);
        let mut bytes = fs::read(&file).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(file, bytes).unwrap();
    };
    change("tile/0/000");
    change("tile/entries/001");
    change("tile/entries/002.p/88");
    rows.set(7, Some(act(7, "lost")));
    let expected = [
        Difference::TileDiffers { path: "tile/0/000".into() },
        Difference::LeafDiffers { index: 7 },
        Difference::EntryDiffers { index: 511, path: "tile/entries/001".into() },
        Difference::EntryDiffers { index: 599, path: "tile/entries/002.p/88".into() },
    ];
    assert_eq!(with_database(&shelf, &rows).await, expected);
}

#[tokio::test]
async fn a_row_changed_removed_or_added_behind_the_logs_back_is_named_by_its_number() {
    let (_folder, shelf) = published(SIZE).await;
    let rows = Rows::new(acts(SIZE));
    rows.set(0, Some(act(0, "lost")));
    rows.set(300, None);
    rows.set(599, Some(act(599, "lost")));
    rows.add();
    rows.add();
    let found = with_database(&shelf, &rows).await;
    let expected = [
        Difference::LeafExtra { index: 600, count: 2 },
        Difference::LeafDiffers { index: 0 },
        Difference::LeafMissing { index: 300 },
        Difference::LeafDiffers { index: 599 },
    ];
    assert_eq!(found, expected);

    let found = with_database(&shelf, &Rows::new(acts(590))).await;
    assert_eq!(found, [Difference::CheckpointSize { checkpoint: 600, database: 590 }]);
}

#[tokio::test]
async fn a_shelf_rewritten_together_with_the_database_does_not_give_the_signed_root() {
    let (folder, shelf) = published(SIZE).await;
    let checkpoint = fs::read(folder.path().join("checkpoint")).unwrap();
    let mut history = acts(SIZE);
    history[40] = act(40, "lost");
    for entry in ["tile", "checkpoint"] {
        let path = folder.path().join(entry);
        if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
    }
    shelf.publish(&history, &key()).await.unwrap();
    fs::write(folder.path().join("checkpoint"), checkpoint).unwrap();
    let found = with_database(&shelf, &Rows::new(history.clone())).await;
    assert_eq!(found, [Difference::CheckpointRoot { size: SIZE }]);

    // The true rows tell who is wrong: the root bears them out, though all of the shelf says otherwise.
    let found = with_database(&shelf, &Rows::new(acts(SIZE))).await;
    let entry = Difference::EntryDiffers { index: 40, path: "tile/entries/000".into() };
    assert!(found.contains(&entry), "{found:?}");
    assert!(!found.contains(&Difference::LeafDiffers { index: 40 }), "{found:?}");

    assert!(matches!(shelf.mend(&history, key().verifier()).await, Err(LogError::OtherHistory { .. })));
    shelf.mend(&acts(SIZE), key().verifier()).await.unwrap();
    assert_eq!(with_database(&shelf, &Rows::new(acts(SIZE))).await, []);
}

#[tokio::test]
async fn a_checkpoint_that_is_gone_changed_or_by_another_key_is_named() {
    let (folder, shelf) = published(SIZE).await;
    let file = folder.path().join("checkpoint");
    let good = fs::read_to_string(&file).unwrap();

    fs::write(&file, good.replace("\n600\n", "\n599\n")).unwrap();
    let found = without_database(&shelf).await;
    assert!(matches!(found.as_slice(), [Difference::CheckpointSignature { .. }, ..]), "{found:?}");

    fs::write(&file, good.replace("600", "0600")).unwrap();
    assert!(matches!(without_database(&shelf).await.as_slice(), [Difference::CheckpointUnreadable { .. }]));

    fs::remove_file(&file).unwrap();
    assert_eq!(without_database(&shelf).await, [Difference::CheckpointMissing]);

    fs::remove_dir_all(folder.path().join("tile")).unwrap();
    let other = LogKey::new(common::ORIGIN, &[9; 32]).unwrap();
    shelf.publish(&acts(SIZE), &other).await.unwrap();
    let name = common::ORIGIN.to_owned();
    assert_eq!(without_database(&shelf).await, [Difference::KeyUnknown { name }]);
}

#[tokio::test]
async fn lost_tiles_are_mended_from_the_rows() {
    let (folder, shelf) = published(SIZE).await;
    let before = files(folder.path());
    fs::remove_dir_all(folder.path().join("tile")).unwrap();
    let found = without_database(&shelf).await;
    assert!(found.contains(&Difference::Unchecked { from: 0, last: 255 }), "{found:?}");
    let error = shelf.publish(&acts(SIZE + 1), &key()).await.unwrap_err();
    assert!(matches!(error, LogError::Missing { .. }), "{error}");
    shelf.mend(&acts(SIZE), key().verifier()).await.unwrap();
    assert!(files(folder.path()) == before);
    let short = shelf.mend(&acts(SIZE - 1), key().verifier()).await;
    assert!(matches!(short, Err(LogError::RolledBack { .. })));
}

#[tokio::test]
async fn a_flood_of_differences_is_counted() {
    let (_folder, shelf) = published(1500).await;
    let rows = Rows::new((0..1500).map(|number| act(number, "lost")).collect());
    let found = with_database(&shelf, &rows).await;
    assert_eq!(found.len(), 1001);
    assert_eq!(found.last(), Some(&Difference::More { count: 500 }));
}

#[test]
fn differences_read_as_sentences() {
    let path = || "tile/0/000".to_owned();
    let all = [
        Difference::CheckpointMissing,
        Difference::CheckpointUnreadable { why: "it is no note with signatures under it".into() },
        Difference::CheckpointSignature { why: "a signature is wrong".into() },
        Difference::KeyUnknown { name: common::ORIGIN.into() },
        Difference::CheckpointRoot { size: 600 },
        Difference::CheckpointSize { checkpoint: 600, database: 590 },
        Difference::Witness {
            why: "Not enough witnesses have cosigned the checkpoint: nobody; not audit.".into(),
        },
        Difference::LeafDiffers { index: 7 },
        Difference::LeafMissing { index: 7 },
        Difference::LeafExtra { index: 600, count: 2 },
        Difference::EntryDiffers { index: 7, path: "tile/entries/000".into() },
        Difference::TileDiffers { path: path() },
        Difference::TileMissing { path: path() },
        Difference::TileTruncated { path: path(), found: 255, expected: 256 },
        Difference::Unchecked { from: 0, last: 255 },
        Difference::More { count: 500 },
    ];
    let sentences: Vec<_> = all.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(sentences.join("\n"));
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(200))]

    #[test]
    fn whatever_is_done_to_a_file_of_the_shelf_is_found(
        which in proptest::prelude::any::<proptest::sample::Index>(),
        place in proptest::prelude::any::<proptest::sample::Index>(),
        taken in 0_usize..40,
        put in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..40),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let store = Arc::new(InMemory::new());
            let shelf = Shelf::in_store(store.clone(), "");
            shelf.publish(&acts(300), &key()).await.unwrap();
            let objects = common::objects(&store).await;
            let (path, bytes) = objects.iter().nth(which.index(objects.len())).unwrap();
            let mut changed = bytes.clone();
            let start = place.index(bytes.len());
            changed.splice(start..(start + taken).min(bytes.len()), put);
            let same = changed == *bytes;
            store.put(&path.as_str().into(), changed.into()).await.unwrap();
            let found = shelf.verify(None, key().verifier(), None).await.unwrap();
            assert_eq!(found.is_empty(), same, "{path}: {found:?}");
        });
    }
}
