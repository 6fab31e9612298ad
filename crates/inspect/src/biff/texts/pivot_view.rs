//! The layout of a pivot table: its captions and the names that its fields and items were given ([MS-XLS] 2.4.277,
//! 2.4.282, 2.4.309, 2.4.312, 2.4.313).

use crate::Channel;
use crate::biff::book;
use crate::biff::chain::Chain;
use crate::biff::record::Record;
use crate::biff::version::Letters;
use crate::bytes::Bytes;
use crate::lines::Lines;

/// A count that means: no name of its own.
const NONE: u16 = 0xffff;

/// SXVIEW.
pub(super) fn view(record: &Record<'_>, letters: &Letters, lines: &mut Lines) -> Option<()> {
    let area = book::area(&mut Bytes::new(record.body()), true)?;
    let mut chain = Chain::of(record);
    chain.skip(40)?;
    let (name, data) = (chain.u16()?, chain.u16()?);
    lines.say(Channel::PivotTable, "name", area.to_string(), chain.text(usize::from(name), letters)?);
    lines.say(Channel::PivotTable, "caption", area.to_string(), chain.text(usize::from(data), letters)?);
    Some(())
}

/// SXVD and SXVI: a field and an item. Both end with a count and a name.
pub(super) fn field(record: &Record<'_>, letters: &Letters, lines: &mut Lines) -> Option<()> {
    let is_field = record.number == 0x00b1;
    let mut chain = Chain::of(record);
    chain.skip(if is_field { 8 } else { 6 })?;
    let count = chain.u16()?;
    if count != NONE {
        let label = if is_field { "field" } else { "item" };
        lines.say(Channel::PivotTable, label, "", chain.text(usize::from(count), letters)?);
    }
    Some(())
}

/// SXDI: a field whose values are summed up.
pub(super) fn data_field(record: &Record<'_>, letters: &Letters, lines: &mut Lines) -> Option<()> {
    let mut chain = Chain::of(record);
    chain.skip(12)?;
    let count = chain.u16()?;
    if count != NONE && !chain.is_done() {
        lines.say(Channel::PivotTable, "field", "", chain.text(usize::from(count), letters)?);
    }
    Some(())
}

/// SXEX: captions for errors and empty cells, tags, names of styles.
pub(super) fn extension(record: &Record<'_>, letters: &Letters, lines: &mut Lines) -> Option<()> {
    let _ = letters;
    super::leftover(record.joined().get(8..)?, Channel::PivotTable, lines);
    Some(())
}
