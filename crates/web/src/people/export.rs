//! Who holds what about somebody, as a table and for programs. Numbers and names of holders, no value of the person.

use crate::address::Path;
use crate::page::download::attached;
use crate::problem::Problem;
use crate::right::{About, Earned, LookUpPeople};
use accounts::What;
use axum::response::Response;
use record::Certainty;
use record::words::{csv_cell, lifetime};
use serde_json::json;
use std::fmt::Write;

/// For spreadsheets.
pub async fn held_csv(right: Earned<LookUpPeople>, Path(number): Path<u32>) -> Result<Response, Problem> {
    let person = right.0.person(number).await?.person;
    right.0.note(What::TookHoldings, person).await?;
    let mut out = String::from("holding,holder,kind,certainty,fields,when\n");
    for one in right.0.held_about(person).await? {
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{},{},{},{},{},{}",
            one.holding.number,
            csv_cell(&name(&one)),
            one.holder.as_ref().map_or("", |holder| holder.kind.id()),
            sure(&one),
            csv_cell(&one.holding.fields.to_string()),
            csv_cell(&lifetime(&one.holding.life).unwrap_or_default()),
        );
    }
    Ok(attached("text/csv; charset=utf-8", "tipstaff-held.csv", out))
}

/// For programs.
pub async fn held_json(right: Earned<LookUpPeople>, Path(number): Path<u32>) -> Result<Response, Problem> {
    let person = right.0.person(number).await?.person;
    right.0.note(What::TookHoldings, person).await?;
    let mut holdings = Vec::new();
    for one in right.0.held_about(person).await? {
        let (from, until) = times(&one)?;
        holdings.push(json!({
            "holding": one.holding.number,
            "holder": one.holding.holder,
            "name": one.holder.as_ref().and_then(|holder| holder.public_name()),
            "kind": one.holder.as_ref().map(|holder| holder.kind.id()),
            "certainty": sure(&one),
            "fields": one.holding.fields.iter().map(record::Field::id).collect::<Vec<_>>(),
            "from": from, "until": until,
            "releases": one.releases,
            "found_by": one.found_by,
            "acts": one.acts.iter().map(|act| json!({
                "act": act.position, "at": act.at.to_string(), "kind": act.kind, "sentence": act.sentence,
            })).collect::<Vec<_>>(),
        }));
    }
    let document = json!({ "schema": "tipstaff.held-about/1", "person": person, "holdings": holdings });
    Ok(attached("application/json", "tipstaff-held.json", format!("{document}\n")))
}

fn times(one: &About) -> Result<(serde_json::Value, serde_json::Value), Problem> {
    let failed = |error| Problem::failed("reading a holding", &error);
    let from = one.holding.life.from().map_err(failed)?;
    let until = one.holding.life.until().map_err(failed)?;
    let text = |at: jiff::Timestamp| at.to_string();
    Ok((
        json!({ "earliest": from.earliest.map(text), "latest": text(from.latest) }),
        until.map_or(
            serde_json::Value::Null,
            |until| json!({ "earliest": text(until.earliest), "latest": until.latest.map(text) }),
        ),
    ))
}

fn name(one: &About) -> String {
    let name = one.holder.as_ref().and_then(|holder| holder.public_name());
    name.map_or_else(|| format!("#{}", one.holding.holder), str::to_owned)
}

fn sure(one: &About) -> &'static str {
    match one.certainty {
        Certainty::Definite => "definite",
        Certainty::Possible => "possible",
    }
}
