//! The report for programs: `tipstaff.exposure/1`.

use super::Report;
use crate::commands::holding::list::document as holding_document;
use crate::exit::Failure;
use record::{ActTold, CountOf, Field, Holder, Interval};
use serde_json::{Map, Value, json};

/// The document.
pub fn document(report: &Report) -> Result<Value, Failure> {
    let (question, answer) = (&report.question, &report.answer);
    let with_names = report.named.is_some();
    let fields: Vec<Value> = answer
        .fields
        .iter()
        .map(|field| {
            json!({
                "field": field.field.id(), "title": field.field.title(), "people": counts(field.people.count()),
                "erased": counts(field.erased), "unlisted": interval(field.unlisted), "items": counts(field.items),
            })
        })
        .collect();
    let holdings = report
        .holdings
        .iter()
        .map(|holding| {
            let mut document = holding_document(holding)?;
            let definite = answer.holdings.definite.contains(holding.number);
            if let Some(entries) = document.as_object_mut() {
                entries.insert("certainty".into(), if definite { "definite" } else { "possible" }.into());
            }
            Ok(document)
        })
        .collect::<Result<Vec<_>, Failure>>()?;
    let told = report.holdings.len() as u64;
    let asked_holders = if report.holders.is_empty() {
        Value::Null
    } else {
        report.holders.iter().map(|holder| holder_document(holder, with_names)).collect()
    };
    let mut document = json!({
        "schema": "tipstaff.exposure/1",
        "question": {
            "holders": asked_holders,
            "from": question.window.from.to_string(),
            "until": question.window.until.to_string(),
            "fields": question.fields.map(|fields| fields.iter().map(Field::id).collect::<Vec<_>>()),
            "known_on": question.known.map(|at| at.to_string()),
        },
        "known": { "acts": answer.acts, "at": answer.known.map(|at| at.to_string()) },
        "people": counts(answer.people.count()),
        "erased": counts(answer.erased),
        "unlisted": interval(answer.unlisted),
        "items": counts(answer.items.count()),
        "fields": fields,
        "holdings": {
            "definite": answer.holdings.definite.len(),
            "possible": answer.holdings.possible.len(),
            "holders": answer.holdings.holders.len(),
            "told": holdings,
            "left_out": report.found() - told,
        },
        "acts": report.acts.iter().map(act_document).collect::<Vec<_>>(),
    });
    if let (Some(named), Some(entries)) = (&report.named, document.as_object_mut()) {
        let people: Vec<Value> = named
            .people
            .iter()
            .map(|(person, values)| {
                let values: Map<String, Value> = values
                    .iter()
                    .map(|(field, value)| (field.id().to_owned(), value.as_str().into()))
                    .collect();
                let definite = answer.people.definite.contains(*person);
                let had: Map<String, Value> = answer
                    .fields
                    .iter()
                    .filter_map(|field| {
                        let definite = field.people.definite.contains(*person);
                        let there = definite || field.people.possible.contains(*person);
                        there.then(|| (field.field.id().to_owned(), certainty(definite).into()))
                    })
                    .collect();
                json!({ "person": person, "certainty": certainty(definite), "values": values, "had": had })
            })
            .collect();
        entries.insert("named".into(), json!({ "act": named.act, "people": people }));
    }
    Ok(document)
}

fn certainty(definite: bool) -> &'static str {
    if definite { "definite" } else { "possible" }
}

fn counts(counts: CountOf) -> Value {
    json!({ "definite": counts.definite, "possible": counts.possible })
}

fn interval(interval: Interval) -> Value {
    json!({ "low": interval.low, "high": interval.high })
}

fn holder_document(holder: &Holder, with_names: bool) -> Value {
    let name = if with_names { Some(holder.name.as_str()) } else { holder.public_name() };
    json!({ "holder": holder.number, "kind": holder.kind.id(), "name": name })
}

/// An act, for programs.
pub fn act_document(act: &ActTold) -> Value {
    json!({
        "act": act.position, "at": act.at.to_string(), "actor": act.actor, "kind": act.kind,
        "sentence": act.sentence,
    })
}
