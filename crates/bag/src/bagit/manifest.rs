//! Manifests: a digest, two spaces, a path (RFC 8493, 2.1.3). `sha256sum -c` reads them.

use super::path::{decode_path, decode_path_097, encode_path};
use crate::hash::{hex, unhex};
use crate::{Algorithm, BagError};
use std::collections::HashSet;

/// The longest path that is read, in bytes.
const LONGEST: usize = 4096;

/// One file of a manifest.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    /// Its path from the bag's own folder, with `/` between folders.
    pub path: String,
    /// Its digest.
    pub digest: Vec<u8>,
}

/// A manifest. Lines in the order of their paths, so that the same bag has the same manifest.
pub fn write_manifest(lines: &[Line]) -> String {
    let mut sorted: Vec<&Line> = lines.iter().collect();
    sorted.sort_by_key(|line| &line.path);
    let mut text = String::new();
    for line in sorted {
        text.push_str(&hex(&line.digest));
        text.push_str("  ");
        text.push_str(&encode_path(&line.path));
        text.push('\n');
    }
    text
}

/// Reads a manifest of BagIt 1.0. Refused: a digest of another length, a path that leaves the bag, one that is there twice.
pub fn parse_manifest(text: &str, algorithm: Algorithm, file: &str) -> Result<Vec<Line>, BagError> {
    parse(text, algorithm, file, decode_path)
}

/// The same of BagIt 0.97.
pub(crate) fn parse_manifest_097(
    text: &str,
    algorithm: Algorithm,
    file: &str,
) -> Result<Vec<Line>, BagError> {
    parse(text, algorithm, file, |path| Some(decode_path_097(path)))
}

fn parse(
    text: &str,
    algorithm: Algorithm,
    file: &str,
    decode: impl Fn(&str) -> Option<String>,
) -> Result<Vec<Line>, BagError> {
    let mut lines = Vec::new();
    let mut seen = HashSet::new();
    for (at, line) in super::lines(text).enumerate() {
        let wrong = |why| BagError::Line { file: file.to_owned(), line: at + 1, why };
        let (digest, rest) =
            line.split_once([' ', '\t']).ok_or_else(|| wrong("it is not a digest, a space and a path"))?;
        let digest = unhex(digest)
            .filter(|digest| digest.len() == algorithm.bytes())
            .ok_or_else(|| wrong("what it begins with is no digest of this manifest's kind"))?;
        let written = rest.trim_start_matches([' ', '\t']);
        // What md5sum and its kin write of a file that was read as binary; no path in a bag begins like that.
        let written = written.strip_prefix('*').unwrap_or(written);
        let path = decode(written).ok_or_else(|| wrong("a % in its path stands for no letter"))?;
        if path.len() > LONGEST {
            return Err(wrong("its path is longer than 4,096 bytes"));
        }
        if !stays_inside(&path) {
            return Err(wrong("its path is empty or leads out of the bag"));
        }
        if !seen.insert(path.clone()) {
            return Err(wrong("its path is in the manifest twice"));
        }
        lines.push(Line { path, digest });
    }
    Ok(lines)
}

/// Whether a path is one of files below the bag's own folder, written the one way it can be.
fn stays_inside(path: &str) -> bool {
    !path.contains(['\\', '\0'])
        // A home folder, and what a program could not tell from the signs before a path.
        && !path.starts_with(['~', '*', ' ', '\t'])
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
        // `C:` on Windows is a place of its own.
        && path.as_bytes().get(1) != Some(&b':')
}
