//! The sectors of a compound file and who owns them ([MS-CFB] 2.1 to 2.6), read without believing any chain.

use crate::stop::{Read, Stop};
use crate::{Budget, Source};

const FREE: u32 = 0xffff_ffff;
const LAST_PLAIN: u32 = 0xffff_fffa;

/// Sector tables, read once.
pub(crate) struct Sectors<'s> {
    source: &'s dyn Source,
    /// Bytes of a sector: 512 or 4,096.
    pub(crate) size: u64,
    /// Next sector of each sector.
    fat: Vec<u32>,
    /// Next mini sector of each mini sector.
    mini_fat: Vec<u32>,
    directory: Vec<u32>,
}

/// What a directory entry says about its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RawEntry {
    pub(crate) name: String,
    /// 0 unused, 1 storage, 2 stream, 5 root.
    pub(crate) kind: u8,
    pub(crate) start: u32,
    pub(crate) len: u64,
    pub(crate) left: u32,
    pub(crate) right: u32,
    pub(crate) child: u32,
    /// Bytes of an unused entry that are not zero: what was there before.
    pub(crate) residue: bool,
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).map_or(0, |pair| u16::from_le_bytes([pair[0], pair[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).map_or(0, |four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

impl<'s> Sectors<'s> {
    pub(crate) fn read(source: &'s dyn Source, budget: &Budget) -> Read<Self> {
        let header = source.head(512)?;
        let shift = u16_at(&header, 30);
        if shift != 9 && shift != 12 {
            return Err(Stop::damaged("its sectors have an impossible size"));
        }
        let size = 1_u64 << shift;
        let count = (source.len() / size) as usize;
        let mut sectors = Self { source, size, fat: Vec::new(), mini_fat: Vec::new(), directory: Vec::new() };

        // The table of tables: 109 places in the header, then a chain of sectors.
        let mut tables: Vec<u32> = (0..109).map(|place| u32_at(&header, 76 + 4 * place)).collect();
        let mut next = u32_at(&header, 68);
        for _ in 0..count {
            if next >= LAST_PLAIN {
                break;
            }
            budget.look_at_clock()?;
            let sector = sectors.sector(next);
            let places = (size / 4 - 1) as usize;
            tables.extend((0..places).map(|place| u32_at(&sector, 4 * place)));
            next = u32_at(&sector, 4 * places);
        }
        for table in tables.into_iter().filter(|table| *table < LAST_PLAIN).take(count) {
            let sector = sectors.sector(table);
            sectors.fat.extend((0..(size / 4) as usize).map(|place| u32_at(&sector, 4 * place)));
        }
        sectors.fat.truncate(count);
        sectors.directory = sectors.chain(u32_at(&header, 48));
        for sector in sectors.chain(u32_at(&header, 60)) {
            let sector = sectors.sector(sector);
            sectors.mini_fat.extend((0..(size / 4) as usize).map(|place| u32_at(&sector, 4 * place)));
        }
        Ok(sectors)
    }

    /// Bytes of a sector; short at the end of the file, empty beyond.
    pub(crate) fn sector(&self, number: u32) -> Vec<u8> {
        let start = (u64::from(number) + 1) * self.size;
        let len = self.source.len().saturating_sub(start).min(self.size);
        let mut bytes = vec![0; len as usize];
        if self.source.read_exact_at(&mut bytes, start).is_err() {
            bytes.clear();
        }
        bytes
    }

    /// The sectors of a chain. It ends where the table says, or at the first sector that was seen before.
    pub(crate) fn chain(&self, start: u32) -> Vec<u32> {
        follow(&self.fat, start)
    }

    /// The mini sectors of a chain.
    pub(crate) fn mini_chain(&self, start: u32) -> Vec<u32> {
        follow(&self.mini_fat, start)
    }

    /// Sectors that the table calls free.
    pub(crate) fn free(&self) -> impl Iterator<Item = u32> {
        self.fat.iter().enumerate().filter(|(_, next)| **next == FREE).map(|(number, _)| number as u32)
    }

    /// Mini sectors that the table calls free.
    pub(crate) fn mini_free(&self) -> impl Iterator<Item = u32> {
        self.mini_fat.iter().enumerate().filter(|(_, next)| **next == FREE).map(|(number, _)| number as u32)
    }

    /// Where the sectors that the table knows of end in the file; what follows belongs to nothing.
    pub(crate) fn end(&self) -> u64 {
        let last = self.fat.iter().rposition(|next| *next != FREE).map_or(0, |last| last as u64 + 1);
        (last + 1) * self.size
    }

    /// All directory entries, used and unused.
    pub(crate) fn entries(&self) -> Vec<RawEntry> {
        let sectors = self.directory.iter().map(|number| self.sector(*number));
        sectors.flat_map(|sector| sector.chunks_exact(128).map(raw_entry).collect::<Vec<_>>()).collect()
    }
}

fn follow(table: &[u32], start: u32) -> Vec<u32> {
    let mut seen = vec![false; table.len()];
    let mut chain = Vec::new();
    let mut next = start;
    while let Some(seen) = seen.get_mut(next as usize) {
        if std::mem::replace(seen, true) {
            break;
        }
        chain.push(next);
        next = table[next as usize];
    }
    chain
}

fn raw_entry(bytes: &[u8]) -> RawEntry {
    let letters = (u16_at(bytes, 64) as usize / 2).saturating_sub(1).min(31);
    let units = (0..letters).map(|letter| u16_at(bytes, 2 * letter));
    let kind = bytes[66];
    RawEntry {
        name: char::decode_utf16(units).map(|letter| letter.unwrap_or('\u{fffd}')).collect(),
        kind,
        left: u32_at(bytes, 68),
        right: u32_at(bytes, 72),
        child: u32_at(bytes, 76),
        start: u32_at(bytes, 116),
        len: u64::from(u32_at(bytes, 120)),
        residue: kind == 0 && bytes[..64].iter().any(|byte| *byte != 0),
    }
}
