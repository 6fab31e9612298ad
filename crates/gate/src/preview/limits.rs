//! How much a preview shows.

/// How much a preview shows. What is hidden beyond the first rows and columns is shown as well, a little of it: it is what
/// people look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PreviewLimits {
    /// First rows of a table.
    pub rows: usize,
    /// Rows after these of which something is hidden.
    pub hidden_rows: usize,
    /// First columns of a table.
    pub columns: u32,
    /// Cells of a row after these that are hidden, or far away.
    pub hidden_cells: usize,
    /// Letters of a cell.
    pub cell_letters: usize,
    /// Paragraphs of a text.
    pub paragraphs: usize,
    /// Letters of a paragraph.
    pub paragraph_letters: usize,
    /// Tables and texts.
    pub parts: usize,
    /// Bytes of all texts together.
    pub bytes: usize,
}

impl Default for PreviewLimits {
    fn default() -> Self {
        Self {
            rows: 50,
            hidden_rows: 10,
            columns: 30,
            hidden_cells: 10,
            cell_letters: 200,
            paragraphs: 50,
            paragraph_letters: 2_000,
            parts: 200,
            bytes: 4 << 20,
        }
    }
}
