//! A room on either database, a clock that is set by hand, and somebody who pretends to be the gate.

use blobs::{Area, Blobs};
use bytes::Bytes;
use futures::{Stream, stream};
use jiff::{Timestamp, ToSpan};
use postgres_for_tests::Cluster;
use record::{Place, Record};
use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use tempfile::TempDir;
use uploads::{
    Clock, CopyKind, Examine, Failure, LeftOut, Made, MadeFile, Settings, Upload, Uploads, Worker,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    Sqlite,
    Postgres,
}

pub const BOTH: [On; 2] = [On::Sqlite, On::Postgres];

pub fn start() -> Timestamp {
    "2026-11-26T09:00:00Z".parse().unwrap()
}

/// A room, and what it lies in.
pub struct Room {
    pub folder: TempDir,
    pub place: Place,
    pub record: Arc<Record>,
    pub uploads: Uploads,
    pub blobs: Blobs,
    pub time: Arc<Mutex<Timestamp>>,
}

pub fn settings() -> Settings {
    Settings { look: std::time::Duration::from_millis(20), ..Settings::default() }
}

pub async fn room(on: On) -> Room {
    room_with(on, settings()).await
}

pub async fn room_with(on: On, settings: Settings) -> Room {
    let folder = tempfile::tempdir().unwrap();
    let mut place = Place::folder(folder.path().join("data"));
    place.key_file = Some(folder.path().join("keys").join("force.key"));
    if on == On::Postgres {
        place.database = Some(Cluster::shared().database());
    }
    let record = Arc::new(Record::create(&place, start()).await.unwrap());
    let blobs = record.blobs().unwrap();
    let uploads = Uploads::open(Arc::clone(&record), blobs.clone(), settings).await.unwrap();
    Room { folder, place, record, uploads, blobs, time: Arc::new(Mutex::new(start())) }
}

impl Room {
    /// Another node over the same database and the same blobs.
    pub async fn another_node(&self) -> Uploads {
        let record = Arc::new(Record::open(&self.place).await.unwrap());
        let blobs = record.blobs().unwrap();
        Uploads::open(record, blobs, self.uploads.settings().clone()).await.unwrap()
    }

    pub fn now(&self) -> Timestamp {
        *self.time.lock().unwrap()
    }

    pub fn pass(&self, minutes: i64) {
        let mut time = self.time.lock().unwrap();
        *time = time.checked_add(minutes.minutes()).unwrap();
    }

    pub fn clock(&self) -> Clock {
        let time = Arc::clone(&self.time);
        Arc::new(move || *time.lock().unwrap())
    }

    pub fn worker(&self, uploads: &Uploads, gate: &Arc<Pretended>) -> Worker {
        Worker::new(uploads.clone(), Arc::clone(gate) as Arc<dyn Examine>, self.clock()).unwrap()
    }

    pub async fn receive(&self, name: &str, bytes: &[u8]) -> Upload {
        self.uploads.receive(1, name, body(bytes), self.now()).await.unwrap()
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

/// A file as it comes in.
pub fn body(bytes: &[u8]) -> impl Stream<Item = Result<Bytes, std::io::Error>> + use<> {
    let pieces: Vec<_> = bytes.chunks(1000).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    stream::iter(pieces)
}

/// Pretends to be the gate: counts what it was given, waits at a barrier that can be closed, and fails on cue.
#[derive(Default)]
pub struct Pretended {
    /// How often the file with this content was examined to its end.
    pub examined: Mutex<HashMap<Vec<u8>, u32>>,
    closed: Mutex<bool>,
    opened: Condvar,
    /// Whether somebody waits at the barrier.
    pub waits: AtomicBool,
}

impl Pretended {
    pub fn close(&self) {
        *self.closed.lock().unwrap() = true;
    }

    pub fn open(&self) {
        *self.closed.lock().unwrap() = false;
        self.opened.notify_all();
    }

    pub async fn until_somebody_waits(&self) {
        while !self.waits.load(Ordering::SeqCst) {
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        }
    }

    fn examine(&self, mut file: File, stop: &dyn Fn() -> bool) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let mut closed = self.closed.lock().unwrap();
        while *closed && !stop() {
            self.waits.store(true, Ordering::SeqCst);
            closed = self.opened.wait_timeout(closed, std::time::Duration::from_millis(5)).unwrap().0;
        }
        drop(closed);
        assert!(bytes != b"this breaks the examiner", "as told");
        if bytes == b"this is refused" {
            return Err(Failure { what: "it is not a spreadsheet".into(), fix: "Choose another".into() });
        }
        if !stop() {
            *self.examined.lock().unwrap().entry(bytes.clone()).or_default() += 1;
        }
        Ok(bytes)
    }
}

impl Examine for Pretended {
    fn check(&self, file: File, _: &Path, stop: &dyn Fn() -> bool) -> Result<Vec<u8>, Failure> {
        self.examine(file, stop)
    }

    fn copy(
        &self,
        file: File,
        name: &Path,
        kind: CopyKind,
        stop: &dyn Fn() -> bool,
    ) -> Result<Made, Failure> {
        let bytes = self.examine(file, stop)?;
        let copy = tempfile::tempfile().unwrap();
        std::os::unix::fs::FileExt::write_all_at(&copy, &bytes, 0).unwrap();
        let name = name.with_extension(kind.ending()).to_str().unwrap().to_owned();
        let line = LeftOut {
            id: "hidden-sheet".into(),
            what: "hidden sheets".into(),
            why: String::new(),
            seen: false,
            amount: 1,
            unit: "sheet".into(),
            values: 2,
        };
        Ok(Made { files: vec![MadeFile { name, file: copy, kept: b"{}".to_vec() }], left_out: vec![line] })
    }
}
