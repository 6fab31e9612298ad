//! The line with which everything sealed begins.

use crate::id::BlobId;

/// It says which blob this is. Whoever opens a blob with another program cuts it off: `age -d … | tail -n +2`.
pub(crate) fn of(id: &BlobId) -> String {
    format!("tipstaff-blob/1 {id}\n")
}
