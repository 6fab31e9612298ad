//! Is a bag whole? Read strictly: what no manifest names is said, and what RFC 8493 lets a reader fetch is refused.

mod manifests;
mod report;
mod walk;

pub use report::{Entry, Report, State};

use crate::BagError;
use crate::bagit::declaration::{self, Version};
use crate::bagit::info::{Info, only, parse_info};
use crate::hash::{Digests, Hashing};
use manifests::Expected;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use walk::Found;

/// The longest file of tags that is read into memory, in bytes: a manifest of five million files of evidence.
const LONGEST_MANIFEST: u64 = 1 << 30;

/// The longest `bag-info.txt`, in bytes.
const LONGEST_INFO: u64 = 1 << 20;

/// Reads every byte of a bag and says of each file what it is. `Err` where nothing can be said: no bag, one that is only a list of
/// addresses, manifests that cannot be read. Whether all is well is [`Report::is_whole`].
pub fn validate(folder: &Path) -> Result<Report, BagError> {
    let no_bag = |why: &str| BagError::NoBag { path: folder.to_path_buf(), why: why.to_owned() };
    let Found { files, others } = walk::walk(folder)?;
    if !files.contains_key("bagit.txt") {
        return Err(no_bag("it has no bagit.txt; choose the folder that holds one"));
    }
    if files.contains_key("fetch.txt") {
        return Err(no_bag(
            "its fetch.txt names files that are elsewhere, and what is elsewhere can change; ask for a bag that holds everything",
        ));
    }
    let version = declaration::parse(&text(folder, "bagit.txt", LONGEST_INFO)?).map_err(no_bag)?;
    let payload = manifests::read(folder, &files, "manifest-", version)?;
    if payload.algorithms.is_empty() {
        return Err(no_bag("it has no manifest of SHA-256 or SHA-512; ask for a bag that has"));
    }
    let tags = manifests::read(folder, &files, "tagmanifest-", version)?;
    let mut report = Report::default();
    report.problems.extend(others.into_iter().map(|path| format!("{path} is neither a file nor a folder")));
    check_places(&payload, &tags, &mut report);

    let mut seen = BTreeMap::new();
    for (path, bytes) in &files {
        let expected = if path.starts_with("data/") { &payload } else { &tags };
        let digests = match expected.files.get(path) {
            Some(_) => Some(digest(&folder.join(path), path)?),
            None => None,
        };
        let state = match (expected.files.get(path), &digests) {
            (Some(told), Some(found)) if told.matches(found) => State::Whole,
            (Some(_), _) => State::Changed,
            // The manifests of tags name everything but themselves.
            (None, _) if path.starts_with("tagmanifest-") => continue,
            // RFC 8493 asks for no manifest of tags; where there is none, no tag is extra.
            (None, _) if !path.starts_with("data/") && tags.algorithms.is_empty() => continue,
            (None, _) => State::Extra,
        };
        seen.insert(path.clone(), (state, *bytes));
    }
    let missing = payload.files.keys().chain(tags.files.keys()).filter(|path| !files.contains_key(*path));
    let missing: Vec<_> = missing.map(|path| (path.clone(), (State::Missing, 0))).collect();
    seen.extend(missing);
    report.files = seen.into_iter().map(|(path, (state, bytes))| Entry { path, state, bytes }).collect();

    if files.contains_key("bag-info.txt") {
        report.info = parse_info(&text(folder, "bag-info.txt", LONGEST_INFO)?)?;
    }
    check_oxum(&files, &mut report);
    report.note_accents();
    Ok(report)
}

/// Manifests of payload name payload, and the others everything else; all of a kind name the same files.
fn check_places(payload: &Expected, tags: &Expected, report: &mut Report) {
    for path in payload.files.keys().filter(|path| !path.starts_with("data/")) {
        report.problems.push(format!("a manifest of the payload names {path}, which is not under data/"));
    }
    for path in tags.files.keys().filter(|path| path.starts_with("data/")) {
        report.problems.push(format!("a manifest of tags names {path}, which is payload"));
    }
    for expected in [payload, tags] {
        for (path, told) in &expected.files {
            if told.named() < expected.algorithms.len() {
                report.problems.push(format!("{path} is in one manifest and not in another"));
            }
        }
        report.problems.extend(
            expected.unread.iter().map(|name| format!("{name} is of a digest that is not checked here")),
        );
    }
}

fn check_oxum(files: &BTreeMap<String, u64>, report: &mut Report) {
    let Ok(told) = only(&report.info, "Payload-Oxum").map(|told| told.map(str::to_owned)) else {
        report.problems.push("bag-info.txt says Payload-Oxum more than once".into());
        return;
    };
    let payload = files.iter().filter(|(path, _)| path.starts_with("data/"));
    let (count, bytes) = payload.fold((0_u64, 0_u64), |(count, sum), (_, bytes)| (count + 1, sum + bytes));
    let found = format!("{bytes}.{count}");
    if let Some(told) = told
        && told != found
    {
        report
            .problems
            .push(format!("bag-info.txt says {told} (bytes.files) of the payload, which is {found}"));
    }
}

/// A file of tags.
fn text(folder: &Path, name: &str, most: u64) -> Result<String, BagError> {
    let path = folder.join(name);
    let look = |source| BagError::Look { path: path.clone(), source };
    let mut bytes = Vec::new();
    File::open(&path).map_err(look)?.take(most + 1).read_to_end(&mut bytes).map_err(look)?;
    let no_bag = |why: &str| BagError::NoBag { path: path.clone(), why: why.to_owned() };
    if bytes.len() as u64 > most {
        return Err(no_bag("it is longer than anything that is read here"));
    }
    String::from_utf8(bytes).map_err(|_| no_bag("it is not UTF-8; ask for the bag again"))
}

fn digest(path: &Path, name: &str) -> Result<Digests, BagError> {
    let look = |source| BagError::Look { path: name.into(), source };
    let mut hashing = Hashing::new(File::open(path).map_err(look)?);
    io::copy(&mut hashing, &mut io::sink()).map_err(look)?;
    Ok(hashing.finish())
}

/// Kept for [`Report`].
pub(crate) type Tags = Vec<Info>;

/// How manifests of a version are read.
fn parser(version: Version) -> fn(&str, crate::Algorithm, &str) -> Result<Vec<crate::Line>, BagError> {
    match version {
        Version::One => crate::parse_manifest,
        Version::ZeroNinetySeven => crate::bagit::manifest::parse_manifest_097,
    }
}
