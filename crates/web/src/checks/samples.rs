//! Values as they stand in the file: shown to who may see them, for a reason, and on record before they are shown.

use crate::address::Path;
use crate::form::Form;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::{Page, Viewer, button, field};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, SeeSamples, Signing};
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use gate::report::Told;
use gate::{Checked, Severity};
use maud::html;
use uploads::UploadId;

/// Asks for the reason.
pub async fn ask(
    right: Earned<SeeSamples>,
    Path(id): Path<UploadId>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let (upload, _) = right.0.checked(&id).await?;
    Ok(form_page(
        &right.0.viewer(&cookies),
        &id,
        &gate::harmless(&upload.name),
        "",
        right.0.signing(),
        &Errors::none(),
    ))
}

/// Writes the act, then shows the values.
pub async fn show(
    right: Earned<SeeSamples>,
    Path(id): Path<UploadId>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let (upload, checked) = right.0.checked(&id).await?;
    let viewer = right.0.viewer(&cookies);
    let name = gate::harmless(&upload.name);
    let why = form.text("why");
    let refused = |errors: Errors| {
        let page = form_page(&viewer, &id, &name, why, right.0.signing(), &errors).with_error();
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    if why.is_empty() {
        return refused(Errors::of("why", "Say why you need to see the values"));
    }
    if let Err(errors) = right.0.record_view(&checked, why, &form, &cookies).await? {
        return refused(errors);
    }
    Ok(values(&viewer, &id, &name, &checked).into_response())
}

fn form_page(
    viewer: &Viewer,
    id: &UploadId,
    name: &str,
    why: &str,
    signing: Signing,
    errors: &Errors,
) -> Page {
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "See the values in " (name) }
        p.govuk-body { "Who looked at values, when and why, is in the log for good. The values are not." }
        form action={ "/checks/" (id) "/samples" } method="post" novalidate {
            (field::text_area("why", "Why you need to see them", "Do not name anybody here.", why, errors))
            (signing.fields(errors))
            (button::submit("Show the values"))
        }
    };
    Page::new(viewer, format!("See the values in {name}"), body)
        .at(Place::Checks)
        .back(format!("/checks/{id}"), "Back to the result")
}

fn values(viewer: &Viewer, id: &UploadId, name: &str, checked: &Checked) -> Page {
    let findings = checked.findings.iter().filter(|finding| finding.severity > Severity::Note);
    let body = html! {
        h1.govuk-heading-l { "Values in " (name) }
        @for finding in findings.take(100) {
            @let told = Told::of(finding, true);
            h2.govuk-heading-s { (told.summary) }
            p.govuk-body-s { (told.place) }
            ul.govuk-list.govuk-list--bullet {
                @for sample in &told.samples { li { (sample) } }
                @if told.samples.is_empty() { li { "No values were kept of this finding." } }
            }
        }
    };
    Page::new(viewer, format!("Values in {name}"), body)
        .at(Place::Checks)
        .back(format!("/checks/{id}"), "Back to the result")
}
