//! The newest checkpoint: a signed note that sums the whole log up. Whoever keeps it can tell later whether the log was changed.

use crate::page::download::attached;
use crate::problem::Problem;
use crate::right::{Earned, ReadLog};
use axum::response::Response;

/// The checkpoint as a file.
pub async fn checkpoint(right: Earned<ReadLog>) -> Result<Response, Problem> {
    let checkpoint = right
        .0
        .checkpoint()
        .await?
        .ok_or_else(|| Problem::conflict("There is no checkpoint yet", "It follows with the next act"))?;
    Ok(attached("text/plain; charset=utf-8", "tipstaff-checkpoint.txt", checkpoint.to_bytes()))
}
