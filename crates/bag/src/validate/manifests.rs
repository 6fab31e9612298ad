//! What should be there.

use super::{LONGEST_MANIFEST, parser, text};
use crate::bagit::declaration::Version;
use crate::hash::Digests;
use crate::{Algorithm, BagError};
use std::collections::BTreeMap;
use std::path::Path;

/// What all manifests of a kind say together.
#[derive(Default)]
pub(super) struct Expected {
    pub(super) files: BTreeMap<String, Told>,
    /// Of which digests there is a manifest.
    pub(super) algorithms: Vec<Algorithm>,
    /// Manifests of digests that are not checked here.
    pub(super) unread: Vec<String>,
}

/// What is said of one file.
#[derive(Default)]
pub(super) struct Told(Vec<(Algorithm, Vec<u8>)>);

impl Told {
    pub(super) fn matches(&self, found: &Digests) -> bool {
        self.0.iter().all(|(algorithm, digest)| found.of(*algorithm) == digest)
    }

    /// In how many manifests it is.
    pub(super) fn named(&self) -> usize {
        self.0.len()
    }
}

pub(super) fn read(
    folder: &Path,
    files: &BTreeMap<String, u64>,
    prefix: &str,
    version: Version,
) -> Result<Expected, BagError> {
    let mut expected = Expected::default();
    for name in files.keys() {
        let Some(kind) = name.strip_prefix(prefix).and_then(|rest| rest.strip_suffix(".txt")) else {
            continue;
        };
        let Some(algorithm) = Algorithm::ALL.into_iter().find(|algorithm| algorithm.name() == kind) else {
            expected.unread.push(name.clone());
            continue;
        };
        expected.algorithms.push(algorithm);
        for line in parser(version)(&text(folder, name, LONGEST_MANIFEST)?, algorithm, name)? {
            expected.files.entry(line.path).or_default().0.push((algorithm, line.digest));
        }
    }
    Ok(expected)
}
