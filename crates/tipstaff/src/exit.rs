//! How a command ends when it cannot do its work: one sentence to standard error, exit status 2.

use std::fmt::Display;
use std::io::Write;
use std::process::ExitCode;

/// Why a command could not do its work: what happened to what, and what to do next.
#[derive(Debug)]
pub struct Failure {
    what: String,
    fix: String,
}

impl Failure {
    /// A failure in two sentences without their full stops.
    pub fn new(what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { what: what.into(), fix: fix.into() }
    }

    /// A failure from an error whose words are two sentences: what happened, and what to do.
    pub fn told(words: &str) -> Self {
        let (what, fix) = words.split_once(". ").unwrap_or((words, ""));
        Self::new(what, fix)
    }

    /// A failure at a file.
    pub fn at(path: &std::path::Path, what: &dyn Display, fix: &str) -> Self {
        Self::new(format!("{}: {what}", path.display()), fix)
    }

    /// A failure of the system at a file.
    pub fn io(path: &std::path::Path, error: &std::io::Error, fix: &str) -> Self {
        Self::at(path, &gate::io_words(path, error), fix)
    }

    /// What happened, and what to do: for who tells it with a place.
    pub fn into_parts(self) -> (String, String) {
        (self.what, self.fix)
    }

    /// Prints it.
    pub fn report(&self) -> ExitCode {
        if self.what.is_empty() {
            // Whoever read the output went away, and wants to hear nothing more.
            return ExitCode::from(2);
        }
        if self.fix.is_empty() {
            let _ = writeln!(std::io::stderr(), "tipstaff: {}.", plain(&self.what));
            return ExitCode::from(2);
        }
        // Nobody may be listening; the exit status says it too.
        let _ = writeln!(std::io::stderr(), "tipstaff: {}.\n  {}.", plain(&self.what), plain(&self.fix));
        ExitCode::from(2)
    }
}

impl Display for Failure {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}. {}.", self.what, self.fix)
    }
}

/// Names of files can hold what moves the cursor of a terminal, or colours it.
fn plain(text: &str) -> String {
    text.chars()
        .map(
            |letter| if letter.is_control() && letter != '\n' { char::REPLACEMENT_CHARACTER } else { letter },
        )
        .collect()
}

/// Errors of the record are sentences: what happened, then what to do.
impl From<record::RecordError> for Failure {
    fn from(error: record::RecordError) -> Self {
        Self::of_sentences(&error.to_string())
    }
}

impl From<release::known_people::KnownPeopleError> for Failure {
    fn from(error: release::known_people::KnownPeopleError) -> Self {
        Self::of_sentences(&error.to_string())
    }
}

impl Failure {
    /// What happened in a sentence, what to do in those that follow.
    pub fn of_sentences(text: &str) -> Self {
        let (what, fix) = text.split_once(". ").unwrap_or((text, ""));
        Self::new(what, fix.trim_end_matches('.'))
    }
}

/// Errors of releases are such sentences too.
impl From<release::ReleaseError> for Failure {
    fn from(error: release::ReleaseError) -> Self {
        let text = error.to_string();
        let (what, fix) = text.split_once(". ").unwrap_or((&text, ""));
        Self::new(what, fix.trim_end_matches('.'))
    }
}

/// Errors of shares too.
impl From<share::ShareError> for Failure {
    fn from(error: share::ShareError) -> Self {
        Self::of_sentences(&error.to_string())
    }
}

/// Errors of the card office too.
impl From<card_office::CardError> for Failure {
    fn from(error: card_office::CardError) -> Self {
        Self::of_sentences(&error.to_string())
    }
}

/// Errors of stored evidence too.
impl From<evidence::EvidenceError> for Failure {
    fn from(error: evidence::EvidenceError) -> Self {
        Self::of_sentences(&error.to_string())
    }
}

/// Errors of holds, classes and disposals too.
impl From<disposal::DisposalError> for Failure {
    fn from(error: disposal::DisposalError) -> Self {
        Self::of_sentences(&error.to_string())
    }
}

/// Errors of deliveries that are opened too.
impl From<share::OpenError> for Failure {
    fn from(error: share::OpenError) -> Self {
        Self::of_sentences(&error.to_string())
    }
}

/// Errors of receipts too.
impl From<share::StatementError> for Failure {
    fn from(error: share::StatementError) -> Self {
        Self::of_sentences(&error.to_string())
    }
}

/// Writing into memory does not fail.
impl From<std::fmt::Error> for Failure {
    fn from(_: std::fmt::Error) -> Self {
        Self::new("the report could not be put together", "This is a defect of Tipstaff: please report it")
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            return Self::new("", "");
        }
        Self::new(
            format!("the output could not be written ({})", error.kind()),
            "Check that there is room and that the reader of the output is still there",
        )
    }
}

/// Wrong arguments, or a request for help.
pub fn of_arguments(error: &clap::Error) -> ExitCode {
    let _ = error.print();
    if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS }
}
