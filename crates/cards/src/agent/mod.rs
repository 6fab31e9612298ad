//! The bureau's side of a job: opens it, asks for keys, prints from memory, signs receipts, and ends.

mod error;
mod folder_source;
#[cfg(feature = "http")]
mod http_source;
mod journal;
mod key_source;
mod printer;
mod run;

pub use error::AgentError;
pub use folder_source::FolderSource;
#[cfg(feature = "http")]
pub use http_source::HttpSource;
pub use key_source::{Answer, KeySource, SourceError};
pub use printer::{FolderPrinter, PrintError, Printer, QueuePrinter};
pub use run::{Agent, Step};
