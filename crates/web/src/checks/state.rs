//! How far a check is, for the script that waits for it.

use crate::address::Path;
use crate::problem::Problem;
use crate::right::{CheckFiles, Earned};
use crate::words;
use axum::Json;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use uploads::{State, Upload, UploadId};

/// `{"text": "…", "stage": "…"}`, and where to go once nothing more will happen by itself.
pub async fn state(right: Earned<CheckFiles>, Path(id): Path<UploadId>) -> Response {
    let told = async {
        let upload = right.0.one(&id).await?;
        let is_done = right.0.is_settled(&upload).await?;
        Ok::<_, Problem>(serde_json::json!({
            "text": sentence(&upload),
            "stage": stage(&upload),
            "location": is_done.then(|| format!("/checks/{id}")),
        }))
    };
    match told.await {
        Ok(told) => Json(told).into_response(),
        Err(problem) => problem.into_json_response(),
    }
}

/// In one sentence.
pub fn sentence(upload: &Upload) -> String {
    match &upload.state {
        State::Waiting { ahead: 0 } => "It is next.".into(),
        State::Waiting { ahead } => format!("{} before it.", words::counted(*ahead, "file is", "files are")),
        State::Checking { .. } => "It is being checked.".into(),
        State::Checked { .. } => "It has been checked.".into(),
        State::Failed { .. } => "It could not be checked.".into(),
    }
}

/// Who listens is told of a change of stage only.
fn stage(upload: &Upload) -> &'static str {
    match &upload.state {
        State::Waiting { .. } => "waiting",
        State::Checking { .. } => "checking",
        State::Checked { .. } | State::Failed { .. } => "checked",
    }
}

/// A bar that runs until there is something to see. Without a script, a link looks again.
pub fn progress(id: UploadId, words: &str) -> Markup {
    html! {
        div.tip-progress data-poll={ "/checks/" (id) "/state" } {
            p.tip-progress__text data-poll-text { (words) }
            progress.tip-progress__bar max="100" aria-label="How far it is" {}
            p.govuk-body { a.govuk-link href={ "/checks/" (id) } data-poll-fallback { "See how far it is" } }
        }
    }
}
