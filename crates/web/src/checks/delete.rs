//! A file that was sent is deleted before its time.

use crate::address::Path;
use crate::problem::Problem;
use crate::right::{CheckFiles, Earned};
use axum::response::Redirect;
use uploads::UploadId;

/// Deletes the file, its result and its copies.
pub async fn delete(right: Earned<CheckFiles>, Path(id): Path<UploadId>) -> Result<Redirect, Problem> {
    right.0.delete(&id).await?;
    Ok(Redirect::to("/checks"))
}
