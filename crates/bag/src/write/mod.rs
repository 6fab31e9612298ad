//! A bag, written once and read as it goes by.

mod folder;
mod sink;
mod tar;

pub use folder::write_folder;
pub use tar::write_tar;

use crate::bagit::declaration::DECLARATION;
use crate::bagit::info::{Info, write_info};
use crate::bagit::manifest::{Line, write_manifest};
use crate::hash::{Digests, Hashing, hex};
use crate::names::{check_name, check_names};
use crate::{Algorithm, BagError};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use sink::Sink;
use std::io::Read;

/// Opens a file of the evidence, once, when its turn has come: nobody holds a hundred thousand of them open.
pub type Open<'a> = Box<dyn FnOnce() -> std::io::Result<Box<dyn Read + 'a>> + 'a>;

/// What goes into a bag.
pub struct Bag<'a> {
    /// Labels of `bag-info.txt`, in their order. `Bagging-Date`, `Bag-Software-Agent` and `Payload-Oxum` are added.
    pub info: Vec<Info>,
    /// Files under `data/`.
    pub payload: Vec<Payload<'a>>,
    /// Files beside it.
    pub tags: Vec<Tag>,
}

/// A file under `data/`.
pub struct Payload<'a> {
    /// Its path under `data/`.
    pub name: String,
    /// Its length in bytes. Any other length refuses the bag.
    pub bytes: u64,
    /// Its SHA-256, where it is known. Any other one refuses the bag.
    pub sha256: Option<[u8; 32]>,
    /// Where it is read from.
    pub open: Open<'a>,
}

/// A file of tags.
pub struct Tag {
    /// Its path from the bag's own folder; in a folder of its own, as `tipstaff/…`.
    pub path: String,
    /// What it holds.
    pub content: Vec<u8>,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// How many files are under `data/`.
    pub files: u64,
    /// How many bytes they have.
    pub bytes: u64,
    /// SHA-256 of `tagmanifest-sha256.txt`: one number for the whole bag, to be read out or written into an act.
    pub digest: [u8; 32],
}

impl Bag<'_> {
    /// Everything that can be refused before a byte is written.
    fn check(&self) -> Result<(), BagError> {
        check_names(self.payload.iter().map(|payload| &*payload.name))?;
        for tag in &self.tags {
            check_name(&tag.path)?;
            // Top files of a bag are BagIt's own, and so is what is under data/.
            let folder = tag.path.split_once('/').map(|(folder, _)| folder);
            if folder.is_none_or(|folder| folder.eq_ignore_ascii_case("data")) {
                let why = "files of tags are in a folder of their own";
                return Err(BagError::Name { name: tag.path.clone(), why });
            }
        }
        check_names(self.tags.iter().map(|tag| &*tag.path))?;
        write_info(&self.info).map(|_| ())
    }

    /// Writes all of it: payload first, and last the manifests that make it a bag. Whatever ends in between is none.
    fn write(self, sink: &mut dyn Sink, now: Timestamp) -> Result<Written, BagError> {
        let mut tags = vec![put(sink, "bagit.txt", DECLARATION.as_bytes())?];
        let mut payload = Vec::new();
        let mut bytes = 0;
        for file in self.payload {
            let path = format!("data/{}", file.name);
            let digests = stream(sink, &path, file)?;
            bytes += digests.bytes;
            payload.push((path, digests));
        }
        let files = payload.len() as u64;

        let mut info = self.info;
        info.push(("Bagging-Date".into(), TimeZone::UTC.to_datetime(now).date().to_string()));
        info.push(("Bag-Software-Agent".into(), concat!("Tipstaff ", env!("CARGO_PKG_VERSION")).into()));
        info.push(("Payload-Oxum".into(), format!("{bytes}.{files}")));
        tags.push(put(sink, "bag-info.txt", write_info(&info)?.as_bytes())?);
        for tag in self.tags {
            tags.push(put(sink, &tag.path, &tag.content)?);
        }
        for algorithm in Algorithm::ALL {
            let name = format!("manifest-{}.txt", algorithm.name());
            tags.push(put(sink, &name, manifest(&payload, algorithm).as_bytes())?);
        }
        let mut digest = [0; 32];
        for algorithm in Algorithm::ALL {
            let name = format!("tagmanifest-{}.txt", algorithm.name());
            let (_, written) = put(sink, &name, manifest(&tags, algorithm).as_bytes())?;
            if algorithm == Algorithm::Sha256 {
                digest = written.sha256;
            }
        }
        Ok(Written { files, bytes, digest })
    }
}

fn manifest(files: &[(String, Digests)], algorithm: Algorithm) -> String {
    let line = |(path, digests): &(String, Digests)| Line {
        path: path.clone(),
        digest: digests.of(algorithm).to_vec(),
    };
    write_manifest(&files.iter().map(line).collect::<Vec<_>>())
}

fn put(sink: &mut dyn Sink, path: &str, content: &[u8]) -> Result<(String, Digests), BagError> {
    let mut hashing = Hashing::new(content);
    sink.file(path, content.len() as u64, &mut hashing)?;
    Ok((path.to_owned(), hashing.finish()))
}

/// Streams a file of the evidence, and refuses it if it is not what was told.
fn stream(sink: &mut dyn Sink, path: &str, file: Payload<'_>) -> Result<Digests, BagError> {
    let Payload { name, bytes, sha256, open } = file;
    let mut source = open().map_err(|source| BagError::Read { name: name.clone(), source })?;
    let mut failed = None;
    let mut hashing = Hashing::new(sink::Noting { inner: (&mut source).take(bytes), failed: &mut failed });
    let written = sink.file(path, bytes, &mut hashing);
    let digests = hashing.finish();
    if let Some(source) = failed {
        return Err(BagError::Read { name, source });
    }
    written?;
    let more =
        source.take(1).read(&mut [0]).map_err(|source| BagError::Read { name: name.clone(), source })?;
    if digests.bytes != bytes || more > 0 {
        return Err(BagError::Length { name, expected: bytes, found: digests.bytes + more as u64 });
    }
    match sha256 {
        Some(expected) if expected != digests.sha256 => {
            Err(BagError::Changed { name, expected: hex(&expected), found: hex(&digests.sha256) })
        }
        _ => Ok(digests),
    }
}
