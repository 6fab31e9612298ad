//! Who holds what about one person, and because of which acts.

use super::text::window;
use crate::arguments::{Common, Format};
use crate::commands::holding::list::document as holding_document;
use crate::commands::say::{self, counted};
use crate::exit::Failure;
use record::time::spoken;
use record::{Certainty, Question, Record};
use serde_json::{Value, json};
use std::fmt::Write;

/// The report, in the form that was asked for.
pub async fn report(
    record: &Record,
    common: &Common,
    person: u32,
    question: &Question,
) -> Result<Vec<u8>, Failure> {
    let about = record.held_about(person, question).await?;
    let holdings = record.holdings(about.iter().map(|about| about.holding), question.known).await?;
    let positions: Vec<u64> = holdings.iter().flat_map(|holding| holding.acts.iter().copied()).collect();
    let acts = record.acts_told(&positions).await?;
    let holders = record.holders().await?;
    let named = |number: u32| holders.iter().find(|holder| holder.number == number);
    let certainty =
        |number: u32| about.iter().find(|about| about.holding == number).map(|about| about.certainty);
    let sure = |number: u32| certainty(number) == Some(Certainty::Definite);

    let mut out = String::new();
    match common.format {
        Format::Text => {
            writeln!(out, "Person {person}, {}", window(question.window))?;
            if holdings.is_empty() {
                writeln!(out, "No holding on record is about this person.")?;
                return Ok(out.into_bytes());
            }
            writeln!(out, "\nIn {}:", counted(holdings.len() as u64, "holding", "holdings"))?;
            for holding in &holdings {
                let holder = named(holding.holder);
                let holder = holder.map_or_else(
                    || format!("holder #{}", holding.holder),
                    |holder| say::holder(holder, false),
                );
                let perhaps = if sure(holding.number) { "" } else { " (perhaps)" };
                writeln!(
                    out,
                    "  Holding {}: {holder} has {}, {}{perhaps}",
                    holding.number,
                    say::titles(holding.fields),
                    say::lifetime(&holding.life)?
                )?;
                for act in acts.iter().filter(|act| holding.acts.contains(&act.position)) {
                    writeln!(out, "    act {}, {}: {}", act.position, spoken(act.at), act.sentence)?;
                }
            }
        }
        Format::Csv => {
            out.push_str("holding,holder,kind,certainty,fields\n");
            for holding in &holdings {
                let holder = named(holding.holder);
                let name = holder.and_then(|holder| holder.public_name()).unwrap_or_default();
                let kind = holder.map_or("", |holder| holder.kind.id());
                let name = if name.is_empty() { format!("#{}", holding.holder) } else { name.to_owned() };
                let certain = if sure(holding.number) { "certain" } else { "perhaps" };
                let fields = say::csv_cell(&holding.fields.to_string());
                writeln!(out, "{},{},{kind},{certain},{fields}", holding.number, say::csv_cell(&name))?;
            }
        }
        _ => {
            let holdings = holdings
                .iter()
                .map(|holding| {
                    let mut document = holding_document(holding)?;
                    if let Some(entries) = document.as_object_mut() {
                        let certainty = if sure(holding.number) { "definite" } else { "possible" };
                        entries.insert("certainty".into(), certainty.into());
                    }
                    Ok(document)
                })
                .collect::<Result<Vec<Value>, Failure>>()?;
            let document = json!({
                "schema": "tipstaff.exposure-person/1", "person": person, "holdings": holdings,
                "from": question.window.from.to_string(), "until": question.window.until.to_string(),
                "acts": acts.iter().map(super::json::act_document).collect::<Vec<_>>(),
            });
            writeln!(out, "{document}")?;
        }
    }
    Ok(out.into_bytes())
}
