//! `tipstaff case list`.

use crate::arguments::{Acting, Common, Format};
use crate::commands::say;
use crate::exit::Failure;
use crate::open;
use clap::Args;
use gate::Verdict;
use record::time::spoken_day;
use record::{Case, Field, FieldSet};
use serde_json::json;
use std::io::Write;

/// Options of `case list`.
#[derive(Debug, Args)]
pub struct Options {
    /// List the cases with their references: takes a role, a signature and a purpose
    #[arg(long, requires = "purpose")]
    names: bool,
    /// What the references are needed for; kept sealed, with the act
    #[arg(long, value_name = "WORDS", requires = "names")]
    purpose: Option<String>,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let counts = record.case_counts(open::now()).await?;
        let mut cases: Vec<Case> = Vec::new();
        if options.names {
            cases = record.cases().await?;
            let by = open::actor(&record, &options.acting).await?;
            let signer = open::signer(&record, &by, &options.acting).await?;
            let fields: FieldSet = Field::named("event-number").into_iter().collect();
            let purpose = options.purpose.as_deref().unwrap_or_default();
            let asked = (counts.people, fields, "cases");
            record.write_names_shown(&by, &signer, asked, purpose, open::now()).await?;
            open::publish(&record, common).await;
        }
        let mut out = std::io::stdout().lock();
        if common.format != Format::Text {
            let cases: Vec<_> = cases
                .iter()
                .map(|case| {
                    json!({
                        "case": case.number, "urn": case.urn.as_str(), "officer": case.officer,
                        "court_date": case.court_date.map(|at| at.to_string()), "people": case.people.len(),
                        "items": case.items.len(),
                    })
                })
                .collect();
            let document = json!({
                "schema": "tipstaff.cases/1", "cases": counts.cases, "in_court": counts.in_court,
                "people": counts.people, "items": counts.items, "listed": cases,
            });
            writeln!(out, "{document}")?;
            return Ok(Verdict::Clear);
        }
        writeln!(
            out,
            "{}, {} with a day in court to come; {} and {} in them",
            say::counted(counts.cases, "case", "cases"),
            say::count(counts.in_court),
            say::counted(counts.people, "person", "people"),
            say::counted(counts.items, "item", "items")
        )?;
        for case in cases {
            let court =
                case.court_date.map_or(String::new(), |at| format!(", in court on {}", spoken_day(at)));
            let officer =
                case.officer.map_or(String::new(), |officer| format!(", officer: person {officer}"));
            let people = say::counted(case.people.len() as u64, "person", "people");
            let items = say::counted(case.items.len(), "item", "items");
            writeln!(
                out,
                "{:>6}  {}{court}{officer}; {people}, {items}",
                case.number,
                say::plain(&case.urn)
            )?;
        }
        Ok(Verdict::Clear)
    })
}
