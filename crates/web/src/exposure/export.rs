//! Counts of an answer as a table and for programs. Nobody is named in them, also not by number.

use super::asked::Asked;
use super::report::Report;
use crate::form::Query;
use crate::page::download::attached;
use crate::problem::Problem;
use crate::right::{Earned, ReadHoldings};
use axum::response::Response;
use record::words::csv_cell;
use record::{CountOf, Interval};
use serde_json::{Value, json};
use std::fmt::Write;

/// For spreadsheets.
pub async fn counts_csv(right: Earned<ReadHoldings>, Query(query): Query) -> Result<Response, Problem> {
    let report = report(&right.0, &query).await?;
    let mut out = String::from(
        "part,of,people certain,people perhaps,unlisted at least,unlisted at most,items certain,items perhaps\n",
    );
    let mut line = |part: &str, of: &str, people: CountOf, unlisted: Interval, items: CountOf| {
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{part},{},{},{},{},{},{},{}",
            csv_cell(of),
            people.definite,
            people.possible,
            unlisted.low,
            unlisted.high,
            items.definite,
            items.possible
        );
    };
    let found = &report.answer;
    line("all", "", found.people.count(), found.unlisted, found.items.count());
    for field in &found.fields {
        line("field", field.field.id(), field.people.count(), field.unlisted, field.items);
    }
    for (number, found) in &report.by_holder {
        line("holder", &report.holder(*number), found.people.count(), found.unlisted, found.items.count());
    }
    for (step, found) in &report.over_time {
        line("time", &step.name, found.people.count(), found.unlisted, found.items.count());
    }
    Ok(attached("text/csv; charset=utf-8", "tipstaff-exposure.csv", out))
}

/// For programs.
pub async fn counts_json(right: Earned<ReadHoldings>, Query(query): Query) -> Result<Response, Problem> {
    let report = report(&right.0, &query).await?;
    let found = &report.answer;
    let document = json!({
        "schema": "tipstaff.exposure-counts/1",
        "from": report.question.window.from.to_string(),
        "until": report.question.window.until.to_string(),
        "acts": found.acts,
        "known": found.known.map(|at| at.to_string()),
        "people": counts(found.people.count()),
        "erased": counts(found.erased),
        "unlisted": interval(found.unlisted),
        "items": counts(found.items.count()),
        "fields": found.fields.iter().map(|field| json!({
            "field": field.field.id(), "people": counts(field.people.count()), "unlisted": interval(field.unlisted),
            "items": counts(field.items),
        })).collect::<Vec<_>>(),
        "holders": report.by_holder.iter().map(|(number, found)| json!({
            "holder": number, "people": counts(found.people.count()), "unlisted": interval(found.unlisted),
            "items": counts(found.items.count()),
        })).collect::<Vec<_>>(),
        "over_time": report.over_time.iter().map(|(step, found)| json!({
            "from": step.window.from.to_string(), "until": step.window.until.to_string(),
            "people": counts(found.people.count()),
        })).collect::<Vec<_>>(),
        "holdings": {
            "definite": found.holdings.definite.iter().collect::<Vec<_>>(),
            "possible": found.holdings.possible.iter().collect::<Vec<_>>(),
        },
    });
    Ok(attached("application/json", "tipstaff-exposure.json", format!("{document}\n")))
}

async fn report(right: &ReadHoldings, query: &crate::form::Form) -> Result<Report, Problem> {
    let wrong = || {
        Problem::bad_request(
            "This is no whole question",
            "Ask it on the page “Who is affected”, and take its link",
        )
    };
    let asked = Asked::read(query).ok_or_else(wrong)?;
    let (question, _) = asked.question(right.now()).map_err(|_| wrong())?;
    right.exposure(question, None).await
}

fn counts(of: CountOf) -> Value {
    json!({ "definite": of.definite, "possible": of.possible })
}

fn interval(interval: Interval) -> Value {
    json!({ "low": interval.low, "high": interval.high })
}
