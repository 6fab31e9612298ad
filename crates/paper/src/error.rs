//! What can go wrong. Nothing of the content is repeated.

/// Why there is no document.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PaperError {
    /// A font that is built in cannot be read.
    #[error("a font of this program is damaged. Install the program again")]
    Font,
    /// More pages than anybody reads.
    #[error("the document would have more than {most} pages. Take the report for programs: --format json")]
    TooLong {
        /// How many there may be.
        most: usize,
    },
    /// The document would not be what archives and screen readers ask for.
    #[error("the document could not be written ({what}). Take the report as text, and tell us about this")]
    Refused {
        /// Which requirement.
        what: String,
    },
}
