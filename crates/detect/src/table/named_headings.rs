//! Names as headings: a rota or a training record with a column for each officer. No column holds them, so that they are
//! told as a list of their own.

use super::cell::{Marks, classify};
use super::segment::{CellRecord, KeptRow, Origin};
use crate::Day;
use crate::thresholds::{HEADING_NAMES, HEADING_NAMES_SHARE, HEADING_VALUE};
use inspect::Hiding;

/// Rows below the heading that are looked at.
const LOOKED_AT: usize = 8;

/// Tells the names in the heading of a table, or in a line of it above: `header` is its place among the first rows, and
/// `hiding` that of the part.
pub(crate) fn tell(first: &[KeptRow], header: usize, hiding: Hiding, today: Day, out: &mut Vec<CellRecord>) {
    for place in 0..=header {
        let Some((heading, below)) = first.get(place..).and_then(<[KeptRow]>::split_first) else { return };
        // Names over names are rows of a table.
        let is_over_names = below.first().is_some_and(|row| names(row, today).is_some());
        if let Some(are_whole) = names(heading, today).filter(|_| !is_over_names) {
            tell_row(heading, below, are_whole, hiding, out);
            return;
        }
    }
}

/// Whether the cells of a row are names of people, and if so, whether they are whole names.
fn names(row: &KeptRow, today: Day) -> Option<bool> {
    // The first column says what the rows are.
    let cells = row.cells.get(1..).filter(|cells| cells.len() >= HEADING_NAMES)?;
    let marks: Vec<Marks> = cells.iter().map(|(_, _, text)| classify(text, today, None).marks).collect();
    let is_name = |marks: &&Marks| {
        let could_be =
            marks.intersects(Marks::NAME_SHAPE | Marks::SMALL) && !marks.intersects(Marks::ORDINARY);
        could_be
            && marks.intersects(Marks::WHOLE_NAME | Marks::SURNAME)
            && !marks.intersects(Marks::PLACE | Marks::OFFENCE)
    };
    let count = marks.iter().filter(is_name).count();
    #[expect(clippy::cast_precision_loss, reason = "a share of the columns of a sheet")]
    let share = count as f32 / cells.len() as f32;
    let whole = marks.iter().filter(|marks| marks.contains(Marks::WHOLE_NAME)).count();
    (count >= HEADING_NAMES && share >= HEADING_NAMES_SHARE).then_some(whole * 2 > cells.len())
}

fn tell_row(
    heading: &KeptRow,
    below: &[KeptRow],
    are_whole: bool,
    hiding: Hiding,
    out: &mut Vec<CellRecord>,
) {
    let cells = heading.cells.get(1..).unwrap_or_default();
    // Wards and shops bear surnames too, and are counted below. Shifts and ticks are short.
    let is_tick = |text: &str| {
        text.chars().count() <= HEADING_VALUE && text.parse::<u32>().map_or(true, |number| number <= 24)
    };
    let mut values = below.iter().take(LOOKED_AT).flat_map(|row| row.cells.iter().skip(1)).peekable();
    let has_ticks = values.peek().is_some() && values.all(|(_, _, text)| is_tick(text.trim()));
    if !are_whole && !has_ticks {
        return;
    }
    // They are told without a heading: what the list is about, its content must say.
    for (_, own, text) in cells {
        let hiding = hiding | heading.hiding | *own;
        out.push(CellRecord { hiding, origin: Origin::Heading, fields: vec![text.clone()] });
    }
}
