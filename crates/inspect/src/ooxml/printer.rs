//! Printer settings: a DEVMODE structure of Windows ([MS-RPRN] 2.2.2.1) or a property list of macOS.

use crate::lazy::LazyParts;
use crate::text::sweep;
use crate::{Channel, Read, Scribe};

/// Says everything in the settings that reads like words: the device name and what the driver adds behind it.
pub(crate) fn report(bytes: &[u8], parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    parts.part(Channel::PrinterSettings, scribe)?;
    let units = bytes.chunks_exact(2).take(32).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let device: String =
        char::decode_utf16(units.take_while(|unit| *unit != 0)).filter_map(Result::ok).collect();
    let is_name = !device.is_empty() && device.chars().all(|letter| !letter.is_control());
    if is_name {
        parts.say(Channel::PrinterSettings, "printer", "", &device, scribe)?;
    }
    for text in sweep::texts(bytes) {
        if !is_name || !device.starts_with(&text) {
            parts.say(Channel::PrinterSettings, "", "", &text, scribe)?;
        }
    }
    Ok(())
}
