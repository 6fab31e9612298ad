//! What went wrong, as a page.

use super::{Page, Viewer};
use crate::problem::Problem;
use axum::response::IntoResponse;
use axum::response::Response;
use maud::html;

/// The page of a problem. It does not know who looks at it: what went wrong may be just that.
pub fn problem(problem: &Problem) -> Response {
    let body = html! {
        h1.govuk-heading-l { (problem.what) }
        p.govuk-body { (problem.fix) "." }
        p.govuk-body { a.govuk-link href="/" { "Go to the first page" } }
    };
    Page::new(&Viewer::default(), problem.what.clone(), body).into_response()
}
