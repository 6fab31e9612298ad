//! How much a file may ask of the machine. Every limit has a safe default, can be set by the policy, and is an answer
//! ("could not be checked") when it is reached.

use serde::{Deserialize, Serialize};

/// Limits of one inspection, files inside the file included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Limits {
    /// Size of the file, in bytes.
    pub file_bytes: u64,
    /// Bytes unpacked in all. Real workbooks reach some hundred MB; the default leaves room for a full sheet.
    pub unpacked_bytes: u64,
    /// How many times larger than its packed form a part may be, once it has unpacked more than
    /// [`Limits::ratio_free_bytes`]. DEFLATE's own maximum is 1,032; sheets made by programs stay under 100.
    pub ratio: u64,
    /// Bytes that a part may unpack before its ratio is looked at.
    pub ratio_free_bytes: u64,
    /// Entries of one container.
    pub entries: u64,
    /// Parts, files in files included.
    pub parts: u64,
    /// Rows, all tables together.
    pub rows: u64,
    /// Files inside files.
    pub nesting: u32,
    /// Elements inside elements of one XML part.
    pub element_depth: u32,
    /// Bytes of a file inside the file: it is held in memory while it is read.
    pub nested_file_bytes: u64,
    /// Bytes of a part that is held whole (styles, a picture, a small table).
    pub held_part_bytes: u64,
    /// How many times larger than everything unpacked the texts of all rows together may be, once they hold four times
    /// [`Limits::ratio_free_bytes`]: cells name shared texts by number, and one long text can be named again and again.
    pub text_ratio: u64,
    /// Bytes of text in one row.
    pub row_bytes: u64,
    /// Bytes of one piece of text; longer text is cut at a space.
    pub segment_bytes: u64,
    /// Pixels of one picture, width times height. Only where pixels are asked for.
    pub picture_pixels: u64,
    /// Pixels of all pictures of a file together. Only where pixels are asked for.
    pub pixels: u64,
    /// Seconds that every file may take.
    pub seconds: u64,
    /// Further seconds for each 10 MB unpacked.
    pub seconds_per_10_mb: u64,
    /// Memory of the worker, in bytes of address space.
    pub memory_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        const MIB: u64 = 1 << 20;
        Self {
            file_bytes: 2048 * MIB,
            unpacked_bytes: 4096 * MIB,
            ratio: 400,
            ratio_free_bytes: 64 * MIB,
            entries: 100_000,
            parts: 200_000,
            rows: 40_000_000,
            nesting: 16,
            element_depth: 256,
            nested_file_bytes: 128 * MIB,
            held_part_bytes: 64 * MIB,
            text_ratio: 50,
            row_bytes: 16 * MIB,
            segment_bytes: 64 << 10,
            picture_pixels: 64_000_000,
            pixels: 256_000_000,
            seconds: 10,
            seconds_per_10_mb: 1,
            memory_bytes: 1024 * MIB,
        }
    }
}
