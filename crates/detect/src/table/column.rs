//! What a column holds, counted over all of its cells.

use super::cell::{CellClass, MARK_COUNT, Marks};
use crate::people::distinct::DistinctKeys;
use crate::people::hash::KeyedHash;
use crate::roster::Vote;
use crate::{IDENTIFIERS, IdentifierIndex};

/// Different values that are counted exactly; from there on the ratio found so far stands for the column.
const MOST_DISTINCT: usize = 1 << 16;

/// Bytes of a heading that are read. A heading can be as long as a cell, and is looked through for hundreds of names.
const LONGEST_HEADER: usize = 400;

/// Texts kept as samples.
const SAMPLES: usize = 3;

/// A column under way.
#[derive(Debug)]
pub(crate) struct Column {
    /// Its number in the sheet, from 0.
    pub(crate) number: u32,
    /// Its heading as written, and as headings are compared.
    pub(crate) header: String,
    pub(crate) spelt: String,
    /// Cells with a value.
    pub(crate) filled: u64,
    marks: [u64; MARK_COUNT],
    passes: Vec<u64>,
    shapes: Vec<u64>,
    /// Dates by decade, from 1900 on.
    decades: [u64; 20],
    /// Sum of lengths, in bytes.
    bytes: u64,
    pub(crate) integers: Option<(u64, u64)>,
    distinct: DistinctKeys,
    distinct_of: u64,
    is_capped: bool,
    pub(crate) samples: Vec<String>,
    /// Cells whose text is a surname of the roster.
    pub(crate) on_roster: u64,
    /// Cells whose number agrees with another cell of its row, and cells with such numbers.
    pub(crate) agreeing: (u64, u64),
    /// What the roster says of the cells, where there is one.
    pub(crate) vote: Option<Box<Vote>>,
}

impl Column {
    pub(crate) fn new(number: u32) -> Self {
        Self {
            number,
            header: String::new(),
            spelt: String::new(),
            filled: 0,
            marks: [0; MARK_COUNT],
            passes: vec![0; IDENTIFIERS.len()],
            shapes: vec![0; IDENTIFIERS.len()],
            decades: [0; 20],
            bytes: 0,
            integers: None,
            distinct: DistinctKeys::default(),
            distinct_of: 0,
            is_capped: false,
            samples: Vec::new(),
            on_roster: 0,
            agreeing: (0, 0),
            vote: None,
        }
    }

    /// Sets the heading.
    pub(crate) fn set_header(&mut self, header: &str) {
        let header = &header[..header.floor_char_boundary(LONGEST_HEADER)];
        header.clone_into(&mut self.header);
        crate::spell(header, &mut self.spelt);
    }

    /// Counts a cell, which could be what its class says.
    pub(crate) fn observe(&mut self, text: &str, class: CellClass, hash: &KeyedHash) {
        self.filled += 1;
        self.bytes += text.len() as u64;
        for mark in class.marks.iter() {
            self.marks[mark.bits().trailing_zeros() as usize] += 1;
        }
        count_bits(class.passes, &mut self.passes);
        count_bits(class.shapes, &mut self.shapes);
        if class.year >= 1900 {
            let decade = usize::from((class.year - 1900) / 10).min(self.decades.len() - 1);
            self.decades[decade] += 1;
        }
        if class.marks.contains(Marks::INTEGER)
            && let Ok(number) = text.trim().parse::<u64>()
        {
            let (least, most) = self.integers.unwrap_or((number, number));
            self.integers = Some((least.min(number), most.max(number)));
        }
        if !self.is_capped {
            self.distinct.insert(hash.of(&[text.trim().as_bytes()]));
            self.distinct_of += 1;
            if self.distinct_of.is_multiple_of(4096) && self.distinct.len() >= MOST_DISTINCT {
                self.is_capped = true;
            }
        }
        if self.samples.len() < SAMPLES && !self.samples.iter().any(|sample| sample == text) {
            self.samples.push(text.chars().take(80).collect());
        }
    }

    /// Cells with all of these marks: only for single marks.
    pub(crate) fn marked(&self, mark: Marks) -> u64 {
        self.marks[mark.bits().trailing_zeros() as usize % MARK_COUNT]
    }

    /// Share of the filled cells with this mark.
    pub(crate) fn share(&self, mark: Marks) -> f32 {
        ratio(self.marked(mark), self.filled)
    }

    /// Cells that pass the check of a kind, or have its shape where there is no check.
    pub(crate) fn passed(&self, index: IdentifierIndex) -> u64 {
        self.passes[index.place()] + self.shapes[index.place()]
    }

    /// Cells that pass the check of a kind.
    pub(crate) fn checked(&self, index: IdentifierIndex) -> u64 {
        self.passes[index.place()]
    }

    /// Different values per value, as far as they were counted.
    pub(crate) fn distinct_ratio(&mut self) -> f32 {
        ratio(self.distinct.len() as u64, self.distinct_of)
    }

    /// Number of different values, as far as they were counted.
    pub(crate) fn distinct(&mut self) -> u64 {
        self.distinct.len() as u64
    }

    /// Decades over which the dates are spread: the fewest that hold nine tenths of them.
    pub(crate) fn decades_spanned(&self) -> usize {
        let total: u64 = self.decades.iter().sum();
        let mut sizes = self.decades;
        sizes.sort_unstable_by(|one, other| other.cmp(one));
        let mut held = 0;
        for (place, size) in sizes.iter().enumerate() {
            held += size;
            if held * 10 >= total * 9 {
                return place + 1;
            }
        }
        0
    }
}

fn count_bits(mut bits: u64, counts: &mut [u64]) {
    while bits != 0 {
        if let Some(count) = counts.get_mut(bits.trailing_zeros() as usize) {
            *count += 1;
        }
        bits &= bits - 1;
    }
}

/// A share, 0 of nothing.
pub(crate) fn ratio(part: u64, whole: u64) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a share needs no more digits")]
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}
