//! How far a trace is, for the script that waits for it.

use crate::problem::Problem;
use crate::right::{Earned, TraceLeak, Tracing};
use axum::Json;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

/// `{"text": "…", "stage": "…"}`, and where to go once it has ended.
pub async fn state(right: Earned<TraceLeak>) -> Result<Response, Problem> {
    let (stage, location) = match right.0.tracing()? {
        Tracing::Running { stage } => (stage, None),
        Tracing::Done { id } => ("ended", Some(format!("/trace/{id}"))),
        Tracing::Never | Tracing::Failed { .. } => ("ended", Some("/trace".to_owned())),
    };
    let told = serde_json::json!({ "text": sentence(stage), "stage": stage, "location": location });
    Ok(Json(told).into_response())
}

fn sentence(stage: &str) -> String {
    format!("Being traced: {stage}.")
}

/// A bar that runs until there is something to see. Without a script, the page looks again by itself.
pub fn progress(stage: &str) -> Markup {
    html! {
        div.tip-progress data-poll="/trace/state" {
            p.tip-progress__text data-poll-text { (sentence(stage)) }
            progress.tip-progress__bar max="100" aria-label="How far it is" {}
            p.govuk-body { a.govuk-link href="/trace" data-poll-fallback { "See how far it is" } }
        }
    }
}
