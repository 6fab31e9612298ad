//! What a store can say that is not so.

use crate::Moment;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// One way in which a store is not what it says. Each imitates something that was seen in the world; the references are to the
/// design note on evidence.
#[derive(Debug, Clone)]
pub enum Lie {
    /// PUT is answered 200 with the right `ETag`, and nothing is kept. Imitates a cache that is never written out, and the
    /// workaround of South Yorkshire Police: bytes parked on a disk that nobody copies (1.1).
    DroppedPut,
    /// LIST answers as of an earlier moment; GET and HEAD are of today. Imitates an index that lags or is served from a replica,
    /// and a server that hides what was deleted since.
    StaleListing(Moment),
    /// LIST stops after so many keys and says that this was all. Imitates a gateway that swallows an error of one of its shards:
    /// whoever believes it sees losses that are none, so a sweep must say UNKNOWN and not zero (5).
    TruncatedListing(usize),
    /// LIST and HEAD answer from metadata, GET fails with 500. Imitates Garage after its data blocks were gone (2, 12).
    FailedGet,
    /// GET answers as many bytes as before, all of them other ones, under the old `ETag`. Imitates bit rot where no scrub runs
    /// (`MinIO`, 2), and two objects swapped.
    OtherBytes,
    /// PUT with `If-None-Match: *` overwrites and says 200. Imitates Garage 2.5.0 (12).
    IgnoredIfNoneMatch,
    /// A body that does not match its `x-amz-checksum-…` or `Content-MD5` is stored, and 200 said. Imitates moto 5.2.1 (12).
    IgnoredChecksum,
    /// A bucket with Object Lock is created, retention is accepted, and DELETE of a locked version works: 200, 200, 204. Imitates
    /// s3s-fs 0.14.1 and Garage 2.5.0 (12).
    IgnoredLock,
    /// Each answer comes only after this time. Imitates a store under load, which is UNKNOWN and never green (5).
    Slow(Duration),
    /// Everything is answered 503. Imitates an outage behind a load balancer; for a refused connection see
    /// [`Server::hang_up`](crate::Server::hang_up).
    Unavailable,
    /// Each page of LIST is in the reverse order of its keys. S3 promises the order of UTF-8 bytes; S3 Express and several
    /// gateways do not keep it, and a comparison by merging two sorted lists then finds losses and surpluses that are none.
    UnsortedListing,
    /// LIST always says that there is more, and the token that it gives leads to the first page again. Imitates gateways that
    /// ignore tokens that they do not know; whoever follows it never ends.
    LoopingListing,
    /// No lie: everything that writes is refused with 403, as credentials that can list and get are answered.
    NoWriting,
}

impl Lie {
    /// The same kind of lie, whatever its size.
    fn same(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

struct Told {
    lie: Lie,
    prefix: String,
    times: usize,
}

/// The lies that are being told, shared by a server and its test. Empty at first.
#[derive(Clone, Default)]
pub struct Lies(Arc<Mutex<Vec<Told>>>);

impl Lies {
    /// From now on this lie is told about every key. A second one of its kind takes the place of the first.
    pub fn tell(&self, lie: Lie) {
        self.tell_about("", lie);
    }

    /// From now on this lie is told about keys that begin with the prefix. Of lies about listings, which are about no key,
    /// the prefix is the one that is listed.
    pub fn tell_about(&self, prefix: &str, lie: Lie) {
        let mut told = self.0.lock().unwrap();
        told.retain(|earlier| !(earlier.lie.same(&lie) && earlier.prefix == prefix));
        told.push(Told { lie, prefix: prefix.to_owned(), times: 0 });
    }

    /// No more lies.
    pub fn stop(&self) {
        self.0.lock().unwrap().clear();
    }

    /// How often lies that are being told now have been told: a story in which nobody was lied to proves nothing.
    pub fn times(&self) -> usize {
        self.0.lock().unwrap().iter().map(|told| told.times).sum()
    }

    /// The newest lie about a key that `pick` takes, and counts it.
    pub(crate) fn about<T>(&self, key: &str, pick: impl Fn(&Lie) -> Option<T>) -> Option<T> {
        let mut told = self.0.lock().unwrap();
        told.iter_mut().rev().filter(|told| key.starts_with(&told.prefix)).find_map(|told| {
            let picked = pick(&told.lie)?;
            told.times += 1;
            Some(picked)
        })
    }
}

/// Whether a lie of this pattern is told about a key.
macro_rules! told {
    ($lies:expr, $key:expr, $lie:pat) => {
        $lies.about($key, |lie| matches!(lie, $lie).then_some(())).is_some()
    };
}
pub(crate) use told;
