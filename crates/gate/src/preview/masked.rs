//! A preview for people who have not asked for values: enough to recognise a table, and not who stands in it.

use super::{Preview, PreviewRow, PreviewTable, PreviewText};
use crate::mask::{heading, mask};
use detect::heading_field;

impl Preview {
    /// The same with every value masked. Of headings, and of names of sheets and parts, the words stay that name nobody.
    #[must_use]
    pub fn masked(mut self) -> Self {
        self.tables.iter_mut().for_each(mask_table);
        self.texts.iter_mut().for_each(mask_text);
        for trouble in &mut self.troubles {
            *trouble = heading(trouble);
        }
        self
    }
}

fn mask_table(table: &mut PreviewTable) {
    for name in table.inside.iter_mut().chain([&mut table.path, &mut table.human]) {
        *name = heading(name);
    }
    let mut was_first = false;
    for row in &mut table.rows {
        // Names of columns are told as such, or stand in the first row and are known to be ones.
        let is_heading = row.is_heading || (!was_first && names_columns(row));
        was_first |= !row.is_heading;
        for cell in &mut row.cells {
            cell.text = if is_heading { heading(&cell.text) } else { mask(&cell.text) };
            cell.stored = cell.stored.take().map(|stored| mask(&stored));
        }
    }
}

/// Whether at least half of the cells are known as names of columns, and none has a digit: a row that is about somebody must
/// never be taken for one.
fn names_columns(row: &PreviewRow) -> bool {
    let known = row.cells.iter().filter(|cell| heading_field(&cell.text).is_some()).count();
    let has_digit = row.cells.iter().any(|cell| cell.text.contains(char::is_numeric));
    known > 0 && known * 2 >= row.cells.len() && !has_digit
}

fn mask_text(text: &mut PreviewText) {
    for name in text.inside.iter_mut().chain([&mut text.path, &mut text.human]) {
        *name = heading(name);
    }
    for paragraph in &mut text.paragraphs {
        paragraph.text = mask(&paragraph.text);
        paragraph.label = heading(&paragraph.label);
        paragraph.at = heading(&paragraph.at);
    }
}
