//! `tipstaff share list`.

use crate::arguments::{Common, Format};
use crate::commands::say;
use crate::exit::Failure;
use crate::open;
use clap::Args;
use gate::Verdict;
use record::time::{spoken, spoken_day};
use serde_json::{Value, json};
use share::{Delivery, Share, Shares};
use std::io::Write;

pub const EXAMPLE: &str = "\
Example:
  tipstaff share list
  tipstaff share list --deliveries
  tipstaff share list --overdue

Exit status of --overdue: 1 if a destruction certificate is overdue.";

/// Options of `share list`.
#[derive(Debug, Args)]
pub struct Options {
    /// List deliveries instead
    #[arg(long)]
    deliveries: bool,
    /// List deliveries whose destruction certificate is overdue
    #[arg(long, conflicts_with = "deliveries")]
    overdue: bool,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let shares = Shares::new(&record);
        let now = open::now();
        let mut out = std::io::stdout().lock();
        if !options.deliveries && !options.overdue {
            let list = shares.shares().await?;
            if common.format == Format::Text {
                for share in &list {
                    writeln!(out, "{}", share_line(share))?;
                }
                if list.is_empty() && !common.quiet {
                    writeln!(out, "There is no share. tipstaff share define proposes one.")?;
                }
            } else {
                let shares: Vec<Value> = list.iter().map(share_json).collect();
                writeln!(out, "{}", json!({ "schema": "tipstaff.shares/1", "shares": shares }))?;
            }
            return Ok(Verdict::Clear);
        }
        let list = if options.overdue { shares.overdue(now).await? } else { shares.deliveries().await? };
        if common.format == Format::Text {
            for delivery in &list {
                writeln!(out, "{}", delivery_line(delivery, now))?;
            }
            if list.is_empty() && !common.quiet {
                let none = if options.overdue { "Nothing is overdue." } else { "Nothing was delivered." };
                writeln!(out, "{none}")?;
            }
        } else {
            let deliveries: Vec<Value> = list.iter().map(|delivery| delivery_json(delivery, now)).collect();
            writeln!(out, "{}", json!({ "schema": "tipstaff.deliveries/1", "deliveries": deliveries }))?;
        }
        Ok(if options.overdue && !list.is_empty() { Verdict::Held } else { Verdict::Clear })
    })
}

fn share_line(share: &Share) -> String {
    format!(
        "{}  {}  {}, for holder #{}: {}; until {}{}",
        share.number,
        say::plain(&share.terms.name),
        share.state,
        share.holder,
        say::titles(share.fields),
        spoken_day(share.expires),
        if share.has_other_keys && share.is_open() {
            "; the recipient has other keys since: define it anew"
        } else {
            ""
        },
    )
}

fn share_json(share: &Share) -> Value {
    json!({
        "share": share.number, "name": share.terms.name, "state": share.state.id(), "holder": share.holder,
        "fields": share.fields.to_string(), "marks": share.marks.to_string(), "fictitious": share.fictitious,
        "keep_days": share.keep_days, "every_days": share.every_days, "expires": share.expires.to_string(),
        "last_delivery": share.last.map(|at| at.to_string()), "due": share.due().map(|at| at.to_string()),
    })
}

fn delivery_line(delivery: &Delivery, now: jiff::Timestamp) -> String {
    let until = if delivery.is_overdue(now) {
        format!("the certificate of its destruction is overdue since {}", spoken_day(delivery.destroy_by))
    } else if let Some(destroyed) = delivery.destroyed {
        format!("destroyed {}, as the recipient signed", spoken(destroyed))
    } else {
        format!("to be destroyed by {}", spoken_day(delivery.destroy_by))
    };
    format!(
        "{}  {}  share {}, holder #{}: {}, {}; {until}",
        delivery.number,
        spoken(delivery.at),
        delivery.share,
        delivery.holder,
        say::counted(delivery.people.len(), "person", "people"),
        delivery.state,
    )
}

fn delivery_json(delivery: &Delivery, now: jiff::Timestamp) -> Value {
    json!({
        "delivery": delivery.number, "share": delivery.share, "holder": delivery.holder, "holding": delivery.holding,
        "at": delivery.at.to_string(), "people": delivery.people.len(), "fields": delivery.fields.to_string(),
        "marks": delivery.marks.to_string(), "form": delivery.form, "state": delivery.state.id(),
        "sha256": say::hex(&delivery.sha256), "content": say::hex(&delivery.content), "bytes": delivery.bytes,
        "destroy_by": delivery.destroy_by.to_string(), "overdue": delivery.is_overdue(now),
        "received": delivery.received.map(|at| at.to_string()), "destroyed": delivery.destroyed.map(|at| at.to_string()),
        "act": delivery.act,
    })
}
