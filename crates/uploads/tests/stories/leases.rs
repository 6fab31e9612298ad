//! Each job is run to its end once, whatever becomes of a node.

use crate::common::{BOTH, Pretended, Running, hasty_room, room};
use gate::Verdict;
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;
use uploads::State;

const CHECKED: State = State::Checked { verdict: Verdict::Clear };

#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_share_the_work_and_do_nothing_twice() {
    for on in BOTH {
        let room = room(on).await;
        let other = room.another_node().await;
        let gate = Arc::new(Pretended::default());
        let mut ids = Vec::new();
        for number in 0..12 {
            ids.push(room.receive("a.csv", format!("file {number}").as_bytes()).await.id);
        }
        let nodes = [Running::begin(&room.uploads, "a", &gate), Running::begin(&other, "b", &gate)];
        for id in &ids {
            assert_eq!(room.settled(id).await, CHECKED);
        }
        for node in nodes {
            node.stop().await;
        }
        let examined = gate.examined.lock().unwrap();
        assert_eq!(examined.len(), 12);
        assert!(examined.values().all(|times| *times == 1), "{examined:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_vanishes_loses_its_job_to_another_when_the_lease_is_over() {
    for on in BOTH {
        let room = hasty_room(on).await;
        let other = room.another_node().await;
        let upload = room.receive("a.csv", b"what a vanished node had").await;
        let gate = Pretended::closed();
        let vanishing = Running::begin(&room.uploads, "a", &gate);
        gate.until_somebody_waits().await;
        // As kill -9 does: it says nothing more, and gives nothing back.
        vanishing.task.abort();
        let _ = vanishing.task.await;
        assert!(matches!(room.state(&upload.id).await, State::Checking { .. }));

        let second = Arc::new(Pretended::default());
        let taking = Running::begin(&other, "b", &second);
        assert_eq!(room.settled(&upload.id).await, CHECKED);
        taking.stop().await;
        assert_eq!(second.examined.lock().unwrap().len(), 1);
        gate.open();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_is_stopped_gives_its_job_back_at_once_and_another_does_it() {
    for on in BOTH {
        let room = room(on).await;
        let upload = room.receive("a.csv", b"given back").await;
        let gate = Pretended::closed();
        let running = Running::begin(&room.uploads, "a", &gate);
        gate.until_somebody_waits().await;
        running.stop().await;
        assert_eq!(room.state(&upload.id).await, State::Waiting { ahead: 0 });
        assert!(gate.examined.lock().unwrap().is_empty());
        gate.open();
        let running = Running::begin(&room.uploads, "b", &gate);
        assert_eq!(room.settled(&upload.id).await, CHECKED);
        running.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_breaks_every_attempt_has_failed_and_is_not_lost() {
    for on in BOTH {
        let room = hasty_room(on).await;
        let upload = room.receive("a.csv", b"this breaks the examiner").await;
        let running = Running::begin(&room.uploads, "a", &Arc::new(Pretended::default()));
        let State::Failed { what, fix } = room.settled(&upload.id).await else { panic!("it has not failed") };
        running.stop().await;
        assert_eq!(what, "Something went wrong each time it was tried");
        assert!(fix.starts_with("Treat it as held"));
        assert_eq!(room.sealed().await.len(), 1, "the file itself is there");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_is_deleted_while_it_is_checked_leaves_nothing() {
    for on in BOTH {
        let room = room(on).await;
        let upload = room.receive("a.csv", b"deleted meanwhile").await;
        let gate = Pretended::closed();
        let running = Running::begin(&room.uploads, "a", &gate);
        gate.until_somebody_waits().await;
        room.uploads.delete(&upload.id).await.unwrap();
        gate.open();
        while gate.examined.lock().unwrap().is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        running.stop().await;
        assert_eq!(room.sealed().await, Vec::<String>::new());
        assert!(room.uploads.get(&upload.id, Timestamp::now()).await.unwrap().is_none());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sealed_file_that_was_changed_is_never_a_result() {
    for on in BOTH {
        let room = hasty_room(on).await;
        let upload = room.receive("a.csv", b"changed on the disk").await;
        let [name] = <[String; 1]>::try_from(room.sealed().await).unwrap();
        let path =
            find(room.folder.path(), name.rsplit('/').next().unwrap()).expect("the sealed file is somewhere");
        let mut sealed = std::fs::read(&path).unwrap();
        *sealed.last_mut().unwrap() ^= 1;
        std::fs::write(&path, sealed).unwrap();
        let gate = Arc::new(Pretended::default());
        let running = Running::begin(&room.uploads, "a", &gate);
        assert!(matches!(room.settled(&upload.id).await, State::Failed { .. }));
        running.stop().await;
        assert!(gate.examined.lock().unwrap().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_put_up_is_read_on_when_the_force_key_was_changed_and_the_old_one_is_gone() {
    for on in BOTH {
        let room = room(on).await;
        let upload = room.receive("before.csv", b"from before").await;
        let owner = room.record.actor(Some("owner")).await.unwrap();
        room.record.rotate_key(&owner, Timestamp::now(), &mut |_| {}).await.unwrap();
        let record = record::Record::open(&room.place).await.unwrap();
        assert_eq!(record.retire_keys(&owner).await.unwrap().len(), 1);
        let uploads = room.another_node().await;
        let found = uploads.get(&upload.id, Timestamp::now()).await.unwrap().unwrap();
        assert_eq!(found.name.as_str(), "before.csv");
        let running = Running::begin(&uploads, "b", &Arc::new(Pretended::default()));
        assert_eq!(room.settled(&upload.id).await, CHECKED);
        running.stop().await;
    }
}

fn find(folder: &std::path::Path, name: &str) -> Option<std::path::PathBuf> {
    std::fs::read_dir(folder).ok()?.flatten().find_map(|entry| {
        let path = entry.path();
        if path.is_dir() {
            return find(&path, name);
        }
        path.file_name().is_some_and(|found| found.to_string_lossy().contains(name)).then_some(path)
    })
}
