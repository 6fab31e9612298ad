//! Work on an upload.

use gate::CopyKind;

/// What is to be done with an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// It is checked.
    Check,
    /// A safe copy is made.
    Copy(CopyKind),
}

impl Task {
    /// The word for it in the database.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Copy(kind) => kind.ending(),
        }
    }

    pub(crate) fn of_word(word: &str) -> Option<Self> {
        let all =
            [Self::Check, Self::Copy(CopyKind::Xlsx), Self::Copy(CopyKind::Ods), Self::Copy(CopyKind::Csv)];
        all.into_iter().find(|task| task.word() == word)
    }
}
