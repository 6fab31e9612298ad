//! What a trace found: sentences for a senior officer first, then the picture, then the numbers.

use super::clocks::clocks;
use super::people::people;
use super::read::read;
use super::sources::sources;
use crate::address::Path;
use crate::navigation::Place;
use crate::page::download::attached;
use crate::page::icon::Icon;
use crate::page::{Page, button, table};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, Kept, TraceLeak};
use crate::words::{counted, size};
use axum::Extension;
use axum::response::Response;
use maud::{Markup, html};
use trace::Verdict;
use uploads::UploadId;

/// What the report says before its numbers.
const NUMBERS: &str = "The numbers";

/// The page.
pub async fn show(
    right: Earned<TraceLeak>,
    Path(id): Path<UploadId>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let kept = right.0.kept(&id).await?;
    let trace = read(&kept)?;
    let recipients = right.0.recipients().await?;
    let mut parts = kept.sentences.split("\n\n");
    let first = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    let body = html! {
        (panel(trace.verdict, first))
        @if !kept.unread.is_empty() { (unread(&kept)) }
        @for part in rest.iter().filter(|part| !part.starts_with(NUMBERS)) {
            @for line in part.lines() { p.govuk-body { (gate::harmless(line)) } }
        }
        div.govuk-button-group {
            @if right.0.may_see_names() && !trace.people.is_empty() {
                (button::link(&format!("/trace/{id}/names"), "See who they are"))
            }
            (button::secondary_link(&format!("/trace/{id}/trace.json"), "For programs (JSON)"))
        }
        (clocks(&trace, &recipients))
        (people(&trace))
        (sources(&trace, &recipients))
        @for part in rest.iter().filter(|part| part.starts_with(NUMBERS)) {
            details.govuk-details {
                summary.govuk-details__summary { span.govuk-details__summary-text { "All the numbers" } }
                div.govuk-details__text { @for line in part.lines().skip(1) { p { (gate::harmless(line)) } } }
            }
        }
        (files(&kept))
        p.govuk-body { "On record as act " (kept.act) ". For a court, two people open the key of the delivery, and an independent expert computes the evidence again: whoever runs this server writes the folder for that." }
    };
    Ok(Page::new(&right.0.viewer(&cookies), "What the trace found", body)
        .at(Place::Trace)
        .back("/trace", "Back to traces")
        .wide())
}

/// The report, byte by byte as it is on record by its digest.
pub async fn json(right: Earned<TraceLeak>, Path(id): Path<UploadId>) -> Result<Response, Problem> {
    let kept = right.0.kept(&id).await?;
    Ok(attached("application/json", "trace.json", kept.report))
}

/// The first sentences: where it comes from.
fn panel(verdict: Verdict, sentences: &str) -> Markup {
    let (class, icon) = match verdict {
        Verdict::Attributed | Verdict::Merged | Verdict::OneChannel => ("held", Icon::Held),
        Verdict::Ranked | Verdict::NoDeliveryFits => ("review", Icon::Review),
        Verdict::NothingOfOurs => ("clear", Icon::Clear),
    };
    let mut lines = sentences.lines();
    html! {
        div class={ "tip-verdict tip-verdict--" (class) } {
            (icon.render())
            div.tip-verdict__body {
                h1.tip-verdict__word { (gate::harmless(lines.next().unwrap_or("What the trace found"))) }
                @for line in lines { p { (gate::harmless(line)) } }
            }
        }
    }
}

fn unread(kept: &Kept) -> Markup {
    html! {
        div.govuk-inset-text {
            p { strong { "Part of it could not be read, and the answer is about the rest only." } }
            @for (name, what) in &kept.unread { p { span.tip-break { (gate::harmless(name)) } ": " (gate::harmless(what)) } }
        }
    }
}

fn files(kept: &Kept) -> Markup {
    let rows: Vec<Vec<Markup>> = kept
        .files
        .iter()
        .map(|(name, bytes)| {
            vec![html! { span.tip-break { (gate::harmless(name)) } }, html! { (size(*bytes)) }]
        })
        .collect();
    html! {
        details.govuk-details {
            summary.govuk-details__summary { span.govuk-details__summary-text { "What was traced: " (counted(rows.len() as u64, "file", "files")) } }
            div.govuk-details__text { (table::table("What was traced", &[("File", false), ("Size", true)], &rows)) }
        }
    }
}
