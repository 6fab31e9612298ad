//! Seeds, made when they are needed from the fixtures of the repository: nothing is committed twice.
//!
//! A target that finds `TIPSTAFF_SEEDS` in its environment writes its seeds to that folder, and a dictionary of the
//! names in them beside it, and ends.

use crate::{ole, parts, records, zip};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Folders with fixtures.
const FIXTURES: [&str; 9] = [
    "examples",
    "crates/inspect/tests/files",
    "crates/inspect/tests/files/ods",
    "crates/inspect/tests/files/media",
    "crates/inspect/tests/files/json",
    "crates/inspect/tests/files/pictures",
    "incidents/2-psni-foi/files",
    "incidents/4-crime-records/files",
    "fuzz/seeds",
];

/// Bytes of one part of a seed; the middle of a longer one is left out.
const PART: usize = 3 << 10;
/// Bytes of a seed. A small seed is mutated more often in a place that matters.
const SEED: usize = 24 << 10;

/// What a fixture becomes.
pub type Make = fn(&[u8]) -> Vec<u8>;

/// Writes seeds and ends the program, if it was started for that: fixtures with one of these endings, each made into an
/// input, and `more` of one's own.
pub fn if_asked(endings: &[&str], make: Make, more: &[&[u8]]) {
    let Some(folder) = std::env::var_os("TIPSTAFF_SEEDS") else { return };
    let folder = PathBuf::from(folder);
    if let Err(error) = write(&folder, endings, make, more) {
        eprintln!("seeds: {error}");
        std::process::exit(1);
    }
    std::process::exit(0);
}

fn write(folder: &Path, endings: &[&str], make: Make, more: &[&[u8]]) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut words = BTreeSet::new();
    let mut seeds: Vec<(String, Vec<u8>)> =
        more.iter().enumerate().map(|(number, seed)| (format!("own-{number}"), seed.to_vec())).collect();
    for (name, bytes) in fixtures(endings)? {
        seeds.push((name, make(&bytes)));
    }
    for (name, mut seed) in seeds {
        seed.truncate(SEED);
        words_of(&seed, &mut words);
        std::fs::write(folder.join(name), seed)?;
    }
    let mut dictionary = String::from("\"\\x0a=== \"\n\"\\x02\\x30\"\n\"\\x03\"\n\"\\xfe\\xb1\"\n");
    for word in words.iter().take(4000) {
        dictionary.push_str(&format!("\"{word}\"\n"));
    }
    std::fs::write(folder.with_extension("dict"), dictionary)
}

/// Fixtures by their endings, unpacked where they are packed.
fn fixtures(endings: &[&str]) -> std::io::Result<Vec<(String, Vec<u8>)>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = Vec::new();
    for folder in FIXTURES {
        let Ok(entries) = std::fs::read_dir(root.join(folder)) else { continue };
        for path in entries.flatten().map(|entry| entry.path()) {
            let is_packed = path.extension() == Some(OsStr::new("gz"));
            let plain = if is_packed { path.with_extension("") } else { path.clone() };
            let ending = plain.extension().and_then(OsStr::to_str).unwrap_or_default();
            if !endings.contains(&ending) {
                continue;
            }
            let mut bytes = std::fs::read(&path)?;
            if is_packed {
                let packed = std::mem::take(&mut bytes);
                flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut bytes)?;
            }
            let name = plain.file_name().unwrap_or_default().to_string_lossy().into_owned();
            found.push((name, bytes));
        }
    }
    found.sort();
    Ok(found)
}

/// The parts of a package, shortened.
pub fn of_package(bytes: &[u8]) -> Vec<u8> {
    joined(zip::unpack(bytes).into_iter().filter_map(|(name, content)| {
        let shorter = shortened(&content);
        // Colours and fonts by the thousand.
        let is_dull = name.contains("theme") || name.contains("printerSettings") || name.ends_with('/');
        (!is_dull).then_some((name, shorter))
    }))
}

/// The parts of a binary workbook, as records.
pub fn of_binary_package(bytes: &[u8]) -> Vec<u8> {
    joined(zip::unpack(bytes).into_iter().map(|(name, content)| {
        match records::of_biff12(&content).filter(|_| name.ends_with(".bin")) {
            Some(mut records) => {
                records.truncate(2 * PART);
                (format!("%{name}"), records)
            }
            None => (name, shortened(&content)),
        }
    }))
}

/// The streams of a compound file, workbooks as records, macros unpacked.
pub fn of_compound(bytes: &[u8]) -> Vec<u8> {
    joined(ole::unpack(bytes).into_iter().map(|(name, content)| {
        let is_records =
            matches!(name.as_str(), "Workbook" | "Book" | "Revision Log") || name.starts_with("_SX_DB_CUR/");
        if let Some(mut records) = records::of_biff(&content).filter(|_| is_records) {
            // Globals from the front, sheets from the back.
            if records.len() > 4 * PART {
                let tail = records.split_off(records.len() - 2 * PART);
                records.truncate(2 * PART);
                records.extend(tail);
            }
            return (format!("#{name}"), records);
        }
        if let Some(plain) = ole::unpack_macro(&content) {
            return (format!("~{name}"), plain[..plain.len().min(PART)].to_vec());
        }
        (name, content[..content.len().min(PART)].to_vec())
    }))
}

/// A text, shortened.
pub fn of_text(bytes: &[u8]) -> Vec<u8> {
    shortened(bytes)
}

/// A small file as it is.
pub fn as_it_is(bytes: &[u8]) -> Vec<u8> {
    if bytes.len() > SEED { Vec::new() } else { bytes.to_vec() }
}

fn joined(all: impl Iterator<Item = (String, Vec<u8>)>) -> Vec<u8> {
    let mut all: Vec<_> = all.collect();
    // What is cut off at the end of a large seed should be a large part.
    all.sort_by_key(|(_, content)| content.len());
    parts::join(all.iter().map(|(name, content)| (name.as_str(), content.as_slice())))
}

/// The beginning and the end, cut after the end of a row or the like so that the rest is still well-formed.
fn shortened(content: &[u8]) -> Vec<u8> {
    if content.len() <= PART {
        return content.to_vec();
    }
    for end in ["</row>", "</table:table-row>", "</si>", "</r>", "</comment>", "</v:shape>", "\n"] {
        let end = end.as_bytes();
        let in_front = content[..PART].windows(end.len()).rposition(|window| window == end);
        let in_all = content.windows(end.len()).rposition(|window| window == end);
        if let (Some(front), Some(last)) = (in_front, in_all) {
            let tail = &content[last + end.len()..];
            return [&content[..front + end.len()], &tail[..tail.len().min(PART)]].concat();
        }
    }
    content[..PART].to_vec()
}

/// Names of elements and attributes, and attributes with short values.
fn words_of(seed: &[u8], words: &mut BTreeSet<String>) {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-' | b'_');
    for (at, byte) in seed.iter().enumerate() {
        let rest = &seed[at + 1..];
        let len = rest.iter().take_while(|byte| is_name(byte)).count();
        if len == 0 || len > 40 {
            continue;
        }
        let word = String::from_utf8_lossy(&rest[..len]).into_owned();
        if *byte == b'<' {
            words.insert(format!("<{word} "));
            words.insert(format!("</{word}>"));
        } else if byte.is_ascii_whitespace() && rest[len..].starts_with(b"=\"") {
            words.insert(format!(" {word}=\\\""));
        }
    }
}
