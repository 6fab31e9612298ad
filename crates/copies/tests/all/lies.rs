//! Buckets that say yes and do something else: none of them is given a receipt.

use crate::common::*;
use async_trait::async_trait;
use copies::{CopyError, ReceiveError, Replica, State};
use futures::StreamExt;
use futures::stream::BoxStream;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{
    CopyOptions, GetOptions, GetResult, GetResultPayload, ListResult, MultipartUpload, ObjectMeta,
    ObjectStore, PutMode, PutMultipartOptions, PutOptions, PutPayload, PutResult, Result,
};
use std::fmt;
use std::sync::{Arc, Mutex};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lie {
    /// Nothing.
    No,
    /// Objects are taken and not kept.
    ObjectVanishes,
    /// Manifests are taken and not kept.
    ManifestVanishes,
    /// What is read has a bit changed, and the right length.
    OtherBytes,
    /// The end of what is read is missing.
    CutShort,
    /// `If-None-Match` is ignored, as Garage 2.5.0 does.
    Overwrites,
}

#[derive(Debug, Clone)]
struct Lying {
    honest: Arc<InMemory>,
    lie: Arc<Mutex<Lie>>,
}

impl fmt::Display for Lying {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Lying")
    }
}

fn is_object(path: &Path) -> bool {
    path.filename().is_some_and(|name| name.len() == 64)
}

fn is_manifest(path: &Path) -> bool {
    path.as_ref().contains(".manifest")
}

#[async_trait]
impl ObjectStore for Lying {
    async fn put_opts(&self, path: &Path, payload: PutPayload, mut options: PutOptions) -> Result<PutResult> {
        let lie = *self.lie.lock().unwrap();
        let vanishes = lie == Lie::ObjectVanishes && is_object(path)
            || lie == Lie::ManifestVanishes && is_manifest(path);
        if vanishes {
            return self.honest.put_opts(&Path::from("elsewhere"), payload, PutOptions::default()).await;
        }
        if lie == Lie::Overwrites {
            options.mode = PutMode::Overwrite;
        }
        self.honest.put_opts(path, payload, options).await
    }

    async fn put_multipart_opts(
        &self,
        path: &Path,
        options: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        let vanishes = *self.lie.lock().unwrap() == Lie::ObjectVanishes;
        let elsewhere = Path::from("elsewhere");
        self.honest.put_multipart_opts(if vanishes { &elsewhere } else { path }, options).await
    }

    async fn get_opts(&self, path: &Path, options: GetOptions) -> Result<GetResult> {
        let lie = *self.lie.lock().unwrap();
        let result = self.honest.get_opts(path, options).await?;
        if !is_object(path) || !matches!(lie, Lie::OtherBytes | Lie::CutShort) {
            return Ok(result);
        }
        let (meta, range, attributes) =
            (result.meta.clone(), result.range.clone(), result.attributes.clone());
        let extensions = result.extensions.clone();
        let mut bytes = result.bytes().await?.to_vec();
        match lie {
            Lie::CutShort => bytes.truncate(bytes.len() / 2),
            _ => {
                if let Some(last) = bytes.last_mut() {
                    *last ^= 1;
                }
            }
        }
        let payload = GetResultPayload::Stream(futures::stream::iter([Ok(bytes.into())]).boxed());
        Ok(GetResult { payload, meta, range, attributes, extensions })
    }

    fn delete_stream(&self, paths: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        self.honest.delete_stream(paths)
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.honest.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.honest.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.honest.copy_opts(from, to, options).await
    }
}

fn lying() -> (Lying, Replica) {
    let store = Lying { honest: Arc::default(), lie: Arc::new(Mutex::new(Lie::No)) };
    let replica = Replica::create_in("liar", Arc::new(store.clone()), "").unwrap();
    (store, replica)
}

#[test]
fn a_yes_is_no_receipt() {
    for length in [5000, 9_000_000] {
        for lie in [Lie::ObjectVanishes, Lie::ManifestVanishes, Lie::OtherBytes, Lie::CutShort] {
            let (store, replica) = lying();
            *store.lie.lock().unwrap() = lie;
            let bytes = noise(length, 1);
            let replicas = [replica];
            let taken = copies::receive(&replicas, &Wax, &about(), &mut &*bytes, NOW);
            let Err(ReceiveError::Nowhere(failed)) = taken else { panic!("{lie:?}: {taken:?}") };
            match lie {
                Lie::OtherBytes | Lie::CutShort => assert!(failed[0].why.is_alarm(), "{lie:?}: {failed:?}"),
                _ => assert!(matches!(failed[0].why, CopyError::Missing { .. }), "{lie:?}: {failed:?}"),
            }
        }
    }
}

#[test]
fn what_was_good_and_is_served_otherwise_is_damaged() {
    let (store, replica) = lying();
    let receipt = take(std::slice::from_ref(&replica), &noise(5000, 1));
    for lie in [Lie::OtherBytes, Lie::CutShort] {
        *store.lie.lock().unwrap() = lie;
        assert_eq!(states(&replica), [State::Damaged]);
        let manifest = receipt.manifest();
        assert!(copies::read_back(&replica, &manifest.item, &manifest.blake3, NOW).is_err());
    }
}

#[test]
fn a_server_that_overwrites_is_not_led_to() {
    let (store, replica) = lying();
    let bytes = noise(5000, 1);
    let receipt = take(std::slice::from_ref(&replica), &bytes);
    let name = receipt.manifest().blake3.to_string();
    let path = Path::from(format!("{}/{}/{name}", &name[..2], &name[2..4]));
    futures::executor::block_on(store.honest.put_opts(&path, "damaged".into(), PutOptions::default()))
        .unwrap();
    *store.lie.lock().unwrap() = Lie::Overwrites;
    let again = copies::receive(std::slice::from_ref(&replica), &Wax, &about(), &mut &*bytes, NOW);
    assert!(matches!(again, Err(ReceiveError::Nowhere(failed)) if failed[0].why.is_alarm()));
    assert_eq!(states(&replica), [State::Damaged]);
    let graded = copies::grade(&replica, &copies::Trials::default(), NOW).unwrap();
    assert_eq!(graded.kept(copies::Promise::NoOverwriting), copies::Kept::No);
}
