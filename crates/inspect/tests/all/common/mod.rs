//! What the tests of several formats share.

pub mod biff12;

use inspect::{Channel, Collector, Inspection, Options, Part, inspect};
use rawzip::{CompressionMethod, ZipArchive};
use std::io::Read;
use std::path::PathBuf;

/// A fixture, unpacked. They are committed compressed.
pub fn fixture(name: &str) -> Vec<u8> {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests/files", &format!("{name}.gz")].iter().collect();
    let packed = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut bytes).unwrap();
    bytes
}

/// Inspects bytes; all rows are kept.
pub fn inspect_bytes(bytes: &[u8], name: &str, options: &Options) -> Inspection {
    let mut collector = Collector { keep_rows: usize::MAX, ..Collector::default() };
    inspect(&bytes.to_vec(), name, options, &mut collector).unwrap();
    collector.inspection
}

/// Inspects a fixture under its own name.
pub fn inspect_fixture(name: &str) -> Inspection {
    let file_name = name.rsplit('/').next().unwrap_or(name);
    inspect_bytes(&fixture(name), file_name, &Options::default())
}

/// Stored values of a table.
pub fn rows(part: &Part) -> Vec<Vec<&str>> {
    part.rows.iter().map(|row| row.cells.iter().map(|cell| cell.1.as_str()).collect()).collect()
}

/// Whether some part of a channel holds a text, word for word.
pub fn says(all: &Inspection, channel: Channel, text: &str) -> bool {
    all.of(channel).any(|part| part.segments.iter().any(|(_, _, said)| said == text))
}

/// Real spreadsheets that nobody of this project made. Without them the tests say so, and fail where nothing may be
/// left out.
pub fn corpus(folder: &str) -> Option<PathBuf> {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "../../../shared/corpus", folder].iter().collect();
    if path.is_dir() {
        return Some(path);
    }
    assert!(std::env::var_os("CI").is_none(), "{} is missing", path.display());
    None
}

/// A zip archive of stored entries, as small as it can be (PKWARE's APPNOTE 4.3).
pub fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut body, mut directory) = (Vec::new(), Vec::new());
    for (name, data) in entries {
        let offset = body.len() as u32;
        let mut fields = Vec::new();
        // Version, flags (names in UTF-8), method, time, date.
        for field in [20_u16, 0x0800, 0, 0, 33] {
            fields.extend(field.to_le_bytes());
        }
        for field in [crc32fast::hash(data), data.len() as u32, data.len() as u32] {
            fields.extend(field.to_le_bytes());
        }
        fields.extend((name.len() as u16).to_le_bytes());
        fields.extend(0_u16.to_le_bytes());
        body.extend(b"PK\x03\x04");
        body.extend(&fields);
        body.extend(name.as_bytes());
        body.extend(*data);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&fields);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, len, count) = (body.len() as u32, directory.len() as u32, entries.len() as u16);
    body.extend(directory);
    body.extend(b"PK\x05\x06\0\0\0\0");
    body.extend(count.to_le_bytes());
    body.extend(count.to_le_bytes());
    body.extend(len.to_le_bytes());
    body.extend(start.to_le_bytes());
    body.extend([0; 2]);
    body
}

/// The entries of an archive, unpacked.
pub fn unzip(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let archive = ZipArchive::from_slice(bytes).unwrap();
    let mut found = Vec::new();
    for entry in archive.entries() {
        let entry = entry.unwrap();
        let name = String::from_utf8_lossy(entry.file_path().as_ref()).into_owned();
        let packed = archive.get_entry(entry.wayfinder()).unwrap();
        let mut unpacked = Vec::new();
        match entry.compression_method() {
            CompressionMethod::STORE => unpacked.extend(packed.data()),
            _ => {
                flate2::read::DeflateDecoder::new(packed.data()).read_to_end(&mut unpacked).unwrap();
            }
        }
        found.push((name, unpacked));
    }
    found
}
