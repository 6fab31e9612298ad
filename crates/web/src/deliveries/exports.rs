//! Deliveries to take along, and what recipients signed. The JSON is that of `tipstaff share list --deliveries`.

use super::filter::Filter;
use crate::address::Path;
use crate::form::Query;
use crate::page::download::attached;
use crate::problem::Problem;
use crate::right::{Earned, ReadShares, Recipients};
use crate::words::hexadecimal;
use axum::response::Response;
use jiff::Timestamp;
use record::words::csv_cell;
use serde_json::{Value, json};
use share::Delivery;
use std::fmt::Write;

/// Name of the schema.
const SCHEMA: &str = "tipstaff.deliveries/1";

/// As a table.
pub async fn table(right: Earned<ReadShares>, Query(query): Query) -> Result<Response, Problem> {
    let (found, now) = found(&right.0, &Filter::read(&query)).await?;
    let text = csv(&found, &right.0.recipients().await?, now);
    Ok(attached("text/csv; charset=utf-8", "deliveries.csv", text))
}

/// For programs.
pub async fn json(right: Earned<ReadShares>, Query(query): Query) -> Result<Response, Problem> {
    let (found, now) = found(&right.0, &Filter::read(&query)).await?;
    let deliveries: Vec<Value> = found.iter().map(|delivery| document(delivery, now)).collect();
    let document = json!({ "schema": SCHEMA, "deliveries": deliveries });
    Ok(attached("application/json", "deliveries.json", document.to_string()))
}

/// What the recipient signed last.
pub async fn statement(right: Earned<ReadShares>, Path(number): Path<u32>) -> Result<Response, Problem> {
    let statement = right.0.delivery(number).await?.statement.ok_or_else(Problem::not_found)?;
    Ok(attached("text/plain; charset=utf-8", "receipt.txt", statement))
}

async fn found(right: &ReadShares, filter: &Filter) -> Result<(Vec<Delivery>, Timestamp), Problem> {
    let now = right.now();
    Ok((filter.take(right.deliveries().await?, now), now))
}

fn document(delivery: &Delivery, now: Timestamp) -> Value {
    json!({
        "delivery": delivery.number, "share": delivery.share, "holder": delivery.holder, "holding": delivery.holding,
        "at": delivery.at.to_string(), "people": delivery.people.len(), "fields": delivery.fields.to_string(),
        "marks": delivery.marks.to_string(), "form": delivery.form, "state": delivery.state.id(),
        "sha256": hexadecimal(&delivery.sha256), "content": hexadecimal(&delivery.content), "bytes": delivery.bytes,
        "destroy_by": delivery.destroy_by.to_string(), "overdue": delivery.is_overdue(now),
        "received": delivery.received.map(|at| at.to_string()), "destroyed": delivery.destroyed.map(|at| at.to_string()),
        "act": delivery.act,
    })
}

fn csv(found: &[Delivery], recipients: &Recipients, now: Timestamp) -> String {
    let mut out = String::from(
        "delivery,share,holder,recipient,holding,at,people,fields,marks,form,state,overdue,destroy_by,received,destroyed,sha256,act\n",
    );
    for delivery in found {
        let time = |at: Option<Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}",
            delivery.number,
            delivery.share,
            delivery.holder,
            csv_cell(&recipients.of(delivery.holder)),
            delivery.holding,
            delivery.at,
            delivery.people.len(),
            csv_cell(&delivery.fields.to_string()),
            csv_cell(&delivery.marks.to_string()),
            csv_cell(&delivery.form),
            delivery.state,
            if delivery.is_overdue(now) { "yes" } else { "no" },
            delivery.destroy_by,
            time(delivery.received),
            time(delivery.destroyed),
            hexadecimal(&delivery.sha256),
            delivery.act,
        );
    }
    out
}
