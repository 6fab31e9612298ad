//! Reads the streams of a compound file that is cut short or otherwise broken: as much as its tables still lead to.
//! Programs open such files too, so what is left in them counts.

use super::ole::OleEntry;
use super::ole_sectors::{RawEntry, Sectors};
use crate::stop::{LimitMet, Read, Stop};
use crate::{Budget, Reason, Source};
use std::collections::HashMap;

/// Bytes of a mini sector ([MS-CFB] 2.2).
const MINI: u64 = 64;
/// Streams shorter than this lie in the mini stream.
const MINI_CUTOFF: u64 = 4096;
/// Kinds of directory entries.
const STORAGE: u8 = 1;
const STREAM: u8 = 2;
const ROOT: u8 = 5;

/// A broken compound file.
pub(crate) struct Lenient<'s> {
    sectors: Sectors<'s>,
    /// Sectors of the mini stream.
    mini_stream: Vec<u32>,
    /// Path of each stream, with its entry.
    streams: HashMap<String, RawEntry>,
}

impl<'s> Lenient<'s> {
    /// Finds what can still be reached from the root.
    pub(crate) fn open(source: &'s dyn Source, budget: &Budget) -> Read<(Self, Vec<OleEntry>)> {
        let sectors = Sectors::read(source, budget)?;
        let raw = sectors.entries();
        let Some(root) = raw.first().filter(|root| root.kind == ROOT) else {
            return Err(Stop::damaged("its list of streams makes no sense"));
        };
        let mini_stream = sectors.chain(root.start);
        let mut entries = Vec::new();
        let mut streams = HashMap::new();
        let mut seen = vec![false; raw.len()];
        let mut open = vec![(root.child, String::new())];
        while let Some((index, folder)) = open.pop() {
            let Some(entry) = raw.get(index as usize) else { continue };
            if std::mem::replace(&mut seen[index as usize], true) {
                continue;
            }
            if entries.len() as u64 >= budget.limits().entries {
                return Err(LimitMet(Reason::TooManyParts).into());
            }
            let path = format!("{folder}/{}", entry.name);
            open.push((entry.left, folder.clone()));
            open.push((entry.right, folder));
            if matches!(entry.kind, STORAGE | STREAM) {
                let is_stream = entry.kind == STREAM;
                entries.push(OleEntry {
                    path: path.clone(),
                    name: entry.name.clone(),
                    len: if is_stream { entry.len } else { 0 },
                    is_stream,
                });
            }
            match entry.kind {
                STORAGE => open.push((entry.child, path)),
                STREAM => {
                    // Of two streams of one name the first is read, as programs do.
                    streams.entry(path).or_insert_with(|| entry.clone());
                }
                _ => {}
            }
        }
        Ok((Self { sectors, mini_stream, streams }, entries))
    }

    /// As much of a stream as there is, up to `most` bytes.
    pub(crate) fn whole(&self, path: &str, most: u64) -> Read<Vec<u8>> {
        let Some(entry) = self.streams.get(path) else {
            return Err(Stop::part("it is not there"));
        };
        let mut bytes = Vec::new();
        let is_mini = entry.len < MINI_CUTOFF;
        let chain =
            if is_mini { self.sectors.mini_chain(entry.start) } else { self.sectors.chain(entry.start) };
        for number in chain {
            if bytes.len() as u64 >= entry.len {
                break;
            }
            if bytes.len() as u64 > most {
                return Err(LimitMet(Reason::TooLarge).into());
            }
            if is_mini {
                bytes.extend(self.mini_sector(number));
            } else {
                bytes.extend(self.sectors.sector(number));
            }
        }
        bytes.truncate(usize::try_from(entry.len).unwrap_or(usize::MAX));
        Ok(bytes)
    }

    fn mini_sector(&self, number: u32) -> Vec<u8> {
        let at = u64::from(number) * MINI;
        let sector = self.mini_stream.get((at / self.sectors.size) as usize);
        let bytes = sector.map(|sector| self.sectors.sector(*sector)).unwrap_or_default();
        let start = (at % self.sectors.size) as usize;
        let end = (start + MINI as usize).min(bytes.len());
        bytes.get(start..end).unwrap_or_default().to_vec()
    }
}
