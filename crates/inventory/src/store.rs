//! Buckets, through `object_store`.
//!
//! It shows current versions only: on a bucket that keeps versions, a delete marker looks like a loss although the
//! bytes are still there. Objects whose name has an empty part (`a//b`) or a control character it refuses to name: a
//! listing that meets one ends there, incomplete.

use crate::ahead;
use crate::coverage::{Kind, ListOptions, Reason};
use crate::error::{InventoryError, Trouble};
use crate::identity::Identity;
use crate::item::{Entry, Listed};
use crate::key::Key;
use crate::listing::{Lister, Listing, Unheard};
use crate::sort::Sorter;
use futures::TryStreamExt;
use jiff::Timestamp;
use object_store::path::Path;
use object_store::{GetOptions, GetRange, ObjectMeta, ObjectStore};
use std::sync::Arc;
use tokio::sync::mpsc;

/// Batches that wait for whoever listens.
const WAITING: usize = 4;

pub(crate) fn list(store: Arc<dyn ObjectStore>, prefix: Path, options: ListOptions) -> Listing {
    let (to, messages) = mpsc::channel(WAITING);
    let mut lister = Lister::new(to, &options);
    lister.identity = Some(Identity::Bucket);
    // Without a runtime the channel closes, and the listing is incomplete.
    let Ok(runtime) = tokio::runtime::Handle::try_current() else { return Listing::new(messages) };
    if options.sort {
        runtime.spawn(sorted(store, prefix, lister, options));
    } else {
        runtime.spawn(async move {
            if let Ok(lister) = pages(store, prefix, lister, options, To::Listener(None)).await {
                lister.done().await;
            }
        });
    }
    Listing::new(messages)
}

/// Where items of pages go.
enum To {
    /// To whoever listens; the last key that went.
    Listener(Option<Key>),
    /// To be sorted.
    Sorter(mpsc::Sender<Listed>),
}

/// Whether to go on with the list.
#[derive(PartialEq, Eq)]
enum Go {
    On,
    NoFurther,
}

/// Goes through all pages.
async fn pages(
    store: Arc<dyn ObjectStore>,
    prefix: Path,
    mut lister: Lister,
    options: ListOptions,
    mut to: To,
) -> Result<Lister, Unheard> {
    let mut list = ahead::pages(&store, &prefix, options.folders_at_a_time);
    let mut seen = 0;
    loop {
        let next = tokio::time::timeout(options.patience, list.try_next()).await;
        let meta = match next
            .map_err(|_| Trouble::Unreachable)
            .and_then(|next| next.map_err(|e| Trouble::of_store(&e)))
        {
            Ok(Some(meta)) => meta,
            Ok(None) => return Ok(lister),
            Err(trouble) => {
                lister.because(match seen {
                    0 => Reason::Place { trouble },
                    after => Reason::Ended { trouble, after },
                });
                return Ok(lister);
            }
        };
        seen += 1;
        let path = meta.location.clone();
        if path == prefix {
            // The marker of the place's own folder, `bwv/`.
            lister.aside(Key::checked(path.as_ref()), Kind::FolderMarker);
            continue;
        }
        let Some(item) = listed(&prefix, meta) else {
            lister.because(Reason::TooLong { key: None });
            continue;
        };
        if item.size == 0 {
            // An empty object `a/` stands for a folder, and `object_store` calls it `a`, which comes out of order and
            // cannot be read. Such are few, so each is asked for.
            match about(&store, &path).await {
                Ok(asked) if asked.size == 0 => {}
                Ok(_) | Err(Trouble::Gone) => {
                    lister.aside(item.key, Kind::FolderMarker);
                    continue;
                }
                Err(trouble) => {
                    lister.because(Reason::Size { key: item.key, trouble });
                    continue;
                }
            }
        }
        if options.leave_out.iter().any(|left| is_at_or_below(&item.key, left)) {
            lister.aside(item.key, Kind::LeftOut);
            continue;
        }
        let go = match &mut to {
            To::Listener(before) => in_order(&mut lister, before, item).await?,
            To::Sorter(sorter) if sorter.send(item).await.is_err() => Go::NoFurther,
            To::Sorter(_) => Go::On,
        };
        if go == Go::NoFurther {
            return Ok(lister);
        }
    }
}

async fn in_order(lister: &mut Lister, last: &mut Option<Key>, item: Listed) -> Result<Go, Unheard> {
    if last.as_ref().is_some_and(|last| *last >= item.key) {
        lister.because(Reason::Unsorted { key: item.key });
        return Ok(Go::NoFurther);
    }
    *last = Some(item.key.clone());
    if lister.item(item) {
        lister.send().await?;
    }
    Ok(Go::On)
}

/// Sorts on a thread that may wait, while pages still come.
async fn sorted(store: Arc<dyn ObjectStore>, prefix: Path, lister: Lister, options: ListOptions) {
    let (to, mut from) = mpsc::channel::<Listed>(4 * 1000);
    let sorting = tokio::task::spawn_blocking(move || {
        let mut sorter = Sorter::default();
        while let Some(item) = from.blocking_recv() {
            sorter.push(Entry::named(item, Timestamp::UNIX_EPOCH))?;
        }
        sorter.finish()
    });
    let taken = pages(store, prefix, lister, options, To::Sorter(to)).await;
    let Ok(mut lister) = taken else { return };
    let sorted = match sorting.await {
        Ok(Ok(sorted)) => sorted,
        Ok(Err(error)) => {
            lister.because(reason(error, 0));
            return lister.done().await;
        }
        Err(_) => {
            lister.because(Reason::Ended { trouble: Trouble::Ourselves, after: 0 });
            return lister.done().await;
        }
    };
    // It reads temporary files, so it may wait.
    let _ = tokio::task::spawn_blocking(move || {
        for entry in sorted {
            match entry {
                Ok(entry) => {
                    if lister.item(entry.into_listed()) && lister.blocking_send().is_err() {
                        return;
                    }
                }
                Err(error) => {
                    let after = lister.count();
                    lister.because(reason(error, after));
                    break;
                }
            }
        }
        lister.blocking_done();
    })
    .await;
}

fn reason(error: InventoryError, after: u64) -> Reason {
    match error {
        InventoryError::Unsorted { key } => Reason::Unsorted { key },
        _ => Reason::Ended { trouble: Trouble::Ourselves, after },
    }
}

fn listed(prefix: &Path, meta: ObjectMeta) -> Option<Listed> {
    let ObjectMeta { location, last_modified, size, e_tag, version } = meta;
    let key = location.as_ref().strip_prefix(prefix.as_ref())?.trim_start_matches('/');
    Some(Listed {
        key: Key::new(key).ok()?,
        size,
        modified: time(last_modified.timestamp(), last_modified.timestamp_subsec_nanos()),
        tag: e_tag.map(Into::into),
        version: version.map(Into::into),
    })
}

pub(crate) fn time(seconds: i64, nanoseconds: u32) -> Option<Timestamp> {
    Timestamp::new(seconds, i32::try_from(nanoseconds).ok()?).ok()
}

fn is_at_or_below(key: &Key, left: &Key) -> bool {
    key.as_str().strip_prefix(left.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The path of a key. What is no path for `object_store` was never listed.
pub(crate) fn path(prefix: &Path, key: &Key) -> Result<Path, Trouble> {
    let text = if prefix.as_ref().is_empty() {
        key.as_str().to_owned()
    } else {
        format!("{prefix}/{}", key.as_str())
    };
    match Path::parse(&text) {
        // It forgives slashes at the ends; one name is one key here.
        Ok(path) if path.as_ref() == text => Ok(path),
        _ => Err(Trouble::Gone),
    }
}

/// Asks for the first byte: a server can list and describe what it no longer has.
pub(crate) async fn probe(store: &Arc<dyn ObjectStore>, prefix: &Path, key: &Key) -> Result<u64, Trouble> {
    let path = path(prefix, key)?;
    let options = GetOptions { range: Some(GetRange::Bounded(0..1)), ..GetOptions::default() };
    let failed = match store.get_opts(&path, options).await {
        Ok(got) => {
            let size = got.meta.size;
            match got.bytes().await {
                Ok(bytes) if bytes.len() == 1 => return Ok(size),
                Ok(_) => Trouble::Failing,
                Err(error) => Trouble::of_store(&error),
            }
        }
        Err(error) => Trouble::of_store(&error),
    };
    // Of an empty object there is no first byte, and servers call the question wrong.
    if failed == Trouble::Failing && about(store, &path).await?.size == 0 {
        return Ok(0);
    }
    Err(failed)
}

/// What an object is, without its bytes.
pub(crate) async fn about(store: &Arc<dyn ObjectStore>, path: &Path) -> Result<ObjectMeta, Trouble> {
    let options = GetOptions { head: true, ..GetOptions::default() };
    let got = store.get_opts(path, options).await.map_err(|error| Trouble::of_store(&error))?;
    Ok(got.meta)
}
