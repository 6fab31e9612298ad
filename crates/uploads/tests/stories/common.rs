//! A room on either database, and somebody who pretends to be the gate.

use blobs::{Area, Blobs};
use bytes::Bytes;
use detect::People;
use futures::{Stream, stream};
use gate::{Cause, Checked, CleanError, CopyKind, InMemoryCopy, Outline, Preview, Subjects, Verdict};
use jiff::{SignedDuration, Timestamp};
use postgres_for_tests::Cluster;
use record::{Place, Record};
use sandbox::Confinement;
use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;
use tempfile::TempDir;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use uploads::{Examiner, Settings, State, Upload, UploadId, Uploads, Worker};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    Sqlite,
    Postgres,
}

pub const BOTH: [On; 2] = [On::Sqlite, On::Postgres];

/// A room, and what it lies in.
pub struct Room {
    pub folder: TempDir,
    pub place: Place,
    pub record: Arc<Record>,
    pub uploads: Uploads,
    pub blobs: Blobs,
    settings: Settings,
}

/// A worker that runs.
pub struct Running {
    pub end: watch::Sender<bool>,
    pub task: JoinHandle<()>,
}

pub async fn room(on: On) -> Room {
    room_with(on, Settings::default()).await
}

pub async fn room_with(on: On, settings: Settings) -> Room {
    let folder = tempfile::tempdir().unwrap();
    let mut place = Place::folder(folder.path().join("data"));
    place.key_file = Some(folder.path().join("keys").join("force.key"));
    if on == On::Postgres {
        place.database = Some(Cluster::shared().database());
    }
    let record = Arc::new(Record::create(&place, Timestamp::now()).await.unwrap());
    let blobs = record.blobs().unwrap();
    let uploads = Uploads::open(Arc::clone(&record), blobs.clone(), settings.clone()).await.unwrap();
    Room { folder, place, record, uploads, blobs, settings }
}

/// With leases that are over soon.
pub async fn hasty_room(on: On) -> Room {
    let lease = SignedDuration::from_millis(400);
    room_with(on, Settings { lease, at_once: 1, ..Settings::default() }).await
}

impl Room {
    /// Another node over the same database and the same blobs.
    pub async fn another_node(&self) -> Uploads {
        let record = Arc::new(Record::open(&self.place).await.unwrap());
        let blobs = record.blobs().unwrap();
        Uploads::open(record, blobs, self.settings.clone()).await.unwrap()
    }

    pub async fn receive(&self, name: &str, bytes: &[u8]) -> Upload {
        self.uploads.receive(1, name, body(bytes), Timestamp::now()).await.unwrap()
    }

    pub async fn state(&self, id: &UploadId) -> State {
        self.uploads.get(id, Timestamp::now()).await.unwrap().expect("it is there").state
    }

    /// Waits until the check of an upload is over.
    pub async fn settled(&self, id: &UploadId) -> State {
        loop {
            match self.state(id).await {
                State::Waiting { .. } | State::Checking { .. } => {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
                state => return state,
            }
        }
    }

    /// Names of all sealed files of this room.
    pub async fn sealed(&self) -> Vec<String> {
        let mut names = Vec::new();
        for area in [Area::Upload, Area::Result, Area::Copy] {
            self.blobs.list(area, |listed| names.push(listed.id.to_string())).await.unwrap();
        }
        names.sort();
        names
    }
}

impl Running {
    /// A worker of a node, with what examines files there.
    pub fn begin(uploads: &Uploads, node: &str, examiner: &Arc<Pretended>) -> Self {
        uploads.equip(Arc::clone(examiner) as Arc<dyn Examiner>);
        let (end, ended) = watch::channel(false);
        let worker = Worker::new(uploads.clone(), node);
        Self { end, task: tokio::spawn(worker.run(ended)) }
    }

    pub async fn stop(self) {
        let _ = self.end.send(true);
        self.task.await.unwrap();
    }
}

/// A file as it comes in.
pub fn body(bytes: &[u8]) -> impl Stream<Item = Result<Bytes, std::io::Error>> + use<> {
    let pieces: Vec<_> = bytes.chunks(1000).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    stream::iter(pieces)
}

/// Pretends to be the gate: counts what it was given, waits at a barrier that can be closed, and breaks on cue.
#[derive(Default)]
pub struct Pretended {
    /// How often the file with this content was examined to its end.
    pub examined: Mutex<HashMap<Vec<u8>, u32>>,
    closed: Mutex<bool>,
    opened: Condvar,
    waits: AtomicBool,
}

impl Pretended {
    pub fn closed() -> Arc<Self> {
        Arc::new(Self { closed: Mutex::new(true), ..Self::default() })
    }

    pub fn open(&self) {
        *self.closed.lock().unwrap() = false;
        self.opened.notify_all();
    }

    pub async fn until_somebody_waits(&self) {
        while !self.waits.load(Ordering::SeqCst) {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    fn read(&self, mut file: File, stop: &dyn Fn() -> bool) -> Vec<u8> {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let mut closed = self.closed.lock().unwrap();
        while *closed && !stop() {
            self.waits.store(true, Ordering::SeqCst);
            closed = self.opened.wait_timeout(closed, Duration::from_millis(5)).unwrap().0;
        }
        drop(closed);
        assert!(bytes != b"this breaks the examiner", "as told");
        if !stop() {
            *self.examined.lock().unwrap().entry(bytes.clone()).or_default() += 1;
        }
        bytes
    }
}

impl Examiner for Pretended {
    fn rules(&self) -> [u8; 32] {
        [3; 32]
    }

    fn check(&self, file: File, name: &Path, stop: &dyn Fn() -> bool) -> Checked {
        let bytes = self.read(file, stop);
        Checked {
            path: name.to_owned(),
            sha256: "07".repeat(32),
            bytes: bytes.len() as u64,
            format: "csv".into(),
            verdict: Verdict::Clear,
            people: People::default(),
            hidden_people: People::default(),
            subjects: Subjects::default(),
            outline: Outline::default(),
            unaccounted: Vec::new(),
            findings: Vec::new(),
            confinement: Confinement::default(),
        }
    }

    fn copy(
        &self,
        file: File,
        name: &Path,
        _: Option<CopyKind>,
        stop: &dyn Fn() -> bool,
    ) -> Result<InMemoryCopy, CleanError> {
        self.read(file, stop);
        Err(CleanError {
            cause: Cause::Nothing,
            path: name.to_owned(),
            what: "it is no table".into(),
            fix: "Choose another".into(),
        })
    }

    fn preview(&self, _: File, _: &Path) -> Preview {
        unreachable!("nobody asks for a preview in these stories")
    }
}
