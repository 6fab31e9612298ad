//! Looking for oneself: the proposed bytes become a file of who has to decide, checked by today's rules like any other. So
//! an approval stands on a check that the approver saw, and not on what the proposer says of it.

use crate::address::Path;
use crate::problem::Problem;
use crate::right::{Earned, LookIntoRelease};
use axum::response::Redirect;

/// Takes the file, and leads to its result.
pub async fn look(right: Earned<LookIntoRelease>, Path(number): Path<u32>) -> Result<Redirect, Problem> {
    let upload = right.0.take(number).await?;
    Ok(Redirect::to(&format!("/checks/{upload}")))
}
