//! `tipstaff evidence migrate list`.

use super::super::size;
use crate::arguments::{Common, Format};
use crate::commands::say;
use crate::exit::Failure;
use crate::open;
use evidence::Evidence;
use gate::Verdict;
use record::time::spoken;
use serde_json::json;
use std::io::Write;

/// Lists migrations.
pub fn run(common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let evidence = Evidence::open(&record).await?;
        let migrations = evidence.migrations().await?;
        let permits = evidence.permits(open::now()).await?;
        let mut out = std::io::stdout().lock();
        if common.format != Format::Text {
            let all: Vec<_> = migrations
                .iter()
                .map(|one| {
                    json!({
                        "migration": one.number, "source": one.source, "stores": one.stores, "items": one.items,
                        "bytes": one.bytes, "verified": one.verified.as_ref().map(|step| step.items),
                        "waits": one.proposed.is_some(),
                        "exceptions": one.certified.as_ref().map(|step| step.items),
                    })
                })
                .collect();
            let permits: Vec<_> = permits
                .iter()
                .map(|one| {
                    json!({
                        "permit": one.number, "store": one.store, "items": one.items, "survivors": one.survivors,
                        "ends": one.ends.to_string(),
                    })
                })
                .collect();
            let document =
                json!({ "schema": "tipstaff.evidence-migrations/1", "migrations": all, "permits": permits });
            writeln!(out, "{document}")?;
            return Ok(Verdict::Clear);
        }
        for one in &migrations {
            let stands = match (&one.certified, &one.proposed, &one.verified) {
                (Some(step), ..) => {
                    format!("ended, {} by name", say::counted(step.items, "exception", "exceptions"))
                }
                (None, Some(step), _) => format!(
                    "{} wait for a second person: tipstaff evidence migrate approve {}",
                    say::counted(step.items, "exception", "exceptions"),
                    one.number
                ),
                (None, None, Some(step)) => format!("{} verified", say::count(step.items)),
                (None, None, None) => "nothing verified yet".to_owned(),
            };
            let stores: Vec<String> = one.stores.iter().map(u32::to_string).collect();
            writeln!(
                out,
                "{}  from store {} into {}: {} ({}), {stands}",
                one.number,
                one.source,
                stores.join(", "),
                say::counted(one.items, "item", "items"),
                size(one.bytes),
            )?;
        }
        for one in &permits {
            writeln!(
                out,
                "Permit {}: {} may be deleted in store {} before {}. tipstaff evidence migrate revoke {} ends it.",
                one.number,
                say::counted(one.items, "item", "items"),
                one.store,
                spoken(one.ends),
                one.number,
            )?;
        }
        if migrations.is_empty() && !common.quiet {
            writeln!(out, "There is no migration. tipstaff evidence migrate plan begins one.")?;
        }
        Ok(Verdict::Clear)
    })
}
