//! Names of styles (STYLE and STYLEEXT, [MS-XLS] 2.4.269, 2.4.270).

use crate::Channel;
use crate::biff::chain::Chain;
use crate::biff::record::Record;
use crate::biff::version::Letters;
use crate::bytes::{Bytes, wide};
use crate::lines::Lines;

pub(super) fn read(record: &Record<'_>, letters: &Letters, lines: &mut Lines) -> Option<()> {
    let mut chain = Chain::of(record);
    let is_built_in = chain.u16()? & 0x8000 != 0;
    // A style of the program has its number in two bytes; some writers forget to say that it is one.
    if !is_built_in && record.body().len() > 4 {
        let name = if letters.is_unicode { chain.long(letters)? } else { chain.short(letters)? };
        lines.say(Channel::Styles, "name", "", name);
    }
    Some(())
}

pub(super) fn extension(record: &Record<'_>, lines: &mut Lines) -> Option<()> {
    let body = record.joined();
    let mut bytes = Bytes::at(&body, 16);
    let count = usize::from(bytes.u16()?) * 2;
    lines.say(Channel::Styles, "name", "", wide(bytes.take(count)?));
    Some(())
}
