//! Zip archives: the directory, and the entries by name.
//!
//! Follows PKWARE's APPNOTE 6.3. The archive itself is parsed by `rawzip`; what is added here is suspicion: entries
//! that overlap, that are listed twice or whose local header disagrees with the directory make the file ambiguous,
//! because programs differ in which of the two they show.

use super::unpack::{Promise, Range, Unpacked};
use crate::source::Lent;
use crate::stop::{LimitMet, Read, Stop};
use crate::{Budget, Reason, Source};
use rawzip::{CompressionMethod, RECOMMENDED_BUFFER_SIZE, ZipArchive, ZipArchiveEntryWayfinder, ZipLocator};
use std::collections::HashMap;
use std::io::Read as _;

/// One entry of the directory.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// Name as stored, made readable.
    pub(crate) name: String,
    /// Name as programs look it up: forward slashes, no leading one, lower case.
    pub(crate) key: String,
    pub(crate) method: CompressionMethod,
    pub(crate) promise: Promise,
    pub(crate) encrypted: bool,
    pub(crate) directory: bool,
    /// Local header, packed data and data descriptor, as offsets in the file.
    pub(crate) span: (u64, u64),
    /// Packed data alone.
    pub(crate) data: (u64, u64),
    /// Texts found in the entry's comment and extra fields.
    pub(crate) remarks: Vec<Vec<u8>>,
}

/// An open archive.
pub(crate) struct ZipFile<'s> {
    source: &'s dyn Source,
    pub(crate) entries: Vec<Entry>,
    by_key: HashMap<String, usize>,
    /// Comment of the whole archive.
    pub(crate) comment: Vec<u8>,
    /// Directory and end records, as offsets in the file.
    pub(crate) directory_span: (u64, u64),
    /// Names that stand in the directory more than once.
    pub(crate) twice: Vec<String>,
}

/// The largest comment or extra field that is looked at whole; the format allows 65,535 bytes.
const REMARK_BYTES: usize = 1 << 16;

impl<'s> ZipFile<'s> {
    /// Reads the directory and every local header.
    pub(crate) fn open(source: &'s dyn Source, budget: &Budget) -> Read<Self> {
        let mut buffer = vec![0_u8; RECOMMENDED_BUFFER_SIZE];
        let archive = ZipLocator::new()
            .locate_in_reader(Lent(source), &mut buffer, source.len())
            .map_err(|_| Stop::damaged("the list of its parts is missing"))?;
        let mut comment = Vec::new();
        archive.comment().take(REMARK_BYTES as u64).read_to_end(&mut comment)?;
        let directory_span = (archive.directory_offset(), archive.end_offset());

        let mut listed: Vec<(Entry, ZipArchiveEntryWayfinder)> = Vec::new();
        let mut entries = archive.entries(&mut buffer);
        while let Some(record) =
            entries.next_entry().map_err(|_| Stop::damaged("the list of its parts is broken"))?
        {
            if listed.len() as u64 >= budget.limits().entries {
                return Err(LimitMet(Reason::TooManyParts).into());
            }
            let mut remarks = vec![record.comment().as_bytes().to_vec()];
            remarks.extend(unknown_fields(record.extra_fields()));
            remarks.retain(|remark| !remark.is_empty());
            let name = readable(record.file_path().as_ref());
            let key = key_of(&name);
            let promise = Promise {
                packed: record.compressed_size_hint(),
                unpacked: record.uncompressed_size_hint(),
                crc: record.crc32(),
            };
            let entry = Entry {
                key,
                method: record.compression_method(),
                promise,
                encrypted: record.flags().is_encrypted(),
                directory: record.is_dir(),
                span: (record.local_header_offset(), 0),
                data: (0, 0),
                remarks,
                name,
            };
            listed.push((entry, record.wayfinder()));
        }

        let mut headers = vec![0_u8; RECOMMENDED_BUFFER_SIZE * 2 + 1024];
        let mut all = Vec::with_capacity(listed.len());
        for (mut entry, wayfinder) in listed {
            locate(&archive, source, &mut entry, wayfinder, &mut headers)?;
            all.push(entry);
            budget.look_at_clock()?;
        }
        refuse_overlaps(&all)?;

        let mut by_key = HashMap::with_capacity(all.len());
        let mut twice = Vec::new();
        for (index, entry) in all.iter().enumerate() {
            if by_key.insert(entry.key.clone(), index).is_some() {
                twice.push(entry.name.clone());
            }
        }
        Ok(Self { source, entries: all, by_key, comment, directory_span, twice })
    }

    /// The file behind the archive.
    pub(crate) fn source(&self) -> &'s dyn Source {
        self.source
    }

    /// Finds an entry the way programs do: without regard to case, slashes or a leading slash.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.by_key.get(&key_of(name)).copied()
    }

    /// Unpacks an entry as a stream.
    pub(crate) fn unpack<'u>(&'u self, index: usize, budget: &'u Budget) -> Read<Unpacked<'u>> {
        let entry = &self.entries[index];
        if entry.encrypted {
            return Err(Stop::File(Reason::Encrypted, format!("entry {}", entry.name)));
        }
        let range = Range::new(self.source, entry.data.0, entry.data.1);
        match entry.method {
            CompressionMethod::STORE => Ok(Unpacked::stored(range, budget, entry.promise)),
            CompressionMethod::DEFLATE => Ok(Unpacked::deflated(range, budget, entry.promise)),
            other => {
                Err(Stop::part(format!("it is packed by method {}, which is not read here", other.as_u16())))
            }
        }
    }

    /// Unpacks a whole entry into memory, up to the limit for parts that are held whole.
    pub(crate) fn whole(&self, index: usize, budget: &Budget) -> Read<Vec<u8>> {
        self.whole_up_to(index, budget, budget.limits().held_part_bytes)
    }

    /// Unpacks a whole entry into memory, up to `most` bytes.
    pub(crate) fn whole_up_to(&self, index: usize, budget: &Budget, most: u64) -> Read<Vec<u8>> {
        let mut bytes = Vec::new();
        self.unpack(index, budget)?.take(most + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > most {
            return Err(LimitMet(Reason::TooLarge).into());
        }
        Ok(bytes)
    }
}

/// Extra fields that hold no words: zip64 sizes, file times, owner numbers, padding.
const WORDLESS_FIELDS: &[u16] =
    &[0x0001, 0x000a, 0x5455, 0x5855, 0x7855, 0x7875, 0x000d, 0x7075, 0x6375, 0xa11e, 0xa220, 0xcafe, 0xd935];

/// Extra fields of kinds that are not known to be without words.
fn unknown_fields(fields: rawzip::extra_fields::ExtraFields<'_>) -> Vec<Vec<u8>> {
    fields
        .filter(|(id, data)| !WORDLESS_FIELDS.contains(&id.as_u16()) && !data.is_empty())
        .map(|(_, data)| data.to_vec())
        .collect()
}

/// Fills in where the entry's data lie, and refuses a local header that tells another story than the directory.
fn locate(
    archive: &ZipArchive<Lent<'_>>,
    source: &dyn Source,
    entry: &mut Entry,
    wayfinder: ZipArchiveEntryWayfinder,
    headers: &mut [u8],
) -> Read {
    let broken = |_| Stop::damaged(format!("entry {} has no proper header", entry.name));
    let found = archive.get_entry(wayfinder).map_err(broken)?;
    let local = found.local_header(headers).map_err(broken)?;
    if key_of(&readable(local.file_path().as_ref())) != entry.key
        || local.compression_method() != entry.method
    {
        return Err(Stop::File(
            Reason::Ambiguous,
            format!("entry {} has a header that differs from the directory", entry.name),
        ));
    }
    let has_descriptor = local.flags().has_data_descriptor();
    entry.remarks.extend(unknown_fields(local.extra_fields()));
    entry.data = found.compressed_data_range();
    entry.span.1 = if has_descriptor { descriptor_end(source, entry)? } else { entry.data.1 };
    Ok(())
}

/// The end of the data descriptor after an entry: with or without signature, sizes of 4 or 8 bytes (APPNOTE 4.3.9).
fn descriptor_end(source: &dyn Source, entry: &Entry) -> Read<u64> {
    let mut bytes = [0_u8; 24];
    let at = entry.data.1;
    let mut filled = 0;
    while filled < bytes.len() {
        match source.read_at(&mut bytes[filled..], at + filled as u64)? {
            0 => break,
            read => filled += read,
        }
    }
    let crc = entry.promise.crc.to_le_bytes();
    let wide = entry.promise.packed.to_le_bytes();
    let narrow = (entry.promise.packed as u32).to_le_bytes();
    let signature = usize::from(bytes.starts_with(b"PK\x07\x08")) * 4;
    let rest = &bytes[signature..filled.max(signature)];
    if !rest.starts_with(&crc) {
        return Ok(at);
    }
    let sizes = &rest[4..];
    if sizes.starts_with(&wide) && sizes.len() >= 16 && entry.promise.unpacked.to_le_bytes() == sizes[8..16] {
        Ok(at + signature as u64 + 20)
    } else if sizes.starts_with(&narrow) {
        Ok(at + signature as u64 + 12)
    } else {
        Ok(at)
    }
}

/// Two entries that share bytes are how a bomb multiplies itself, and how one content hides in another.
fn refuse_overlaps(entries: &[Entry]) -> Read {
    let mut spans: Vec<(u64, u64)> = entries.iter().map(|entry| entry.span).collect();
    spans.sort_unstable();
    if spans.windows(2).any(|pair| pair[1].0 < pair[0].1) {
        return Err(Stop::File(Reason::Bomb, "its entries overlap".into()));
    }
    Ok(())
}

/// Makes a stored name readable: UTF-8 where it is, else Windows-1252, which never fails.
fn readable(name: &[u8]) -> String {
    match std::str::from_utf8(name) {
        Ok(name) => name.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(name).0.into_owned(),
    }
}

/// The form under which names are the same entry: Open Packaging Conventions (ECMA-376 part 2, 6.2) compare part
/// names without regard to case, and old writers use backslashes.
pub(crate) fn key_of(name: &str) -> String {
    name.trim_start_matches(['/', '\\']).replace('\\', "/").to_lowercase()
}
