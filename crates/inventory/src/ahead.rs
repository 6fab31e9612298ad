//! Pages of a bucket, those of the next folders fetched ahead: a server answers several questions in the time of one.
//!
//! What comes is in the order in which one list would give it. Each folder that is fetched ahead waits in memory, up
//! to some 30,000 items; a larger one goes on when its turn comes.

use futures::stream::{self, BoxStream};
use futures::{StreamExt, TryStreamExt};
use object_store::path::Path;
use object_store::{Error, ListResult, ObjectMeta, ObjectStore, Result};
use std::sync::Arc;
use tokio::sync::mpsc;

/// Items that are handed over at a time.
const PIECE: usize = 1000;
/// Pieces of a folder that wait.
const WAITING: usize = 32;

/// All objects below a prefix; with more than one folder at a time, folders directly below it are listed side by side.
pub(crate) fn pages(
    store: &Arc<dyn ObjectStore>,
    prefix: &Path,
    at_a_time: usize,
) -> BoxStream<'static, Result<ObjectMeta>> {
    let below = (!prefix.as_ref().is_empty()).then(|| prefix.clone());
    if at_a_time <= 1 {
        return store.list(below.as_ref());
    }
    let store = Arc::clone(store);
    let top = {
        let store = Arc::clone(&store);
        async move { store.list_with_delimiter(below.as_ref()).await }
    };
    stream::once(top)
        .map_ok(move |top| {
            let store = Arc::clone(&store);
            stream::iter(in_order(top))
                .map(move |part| {
                    let store = Arc::clone(&store);
                    async move { part.begin(&store) }
                })
                .buffered(at_a_time)
                .flatten()
        })
        .try_flatten()
        .boxed()
}

/// What lies directly below a prefix.
enum Part {
    Object(ObjectMeta),
    Folder(Path),
}

/// A folder stands where its slash puts it.
fn in_order(top: ListResult) -> Vec<Part> {
    let objects = top.objects.into_iter().map(|meta| (meta.location.to_string(), Part::Object(meta)));
    let folders = top.common_prefixes.into_iter().map(|path| (format!("{path}/"), Part::Folder(path)));
    let mut parts: Vec<_> = objects.chain(folders).collect();
    parts.sort_by(|a, b| a.0.cmp(&b.0));
    parts.into_iter().map(|(_, part)| part).collect()
}

impl Part {
    /// Begins to fetch it.
    fn begin(self, store: &Arc<dyn ObjectStore>) -> BoxStream<'static, Result<ObjectMeta>> {
        let path = match self {
            Self::Object(meta) => return stream::once(async { Ok(meta) }).boxed(),
            Self::Folder(path) => path,
        };
        let (to, from) = mpsc::channel(WAITING);
        let mut pieces = store.list(Some(&path)).ready_chunks(PIECE);
        tokio::spawn(async move {
            while let Some(piece) = pieces.next().await {
                if to.send(Some(piece)).await.is_err() {
                    return; // nobody listens any more
                }
            }
            let _ = to.send(None).await;
        });
        stream::unfold(Some(from), |from| async move {
            let mut from = from?;
            match from.recv().await {
                Some(Some(piece)) => Some((piece, Some(from))),
                Some(None) => None,
                // It ended without saying so: that is no end of a list.
                None => {
                    Some((vec![Err(Error::Generic { store: "list", source: "it was cut".into() })], None))
                }
            }
        })
        .flat_map(stream::iter)
        .boxed()
    }
}
