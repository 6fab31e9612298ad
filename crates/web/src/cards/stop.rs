//! Stops a job. One button, no question: every key that leaves meanwhile shows a face.

use crate::address::Path;
use crate::problem::Problem;
use crate::right::{Earned, StopCardJob};
use axum::response::Redirect;

/// Stops it.
pub async fn stop(right: Earned<StopCardJob>, Path(number): Path<u32>) -> Result<Redirect, Problem> {
    right.0.stop(number).await?;
    Ok(Redirect::to(&format!("/cards/jobs/{number}")))
}
