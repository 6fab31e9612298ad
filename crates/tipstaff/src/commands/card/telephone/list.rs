//! `tipstaff card telephone list`.

use crate::arguments::{Common, Format};
use crate::exit::Failure;
use crate::open;
use card_office::CardOffice;
use gate::Verdict;
use record::time::spoken;
use serde_json::{Value, json};
use std::io::Write;

/// Runs the command. Nobody is named.
pub fn run(common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let telephones = CardOffice::new(&record).telephones().await?;
        let mut out = std::io::stdout().lock();
        if common.format == Format::Text {
            for one in &telephones {
                let state = if one.is_ended { ". Ended" } else { "" };
                writeln!(
                    out,
                    "Telephone {} of person {}: {}, until {}; enrolled {}{state}.",
                    one.number,
                    one.person,
                    one.kind.title,
                    one.last_day,
                    spoken(one.at)
                )?;
            }
            if telephones.is_empty() {
                writeln!(out, "No telephone was enrolled.")?;
            }
        } else {
            let list: Vec<Value> = telephones
                .iter()
                .map(|one| {
                    json!({
                        "telephone": one.number, "person": one.person, "kind": one.kind.id, "last_day": one.last_day.to_string(),
                        "request": one.request, "enrolled": one.at.to_string(), "ended": one.is_ended,
                    })
                })
                .collect();
            writeln!(out, "{}", json!({ "schema": "tipstaff.card-telephones/1", "telephones": list }))?;
        }
        Ok(Verdict::Clear)
    })
}
