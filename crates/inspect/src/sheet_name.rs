//! What a sheet is called for a person, the same in every format.

use crate::{Channel, Hiding};

/// "sheet 'Data'", "chart sheet 'Days', hidden".
pub(crate) fn human(channel: Channel, name: &str, hiding: Hiding) -> String {
    let kind = if channel == Channel::Sheet { "sheet" } else { channel.title() };
    let hidden = if hiding.contains(Hiding::SHEET_VERY) {
        ", very hidden"
    } else if hiding.contains(Hiding::SHEET) {
        ", hidden"
    } else {
        ""
    };
    format!("{kind} '{name}'{hidden}")
}
