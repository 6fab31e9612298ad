//! What was found.

use super::Tags;
use unicode_normalization::UnicodeNormalization;

/// What a file of a bag is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// As all manifests say.
    Whole,
    /// In a manifest, and not there.
    Missing,
    /// There, and not as a manifest says.
    Changed,
    /// There, and in no manifest.
    Extra,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its path from the bag's own folder.
    pub path: String,
    /// What it is.
    pub state: State,
    /// Its length in bytes; nought if it is missing.
    pub bytes: u64,
}

/// What [`validate`](crate::validate) found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Every file, by path. Manifests of tags are not among them, for nothing says what they should be.
    pub files: Vec<Entry>,
    /// What `bag-info.txt` says.
    pub info: Tags,
    /// Whatever else is not as it should be, each a sentence.
    pub problems: Vec<String>,
}

impl Report {
    /// Whether everything is there, nothing else, and all of it as it was.
    pub fn is_whole(&self) -> bool {
        self.problems.is_empty() && self.files.iter().all(|entry| entry.state == State::Whole)
    }

    /// The paths of a state.
    pub fn of(&self, state: State) -> impl Iterator<Item = &str> {
        self.files.iter().filter(move |entry| entry.state == state).map(|entry| &*entry.path)
    }

    /// A file that is missing and one that is extra are often one, whose accents a file system wrote in another way.
    pub(super) fn note_accents(&mut self) {
        let composed = |path: &str| path.nfc().collect::<String>();
        let missing: Vec<String> = self.of(State::Missing).map(composed).collect();
        let notes: Vec<String> = self
            .of(State::Extra)
            .filter(|path| missing.contains(&composed(path)))
            .map(|path| {
                format!("{path} differs from its name in the manifest in how accents are written only")
            })
            .collect();
        self.problems.extend(notes);
    }
}
