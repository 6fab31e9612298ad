//! `tipstaff holding import`.

use super::matching::{people_of_table, refuse_faults};
use crate::arguments::{Acting, Common, Format};
use crate::commands::holder;
use crate::commands::say;
use crate::exit::Failure;
use crate::intake::{self, Intake};
use crate::open;
use clap::Args;
use gate::Verdict;
use record::numbers;
use record::time::Moment;
use record::{Field, HoldingOrder, ImportedHolder, ImportedHolding, Matched, Record, Subjects};
use roaring::RoaringBitmap;
use std::io::Write;
use std::path::{Path, PathBuf};

pub const EXAMPLE: &str = "\
Example:
  tipstaff holding import shares.csv --data d

Columns of the file:
  holder        name or number of the holder; with a kind, one that is not known is added
  kind          supplier, device, notebook, public, system, evidence-store, person
  fields        such as: surname, initials, rank
  from, until   a month, a day or a minute; until may be empty
  numbers       people by their numbers in the record: 1-40, 77
  pay-numbers   people by their pay numbers, with commas or spaces
  people-file   a table of the people, beside this file
  unlisted      how many people who are on no list: 1200-1230
  note          why, in your words; kept sealed
Each row needs one of numbers, pay-numbers, people-file and unlisted. All rows are entered, or none.";

/// Options of `holding import`.
#[derive(Debug, Args)]
pub struct Options {
    /// The table of holdings
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Who enters them.
    #[command(flatten)]
    acting: Acting,
}

/// What the columns are called.
const COLUMNS: [&str; 10] = [
    "holder",
    "kind",
    "fields",
    "from",
    "until",
    "numbers",
    "pay-numbers",
    "people-file",
    "unlisted",
    "note",
];

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let table = intake::read(&options.file)?;
    refuse_faults(&options.file, &table)?;
    let columns = Columns::of(&options.file, &table)?;
    open::wait(async {
        let record = open::record(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let mut holdings = Vec::with_capacity(table.rows.len());
        for (line, values) in &table.rows {
            let row = Row { path: &options.file, line: *line, values, columns: &columns };
            holdings.push(row.holding(&record).await?);
        }
        let entered = holdings.len() as u64;
        let (first, recorded) = record.import_holdings(&by, table.sha256, holdings, open::now()).await?;
        open::publish(&record, common).await;
        let mut out = std::io::stdout().lock();
        if common.format != Format::Text {
            let document = serde_json::json!({
                "schema": "tipstaff.holdings-import/1", "first": first, "holdings": entered, "act": recorded.position,
            });
            writeln!(out, "{document}")?;
        } else if !common.quiet {
            let counted = say::counted(entered, "holding was", "holdings were");
            writeln!(out, "{counted} entered, from number {first} on: act {}.", recorded.position)?;
        }
        Ok(Verdict::Clear)
    })
}

/// Where each column of [`COLUMNS`] stands.
struct Columns([Option<usize>; COLUMNS.len()]);

impl Columns {
    fn of(path: &Path, table: &Intake) -> Result<Self, Failure> {
        let spelt = |heading: &str| heading.trim().to_lowercase().replace([' ', '_'], "-");
        let mut places = [None; COLUMNS.len()];
        for (place, heading) in table.headings.iter().enumerate().filter(|(_, heading)| !heading.is_empty()) {
            let known = COLUMNS.iter().position(|column| *column == spelt(heading));
            let Some(slot) = known.and_then(|known| places.get_mut(known)) else {
                return Err(Failure::at(
                    path,
                    &format!("the column '{}' is not known", say::plain(heading)),
                    &format!("The columns are: {}", COLUMNS.join(", ")),
                ));
            };
            *slot = Some(place);
        }
        let columns = Self(places);
        match ["holder", "fields", "from"].into_iter().find(|needed| columns.place(needed).is_none()) {
            Some(missing) => Err(Failure::at(
                path,
                &format!("the column '{missing}' is missing"),
                "tipstaff holding import --help lists the columns",
            )),
            None => Ok(columns),
        }
    }

    fn place(&self, name: &str) -> Option<usize> {
        COLUMNS.iter().zip(self.0).find(|(column, _)| **column == name).and_then(|(_, place)| place)
    }
}

/// A row of the file.
struct Row<'r> {
    path: &'r Path,
    line: u64,
    values: &'r [String],
    columns: &'r Columns,
}

impl Row<'_> {
    /// What stands in a column; none if nothing does.
    fn value(&self, column: &str) -> Option<&str> {
        let text = self.values.get(self.columns.place(column)?)?.trim();
        (!text.is_empty()).then_some(text)
    }

    fn required(&self, column: &str) -> Result<&str, Failure> {
        self.value(column).ok_or_else(|| self.wrong(&format!("'{column}' is empty"), "Fill it in"))
    }

    fn wrong(&self, what: &str, fix: &str) -> Failure {
        Failure::at(self.path, &format!("row {}: {what}", self.line), &format!("{fix}; nothing was entered"))
    }

    /// An error with the number of the row.
    fn here<T, E: Into<Failure>>(&self, outcome: Result<T, E>) -> Result<T, Failure> {
        outcome.map_err(|error| {
            let (what, fix) = error.into().into_parts();
            self.wrong(&what, &fix)
        })
    }

    async fn holding(&self, record: &Record) -> Result<ImportedHolding, Failure> {
        let holder = self.required("holder")?;
        let holder = match self.value("kind") {
            Some(kind) => {
                let kind =
                    holder::kind(kind).map_err(|fix| self.wrong("the kind of holder is not known", &fix))?;
                ImportedHolder::Named(kind, holder.to_owned())
            }
            None => ImportedHolder::Known(self.here(record.holder(holder).await)?.number),
        };
        let until = self.value("until").map(|text| self.here(Moment::parse(text))).transpose()?;
        let order = HoldingOrder {
            holder: 0,
            fields: self.here(say::fields(self.required("fields")?))?,
            from: self.here(Moment::parse(self.required("from")?))?.into(),
            until: until.map(Into::into),
            subjects: self.subjects(record).await?,
            handed: None,
            note: self.value("note").map(|note| note.to_owned().into()),
        };
        Ok(ImportedHolding { line: self.line, holder, order })
    }

    async fn subjects(&self, record: &Record) -> Result<Subjects, Failure> {
        let given = ["numbers", "pay-numbers", "people-file", "unlisted"].map(|column| self.value(column));
        match given {
            [Some(list), None, None, None] => Ok(Subjects::people(self.here(numbers::people(list))?)),
            [None, Some(list), None, None] => Ok(Subjects::people(self.pay_numbers(record, list).await?)),
            [None, None, Some(name), None] => {
                let path = self.path.parent().unwrap_or(Path::new(".")).join(name);
                let people = people_of_table(record, &path, &intake::read(&path)?).await;
                Ok(Subjects::people(self.here(people)?))
            }
            [None, None, None, Some(count)] => {
                let (low, high) = self.here(numbers::interval(count))?;
                Ok(Subjects::Unlisted { low, high, tags: std::collections::BTreeSet::new() })
            }
            _ => Err(self.wrong(
                "it has not exactly one of numbers, pay-numbers, people-file and unlisted",
                "Fill in one of them",
            )),
        }
    }

    async fn pay_numbers(&self, record: &Record, list: &str) -> Result<RoaringBitmap, Failure> {
        let field = Field::named("pay-number")
            .ok_or_else(|| self.wrong("pay numbers are not known", "Use numbers"))?;
        let split = |letter: char| letter.is_whitespace() || matches!(letter, ',' | ';');
        let texts: Vec<String> =
            list.split(split).filter(|text| !text.is_empty()).map(str::to_owned).collect();
        let mut people = RoaringBitmap::new();
        for (place, matched) in (1..).zip(self.here(record.match_numbers(field, &texts).await)?) {
            match matched {
                Matched::Person(person) => people.insert(person),
                Matched::Nobody => {
                    return Err(self.wrong(
                        &format!("pay number {place} of the row is of nobody in the record"),
                        "Import the people first: tipstaff people import FILE",
                    ));
                }
                Matched::Several => {
                    return Err(self.wrong(
                        &format!("pay number {place} of the row is or was of several people"),
                        "Give the people in the column numbers",
                    ));
                }
            };
        }
        Ok(people)
    }
}
