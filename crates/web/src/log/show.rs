//! One act: its sentence, its leaf, and the proof that it is in the log that was signed.

use super::index::who;
use crate::address::Path;
use crate::navigation::Place;
use crate::page::{Page, summary};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, Proof, ReadLog};
use crate::words::hexadecimal;
use axum::Extension;
use maud::{Markup, html};
use record::ActKind;

/// The page.
pub async fn show(
    right: Earned<ReadLog>,
    Path(position): Path<u64>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let act = right.0.act(position).await?;
    let actors = right.0.actors().await?;
    let proof = right.0.proof(position).await?;
    let entry = &act.entry;
    let kind = ActKind::named(&entry.kind);
    let signed = entry.signed_by.iter().map(|number| who(*number, &actors)).collect::<Vec<_>>().join(" and ");
    let law = entry.word.map_or_else(|| "not known here".to_owned(), |word| format!("{word:?}"));
    let body = html! {
        h1.govuk-heading-l { "Act " (position) }
        p.govuk-body-l { (entry.sentence) }
        (summary::list(&[
            ("Kind", &kind.map_or(entry.kind.as_str(), |kind| kind.title)),
            ("Recorded", &summary::time(entry.at)),
            ("By", &who(entry.actor, &actors)),
            ("Signed by", &if signed.is_empty() { "nobody: this kind needs no signature".to_owned() } else { signed }),
            ("In the words of section 62 of the Data Protection Act", &law),
        ]))
        h2.govuk-heading-m { "The leaf" }
        p.govuk-body { "Exactly what stands in the log. It names nobody." }
        div.tip-scroll tabindex="0" role="region" aria-label="The leaf" { pre { code { (act.leaf) } } }
        p.govuk-body { a.govuk-link href={ "/log/" (position) "/leaf" } download { "Download the leaf" } }
        h2.govuk-heading-m { "The proof" }
        (proof_of(position, proof.as_ref()))
        nav aria-label="Acts before and after" {
            @if let Some(before) = position.checked_sub(1) { a.govuk-link href={ "/log/" (before) } rel="prev" { "Act " (before) } " · " }
            a.govuk-link href={ "/log/" (position.saturating_add(1)) } rel="next" { "Act " (position.saturating_add(1)) }
        }
    };
    Ok(Page::new(&right.0.viewer(&cookies), format!("Act {position}"), body)
        .at(Place::Log)
        .back("/log", "Back to the log"))
}

fn proof_of(position: u64, proof: Option<&Proof>) -> Markup {
    html! {
        @match proof {
            None => p.govuk-body { "Nothing is published yet: the checkpoint follows with the next act." },
            Some(Proof { checkpoint, path: None }) => p.govuk-body {
                "The act is on record. The checkpoint covers " (crate::words::counted(checkpoint.size(), "act", "acts")) ", and this one comes after them; the next checkpoint covers it."
            },
            Some(Proof { checkpoint, path: Some(path) }) => {
                p.govuk-body {
                    "With the leaf and these " (crate::words::counted(path.len() as u64, "hash", "hashes"))
                    ", anybody can reckon the root of the log that was signed over " (crate::words::counted(checkpoint.size(), "act", "acts")) ", without trusting this page."
                }
                details.govuk-details {
                    summary.govuk-details__summary { span.govuk-details__summary-text { "The hashes" } }
                    div.govuk-details__text {
                        ol.govuk-list.govuk-list--number { @for hash in path { li { code.tip-digest { (hexadecimal(hash)) } } } }
                        p.govuk-body { "Root: " code.tip-digest { (hexadecimal(&checkpoint.root())) } }
                    }
                }
                p.govuk-body { a.govuk-link href={ "/log/" (position) "/proof" } download { "Download the proof" } " (C2SP tlog-proof, with the checkpoint)" }
            },
        }
    }
}
