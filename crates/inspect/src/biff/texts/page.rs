//! What is printed around a page, and the printer it was printed on ([MS-XLS] 2.4.124, 2.4.136, 2.4.137, 2.4.199).

use crate::Channel;
use crate::biff::chain::Chain;
use crate::biff::record::Record;
use crate::biff::version::Letters;
use crate::bytes::{Bytes, before_zero, wide};
use crate::lines::Lines;
use crate::text::code_page;

/// HEADER and FOOTER.
pub(super) fn header(record: &Record<'_>, letters: &Letters, lines: &mut Lines) -> Option<()> {
    let mut chain = Chain::of(record);
    if chain.is_done() {
        return Some(());
    }
    let text = if letters.is_unicode { chain.long(letters)? } else { chain.short(letters)? };
    lines.say(Channel::HeaderFooter, label(record.number == 0x0014), "", text);
    Some(())
}

fn label(is_header: bool) -> &'static str {
    if is_header { "header" } else { "footer" }
}

/// HEADERFOOTER: those of even and first pages.
pub(super) fn later_header(record: &Record<'_>, letters: &Letters, lines: &mut Lines) -> Option<()> {
    let mut chain = Chain::of(record);
    // Record header, identifier of the view, switches.
    chain.skip(12 + 16 + 2)?;
    let counts = [chain.u16()?, chain.u16()?, chain.u16()?, chain.u16()?];
    for (index, count) in counts.into_iter().enumerate().filter(|(_, count)| *count > 0) {
        let _ = count;
        lines.say(Channel::HeaderFooter, label(index % 2 == 0), "", chain.long(letters)?);
    }
    Some(())
}

/// PLS: the printer's settings, a Windows DEVMODE behind two bytes. Excel for Mac stores XML there.
pub(super) fn printer(record: &Record<'_>, letters: &Letters, lines: &mut Lines) -> Option<()> {
    let body = record.joined();
    let settings = body.get(2..)?;
    if settings.starts_with(b"<?xml") || settings.len() < 68 {
        super::leftover(settings, Channel::PrinterSettings, lines);
        return Some(());
    }
    // The name of the device, then the version of the structure: older systems store letters of one byte.
    let version =
        |at| Bytes::at(settings, at).u16().is_some_and(|version| (0x0300..0x0600).contains(&version));
    let size = if version(64) || !version(32) { 64 } else { 32 };
    let stored = settings.get(..size)?;
    let name = if size == 64 { wide(stored) } else { code_page::decode(stored, letters.encoding) };
    lines.say(Channel::PrinterSettings, "printer", "", before_zero(&name));
    super::leftover(settings.get(size..)?, Channel::PrinterSettings, lines);
    Some(())
}
