//! An extract is deleted without being imported.

use crate::address::Path;
use crate::problem::Problem;
use crate::right::{Earned, ImportPeople};
use axum::response::Redirect;
use uploads::UploadId;

/// Deletes it.
pub async fn forget(right: Earned<ImportPeople>, Path(id): Path<UploadId>) -> Result<Redirect, Problem> {
    let aside = right.0.one(&id).await?;
    right.0.forget(&aside).await?;
    Ok(Redirect::to("/people/import"))
}
