//! Kinds of files that are not spreadsheets, by their first bytes: only to say what a file is instead.

/// A kind of file, by the bytes at its start.
struct Kind {
    magic: &'static [u8],
    title: &'static str,
}

const KINDS: &[Kind] = &[
    Kind { magic: b"%PDF-", title: "a PDF document" },
    Kind { magic: b"{\\rtf", title: "a rich text (RTF) document" },
    Kind { magic: b"\x89PNG\r\n\x1a\n", title: "a PNG picture" },
    Kind { magic: b"\xff\xd8\xff", title: "a JPEG picture" },
    Kind { magic: b"GIF8", title: "a GIF picture" },
    Kind { magic: b"II*\0", title: "a TIFF picture" },
    Kind { magic: b"MM\0*", title: "a TIFF picture" },
    Kind { magic: b"BM", title: "a BMP picture" },
    Kind { magic: b"7z\xbc\xaf\x27\x1c", title: "a 7z archive" },
    Kind { magic: b"Rar!", title: "a RAR archive" },
    Kind { magic: b"\x1f\x8b", title: "a gzip archive" },
    Kind { magic: b"BZh", title: "a bzip2 archive" },
    Kind { magic: b"\x28\xb5\x2f\xfd", title: "a zstd archive" },
    Kind { magic: b"\xfd7zXZ\0", title: "an xz archive" },
    Kind { magic: b"MZ", title: "a Windows program" },
    Kind { magic: b"\x7fELF", title: "a program" },
    Kind { magic: b"SQLite format 3\0", title: "a SQLite database" },
    Kind { magic: b"PAR1", title: "a Parquet table" },
    Kind { magic: b"\0\x01\0\0Standard ", title: "an Access database" },
    Kind { magic: b"ID;P", title: "a SYLK sheet" },
];

/// What a file with this beginning is, if it is one of the known foreign kinds.
pub(crate) fn of_head(head: &[u8]) -> Option<&'static str> {
    let kind = KINDS.iter().find(|kind| head.starts_with(kind.magic))?;
    // Two letters can begin a text too.
    let is_short = kind.magic.len() == 2 && kind.magic.is_ascii() && !head.contains(&0);
    (!is_short).then_some(kind.title)
}

/// What an XML text is, by its root.
pub(crate) fn of_xml(head: &str) -> Option<&'static str> {
    let body = head.trim_start_matches('\u{feff}').trim_start();
    let lower = body.get(..body.floor_char_boundary(4096)).unwrap_or(body).to_ascii_lowercase();
    if lower.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        Some("an XML Spreadsheet 2003 workbook")
    } else if lower.starts_with("<!doctype html") || lower.starts_with("<html") || lower.contains("<html") {
        Some("a web page (HTML)")
    } else if lower.starts_with("<?xml") || lower.starts_with('<') && lower.contains("xmlns") {
        Some("an XML document")
    } else if lower.starts_with("mime-version:") {
        Some("a web archive (MHTML)")
    } else {
        None
    }
}

/// What an Office package is, by its content types.
pub(crate) fn of_content_types(types: &str) -> Option<&'static str> {
    if types.contains("wordprocessingml") || types.contains("ms-word") {
        Some("a Word document")
    } else if types.contains("presentationml") || types.contains("ms-powerpoint") {
        Some("a PowerPoint presentation")
    } else if types.contains("ms-visio") {
        Some("a Visio drawing")
    } else {
        None
    }
}

/// What an OpenDocument package is, by its mimetype.
pub(crate) fn of_mimetype(mimetype: &str) -> Option<&'static str> {
    let kind = mimetype.trim().strip_prefix("application/vnd.oasis.opendocument.")?;
    Some(match kind.trim_end_matches("-template") {
        "text" => "an OpenDocument text",
        "presentation" => "an OpenDocument presentation",
        "graphics" => "an OpenDocument drawing",
        "formula" => "an OpenDocument formula",
        "chart" => "an OpenDocument chart",
        _ => "an OpenDocument file",
    })
}

/// What a compound file is, by its streams.
pub(crate) fn of_streams(streams: &[String]) -> Option<&'static str> {
    let has =
        |name: &str| streams.iter().any(|stream| stream.trim_start_matches('/').eq_ignore_ascii_case(name));
    if has("WordDocument") {
        Some("a Word document")
    } else if has("PowerPoint Document") {
        Some("a PowerPoint presentation")
    } else if has("__properties_version1.0") {
        Some("an Outlook message")
    } else if has("VisioDocument") {
        Some("a Visio drawing")
    } else {
        None
    }
}

/// Whether a part is a picture by its first bytes.
pub(crate) fn is_picture(head: &[u8]) -> bool {
    let is_metafile = head.starts_with(b"\x01\0\0\0") && head.get(40..44) == Some(b" EMF")
        || head.starts_with(b"\xd7\xcd\xc6\x9a")
        || head.starts_with(b"\x01\0\x09\0\0\x03");
    let is_webp = head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP");
    is_metafile || is_webp || of_head(head).is_some_and(|title| title.ends_with("picture"))
}
