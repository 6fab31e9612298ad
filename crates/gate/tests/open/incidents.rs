//! The committed files, unpacked into memory, and what they are checked with.

use detect::Day;
use gate::{Checker, Policy};
use rustix::fs::{MemfdFlags, memfd_create};
use sandbox::{Layers, Sandbox};
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// A committed file.
pub struct Incident {
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Incident {
    /// Its name as a path.
    pub fn path(&self) -> &Path {
        Path::new(&self.name)
    }

    pub fn open(&self) -> File {
        in_memory(&self.bytes)
    }
}

/// Bytes as a file in memory, open for reading and writing.
pub fn in_memory(bytes: &[u8]) -> File {
    let mut file = File::from(memfd_create("test", MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING).unwrap());
    file.write_all(bytes).unwrap();
    file
}

/// The files of an incident whose name fits, in order of their names.
pub fn files(incident: &str, fits: impl Fn(&str) -> bool) -> Vec<Incident> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../incidents").join(incident).join("files");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    paths.sort();
    let unpacked = paths.into_iter().filter_map(|path| {
        let stored = path.file_name().unwrap().to_str().unwrap();
        let name = stored.trim_end_matches(".gz").to_owned();
        if !fits(&name) || name == "manifest.json" {
            return None;
        }
        let mut bytes = std::fs::read(&path).unwrap();
        if stored != name {
            let packed = std::mem::take(&mut bytes);
            flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut bytes).unwrap();
        }
        Some(Incident { name, bytes })
    });
    unpacked.collect()
}

/// A few files of each kind from all incidents.
pub fn some() -> Vec<Incident> {
    ["2-psni-foi", "4-crime-records"]
        .into_iter()
        .flat_map(|incident| files(incident, |_| true).into_iter().step_by(4))
        .collect()
}

/// Does something with a checker.
pub fn with<T>(run: impl FnOnce(&Checker<'_>) -> T) -> T {
    // Not every machine that runs tests has every layer; what is tested here is not the lock.
    let sandbox = Sandbox::new(["worker"]).unwrap().accept_without(Layers::all());
    let policy = Policy::default();
    let today = Day::new(2023, 8, 8).unwrap();
    run(&Checker { sandbox: &sandbox, policy: &policy, roster: None, local: None, today })
}

/// Nobody wants to stop.
pub fn never() -> bool {
    false
}
