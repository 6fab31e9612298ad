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

/// Endings of files that are no text. Under such a name a text is what is left of something else, and is named, not read.
const OTHERS: &[&str] = &[
    "xls", "xlsx", "xlsm", "xltx", "xltm", "xlam", "xlsb", "ods", "fods", "ots", "doc", "docx", "docm",
    "odt", "ppt", "pptx", "odp", "pdf", "rtf", "zip", "7z", "gz", "rar", "jpg", "jpeg", "png", "gif", "tif",
    "tiff", "bmp", "webp", "heic", "emf", "wmf", "svg", "mp3", "mp4", "exe", "dll", "msg", "pst", "mdb",
    "accdb", "sqlite", "db", "parquet", "htm", "html", "xml",
];

/// Whether a text is what it shows: markup is not, nor bytes that only happen to be letters.
fn is_plain(probe: &Probe) -> bool {
    if !probe.is_text || OTHERS.contains(&probe.ending.as_str()) {
        return false;
    }
    let foreign_letters = probe.head.iter().filter(|byte| !byte.is_ascii()).count();
    let is_noise = encoding::of_head(&probe.head) == Some(encoding::TextEncoding::Windows1252)
        && foreign_letters * 4 > probe.head.len();
    // A page description draws other words than it is written in.
    let is_other = |head: &str| head.starts_with("%!PS") || foreign::of_xml(head).is_some();
    !is_noise && encoding::head_as_text(&probe.head).is_some_and(|head| !is_other(&head))
}
