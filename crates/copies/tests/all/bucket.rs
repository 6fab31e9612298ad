//! Replicas in buckets, on a real S3 server in this process.

use crate::common::*;
use copies::{AuthorityName, CopyError, Destruction, Receipt, Replica, SafeDropProof, State, destroy};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use jiff::SignedDuration;
use object_store::aws::AmazonS3Builder;
use object_store::memory::InMemory;
use object_store::{ObjectStore, ObjectStoreExt};
use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use s3s_fs::FileSystem;
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

pub const BUCKET: &str = "vault";

/// A server that ends with the test; its objects lie in a folder.
pub struct Server {
    pub root: TempDir,
    pub endpoint: String,
    _runtime: Runtime,
}

pub fn server() -> Server {
    let root = tempfile::tempdir().unwrap();
    std::fs::create_dir(root.path().join(BUCKET)).unwrap();
    let service = {
        let mut builder = S3ServiceBuilder::new(FileSystem::new(root.path()).unwrap());
        builder.set_auth(SimpleAuth::from_single("invented", "invented-too"));
        builder.build()
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    runtime.spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            stream.set_nodelay(true).unwrap();
            let service = service.clone();
            tokio::spawn(async move {
                Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), service).await
            });
        }
    });
    Server { root, endpoint, _runtime: runtime }
}

impl Server {
    pub fn store(&self) -> Arc<dyn ObjectStore> {
        copies::careful_store(self.builder()).unwrap()
    }

    pub fn builder(&self) -> AmazonS3Builder {
        AmazonS3Builder::new()
            .with_endpoint(&self.endpoint)
            .with_allow_http(true)
            .with_region("eu-west-2")
            .with_bucket_name(BUCKET)
            .with_access_key_id("invented")
            .with_secret_access_key("invented-too")
            .with_retry(object_store::RetryConfig { max_retries: 1, ..object_store::RetryConfig::default() })
    }

    fn object(&self, receipt: &Receipt) -> PathBuf {
        let name = receipt.manifest().blake3.to_string();
        self.root.path().join(BUCKET).join("deep/er").join(&name[..2]).join(&name[2..4]).join(&name)
    }
}

fn dropped(replica: &Replica, receipt: &Receipt) -> copies::DestructionReceipt {
    let ledger = Memory::with(&[receipt]);
    let asked = Destruction {
        item: receipt.manifest().item,
        blake3: receipt.manifest().blake3,
        from: replica,
        authority: ledger.disposal(1, NOW),
        survivors: vec![],
        verified_within: SignedDuration::ZERO,
    };
    assert!(matches!(asked.authority, AuthorityName::Disposal(1)));
    destroy(futures::executor::block_on(SafeDropProof::obtain(&ledger, asked, NOW)).unwrap(), NOW).unwrap()
}

#[test]
fn a_bucket_and_a_folder_take_the_same_items() {
    let server = server();
    let places = folders(1);
    let mut replicas = places.replicas.clone();
    replicas.push(Replica::create_in("s3", server.store(), "deep/er").unwrap());
    // None, some, more than a part, and more than two.
    for length in [0, 5000, 3_000_000, 9_000_000, 17_000_000] {
        let receipt = take(&replicas, &noise(length, length as u64));
        assert_eq!(std::fs::read(server.object(&receipt)).unwrap(), noise(length, length as u64));
    }
    for replica in &replicas {
        assert_eq!(states(replica), [State::Good; 5], "{replica:?}");
    }
    let swept: Vec<_> = replicas.iter().map(|one| copies::sweep(one, &mut |_| {}).unwrap()).collect();
    assert_eq!(swept[0], swept[1]);
}

#[test]
fn a_bucket_alone_keeps_large_items_meanwhile_in_a_nameless_file() {
    let server = server();
    let replica = Replica::create_in("s3", server.store(), "").unwrap();
    for length in [2_000_000, 9_000_000] {
        let _ = take(std::slice::from_ref(&replica), &noise(length, 5));
    }
    let again = Replica::open_in("s3", server.store(), "").unwrap();
    assert_eq!(again.id(), replica.id());
    assert_eq!(states(&again), [State::Good; 2]);
    let elsewhere = Replica::open_in("s3", server.store(), "elsewhere");
    assert!(matches!(elsewhere, Err(CopyError::NoReplica { .. })), "{elsewhere:?}");
    assert!(matches!(Replica::create_in("s3", server.store(), ""), Err(CopyError::Unusable { .. })));
}

#[test]
fn damage_in_a_bucket_is_an_alarm_and_is_not_written_over() {
    let server = server();
    let replica = Replica::create_in("s3", server.store(), "deep/er").unwrap();
    let replicas = std::slice::from_ref(&replica);
    for length in [1000, 9_000_000] {
        let bytes = noise(length, 6);
        let receipt = take(replicas, &bytes);
        let mut other = bytes.clone();
        other[500] ^= 4;
        std::fs::write(server.object(&receipt), &other).unwrap();
        let again = copies::receive(replicas, &Wax, &about(), &mut &*bytes, NOW);
        let Err(copies::ReceiveError::Nowhere(failed)) = again else { panic!("{again:?}") };
        assert!(matches!(failed[0].why, CopyError::Corrupt { .. }), "{failed:?}");
        assert_eq!(std::fs::read(server.object(&receipt)).unwrap(), other);
    }
    assert_eq!(states(&replica), [State::Damaged; 2]);
    std::fs::write(server.root.path().join(BUCKET).join("deep/er/notes.txt"), b"").unwrap();
    assert_eq!(states(&replica), [State::Damaged, State::Damaged, State::UnknownFile]);
}

#[test]
fn a_copy_in_a_bucket_goes_with_a_proof() {
    let server = server();
    let replica = Replica::create_in("s3", server.store(), "deep/er").unwrap();
    let replicas = std::slice::from_ref(&replica);
    let (one, two) = (take(replicas, b"same"), take(replicas, b"same"));
    assert_eq!(dropped(&replica, &one).bytes_kept_for, [two.manifest().item]);
    assert_eq!(states(&replica), [State::Good]);
    assert!(dropped(&replica, &two).bytes_kept_for.is_empty());
    assert!(!server.object(&two).exists());
    assert_eq!(states(&replica), []);
    // It can be read back no more, and once more destroyed it stays so.
    let read = copies::read_back(&replica, &two.manifest().item, &two.manifest().blake3, NOW);
    assert!(matches!(read, Err(CopyError::Missing { .. })), "{read:?}");
    assert!(dropped(&replica, &two).bytes_kept_for.is_empty());
}

#[test]
fn many_go_into_a_bucket() {
    let server = server();
    let replica = Replica::create_in("s3", server.store(), "deep/er").unwrap();
    let items = (0..70).map(|number| (about(), std::io::Cursor::new(noise(number * 11, number as u64))));
    let mut receipts = Vec::new();
    copies::receive_many(std::slice::from_ref(&replica), &Wax, items, NOW, &mut |_, receipt| {
        receipts.push(receipt.unwrap());
    });
    assert_eq!(verified(&replica).0.items, 70);
    let mut read = Vec::new();
    std::io::Read::read_to_end(&mut replica.read(&receipts[50].manifest().blake3).unwrap(), &mut read)
        .unwrap();
    assert_eq!(read, noise(550, 50));
}

/// Whoever calls from a runtime's thread blocks it, but nothing panics.
#[tokio::test]
async fn a_call_from_a_runtime_does_not_panic() {
    let replica = Replica::create_in("memory", Arc::new(InMemory::new()), "").unwrap();
    let receipt = take(std::slice::from_ref(&replica), &noise(2_000_000, 1));
    let mut read = Vec::new();
    std::io::Read::read_to_end(&mut replica.read(&receipt.manifest().blake3).unwrap(), &mut read).unwrap();
    assert_eq!(read.len(), 2_000_000);
    assert_eq!(states(&replica), [State::Good]);
}

#[test]
fn a_bucket_that_cannot_be_reached_is_a_failure_and_the_folder_still_has_it() {
    let server = server();
    let places = folders(1);
    let mut replicas = places.replicas.clone();
    replicas.push(Replica::create_in("s3", server.store(), "deep/er").unwrap());
    std::fs::remove_dir_all(server.root.path().join(BUCKET)).unwrap();
    std::fs::write(server.root.path().join(BUCKET), b"no folder").unwrap();
    let receipt = copies::receive(&replicas, &Wax, &about(), &mut &b"item"[..], NOW).unwrap();
    assert_eq!(receipt.copies().len(), 1);
    assert_eq!(receipt.failed()[0].replica, replicas[1].id());
}

/// `object_store` itself would replace it: see the module `conditional`.
#[test]
fn an_upload_in_parts_replaces_nothing() {
    let server = server();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    runtime.block_on(async {
        let key = object_store::path::Path::from("ab/cd/name");
        let in_parts = async |store: &dyn ObjectStore, bytes: &'static [u8]| {
            let mut upload = store.put_multipart(&key).await.unwrap();
            upload.put_part(bytes.into()).await.unwrap();
            upload.complete().await.map(drop)
        };
        let careful = server.store();
        in_parts(&*careful, b"first").await.unwrap();
        let refused = in_parts(&*careful, b"second").await;
        assert!(
            matches!(
                refused,
                Err(object_store::Error::Precondition { .. } | object_store::Error::AlreadyExists { .. })
            ),
            "{refused:?}"
        );
        let there = careful.get(&key).await.unwrap().bytes().await.unwrap();
        assert_eq!(&*there, b"first");
        in_parts(&server.builder().build().unwrap(), b"third").await.unwrap();
        assert_eq!(&*careful.get(&key).await.unwrap().bytes().await.unwrap(), b"third");
    });
}

#[test]
fn what_was_lost_is_found_in_a_bucket_that_is_no_replica() {
    let server = server();
    let places = folders(1);
    let lost = take(&places.replicas, &noise(70_000, 1));
    let folder = server.root.path().join(BUCKET).join("old/storage grid");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("clip (2).mp4"), noise(70_000, 1)).unwrap();
    std::fs::write(folder.join("other.mp4"), noise(70_000, 2)).unwrap();
    let wanted = [lost.manifest().sha256];
    let mut found = Vec::new();
    let wanted = copies::Wanted::Sha256(&wanted);
    let store = server.store();
    let passed = copies::find_in_bucket("grid", &*store, "old", wanted, &mut |one| found.push(one)).unwrap();
    assert_eq!((passed.files, passed.found, passed.unreadable), (2, 1, 0));
    assert_eq!(found[0].blake3, lost.manifest().blake3);
}
