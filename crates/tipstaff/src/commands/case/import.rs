//! `tipstaff case import`.

use crate::arguments::{Acting, Common, Format};
use crate::commands::{holding, say};
use crate::exit::Failure;
use crate::intake::{self, Intake};
use crate::open;
use clap::Args;
use gate::Verdict;
use record::time::Moment;
use record::{CASE_ROLES, CaseRole, CaseRow, Field, Lookup, Matched, Record, Tie};
use std::io::Write;
use std::path::{Path, PathBuf};

pub const EXAMPLE: &str = "\
Example:
  tipstaff case import cases.csv --data d

Columns of the file; a case may have several rows:
  urn          unique reference number of the case
  officer      officer in the case, by the number that --number-field names
  court-date   next day in court
  role         victim, witness, suspect, officer, exhibit
  person       somebody in the case, by the same kind of number
  item         an item in the case, by its number here
The same file again writes nothing. What a file leaves empty it does not take away.";

/// What the columns are called.
const COLUMNS: [&str; 6] = ["urn", "officer", "court-date", "role", "person", "item"];

/// Options of `case import`.
#[derive(Debug, Args)]
pub struct Options {
    /// The table of cases
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Which number the columns officer and person hold
    #[arg(long, value_name = "FIELD", default_value = "service-number")]
    number_field: String,
    /// Who imports.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let field = Field::named(&options.number_field).filter(|field| field.row().lookup == Lookup::Number);
    let field = field.ok_or_else(|| {
        Failure::new(
            "--number-field is no number that people are told apart by",
            "Use service-number or pay-number",
        )
    })?;
    let table = intake::read(&options.file)?;
    holding::refuse_faults(&options.file, &table)?;
    open::wait(async {
        let record = open::record(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let rows = rows(&record, &options.file, &table, field).await?;
        let report = record.import_cases(&by, table.sha256, &rows, open::now()).await?;
        if report.recorded.is_some() {
            open::publish(&record, common).await;
        }
        let act = report.recorded.map(|recorded| recorded.position);
        let mut out = std::io::stdout().lock();
        if common.format != Format::Text {
            let document = serde_json::json!({
                "schema": "tipstaff.cases-import/1", "rows": report.rows, "added": report.added,
                "changed": report.changed, "ties": report.ties, "act": act,
            });
            writeln!(out, "{document}")?;
        } else if !common.quiet {
            match act {
                None => writeln!(out, "All of it is on record already; nothing was written.")?,
                Some(act) => writeln!(
                    out,
                    "{} new, {} changed, {} tied to them: act {act}.",
                    say::counted(report.added, "case", "cases"),
                    say::count(report.changed),
                    say::counted(report.ties, "person or item", "people and items"),
                )?,
            }
        }
        Ok(Verdict::Clear)
    })
}

async fn rows(record: &Record, path: &Path, table: &Intake, field: Field) -> Result<Vec<CaseRow>, Failure> {
    let spelt = |heading: &str| heading.trim().to_lowercase().replace([' ', '_'], "-");
    for heading in table.headings.iter().filter(|heading| !heading.is_empty()) {
        if !COLUMNS.contains(&spelt(heading).as_str()) {
            return Err(Failure::at(
                path,
                &format!("the column '{}' is not known", say::plain(heading)),
                &format!("The columns are: {}", COLUMNS.join(", ")),
            ));
        }
    }
    let place = |name: &str| table.headings.iter().position(|heading| spelt(heading) == name);
    let column = |name: &str| -> Vec<String> {
        let place = place(name);
        let text = |values: &Vec<String>| {
            place.and_then(|place| values.get(place)).map(|text| text.trim().to_owned())
        };
        table.rows.iter().map(|(_, values)| text(values).unwrap_or_default()).collect()
    };
    if place("urn").is_none() {
        return Err(Failure::at(
            path,
            &"the column 'urn' is missing",
            "tipstaff case import --help lists the columns",
        ));
    }
    let (urns, dates, roles, items) = (column("urn"), column("court-date"), column("role"), column("item"));
    let officers = people(record, path, table, field, ("officer", &column("officer"))).await?;
    let persons = people(record, path, table, field, ("person", &column("person"))).await?;
    let mut rows = Vec::with_capacity(table.rows.len());
    let texts = urns.into_iter().zip(&dates).zip(roles.iter().zip(&items));
    for (((row, _), ((urn, date), (role, item))), (officer, person)) in
        table.rows.iter().zip(texts).zip(officers.into_iter().zip(persons))
    {
        let wrong = |what: &str, fix: &str| {
            Failure::at(path, &format!("row {row}: {what}"), &format!("{fix}; nothing was imported"))
        };
        let tie = match (person, item.as_str(), role.as_str()) {
            (None, "", "") => None,
            (Some(person), "", role) => {
                let role = CaseRole::named(role).filter(|role| !role.row().is_item).ok_or_else(|| {
                    let known: Vec<&str> =
                        CASE_ROLES.iter().filter(|row| !row.is_item).map(|row| row.id).collect();
                    wrong(
                        "the role of the person is not known",
                        &format!("The roles are: {}", known.join(", ")),
                    )
                })?;
                Some(Tie::Person(person, role))
            }
            (None, item, "" | "exhibit") if !item.is_empty() => Some(Tie::Item(
                item.parse().map_err(|_| wrong("the item is no number", "Give the item's number here"))?,
            )),
            _ => {
                return Err(wrong(
                    "role, person and item do not go together",
                    "Give a person with a role, or an item",
                ));
            }
        };
        let court_date = if date.is_empty() {
            None
        } else {
            let moment = Moment::parse(date);
            Some(moment.map_err(|_| wrong("the day in court is no day", "Write it as 2026-03-31"))?.first)
        };
        rows.push(CaseRow { row: *row, urn: urn.into(), officer, court_date, tie });
    }
    Ok(rows)
}

/// Whose numbers stand in a column.
async fn people(
    record: &Record,
    path: &Path,
    table: &Intake,
    field: Field,
    (name, texts): (&str, &[String]),
) -> Result<Vec<Option<u32>>, Failure> {
    let matched = record.match_numbers(field, texts).await?;
    let rows = table.rows.iter().zip(texts).zip(matched);
    rows.map(|(((row, _), text), matched)| match matched {
        _ if text.is_empty() => Ok(None),
        Matched::Person(person) => Ok(Some(person)),
        Matched::Nobody => Err(Failure::at(
            path,
            &format!("row {row}: the number in '{name}' is of nobody in the record"),
            "Import the people first; nothing was imported",
        )),
        Matched::Several => Err(Failure::at(
            path,
            &format!("row {row}: the number in '{name}' is or was of several people"),
            "Use another number with --number-field; nothing was imported",
        )),
    })
    .collect()
}
