//! `tipstaff card list`.

use crate::arguments::{Common, Format};
use crate::commands::say;
use crate::exit::Failure;
use crate::open;
use card_office::{Card, CardOffice, CardState, Job, Order};
use cards::job::Outcome;
use clap::Args;
use gate::Verdict;
use record::time::{spoken, spoken_day};
use serde_json::{Value, json};
use std::io::Write;

pub const EXAMPLE: &str = "\
Examples:
  tipstaff card list                 orders and jobs
  tipstaff card list --order 3       the cards of an order
  tipstaff card list --job 1         what the print service of a job can have seen

No name is shown: tipstaff people show tells who a person is.";

/// Options of `card list`.
#[derive(Debug, Args)]
pub struct Options {
    /// The cards of this order
    #[arg(long, value_name = "NUMBER", conflicts_with = "job")]
    order: Option<u32>,
    /// The cards of this job
    #[arg(long, value_name = "JOB")]
    job: Option<String>,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let office = CardOffice::new(&record);
        let (lines, document) = match (&options.order, &options.job) {
            (Some(order), _) => {
                let order = office.order_numbered(*order).await?;
                let cards = office.cards_of_order(order.number).await?;
                let mut lines = vec![of_order(&order)];
                lines.extend(cards.iter().map(of_card));
                (lines, json!({ "order": order_json(&order), "cards": cards_json(&cards) }))
            }
            (None, Some(named)) => {
                let job = super::job(&office, named).await?;
                let (line, document) = of_job(&office, &job).await?;
                let cards = office.cards_of_job(job.number).await?;
                let mut lines = vec![line];
                lines.extend(cards.iter().map(of_card));
                (lines, json!({ "job": document, "cards": cards_json(&cards) }))
            }
            (None, None) => all(&office).await?,
        };
        let mut out = std::io::stdout().lock();
        if common.format == Format::Text {
            for line in lines {
                writeln!(out, "{line}")?;
            }
        } else {
            let mut whole = json!({ "schema": "tipstaff.card-list/1" });
            if let (Some(whole), Value::Object(more)) = (whole.as_object_mut(), document) {
                whole.extend(more);
            }
            writeln!(out, "{whole}")?;
        }
        Ok(Verdict::Clear)
    })
}

async fn all(office: &CardOffice<'_>) -> Result<(Vec<String>, Value), Failure> {
    let orders = office.orders().await?;
    let mut lines: Vec<String> = orders.iter().map(of_order).collect();
    let mut jobs = Vec::new();
    for job in office.jobs().await? {
        let (line, document) = of_job(office, &job).await?;
        lines.push(line);
        jobs.push(document);
    }
    let mut lists = Vec::new();
    for (address, published) in office.published().await? {
        lines.push(match published {
            Some(at) => format!("The list {address} was published at {}.", spoken(at)),
            None => format!("The list {address} was never published: tipstaff card publish DIR."),
        });
        lists.push(json!({ "address": address, "published": published.map(|at| at.to_string()) }));
    }
    if lines.is_empty() {
        lines.push("No card was ordered yet. Set the card office up first: tipstaff card set-up".into());
    }
    let orders: Vec<Value> = orders.iter().map(order_json).collect();
    Ok((lines, json!({ "orders": orders, "jobs": jobs, "lists": lists })))
}

fn of_order(order: &Order) -> String {
    let (inside, outside) = order.waiting();
    format!(
        "Order {}{}: {}, {}, {}, valid until {}. {} wait to be drawn in the force, {} to be sealed.",
        order.number,
        if order.reissue { " (in place of revoked cards)" } else { "" },
        say::counted(order.cards(), "card", "cards"),
        order.design,
        order.kind.title,
        order.last_day,
        say::count(inside),
        say::count(outside)
    )
}

fn order_json(order: &Order) -> Value {
    let counts = |counts: &std::collections::BTreeMap<CardState, u64>| -> Value {
        counts.iter().map(|(state, count)| (state.id().to_owned(), Value::from(*count))).collect()
    };
    json!({
        "order": order.number, "at": order.at.to_string(), "mode": order.mode.id(), "share": order.share,
        "design": order.design, "kind": order.kind.id, "last_day": order.last_day.to_string(),
        "reissue": order.reissue, "in_force": counts(&order.in_force), "print_service": counts(&order.outside),
    })
}

async fn of_job(office: &CardOffice<'_>, job: &Job) -> Result<(String, Value), Failure> {
    let desk = office.desk(job).await?;
    let exposed = job.exposed(&desk);
    let now = open::now();
    let state = match (job.is_cancelled, desk.closed(), desk.stopped()) {
        (true, ..) => "cancelled",
        (_, Some(_), _) => "closed",
        (_, _, Some(_)) => "stopped",
        _ if now > job.destroy_by => "overdue",
        _ => "open",
    };
    let (printed, spoiled) = (job.with(&desk, Outcome::Printed), job.with(&desk, Outcome::Spoiled));
    let line = format!(
        "Job {} ({}) of order {}, holder {}: {state}. {}; the print service can have seen {}; {} printed, {} spoiled. To be \
         destroyed by {}.",
        job.number,
        job.name(),
        job.order,
        job.holder,
        say::counted(job.cards(), "card", "cards"),
        say::count(exposed),
        say::count(printed),
        say::count(spoiled),
        spoken_day(job.destroy_by)
    );
    let document = json!({
        "job": job.number, "name": job.name(), "order": job.order, "holder": job.holder, "delivery": job.delivery,
        "holding": job.holding, "state": state, "cards": job.cards(), "exposed": exposed, "printed": printed,
        "spoiled": spoiled, "sealed": job.at.to_string(), "destroy_by": job.destroy_by.to_string(),
    });
    Ok((line, document))
}

fn of_card(card: &Card) -> String {
    let job = card.job.map(|job| format!(", job {job}")).unwrap_or_default();
    format!("Card {} of person {}: {}{job}.", card.serial, card.person, card.state.words())
}

fn cards_json(cards: &[Card]) -> Value {
    cards
        .iter()
        .map(|card| {
            json!({ "serial": card.serial.to_string(), "person": card.person, "state": card.state.id(), "job": card.job })
        })
        .collect()
}
