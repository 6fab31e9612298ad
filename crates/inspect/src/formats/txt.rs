//! Plain text.

use crate::format::Format;
use crate::probe::Probe;
use crate::text::encoding;
use crate::{Channel, foreign, plain};

/// Text that is no table and no markup.
pub(crate) static TXT: Format = Format {
    id: "txt",
    title: "plain text",
    endings: &[
        "txt", "text", "log", "md", "asc", "prn", "dat", "lst", "sql", "eml", "ini", "conf", "yaml", "yml",
    ],
    places: &[
        (Channel::PlainText, "all lines, paragraph by paragraph"),
        (Channel::FileName, "the name of the file"),
    ],
    recognises: is_plain,
    read: |context, _, scribe| plain::read::read(context, scribe),
};

/// Whether a text is what it shows: markup is not.
fn is_plain(probe: &Probe) -> bool {
    // A page description draws other words than it is written in.
    let is_other = |head: &str| head.starts_with("%!PS") || foreign::of_xml(head).is_some();
    probe.is_text && encoding::head_as_text(&probe.head).is_some_and(|head| !is_other(&head))
}
