//! How much of a file is kept.

/// What is kept of a file at most. Reading ends where it is full, and says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Rows of all tables together.
    pub rows: u64,
    /// Bytes of tables, texts and names, with what it takes to keep them.
    pub bytes: u64,
    /// Bytes of pixels, three for each.
    pub pixel_bytes: u64,
}

impl Default for Room {
    /// Fifty times the staff of the largest force, and some three hundred photos of a passport's size.
    fn default() -> Self {
        Self { rows: 2_500_000, bytes: 1 << 30, pixel_bytes: 768 << 20 }
    }
}
