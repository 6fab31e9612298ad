//! What can be wrong with a question. Every error says what happened and what to do next.

use crate::delivery::DeliveryId;

/// Why a file could not be traced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TraceError {
    /// Two recipes of one delivery.
    #[error(
        "{0} is there twice. Whoever counts it twice is accused more easily than allowed: check the record with \
         'tipstaff log verify' and trace again"
    )]
    Twice(DeliveryId),
    /// An empty file.
    #[error(
        "there is nothing in the file to trace: no table, no text, no photo. Check that it was read whole, or name another file"
    )]
    Empty,
    /// More rows than can be numbered.
    #[error("a table has more than four thousand million rows. Cut the file into parts and trace each")]
    TooLong,
}
