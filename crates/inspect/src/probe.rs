//! What a file is, by its content. The name is looked at last, and only to tell one kind of plain text from another.

use crate::container::ole::{self, OleFile};
use crate::container::zip::ZipFile;
use crate::foreign;
use crate::stop::{Read, Stop};
use crate::{Budget, Reason, Source};

/// A file's container, opened.
pub(crate) enum Opened<'s> {
    Zip(Box<ZipFile<'s>>),
    Ole(Box<OleFile<'s>>),
    Flat,
}

/// Marks by which formats recognise themselves.
#[derive(Debug, Default)]
pub(crate) struct Probe {
    /// `[Content_Types].xml` of an Office package.
    pub(crate) content_types: Option<String>,
    /// The `mimetype` entry of an OpenDocument package, or the attribute of a flat one.
    pub(crate) mimetype: Option<String>,
    /// Names of a zip archive's entries, as programs look them up.
    pub(crate) entries: Vec<String>,
    /// Paths of a compound file's streams.
    pub(crate) streams: Vec<String>,
    /// Whether the bytes are text in some encoding.
    pub(crate) is_text: bool,
    /// First bytes.
    pub(crate) head: Vec<u8>,
    /// Ending of the name, lower case, without the dot.
    pub(crate) ending: String,
}

/// Bytes that are enough to tell every format apart.
pub(crate) const HEAD: usize = 8192;

/// Opens the container and collects the marks.
pub(crate) fn probe<'s>(source: &'s dyn Source, name: &str, budget: &Budget) -> Read<(Probe, Opened<'s>)> {
    let head = source.head(HEAD)?;
    let mut probe = Probe { ending: ending_of(name), ..Probe::default() };
    if head.starts_with(&ole::MAGIC) {
        let ole = OleFile::open(source, budget)?;
        probe.streams =
            ole.entries.iter().filter(|entry| entry.is_stream).map(|entry| entry.path.clone()).collect();
        probe.head = head;
        return Ok((probe, Opened::Ole(Box::new(ole))));
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") || ends_like_zip(source)? {
        let zip = ZipFile::open(source, budget)?;
        probe.entries = zip.entries.iter().map(|entry| entry.key.clone()).collect();
        let text = |name: &str| -> Read<Option<String>> {
            let Some(index) = zip.find(name) else { return Ok(None) };
            match zip.whole(index, budget) {
                Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
                // The reader of the format meets the same entry again and says what is wrong with it.
                Err(Stop::Part(_)) => Ok(None),
                Err(Stop::File(Reason::Encrypted, detail)) => Err(Stop::File(Reason::Encrypted, detail)),
                Err(stop) => Err(stop),
            }
        };
        probe.content_types = text("[Content_Types].xml")?;
        probe.mimetype = text("mimetype")?;
        probe.head = head;
        return Ok((probe, Opened::Zip(Box::new(zip))));
    }
    probe.is_text = foreign::of_head(&head).is_none() && crate::text::encoding::is_text(&head);
    probe.mimetype = flat_mimetype(&head);
    probe.head = head;
    Ok((probe, Opened::Flat))
}

/// The ending of a name: `xlsx` of `answer.XLSX`.
pub(crate) fn ending_of(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase())
}

/// A zip archive may have bytes before its first entry; programs find it by its end. Only files that do not begin
/// like something else are searched.
fn ends_like_zip(source: &dyn Source) -> Read<bool> {
    let tail = source.len().min(1024 + 22);
    let mut bytes = vec![0; tail as usize];
    source.read_exact_at(&mut bytes, source.len() - tail)?;
    let at = memchr::memmem::rfind(&bytes, b"PK\x05\x06");
    // A text that merely mentions the mark has no directory of a plausible place and size behind it.
    Ok(at.is_some_and(|at| {
        let record = &bytes[at..];
        record.len() >= 22 && {
            let field = |at: usize| {
                u64::from(u32::from_le_bytes([record[at], record[at + 1], record[at + 2], record[at + 3]]))
            };
            field(12) > 0 && field(12) + field(16) <= source.len()
        }
    }))
}

/// The mimetype that a flat OpenDocument file names in its root element.
fn flat_mimetype(head: &[u8]) -> Option<String> {
    let head = crate::text::encoding::head_as_text(head)?;
    let (_, rest) = head.split_once("office:mimetype=")?;
    let quote = rest.chars().next()?;
    rest.strip_prefix(quote)?.split(quote).next().map(ToOwned::to_owned)
}
