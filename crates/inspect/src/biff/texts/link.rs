//! Links (HLINK, [MS-XLS] 2.4.140; [MS-OSHARED] 2.3.7) and their tips.

use crate::Channel;
use crate::biff::book;
use crate::biff::record::Record;
use crate::bytes::{Bytes, before_zero, wide};
use crate::lines::Lines;
use crate::text::sweep;

/// An address.
const URL: &str = "79eac9e0-baf9-11ce-8c82-00aa004ba90b";
/// A file.
const FILE: &str = "00000303-0000-0000-c000-000000000046";

pub(super) fn read(record: &Record<'_>, lines: &mut Lines) -> Option<()> {
    let body = record.joined();
    let mut bytes = Bytes::new(&body);
    let at = book::area(&mut bytes, true)?.to_string();
    bytes.skip(16 + 4)?;
    let flags = bytes.u32()?;
    let mut say = |label, text: &str| lines.say(Channel::Hyperlink, label, &at, before_zero(text));
    if flags & 0x10 != 0 {
        say("shown as", &text(&mut bytes)?);
    }
    if flags & 0x80 != 0 {
        say("frame", &text(&mut bytes)?);
    }
    if flags & 0x01 != 0 {
        if flags & 0x100 != 0 {
            say("target", &text(&mut bytes)?);
        } else {
            match bytes.guid()?.as_str() {
                URL => {
                    let count = bytes.u32()? as usize;
                    say("target", &wide(bytes.take(count)?));
                }
                FILE => file(&mut bytes, &mut say)?,
                _ => {
                    for text in sweep::texts(bytes.rest()) {
                        say("target", &text);
                    }
                    return Some(());
                }
            }
        }
    }
    if flags & 0x08 != 0 {
        say("place in the target", &text(&mut bytes)?);
    }
    Some(())
}

/// A text with its length in letters, closing zero included.
fn text(bytes: &mut Bytes<'_>) -> Option<String> {
    let count = (bytes.u32()? as usize).checked_mul(2)?;
    Some(wide(bytes.take(count)?))
}

/// The path of a file: a short form in bytes, and a long one in UTF-16 where the short one does not do.
fn file(bytes: &mut Bytes<'_>, say: &mut dyn FnMut(&'static str, &str)) -> Option<()> {
    bytes.skip(2)?;
    let count = bytes.u32()? as usize;
    let short = String::from_utf8_lossy(bytes.take(count)?).into_owned();
    bytes.skip(24)?;
    let long = bytes.u32()? as usize;
    if long > 0 {
        let mut rest = Bytes::new(bytes.take(long)?);
        let count = rest.u32()? as usize;
        rest.skip(2)?;
        say("target", &wide(rest.take(count)?));
    } else {
        say("target", &short);
    }
    Some(())
}

/// HLINKTOOLTIP ([MS-XLS] 2.4.141).
pub(super) fn tip(record: &Record<'_>, lines: &mut Lines) -> Option<()> {
    let body = record.joined();
    let mut bytes = Bytes::at(&body, 2);
    let at = book::area(&mut bytes, true)?;
    lines.say(Channel::Hyperlink, "tip", at.to_string(), before_zero(&wide(bytes.rest())));
    Some(())
}
