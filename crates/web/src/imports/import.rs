//! Takes an extract in: signed, all of it or nothing.

use super::changes::tried;
use super::chosen::Chosen;
use super::looked::look;
use crate::address::Path;
use crate::form::Form;
use crate::page::error_summary::Errors;
use crate::problem::Problem;
use crate::right::{Cookies, Earned, ImportPeople};
use crate::words::counted;
use axum::Extension;
use axum::response::{IntoResponse, Redirect, Response};
use record::Imported;
use uploads::UploadId;

/// Imports.
pub async fn import(
    right: Earned<ImportPeople>,
    Path(id): Path<UploadId>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let aside = right.0.one(&id).await?;
    let chosen = Chosen::read(&form);
    let viewer = right.0.viewer(&cookies);
    let intake = match look(&right.0, &aside, &chosen, &viewer).await? {
        Ok(intake) => intake,
        Err(page) => return Ok(page.into_response()),
    };
    let again = async |errors: &Errors| tried(&right.0, &aside, &chosen, &cookies, errors).await;
    let Ok(order) = chosen.order(&intake, aside.received) else { return again(&Errors::none()).await };
    let report = match right.0.import(&aside, (&order, &intake), &form, &cookies).await? {
        Ok(report) => report,
        Err(errors) => return again(&errors).await,
    };
    match report.outcome {
        Imported::Written(recorded) => {
            Ok(Redirect::to(&format!("/people/imports/{}?new=1", recorded.position)).into_response())
        }
        Imported::Unchanged | Imported::Tried => Ok(Redirect::to("/people/imports?known=1").into_response()),
        Imported::Refused => {
            let rows = counted(report.refused.count, "row is", "rows are");
            let words = format!(
                "Nothing was imported, because {rows} refused. Put them right, or say that they are left out"
            );
            again(&Errors::of("without", words)).await
        }
    }
}
