//! The conditions of a filter (AUTOFILTER, [MS-XLS] 2.4.6).

use crate::Channel;
use crate::biff::book::Book;
use crate::biff::chain::Chain;
use crate::biff::record::Record;
use crate::bytes::Bytes;
use crate::cell::rk::rk;
use crate::cell::{address, number};
use crate::lines::Lines;

const TEXT: u8 = 6;

pub(super) fn read(record: &Record<'_>, book: &Book<'_>, lines: &mut Lines) -> Option<()> {
    let mut bytes = Bytes::new(record.body());
    let (column, flags) = (bytes.u16()?, bytes.u16()?);
    // The column counts from the left border of the filter.
    let at = format!("column {}", address::column_name(u32::from(column)));
    let is_top = flags & 0x10 != 0;
    let mut counts = Vec::new();
    for _ in 0..2 {
        let (kind, _compare) = (bytes.u8()?, bytes.u8()?);
        let mut value = Bytes::new(bytes.take(8)?);
        match kind {
            2 if !is_top => {
                let mut out = String::new();
                number::write(rk(value.i32()?), &mut out);
                lines.say(Channel::AutoFilter, "condition", &at, out);
            }
            4 if !is_top => {
                let mut out = String::new();
                number::write(value.f64()?, &mut out);
                lines.say(Channel::AutoFilter, "condition", &at, out);
            }
            TEXT => {
                value.skip(4)?;
                counts.push(usize::from(value.u8()?));
            }
            _ => {}
        }
    }
    let mut chain = Chain::of(record);
    chain.skip(24)?;
    for count in counts {
        lines.say(Channel::AutoFilter, "condition", &at, chain.text(count, &book.letters)?);
    }
    Some(())
}
