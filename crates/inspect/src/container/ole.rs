//! OLE compound files ([MS-CFB]): streams by path. The `cfb` crate reads them; [`super::ole_free`] looks at what no
//! stream claims.

use super::ole_lenient::Lenient;
use super::storages::StorageIndex;
use crate::source::Cursor;
use crate::stop::{LimitMet, Read, Stop};
use crate::{Budget, Reason, Source};
use std::io::Read as _;

/// The eight bytes with which every compound file begins.
pub(crate) const MAGIC: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// A stream or storage.
#[derive(Debug, Clone)]
pub(crate) struct OleEntry {
    /// Path from the root: `/_VBA_PROJECT_CUR/VBA/dir`.
    pub(crate) path: String,
    /// Last part of the path.
    pub(crate) name: String,
    /// Bytes; 0 for a storage.
    pub(crate) len: u64,
    pub(crate) is_stream: bool,
}

/// An open compound file.
pub(crate) struct OleFile<'s> {
    source: &'s dyn Source,
    reader: Reader<'s>,
    pub(crate) entries: Vec<OleEntry>,
    index: StorageIndex,
}

/// Who reads the streams.
enum Reader<'s> {
    Sound(cfb::CompoundFile<Cursor<'s>>),
    Broken(Lenient<'s>),
}

impl<'s> OleFile<'s> {
    /// Reads the directory.
    pub(crate) fn open(source: &'s dyn Source, budget: &Budget) -> Read<Self> {
        let compound = match cfb::CompoundFile::open(Cursor::new(source)).map_err(Stop::from) {
            Ok(compound) => compound,
            Err(Stop::Part(_)) => {
                let (lenient, entries) = Lenient::open(source, budget)?;
                return Ok(Self::new(source, Reader::Broken(lenient), entries));
            }
            Err(other) => return Err(other),
        };
        let mut entries = Vec::new();
        for entry in compound.walk().filter(|entry| !entry.is_root()) {
            if entries.len() as u64 >= budget.limits().entries {
                return Err(LimitMet(Reason::TooManyParts).into());
            }
            entries.push(OleEntry {
                path: entry.path().to_string_lossy().into_owned(),
                name: entry.name().to_owned(),
                len: if entry.is_stream() { entry.len() } else { 0 },
                is_stream: entry.is_stream(),
            });
        }
        Ok(Self::new(source, Reader::Sound(compound), entries))
    }

    fn new(source: &'s dyn Source, reader: Reader<'s>, entries: Vec<OleEntry>) -> Self {
        let index = StorageIndex::new(entries.iter().map(|entry| entry.path.as_str()));
        Self { source, reader, entries, index }
    }

    /// What lies in the storage `root`, at any depth, without regard to case; everything for an empty one.
    pub(crate) fn inside(&self, root: &str) -> impl Iterator<Item = &OleEntry> {
        self.index.inside(root).filter_map(|place| self.entries.get(place))
    }

    /// The file behind the streams.
    pub(crate) fn source(&self) -> &'s dyn Source {
        self.source
    }

    /// Whether its tables contradict each other, so that only a part of it may have been found.
    pub(crate) fn is_broken(&self) -> bool {
        matches!(self.reader, Reader::Broken(_))
    }

    /// Finds a stream in the root storage, without regard to case.
    pub(crate) fn root_stream(&self, name: &str) -> Option<String> {
        let is_it = |entry: &&OleEntry| {
            entry.is_stream && entry.path.trim_start_matches('/').eq_ignore_ascii_case(name)
        };
        self.entries.iter().find(is_it).map(|entry| entry.path.clone())
    }

    /// Reads a whole stream into memory, up to `most` bytes.
    pub(crate) fn whole(&mut self, path: &str, budget: &Budget, most: u64) -> Read<Vec<u8>> {
        let compound = match &mut self.reader {
            Reader::Sound(compound) => compound,
            Reader::Broken(lenient) => {
                let bytes = lenient.whole(path, most)?;
                budget.unpacked(bytes.len() as u64)?;
                return Ok(bytes);
            }
        };
        let stream = compound.open_stream(path)?;
        if stream.len() > most {
            return Err(LimitMet(Reason::TooLarge).into());
        }
        // The length is a claim: grow with what is really there.
        let mut bytes = Vec::new();
        stream.take(most).read_to_end(&mut bytes)?;
        budget.unpacked(bytes.len() as u64)?;
        Ok(bytes)
    }
}
