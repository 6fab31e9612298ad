//! The safe copy: asked for, made by the worker, downloaded, or taken on to be released.

use crate::address::Path;
use crate::page::{button, verdict};
use crate::problem::Problem;
use crate::right::{CheckFiles, Copied, Earned};
use crate::words;
use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use gate::{Checked, Verdict};
use maud::{Markup, html};
use std::fmt::Write;
use uploads::{Upload, UploadId};

/// Asks for a copy.
pub async fn copy(right: Earned<CheckFiles>, Path(id): Path<UploadId>) -> Result<Redirect, Problem> {
    right.0.ask_copy(&id).await?;
    // Without a place in the page: to a browser without scripts that would be the page it is on, and it would not look again.
    Ok(Redirect::to(&format!("/checks/{id}")))
}

/// Gives a file of the copy.
pub async fn download(
    right: Earned<CheckFiles>,
    Path((id, number)): Path<(UploadId, usize)>,
) -> Result<Response, Problem> {
    let (name, bytes, stream) = right.0.copied_file(&id, number).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_LENGTH, bytes.to_string()),
        (header::CONTENT_DISPOSITION, disposition(&name)),
    ];
    Ok((headers, Body::from_stream(stream)).into_response())
}

/// The copy becomes a file of its own among those that were sent: it is checked again, and its release can be proposed.
pub async fn adopt(right: Earned<CheckFiles>, Path(id): Path<UploadId>) -> Result<Redirect, Problem> {
    let adopted = right.0.adopt_copy(&id).await?;
    Ok(Redirect::to(&format!("/checks/{adopted}")))
}

/// A name for a download (RFC 6266): plain letters for old browsers, all of it for the others, nothing that could end the
/// header.
pub fn disposition(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_' | ' ') {
                letter
            } else {
                '_'
            }
        })
        .collect();
    let mut whole = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
            whole.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(whole, "%{byte:02X}");
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}

/// What stands below the verdict about the copy.
pub fn copy_panel(upload: &Upload, checked: &Checked, copied: Option<&Copied>) -> Markup {
    let id = upload.id;
    let class = match copied {
        Some(Copied::Made(made)) => {
            Some(format!("tip-finding tip-finding--{}", verdict::look(made.verdict).class))
        }
        _ => None,
    };
    html! {
        section class=[class] id="copy" aria-label="Safe copy" {
            @match copied {
                None => {
                    @if checked.verdict != Verdict::Clear {
                        (button::post(&format!("/checks/{id}/copy"), &button::submit("Make a safe copy")))
                        p.govuk-body { "The copy is built anew from what everybody sees, and checked in its turn." }
                    }
                }
                Some(Copied::Waiting) => (super::state::progress(id, "The safe copy is being made.")),
                Some(Copied::Failed { what, fix }) => {
                    div.govuk-inset-text { p { "There is no safe copy: " (what) ". " (fix) "." } }
                }
                Some(Copied::Made(made)) => {
                    h2.govuk-heading-m { "The safe copy is ready" }
                    p.govuk-body { "The check of the copy says: " (verdict::tag(made.verdict)) }
                    @for (number, file) in made.files.iter().enumerate() {
                        p { a.govuk-button href={ "/checks/" (id) "/copy/" (number) } download {
                            "Download " (gate::harmless(&file.name)) " (" (words::size(file.bytes)) ")" } }
                    }
                    @if !made.left_out.is_empty() {
                        details.govuk-details {
                            summary.govuk-details__summary { span.govuk-details__summary-text { "What is not in the copy" } }
                            div.govuk-details__text { ul.govuk-list.govuk-list--bullet { @for line in &made.left_out { li { (gate::harmless(line)) } } } }
                        }
                    }
                    p.govuk-body { a.govuk-link href={ "/checks/" (id) "/preview" } { "See both side by side" } }
                    @if made.files.len() == 1 {
                        (button::post(&format!("/checks/{id}/check-copy"), &button::secondary("Go on to release the copy")))
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn no_name_ends_the_header() {
        let header = disposition("a\"\r\nSet-Cookie: x=1;é.xlsx");
        assert!(!header.contains(['\r', '\n']));
        assert_eq!(header.matches('"').count(), 2);
        assert!(header.ends_with("%C3%A9.xlsx"));
    }
}
