//! All streams of the compound file in which a workbook lies: which reader each of them has.

use super::book::Book;
use super::crypt::{Cipher, Lock, lock};
use super::version::{Begin, begin};
use super::{pivot, record, revision, workbook};
use crate::container::ole::OleFile;
use crate::container::ole_free;
use crate::format::FileContext;
use crate::lazy::LazyParts;
use crate::stop::{Read, Stop};
use crate::text::sweep;
use crate::{Channel, FileTail, Hiding, Reason, Scribe, Spot, ole_object, ole_properties, packed, vba};
use std::collections::HashSet;

/// The names that the workbook's stream has, the later version first.
const WORKBOOKS: [&str; 2] = ["Workbook", "Book"];

/// Whether a compound file with these streams holds a workbook.
pub(crate) fn is_workbook(streams: &[String]) -> bool {
    let is_it =
        |path: &String| WORKBOOKS.iter().any(|name| path.trim_start_matches('/').eq_ignore_ascii_case(name));
    streams.iter().any(is_it)
}

/// What becomes of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reader {
    Workbook,
    Properties,
    PivotCache,
    Revision,
    Macro,
    Object,
    /// Swept; the stream is known by name.
    Swept(Channel),
    CustomXml,
    Unknown,
}

/// The reader of a stream, by its path in lower case without the first slash.
fn reader_of(path: &str) -> Reader {
    let (first, _) = path.split_once('/').unwrap_or((path, ""));
    match path {
        "workbook" | "book" => return Reader::Workbook,
        "revision log" | "user names" => return Reader::Revision,
        // Which program made the file; whether it was linked into another.
        "\u{1}compobj" | "\u{1}ole" | "\u{3}objinfo" => return Reader::Swept(Channel::FileType),
        "ctls" | "\u{3}ocxname" => return Reader::Swept(Channel::ActiveX),
        "xcb" => return Reader::Swept(Channel::ViewSettings),
        "encryption" | "encryptedsummary" => return Reader::Swept(Channel::Encryption),
        "mailenvelope" | "etextdata" | "list data" | "xml signatures" => {
            return Reader::Swept(Channel::OtherText);
        }
        _ => {}
    }
    if ole_properties::STREAMS.iter().any(|name| name.to_lowercase() == path) {
        return Reader::Properties;
    }
    match first {
        "_sx_db_cur" | "_sx_db" => Reader::PivotCache,
        "_vba_project_cur" | "_vba_project" | "macros" => Reader::Macro,
        "msodatastore" => Reader::CustomXml,
        "_xmlsignatures" | "_signatures" => Reader::Swept(Channel::Signature),
        "xml" => Reader::Swept(Channel::XmlMap),
        "objectpool" => Reader::Object,
        "\u{6}dataspaces" | "\u{9}drmcontent" => Reader::Swept(Channel::Encryption),
        _ if path.contains('/') && is_object(first) => Reader::Object,
        _ if is_object(first) => Reader::Swept(Channel::EmbeddedObject),
        _ if first.starts_with("\u{2}olepres") => Reader::Swept(Channel::EmbeddedObject),
        _ => Reader::Unknown,
    }
}

/// Whether a storage holds an embedded or linked object.
fn is_object(storage: &str) -> bool {
    let name = storage.to_lowercase();
    name.starts_with("mbd") || name.starts_with("lnk")
}

/// How streams were accounted for.
#[derive(Debug, Default)]
struct Accounts {
    pieces: u64,
    read: u64,
    swept: u64,
}

/// Reads a compound file that holds a workbook.
pub(crate) fn report(
    context: &FileContext<'_>,
    mut ole: OleFile<'_>,
    scribe: &mut Scribe<'_>,
) -> Read<FileTail> {
    let file = context.file;
    let mut accounts = Accounts::default();
    let streams: Vec<String> =
        ole.entries.iter().filter(|entry| entry.is_stream).map(|entry| entry.path.clone()).collect();
    accounts.pieces = streams.len() as u64;
    let mut found = WORKBOOKS.iter().filter_map(|name| ole.root_stream(name)).collect::<Vec<_>>();
    found.dedup();
    let mut cipher = None;
    for (index, path) in found.iter().enumerate() {
        // A file for two versions of the program: newer ones never show the older copy.
        let hiding = if index == 0 { Hiding::empty() } else { Hiding::ORPHAN };
        let most = scribe.budget().limits().memory_bytes / 2;
        let result = ole.whole(path, scribe.budget(), most).and_then(|mut bytes| {
            let name = path.trim_start_matches('/');
            let opened = open(file, name, &mut bytes, scribe)?;
            let mut book = workbook::report(file, name, &bytes, hiding, scribe)?;
            if index == 0 {
                cipher = opened;
                caches(&mut ole, &streams, &mut book, cipher.as_ref(), &mut accounts, scribe)?;
            }
            Ok(())
        });
        accounts.read += 1;
        match result {
            Ok(()) => {}
            Err(Stop::Part(why)) => scribe.unchecked(file, Reason::Damaged, &why)?,
            Err(Stop::File(reason, detail)) => scribe.unchecked(file, reason, &detail)?,
            Err(Stop::Closed) => return Err(Stop::Closed),
        }
    }
    rest(&mut ole, &streams, file, &mut accounts, scribe)?;
    if ole.is_broken() {
        scribe.unchecked(file, Reason::Damaged, "its container is broken; what could be found was read")?;
    }
    ole_free::report(ole.source(), file, scribe)?;
    Ok(FileTail { file, pieces: accounts.pieces, read: accounts.read, swept: accounts.swept })
}

/// Opens what the program locks with its own password, and says so.
fn open(file: u32, path: &str, bytes: &mut [u8], scribe: &mut Scribe<'_>) -> Read<Option<Cipher>> {
    match lock(bytes) {
        Lock::None => Ok(None),
        Lock::Open(cipher) => {
            cipher.open(bytes);
            let human = "locked, but opens with the program's own default password";
            scribe.note(file, &Spot::new(Channel::Protection, path).human(human), "", "")?;
            Ok(Some(cipher))
        }
        Lock::Closed => {
            scribe.note(file, &Spot::new(Channel::Encryption, path), "", "")?;
            Err(Stop::File(Reason::Encrypted, String::new()))
        }
    }
}

/// Reads the streams that are made of records like the workbook's own.
fn caches(
    ole: &mut OleFile<'_>,
    streams: &[String],
    book: &mut Book<'_>,
    cipher: Option<&Cipher>,
    accounts: &mut Accounts,
    scribe: &mut Scribe<'_>,
) -> Read {
    for path in streams {
        let name = path.trim_start_matches('/');
        let reader = reader_of(&name.to_lowercase());
        if !matches!(reader, Reader::PivotCache | Reader::Revision) {
            continue;
        }
        let most = scribe.budget().limits().memory_bytes / 4;
        let mut bytes = match ole.whole(path, scribe.budget(), most) {
            Ok(bytes) => bytes,
            Err(Stop::Part(why)) => {
                scribe.unaccounted_beside(book.file, name, (0, 0), &why)?;
                continue;
            }
            Err(stop) => return Err(stop),
        };
        accounts.read += 1;
        if let Some(cipher) = cipher {
            cipher.open(&mut bytes);
        }
        if reader == Reader::Revision {
            revision::report(name, &bytes, book, scribe)?;
            continue;
        }
        let number = name.rsplit('/').next().unwrap_or_default();
        let is_listed =
            u16::from_str_radix(number, 16).is_ok_and(|number| book.pivot_caches.contains(&number));
        let hiding = if is_listed { Hiding::empty() } else { Hiding::ORPHAN };
        pivot::report(number, name, &bytes, hiding, book, scribe)?;
    }
    Ok(())
}

/// Reads, sweeps or names every other stream.
fn rest(
    ole: &mut OleFile<'_>,
    streams: &[String],
    file: u32,
    accounts: &mut Accounts,
    scribe: &mut Scribe<'_>,
) -> Read {
    // Storages that one reader takes as a whole.
    let mut storages: Vec<(String, Reader)> = Vec::new();
    let mut known = HashSet::new();
    for path in streams {
        let name = path.trim_start_matches('/');
        let reader = reader_of(&name.to_lowercase());
        match reader {
            Reader::Workbook if name.contains('/') => {}
            Reader::Workbook | Reader::PivotCache | Reader::Revision => continue,
            Reader::Macro | Reader::Object => {
                accounts.read += 1;
                let storage = storage_of(path);
                if known.insert(storage.clone()) {
                    storages.push((storage, reader));
                }
                continue;
            }
            _ => {}
        }
        stream(ole, path, reader, file, accounts, scribe)?;
    }
    // An empty storage still shows that there was an object.
    for entry in ole.entries.iter().filter(|entry| !entry.is_stream && is_object(&entry.name)) {
        let is_outermost = !entry.path.trim_start_matches('/').contains('/');
        if is_outermost && known.insert(entry.path.clone()) {
            storages.push((entry.path.clone(), Reader::Object));
        }
    }
    for (storage, reader) in storages {
        let name = storage.trim_start_matches('/');
        let mut parts = LazyParts::new(file, name, "");
        if reader == Reader::Macro {
            vba::report(ole, &storage, &mut parts, scribe)?;
        } else {
            let human = format!("object '{name}'");
            ole_object::report(ole, &storage, &human, &mut parts, scribe)?;
        }
        parts.close(scribe)?;
    }
    Ok(())
}

/// The storage that holds an object or a project: the outermost one, but for those that only hold others.
fn storage_of(path: &str) -> String {
    let name = path.trim_start_matches('/');
    let depth = if name.to_lowercase().starts_with("objectpool/") { 2 } else { 1 };
    let end = name.match_indices('/').nth(depth - 1).map_or(name.len(), |(at, _)| at);
    format!("/{}", name.get(..end).unwrap_or(name))
}

fn stream(
    ole: &mut OleFile<'_>,
    path: &str,
    reader: Reader,
    file: u32,
    accounts: &mut Accounts,
    scribe: &mut Scribe<'_>,
) -> Read {
    let name = path.trim_start_matches('/').replace(char::is_control, "");
    let most = scribe.budget().limits().nested_file_bytes;
    let bytes = match ole.whole(path, scribe.budget(), most) {
        Ok(bytes) => bytes,
        Err(Stop::Part(why)) => return scribe.unaccounted_beside(file, &name, (0, 0), &why),
        Err(stop) => return Err(stop),
    };
    let mut parts = LazyParts::new(file, &name, "");
    match reader {
        Reader::Properties => {
            accounts.read += 1;
            ole_properties::report(&bytes, &name, &mut parts, scribe)?;
        }
        Reader::CustomXml => {
            accounts.read += 1;
            packed::report_xml(&bytes, Channel::CustomXml, "", &mut parts, scribe)?;
        }
        _ => {
            accounts.swept += 1;
            let channel = if let Reader::Swept(channel) = reader { channel } else { Channel::OtherText };
            // That there is a control, a signature or an encrypted stream is worth telling by itself.
            let tells = [Channel::ActiveX, Channel::Signature, Channel::Encryption];
            if tells.contains(&channel) && !bytes.is_empty() || is_object(&name) {
                parts.part(channel, scribe)?;
            }
            for text in sweep::texts(&bytes) {
                parts.say(channel, "", "", &text, scribe)?;
            }
            if reader == Reader::Unknown && !bytes.is_empty() {
                scribe.unaccounted_beside(file, &name, (0, 0), "a stream that no reader knows by name")?;
            }
        }
    }
    parts.close(scribe)
}

/// Reads a workbook that lies in no compound file: the bare stream.
pub(crate) fn report_bare(context: &FileContext<'_>, scribe: &mut Scribe<'_>) -> Read<FileTail> {
    let head = context.source.head(64)?;
    let first = record::Record::read(&head, 0);
    if first.is_some_and(|first| begin(first.number, first.body()) == Begin::Old) {
        return Err(Stop::File(Reason::OldVersion, String::new()));
    }
    let most = scribe.budget().limits().memory_bytes / 2;
    if context.source.len() > most {
        return Err(Stop::File(Reason::TooLarge, String::new()));
    }
    let mut bytes = vec![0; context.source.len() as usize];
    context.source.read_exact_at(&mut bytes, 0)?;
    scribe.budget().unpacked(bytes.len() as u64)?;
    open(context.file, "", &mut bytes, scribe)?;
    workbook::report(context.file, "", &bytes, Hiding::empty(), scribe)?;
    Ok(FileTail { file: context.file, pieces: 1, read: 1, swept: 0 })
}
