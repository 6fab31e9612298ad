//! Requests and answers as files, for a bureau without a network: they travel by hand.

use super::key_source::{Answer, KeySource, SourceError};
use crate::job::RequestBundle;
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// The longest answer.
pub(crate) const MOST_ANSWER: u64 = 256 * 1024;

/// A folder with `request-0.json`, to which `answer-0.age` is put, or `stopped`.
#[derive(Debug, Clone)]
pub struct FolderSource {
    folder: PathBuf,
}

impl FolderSource {
    /// This folder, which has to be there.
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    fn failed(&self) -> impl FnOnce(std::io::Error) -> SourceError {
        let path = self.folder.clone();
        move |source| SourceError::Folder { path, source }
    }

    fn read(&self, name: &str) -> Result<Option<Vec<u8>>, SourceError> {
        let file = match std::fs::File::open(self.folder.join(name)) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(self.failed()(error)),
        };
        let mut bytes = Vec::new();
        file.take(MOST_ANSWER + 1).read_to_end(&mut bytes).map_err(self.failed())?;
        if bytes.len() as u64 > MOST_ANSWER { Err(SourceError::TooLong) } else { Ok(Some(bytes)) }
    }
}

impl KeySource for FolderSource {
    fn ask(&self, window: u32, request: &RequestBundle) -> Result<Answer, SourceError> {
        if self.read("stopped")?.is_some() {
            return Ok(Answer::Stopped);
        }
        if let Some(keys) = self.read(&format!("answer-{window}.age"))? {
            return Ok(Answer::Keys(keys));
        }
        let json = request.to_json().map_err(|_| SourceError::Unwritable)?;
        // Written beside its place and renamed: who carries it away carries all of it.
        let mut draft = tempfile::NamedTempFile::new_in(&self.folder).map_err(self.failed())?;
        draft.write_all(&json).map_err(self.failed())?;
        draft.as_file().sync_all().map_err(self.failed())?;
        draft
            .persist(self.folder.join(format!("request-{window}.json")))
            .map_err(|error| self.failed()(error.error))?;
        Ok(Answer::NotYet)
    }
}
