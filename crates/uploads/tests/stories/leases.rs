//! Each job is run to its end once, whatever becomes of a node.

use crate::common::{BOTH, Pretended, room};
use std::sync::Arc;
use tokio::sync::watch;
use uploads::{State, UploadId, Uploads};

async fn until(uploads: &Uploads, id: UploadId, wanted: &State) {
    while uploads.progress(id).await.unwrap() != *wanted {
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_share_the_work_and_do_nothing_twice() {
    for on in BOTH {
        let room = room(on).await;
        let other = room.another_node().await;
        let gate = Arc::new(Pretended::default());
        let mut ids = Vec::new();
        for number in 0..20 {
            ids.push(room.receive("a.csv", format!("file {number}").as_bytes()).await.id);
        }
        let (stop, stopped) = watch::channel(false);
        let nodes: Vec<_> = [&room.uploads, &other]
            .into_iter()
            .map(|uploads| {
                let (worker, stopped) = (room.worker(uploads, &gate), stopped.clone());
                tokio::spawn(async move { worker.run(stopped).await })
            })
            .collect();
        for id in &ids {
            until(&room.uploads, *id, &State::Checked).await;
        }
        stop.send(true).unwrap();
        for node in nodes {
            node.await.unwrap();
        }
        let examined = gate.examined.lock().unwrap();
        assert_eq!(examined.len(), 20);
        assert!(examined.values().all(|times| *times == 1), "{examined:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_vanishes_loses_its_job_to_another_when_the_lease_is_over() {
    for on in BOTH {
        let room = room(on).await;
        let other = room.another_node().await;
        let upload = room.receive("a.csv", b"what a vanished node had").await;
        let gate = Arc::new(Pretended::default());
        gate.close();
        let (_stop, stopped) = watch::channel(false);
        let vanishing = {
            let worker = room.worker(&room.uploads, &gate);
            tokio::spawn(async move { worker.run(stopped).await })
        };
        gate.until_somebody_waits().await;
        // As kill -9 does: it says nothing more, and gives nothing back.
        vanishing.abort();
        let _ = vanishing.await;
        let state = other.progress(upload.id).await.unwrap();
        assert_eq!(state, State::Checking { since: room.now() });

        let second = Arc::new(Pretended::default());
        let worker = room.worker(&other, &second);
        worker.run_until_idle().await.unwrap();
        assert_eq!(other.progress(upload.id).await.unwrap(), state, "the lease still runs");
        room.pass(2);
        worker.run_until_idle().await.unwrap();
        assert_eq!(other.progress(upload.id).await.unwrap(), State::Checked);
        assert_eq!(second.examined.lock().unwrap().len(), 1);
        gate.open();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_node_brings_after_it_lost_its_lease_counts_for_nothing() {
    for on in BOTH {
        let room = room(on).await;
        let other = room.another_node().await;
        let upload = room.receive("a.csv", b"late").await;
        let slow = Arc::new(Pretended::default());
        slow.close();
        let late = {
            let worker = room.worker(&room.uploads, &slow);
            tokio::spawn(async move { worker.run_until_idle().await })
        };
        slow.until_somebody_waits().await;
        room.pass(2);
        let gate = Arc::new(Pretended::default());
        room.worker(&other, &gate).run_until_idle().await.unwrap();
        let sealed = room.sealed().await;
        assert_eq!((other.progress(upload.id).await.unwrap(), sealed.len()), (State::Checked, 2));
        slow.open();
        late.await.unwrap().unwrap();
        assert_eq!(room.sealed().await, sealed);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_is_stopped_gives_its_job_back_at_once() {
    for on in BOTH {
        let room = room(on).await;
        let upload = room.receive("a.csv", b"given back").await;
        let gate = Arc::new(Pretended::default());
        gate.close();
        let (stop, stopped) = watch::channel(false);
        let worker = room.worker(&room.uploads, &gate);
        let running = tokio::spawn(async move { worker.run(stopped).await });
        gate.until_somebody_waits().await;
        stop.send(true).unwrap();
        running.await.unwrap();
        let state = room.uploads.progress(upload.id).await.unwrap();
        assert_eq!(state, State::Waiting { position: 1 });
        gate.open();
        room.worker(&room.uploads, &gate).run_until_idle().await.unwrap();
        assert_eq!(room.uploads.progress(upload.id).await.unwrap(), State::Checked);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_breaks_every_attempt_has_failed_and_is_not_lost() {
    for on in BOTH {
        let room = room(on).await;
        let upload = room.receive("a.csv", b"this breaks the examiner").await;
        let worker = room.worker(&room.uploads, &Arc::new(Pretended::default()));
        for _ in 0..3 {
            worker.run_until_idle().await.unwrap();
            assert!(matches!(room.uploads.progress(upload.id).await.unwrap(), State::Checking { .. }));
            room.pass(2);
        }
        worker.run_until_idle().await.unwrap();
        let State::Failed { what, fix } = room.uploads.progress(upload.id).await.unwrap() else {
            panic!("it has not failed")
        };
        assert_eq!(what, "it could not be checked: the work on it broke off 3 times");
        assert!(fix.starts_with("Treat the file as not safe"));
        assert!(room.uploads.to_memory(upload.id, room.now()).await.is_ok());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_is_deleted_while_it_is_checked_leaves_nothing() {
    for on in BOTH {
        let room = room(on).await;
        let upload = room.receive("a.csv", b"deleted meanwhile").await;
        let gate = Arc::new(Pretended::default());
        gate.close();
        let working = {
            let worker = room.worker(&room.uploads, &gate);
            tokio::spawn(async move { worker.run_until_idle().await })
        };
        gate.until_somebody_waits().await;
        room.uploads.delete(upload.id).await.unwrap();
        gate.open();
        working.await.unwrap().unwrap();
        assert_eq!(room.sealed().await, Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sealed_file_that_was_changed_is_never_a_result() {
    for on in BOTH {
        let room = room(on).await;
        let upload = room.receive("a.csv", b"changed on the disk").await;
        let path = room.place.blob_folder().join("sealed").join(upload.blob.to_string());
        let mut sealed = std::fs::read(&path).unwrap();
        *sealed.last_mut().unwrap() ^= 1;
        std::fs::write(&path, sealed).unwrap();
        let gate = Arc::new(Pretended::default());
        room.worker(&room.uploads, &gate).run_until_idle().await.unwrap();
        let state = room.uploads.progress(upload.id).await.unwrap();
        assert!(
            matches!(&state, State::Failed { what, .. } if what.contains("not what was put up")),
            "{state:?}"
        );
        assert!(gate.examined.lock().unwrap().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_put_up_is_read_on_when_the_force_key_was_changed_and_the_old_one_is_gone() {
    for on in BOTH {
        let room = room(on).await;
        let upload = room.receive("a.csv", b"from before").await;
        let owner = room.record.actor(Some("owner")).await.unwrap();
        room.record.rotate_key(&owner, room.now(), &mut |_| {}).await.unwrap();
        let record = record::Record::open(&room.place).await.unwrap();
        assert_eq!(record.retire_keys(&owner).await.unwrap().len(), 1);
        let uploads = room.another_node().await;
        assert_eq!(uploads.get(upload.id, room.now()).await.unwrap(), upload);
        let gate = Arc::new(Pretended::default());
        room.worker(&uploads, &gate).run_until_idle().await.unwrap();
        assert_eq!(uploads.progress(upload.id).await.unwrap(), State::Checked);
    }
}
