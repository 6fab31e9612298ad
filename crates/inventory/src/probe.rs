//! Asking for single items: is what a listing does not show really not there?

use crate::error::Trouble;
use crate::key::Key;
use crate::location::{At, Location};
use crate::{folder, store};
use futures::StreamExt;
use std::sync::Arc;

/// Questions under way at a time.
const AT_A_TIME: usize = 8;

/// What a store said when asked for one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It is there, and this large; its first byte was read, unless it is empty.
    There {
        /// In bytes.
        size: u64,
    },
    /// It is not there.
    Gone,
    /// Nobody knows.
    Unknown(Trouble),
}

pub(crate) async fn probe(location: &Location, keys: &[Key]) -> Vec<Answer> {
    futures::stream::iter(keys.iter().cloned())
        .map(|key| async move {
            let found = match &location.at {
                At::Folder(place) => {
                    let place = Arc::clone(place);
                    folder::blocking(move || folder::probe(&place, &key)).await
                }
                At::Store { store, prefix } => store::probe(store, prefix, &key).await,
            };
            match found {
                Ok(size) => Answer::There { size },
                Err(Trouble::Gone) => Answer::Gone,
                Err(trouble) => Answer::Unknown(trouble),
            }
        })
        .buffered(AT_A_TIME)
        .collect()
        .await
}
