//! Whether the record is as its log says: begun here, runs beside the requests, its result stays until the next.

use crate::form::Form;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::field::checkboxes;
use crate::page::icon::Icon;
use crate::page::{Page, button, summary, table};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, ReadLog, Verifying, Witness};
use crate::words::{count, counted};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, Json};
use jiff::Timestamp;
use maud::{Markup, html};
use record::Verification;
use tlog::Checkpoint;

/// Most differences that are named.
const NAMED: usize = 200;

/// The page.
pub async fn ask(right: Earned<ReadLog>, Extension(cookies): Extension<Cookies>) -> Result<Page, Problem> {
    let verifying = right.0.verifying();
    let checkpoint = right.0.checkpoint().await?;
    let witnesses = right.0.witnesses(checkpoint.as_ref())?;
    let runs = matches!(verifying, Verifying::Running { .. });
    let body = html! {
        h1.govuk-heading-l { "Verify the record" }
        p.govuk-body { "Every act is replayed and every row held against it; each difference is named with its number. On a large record it takes minutes." }
        (stands(&verifying))
        @if !runs {
            form action="/log/verify" method="post" {
                (checkboxes("deep", "How thoroughly?", "", &[("yes", "Open every sealed value", "It takes longer. Otherwise one value of each person is opened", false)], &Errors::none()))
                (button::submit("Verify now"))
            }
        }
        (published(checkpoint.as_ref(), &right.0.log_key()))
        (witnessed(&witnesses))
    };
    let page = Page::new(&right.0.viewer(&cookies), "Verify the record", body)
        .at(Place::Log)
        .back("/log", "Back to the log");
    Ok(if runs { page.refreshing(3) } else { page })
}

/// Begins, unless it runs already.
pub async fn verify(right: Earned<ReadLog>, form: Form) -> Response {
    right.0.verify(form.ticked("deep"));
    Redirect::to("/log/verify").into_response()
}

/// How far it is, for the script that waits: `{"text": "…", "stage": "…"}`, and where to go when it has ended.
pub async fn state(right: Earned<ReadLog>) -> Response {
    let verifying = right.0.verifying();
    let stage = match &verifying {
        Verifying::Running { stage, .. } => Some(*stage),
        _ => None,
    };
    Json(serde_json::json!({
        "text": sentence(&verifying),
        "stage": stage.unwrap_or("ended"),
        "location": stage.is_none().then_some("/log/verify"),
    }))
    .into_response()
}

fn sentence(state: &Verifying) -> String {
    match state {
        Verifying::Running { stage, done: 0, .. } => format!("Being verified: {stage}."),
        Verifying::Running { stage, done, of: 0 } => format!("Being verified: {stage}, {}.", count(*done)),
        Verifying::Running { stage, done, of } => {
            format!("Being verified: {stage}, {} of {}.", count(*done), count(*of))
        }
        _ => "It has ended.".into(),
    }
}

fn stands(state: &Verifying) -> Markup {
    html! {
        @match state {
            Verifying::Never => p.govuk-body { "It has not been verified since this server started." },
            Verifying::Running { .. } => div.tip-progress data-poll="/log/verify/state" {
                p.tip-progress__text data-poll-text { (sentence(state)) }
                progress.tip-progress__bar max="100" aria-label="How far it is" {}
                p.govuk-body { a.govuk-link href="/log/verify" data-poll-fallback { "See how far it is" } }
            },
            Verifying::Failed { at, why } => (panel(false, "The record could not be verified", *at, &html! { p { (why) } })),
            Verifying::Done { at, verification } => (result(*at, verification)),
        }
    }
}

fn result(at: Timestamp, verification: &Verification) -> Markup {
    let all: u64 = verification.counts.values().sum();
    let done = format!(
        "{}, {} and {} were held against each other.",
        counted(verification.acts, "act", "acts"),
        counted(verification.rows, "row", "rows"),
        counted(verification.signatures, "signature", "signatures"),
    );
    html! {
        @if verification.is_sound() {
            (panel(true, "The record is as its log says", at, &html! { p { (done) } }))
        } @else {
            (panel(false, "The record is not as its log says", at, &html! {
                p { (counted(all, "difference", "differences")) ". " (done) }
                p { "Stop, keep everything as it is, and tell whoever runs this server." }
            }))
            (differences(verification))
        }
        @for silent in &verification.silent {
            p.govuk-body { "A witness did not answer, so it is not known how far it has seen the log: " (silent) "." }
        }
    }
}

fn differences(verification: &Verification) -> Markup {
    let mut named: Vec<_> = verification.differences.iter().collect();
    named.sort_by_key(|difference| difference.fault);
    let rows: Vec<Vec<Markup>> = named
        .iter()
        .take(NAMED)
        .map(|one| {
            let row = one.fault.row();
            vec![html! { (row.what) }, html! { (one.what) }, html! { (crate::advice::on_a_page(row.fix)) }]
        })
        .collect();
    let all: u64 = verification.counts.values().sum();
    let more = all.saturating_sub(rows.len() as u64);
    html! {
        (table::table("What differs", &[("Difference", false), ("Where", false), ("What to do", false)], &rows))
        @if more > 0 { p.govuk-body { "And " (count(more)) " more. Whoever runs this server can have all of them named." } }
    }
}

/// The result in a word, a shape and a colour, as verdicts of files have.
fn panel(sound: bool, title: &str, at: Timestamp, more: &Markup) -> Markup {
    let (class, icon) = if sound { ("clear", Icon::Clear) } else { ("held", Icon::Held) };
    html! {
        div class={ "tip-verdict tip-verdict--" (class) } role="status" {
            (icon.render())
            div.tip-verdict__body {
                h2.tip-verdict__word { (title) }
                p { "Verified " (summary::time(at)) "." }
                (more)
            }
        }
    }
}

fn published(checkpoint: Option<&Checkpoint>, key: &str) -> Markup {
    html! {
        h2.govuk-heading-m { "The checkpoint" }
        @match checkpoint {
            None => p.govuk-body { "There is none yet: it follows with the next act." },
            Some(checkpoint) => {
                p.govuk-body {
                    "It sums up " (counted(checkpoint.size(), "act", "acts")) " in one signed note. Whoever keeps a copy elsewhere can tell later whether the log was changed. "
                    a.govuk-link href="/log/checkpoint" download { "Download the checkpoint" }
                }
                p.govuk-body { "Key of the log: " code.tip-digest { (key) } }
            },
        }
    }
}

fn witnessed(witnesses: &[Witness]) -> Markup {
    let rows: Vec<Vec<Markup>> = witnesses
        .iter()
        .map(|witness| {
            let cosigned = witness
                .cosigned
                .and_then(|at| i64::try_from(at).ok())
                .and_then(|at| Timestamp::from_second(at).ok());
            vec![
                html! { (witness.name) },
                html! { @match cosigned { Some(at) => (summary::time(at)), None => "not yet" } },
            ]
        })
        .collect();
    html! {
        h2.govuk-heading-m { "Witnesses" }
        @if rows.is_empty() {
            p.govuk-body { "Nobody else watches this log yet. A witness on another machine remembers how far it had come, so that not even whoever runs this server can take acts back. Ask them to name some." }
        } @else {
            (table::table("Witnesses of the policy", &[("Witness", false), ("Cosigned the newest checkpoint", false)], &rows))
        }
    }
}
