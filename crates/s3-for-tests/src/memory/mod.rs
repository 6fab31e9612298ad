//! An ordered store in memory: a page of a listing costs as much as its keys, however many there are besides.
//!
//! Keys lie in the order of their UTF-8 bytes, as S3 promises to list them. A million generated objects take about 100 MB, for
//! their bytes are made from their keys when somebody asks.

mod body;
mod delete;
mod list;
mod multipart;
mod put;
mod read;
mod s3;
mod state;
mod versions;

pub use body::generated;
pub(crate) use body::hex;
pub(crate) use state::State;

use crate::{BUCKET, Moment, moment::Past};
use s3s::dto::Timestamp;
use s3s::{S3Result, s3_error};
use state::Uploads;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, SystemTime};

/// An S3 store in memory, with one bucket: [`BUCKET`].
#[derive(Clone, Default)]
pub struct MemoryS3 {
    state: Arc<Mutex<Arc<State>>>,
    uploads: Arc<Mutex<Uploads>>,
}

impl MemoryS3 {
    /// Empty; a second PUT of a key takes the place of the first.
    pub fn new() -> Self {
        Self::default()
    }

    /// Empty; keeps all versions.
    pub fn versioned() -> Self {
        Self::of(State { versioned: true, ..State::default() })
    }

    /// Empty; keeps all versions, and those that are put with `x-amz-object-lock-mode: COMPLIANCE` against everybody until their
    /// time is over. The canary of `copies` grades it A.
    pub fn locked() -> Self {
        Self::of(State { versioned: true, lock: true, ..State::default() })
    }

    /// `n` objects: `name` says the key and the size, in bytes, of each. Two of the same key are one. What they hold is
    /// [`generated`] from their keys.
    pub fn with_generated(n: usize, name: impl Fn(usize) -> (String, u64)) -> Self {
        let store = Self::new();
        store.generate(n, name);
        store
    }

    /// Adds such objects to what is there: to a store that locks, for instance.
    pub fn generate(&self, n: usize, name: impl Fn(usize) -> (String, u64)) {
        self.change().generate((0..n).map(name));
    }

    fn of(state: State) -> Self {
        Self { state: Arc::new(Mutex::new(Arc::new(state))), uploads: Arc::default() }
    }

    /// Lets the store's own clock go ahead: retention runs out while nobody waits.
    pub fn advance(&self, time: Duration) {
        self.change().ahead += time;
    }

    /// How many keys there are, those that are only marked as deleted included.
    pub fn keys(&self) -> usize {
        self.now().keys.len()
    }

    /// Takes a key with all its versions away behind everybody's back, as a broken disk does. Says whether it was there.
    pub fn lose(&self, key: &str) -> bool {
        self.change().keys.remove(key).is_some()
    }

    pub(crate) fn moment(&self) -> Moment {
        let state = self.now();
        let store = Self { state: Arc::new(Mutex::new(state.clone())), uploads: Arc::default() };
        Moment { store: Arc::new(store), past: Past::Memory(state) }
    }

    pub(crate) fn restore(&self, past: &Arc<State>) {
        *self.state.lock().unwrap() = past.clone();
    }

    /// Everything as it is: what is put later is put into a copy, if somebody still looks at this one.
    fn now(&self) -> Arc<State> {
        self.state.lock().unwrap().clone()
    }

    fn change(&self) -> Change<'_> {
        Change(self.state.lock().unwrap())
    }

    fn bucket(bucket: &str) -> S3Result<()> {
        if bucket == BUCKET { Ok(()) } else { Err(s3_error!(NoSuchBucket)) }
    }
}

/// The state, to be changed.
struct Change<'store>(MutexGuard<'store, Arc<State>>);

impl std::ops::Deref for Change<'_> {
    type Target = State;
    fn deref(&self) -> &State {
        &self.0
    }
}

impl std::ops::DerefMut for Change<'_> {
    fn deref_mut(&mut self) -> &mut State {
        Arc::make_mut(&mut self.0)
    }
}

impl State {
    /// What time the store believes it to be.
    fn time(&self) -> Timestamp {
        (SystemTime::now() + self.ahead).into()
    }
}
