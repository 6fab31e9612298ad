//! One holding with its history.

use crate::address::Path;
use crate::navigation::Place;
use crate::page::{Page, button, summary, table};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, ReadHoldings};
use axum::Extension;
use maud::{Markup, html};
use record::words::{lifetime, subjects, titles};

/// The page.
pub async fn show(
    right: Earned<ReadHoldings>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let shown = right.0.holding(number).await?;
    let holding = &shown.holding;
    let is_open = holding.life.until().is_ok_and(|until| until.is_none());
    let holder = shown.holder.as_ref();
    let holder = holder
        .map_or_else(|| format!("holder #{}", holding.holder), |holder| record::words::holder(holder, false));
    let handed = holding.handed.map(|digest| summary::digest(&crate::words::hexadecimal(&digest)));
    let rows: Vec<Vec<Markup>> = shown
        .acts
        .iter()
        .map(|act| {
            vec![
                html! { "Act " (act.position) },
                summary::time(act.at),
                html! { (act.sentence) },
                html! { "actor " (act.actor) },
            ]
        })
        .collect();
    let body = html! {
        h1.govuk-heading-l { "Holding " (number) }
        (summary::list(&[
            ("Holder", &html! { a.govuk-link href={ "/holders/" (holding.holder) } { (crate::words::sentence(&holder)) } }),
            ("Has", &crate::words::sentence(&titles(holding.fields))),
            ("About", &crate::words::sentence(&subjects(holding))),
            ("When", &crate::words::sentence(&lifetime(&holding.life).unwrap_or_default())),
            ("File that was handed over", &handed.unwrap_or_else(|| html! { "not known" })),
        ]))
        @if right.0.may_change() {
            div.govuk-button-group {
                (button::secondary_link(&format!("/holdings/{number}/correct"), "Correct it"))
                @if is_open { (button::secondary_link(&format!("/holdings/{number}/close"), "Close it")) }
            }
        }
        (table::table("What happened to it, in order", &[("Act", false), ("When", false), ("What", false), ("By", false)], &rows))
        p.govuk-body { "What was known before a correction stays on record: ask who is affected “as it was known” then." }
    };
    Ok(Page::new(&right.0.viewer(&cookies), format!("Holding {number}"), body)
        .at(Place::Holders)
        .back(format!("/holders/{}", holding.holder), "Back to the holder"))
}
