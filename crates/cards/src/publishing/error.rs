//! What can go wrong with publishing.

use crate::status_list::ListTokenError;
use std::path::PathBuf;

/// Why nothing was published, or not all of it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PublishError {
    /// The folder.
    #[error(
        "the folder {} cannot be written to. Check that it is there, that you may write to it and that it has room; what \
         was published before is still whole", path.display()
    )]
    Folder {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A list that is not beside the page.
    #[error(
        "the status list {address} does not lie beside the page {page}. Publish both on one host: the page may fetch from \
         nowhere else"
    )]
    Elsewhere {
        /// Of the list.
        address: String,
        /// Of the page.
        page: String,
    },
    /// A name that is taken or makes no file.
    #[error(
        "the status list {address} has to end in a name of small letters, digits and hyphens, that no other has"
    )]
    Name {
        /// Of the list.
        address: String,
    },
    /// A list that nobody could use.
    #[error("a status list would not be believed by the page: {0}")]
    List(#[from] ListTokenError),
    /// A list that is about something else.
    #[error("the status list says it is {says}, and it would be published as {address}")]
    OtherList {
        /// What it says.
        says: String,
        /// Where it would lie.
        address: String,
    },
    /// Nothing to publish.
    #[error("a page needs the name of the force, at least one key and one status list")]
    Empty,
}
