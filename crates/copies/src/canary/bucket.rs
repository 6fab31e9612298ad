//! A bucket is tried.

use super::raw::{RawS3, Request, checksum};
use super::{Observation, Promise, Trials, seen, unseen};
use crate::bucket::blocking;
use crate::error::CopyError;
use crate::id::fresh;
use crate::naming::CANARY;
use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream};
use jiff::{SignedDuration, Timestamp};
use object_store::path::Path;
use object_store::{Error, ObjectStore, ObjectStoreExt, PutMode, PutOptions};
use std::fmt::Write;

const FIRST: &[u8] = b"what was written first";
const SECOND: &[u8] = b"what was written second";
/// One more than a page of a listing.
const PAGES: usize = 1_001;

pub(super) fn observe(
    store: &dyn ObjectStore,
    prefix: &Path,
    name: &str,
    trials: &Trials<'_>,
    now: Timestamp,
) -> Result<Vec<Observation>, CopyError> {
    let below = prefix.clone().join(CANARY);
    let number = u128::from_be_bytes(fresh()?);
    let key = |which: &str| below.clone().join(format!("{number:032x}-{which}"));
    let observed = async {
        let mut observed = plain(store, &below, &key("plain")).await?;
        if observed.len() > 1 {
            match trials.raw {
                Some(raw) => {
                    observed.push(wrong_checksum(raw, &key("checksum")).await);
                    observed.push(versions(raw, &key("versions")).await);
                    observed.push(retention(raw, &key("retention"), now).await);
                }
                None => observed.extend(
                    [Promise::ChecksumIsChecked, Promise::KeepsVersions, Promise::RetentionHolds]
                        .map(|promise| unseen(promise, "no credentials for such requests were given")),
                ),
            }
            observed.push(deletion(store, &key("plain")).await);
            // What was written over, and what should not have been stored, is not left behind.
            for which in ["checksum", "versions"] {
                let _ = store.delete(&key(which)).await;
            }
            if trials.pages {
                observed.push(pages(store, &below.clone().join("pages")).await);
            }
        }
        Ok(observed)
    };
    blocking(name, observed)?.map_err(|source| CopyError::Bucket {
        name: name.to_owned(),
        what: "looking at it",
        source,
    })
}

fn create() -> PutOptions {
    PutOptions { mode: PutMode::Create, ..PutOptions::default() }
}

/// What `object_store` can try. An error means that nothing was observed.
async fn plain(store: &dyn ObjectStore, below: &Path, key: &Path) -> Result<Vec<Observation>, Error> {
    let written = store.put_opts(key, FIRST.into(), create()).await;
    let mut observed =
        vec![seen(Promise::Writes, written.is_ok(), told("a new object was written", &written))];
    if written.is_err() {
        // A place that cannot be reached is not one that refuses.
        store.list(Some(below)).take(1).try_collect::<Vec<_>>().await?;
        return Ok(observed);
    }
    let listed =
        store.list(Some(below)).any(async |about| about.is_ok_and(|about| about.location == *key)).await;
    observed.push(seen(Promise::ListsAtOnce, listed, "the new name was looked for in a listing"));
    let read = read(store, key).await;
    let is_first = read.as_deref().is_ok_and(|bytes| bytes == FIRST);
    observed.push(seen(Promise::ReadsBack, is_first, told("the new object was read and compared", &read)));

    let again = store.put_opts(key, SECOND.into(), create()).await;
    let refused = matches!(again, Err(Error::AlreadyExists { .. } | Error::Precondition { .. }));
    let still = self::read(store, key).await.is_ok_and(|bytes| bytes == FIRST);
    let how = told("it was written again with If-None-Match: *", &again);
    let how = format!("{how}; the first bytes are {}there", if still { "" } else { "not " });
    observed.push(seen(Promise::NoOverwriting, refused && still, how));
    Ok(observed)
}

async fn read(store: &dyn ObjectStore, key: &Path) -> Result<Bytes, Error> {
    store.get(key).await?.bytes().await
}

async fn deletion(store: &dyn ObjectStore, key: &Path) -> Observation {
    let deleted = store.delete(key).await;
    let refused = matches!(deleted, Err(Error::PermissionDenied { .. } | Error::Unauthenticated { .. }));
    let how = told("the object was deleted", &deleted);
    match read(store, key).await {
        Ok(_) if refused => seen(Promise::NoDeletionByUs, true, how),
        Err(Error::NotFound { .. }) => seen(Promise::NoDeletionByUs, false, how),
        _ => unseen(Promise::NoDeletionByUs, format!("{how}; what is left cannot be told")),
    }
}

async fn wrong_checksum(raw: &RawS3, key: &Path) -> Observation {
    let headers = [checksum(b"other bytes")];
    let put =
        Request { method: "PUT", key: key.as_ref(), headers: &headers, body: FIRST, ..Request::default() };
    match raw.send(put).await {
        Ok(answer) if answer.is_done() || answer.status == 400 => {
            let how = format!("an object was sent with a wrong SHA-256: {}", answer.status);
            seen(Promise::ChecksumIsChecked, answer.status == 400, how)
        }
        other => {
            unseen(Promise::ChecksumIsChecked, status("an object was sent with a wrong SHA-256", &other))
        }
    }
}

async fn versions(raw: &RawS3, key: &Path) -> Observation {
    let promise = Promise::KeepsVersions;
    let mut names = Vec::new();
    for body in [FIRST, SECOND] {
        let put = Request { method: "PUT", key: key.as_ref(), body, ..Request::default() };
        match raw.send(put).await {
            Ok(answer) if answer.is_done() => names.extend(answer.version.filter(|name| name != "null")),
            other => return unseen(promise, status("an object was written over", &other)),
        }
    }
    if names.len() < 2 {
        return seen(promise, false, "an object was written over: the versions have no names");
    }
    for (name, body) in names.iter().zip([FIRST, SECOND]) {
        let query = format!("versionId={}", escaped(name));
        let get = Request { method: "GET", key: key.as_ref(), query: &query, ..Request::default() };
        let answer = raw.send(get).await;
        if !answer.as_ref().is_ok_and(|answer| answer.is_done() && answer.body == body) {
            return seen(promise, false, status("an earlier version was read", &answer));
        }
    }
    let query = format!("prefix={}&versions=", escaped(key.as_ref()));
    let list = Request { method: "GET", query: &query, ..Request::default() };
    let answer = raw.send(list).await;
    let listed = answer.as_ref().is_ok_and(|answer| {
        let text = String::from_utf8_lossy(&answer.body);
        names.iter().all(|name| text.contains(name.as_str()))
    });
    seen(
        promise,
        listed,
        status("an object was written over, and its versions were read and listed", &answer),
    )
}

async fn retention(raw: &RawS3, key: &Path, now: Timestamp) -> Observation {
    let promise = Promise::RetentionHolds;
    let until = now.checked_add(SignedDuration::from_hours(24)).unwrap_or(now);
    let headers = [
        ("x-amz-object-lock-mode", "COMPLIANCE".to_owned()),
        ("x-amz-object-lock-retain-until-date", format!("{until:.0}")),
        checksum(FIRST),
    ];
    let put =
        Request { method: "PUT", key: key.as_ref(), headers: &headers, body: FIRST, ..Request::default() };
    let put = raw.send(put).await;
    let how = status("an object was written with a day's retention", &put);
    let version = match put {
        Ok(answer) if answer.is_done() => answer.version.filter(|name| name != "null"),
        // The bucket does not know of retention.
        Ok(answer) if answer.status == 400 || answer.status == 501 => return seen(promise, false, how),
        _ => return unseen(promise, how),
    };
    // Without a version it is the object itself that must withstand.
    let query = version.map(|name| format!("versionId={}", escaped(&name))).unwrap_or_default();
    let delete = Request { method: "DELETE", key: key.as_ref(), query: &query, ..Request::default() };
    let delete = raw.send(delete).await;
    let get = Request { method: "GET", key: key.as_ref(), query: &query, ..Request::default() };
    let still = raw.send(get).await.is_ok_and(|answer| answer.is_done() && answer.body == FIRST);
    let how = format!("{how}; {}", status("it was deleted", &delete));
    match delete {
        Ok(answer) if still && matches!(answer.status, 400 | 403 | 405 | 409) => seen(promise, true, how),
        Ok(_) if !still => seen(promise, false, how),
        _ => unseen(promise, how),
    }
}

/// Writes what is not there yet of 1,001 names, and lists them.
async fn pages(store: &dyn ObjectStore, below: &Path) -> Observation {
    let count = || async {
        store.list(Some(below)).try_fold(0, async |count, _| Ok(count + 1)).await.unwrap_or(0_usize)
    };
    if count().await < PAGES {
        stream::iter(0..PAGES)
            .map(|number| {
                let key = below.clone().join(format!("{number:04}"));
                // One that is there is what is wanted.
                async move { drop(store.put_opts(&key, Bytes::new().into(), create()).await) }
            })
            .buffer_unordered(16)
            .collect::<Vec<()>>()
            .await;
    }
    let listed = count().await;
    seen(Promise::ListsAllPages, listed >= PAGES, format!("of {PAGES} names {listed} were listed"))
}

/// As a query wants it: everything but letters, digits and `-._~`.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => escaped.push(byte.into()),
            // A `String` takes whatever it is given.
            _ => drop(write!(escaped, "%{byte:02X}")),
        }
    }
    escaped
}

fn status(what: &str, came: &Result<super::raw::Answer, Error>) -> String {
    match came {
        Ok(answer) => format!("{what}: {}", answer.status),
        Err(_) => format!("{what}: no answer"),
    }
}

fn told<T>(what: &str, came: &Result<T, Error>) -> String {
    let told = match came {
        Ok(_) => "done",
        Err(Error::AlreadyExists { .. } | Error::Precondition { .. }) => "refused, it is there",
        Err(Error::PermissionDenied { .. } | Error::Unauthenticated { .. }) => "refused to us",
        Err(Error::NotFound { .. }) => "not there",
        Err(_) => "failed",
    };
    format!("{what}: {told}")
}
