//! The page: the question, and under it the answer.

use super::answer::answer;
use super::asked::Asked;
use super::form::form;
use crate::form::Query;
use crate::navigation::Place;
use crate::page::Page;
use crate::page::error_summary::Errors;
use crate::problem::Problem;
use crate::right::{Cookies, Earned, ReadHoldings};
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::html;

/// The page.
pub async fn index(
    right: Earned<ReadHoldings>,
    Query(query): Query,
    Extension(cookies): Extension<Cookies>,
) -> Result<Response, Problem> {
    let viewer = right.0.viewer(&cookies);
    let asked = Asked::read(&query);
    let question = asked.as_ref().map(|asked| asked.question(right.0.now()));
    let page = |body| Page::new(&viewer, "Who is affected", body).at(Place::Exposure).wide();
    match (asked, question) {
        (Some(asked), Some(Ok((question, now_known)))) => {
            let report = right.0.exposure(question, now_known).await?;
            let body = html! {
                h1.govuk-heading-l { "Who is affected" }
                (answer(&report, &asked, right.0.may_see_names()))
                div.tip-no-print {
                    h2.govuk-heading-m { "Ask again" }
                    (form(&report.all_holders, &asked, &Errors::none()))
                }
            };
            Ok(page(body).into_response())
        }
        (asked, question) => {
            let errors = question.and_then(Result::err).unwrap_or_else(Errors::none);
            let (holders, _) = right.0.holders().await?;
            let body = html! {
                (errors.summary())
                h1.govuk-heading-l { "Who is affected" }
                p.govuk-body {
                    "Something got out: say who had it and when, and the record answers how many people are affected, by what, and "
                    "because of which acts. " strong { "Certain" } " means that they surely had it at some time between the two; "
                    strong { "perhaps" } " means that it cannot be ruled out."
                }
                @if holders.is_empty() {
                    div.govuk-inset-text {
                        "No holder is on record yet. " a.govuk-link href="/holders" { "Enter who holds data" } " first: what nobody entered, nobody can count."
                    }
                } @else { (form(&holders, &asked.unwrap_or_default(), &errors)) }
            };
            if errors.is_empty() {
                Ok(page(body).into_response())
            } else {
                Ok((StatusCode::UNPROCESSABLE_ENTITY, page(body).with_error()).into_response())
            }
        }
    }
}
