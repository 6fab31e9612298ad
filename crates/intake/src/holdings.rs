//! A table of holdings: who holds which fields about whom, since when.

use crate::Intake;
use record::numbers;
use record::time::Moment;
use record::words::{plain, what_and_fix};
use record::{
    Beginning, Ending, FIELDS, Field, FieldSet, HOLDER_KINDS, HolderKind, HoldingOrder, ImportedHolder,
    ImportedHolding, Matched, Record, RecordError, Subjects,
};
use roaring::RoaringBitmap;
use std::collections::BTreeSet;
use zeroize::Zeroizing;

/// What the columns of a table of holdings are called.
pub const HOLDING_COLUMNS: [&str; 10] = [
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

/// What is wrong with a table of holdings, in sentences without their full stops.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}. {fix}")]
pub struct HoldingsError {
    /// The row; none: the table as a whole.
    pub row: Option<u64>,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub fix: String,
}

/// Whom a row is about.
#[derive(Debug, Clone, PartialEq)]
pub enum About {
    /// People by their numbers in the record.
    Numbers(RoaringBitmap),
    /// People by their pay numbers.
    PayNumbers(Vec<String>),
    /// The people of another table, by its name.
    PeopleFile(String),
    /// So many people who are on no list, at least and at most.
    Unlisted(u64, u64),
}

/// A row of a table of holdings.
pub struct HoldingRow {
    /// Number of the row.
    pub row: u64,
    /// Whom it is about.
    pub about: About,
    holder: String,
    kind: Option<HolderKind>,
    fields: FieldSet,
    from: Beginning,
    until: Option<Ending>,
    note: Option<Zeroizing<String>>,
}

/// Reads the rows of a table.
pub fn holding_rows(table: &Intake) -> Result<Vec<HoldingRow>, HoldingsError> {
    let columns = Columns::of(table)?;
    table.rows.iter().map(|(row, values)| Cells { row: *row, values, columns: &columns }.read()).collect()
}

impl HoldingRow {
    /// Whom it is about, unless that stands in another table.
    pub async fn subjects(&self, record: &Record) -> Result<Option<Subjects>, HoldingsError> {
        match &self.about {
            About::Numbers(people) => Ok(Some(Subjects::people(people.clone()))),
            About::PayNumbers(list) => Ok(Some(Subjects::people(self.pay_numbers(record, list).await?))),
            About::PeopleFile(_) => Ok(None),
            About::Unlisted(low, high) => {
                Ok(Some(Subjects::Unlisted { low: *low, high: *high, tags: BTreeSet::new() }))
            }
        }
    }

    /// The row with its people, as it is entered.
    pub async fn entered(
        self,
        record: &Record,
        subjects: Subjects,
    ) -> Result<ImportedHolding, HoldingsError> {
        let holder = if let Some(kind) = self.kind {
            ImportedHolder::Named(kind, self.holder)
        } else {
            let known = record.holder(&self.holder).await;
            ImportedHolder::Known(known.map_err(|error| of_record(self.row, &error))?.number)
        };
        let order = HoldingOrder {
            holder: 0,
            fields: self.fields,
            from: self.from,
            until: self.until,
            subjects,
            handed: None,
            note: self.note,
        };
        Ok(ImportedHolding { line: self.row, holder, order })
    }

    async fn pay_numbers(&self, record: &Record, list: &[String]) -> Result<RoaringBitmap, HoldingsError> {
        let field = Field::named("pay-number")
            .ok_or_else(|| wrong(self.row, "pay numbers are not known", "Use numbers"))?;
        let matched = record.match_numbers(field, list).await;
        let mut people = RoaringBitmap::new();
        for (place, matched) in (1..).zip(matched.map_err(|error| of_record(self.row, &error))?) {
            match matched {
                Matched::Person(person) => people.insert(person),
                Matched::Nobody => {
                    return Err(wrong(
                        self.row,
                        format!("pay number {place} of the row is of nobody in the record"),
                        "Import the people first: tipstaff people import FILE",
                    ));
                }
                Matched::Several => {
                    return Err(wrong(
                        self.row,
                        format!("pay number {place} of the row is or was of several people"),
                        "Give the people in the column numbers",
                    ));
                }
            };
        }
        Ok(people)
    }
}

fn wrong(row: u64, what: impl Into<String>, fix: impl Into<String>) -> HoldingsError {
    HoldingsError { row: Some(row), what: what.into(), fix: fix.into() }
}

fn of_record(row: u64, error: &RecordError) -> HoldingsError {
    let (what, fix) = what_and_fix(error);
    wrong(row, what, fix)
}

/// Where each column of [`HOLDING_COLUMNS`] stands.
struct Columns([Option<usize>; HOLDING_COLUMNS.len()]);

impl Columns {
    fn of(table: &Intake) -> Result<Self, HoldingsError> {
        let refused = |what: String| HoldingsError {
            row: None,
            what,
            fix: format!("The columns are: {}", HOLDING_COLUMNS.join(", ")),
        };
        let spelt = |heading: &str| heading.trim().to_lowercase().replace([' ', '_'], "-");
        let mut places = [None; HOLDING_COLUMNS.len()];
        for (place, heading) in table.headings.iter().enumerate().filter(|(_, heading)| !heading.is_empty()) {
            let known = HOLDING_COLUMNS.iter().position(|column| *column == spelt(heading));
            let Some(slot) = known.and_then(|known| places.get_mut(known)) else {
                return Err(refused(format!("the column '{}' is not known", plain(heading))));
            };
            *slot = Some(place);
        }
        let columns = Self(places);
        match ["holder", "fields", "from"].into_iter().find(|needed| columns.place(needed).is_none()) {
            Some(missing) => Err(refused(format!("the column '{missing}' is missing"))),
            None => Ok(columns),
        }
    }

    fn place(&self, name: &str) -> Option<usize> {
        HOLDING_COLUMNS.iter().zip(self.0).find(|(column, _)| **column == name).and_then(|(_, place)| place)
    }
}

/// The cells of a row.
struct Cells<'r> {
    row: u64,
    values: &'r [String],
    columns: &'r Columns,
}

impl Cells<'_> {
    fn read(&self) -> Result<HoldingRow, HoldingsError> {
        let here = |error: RecordError| of_record(self.row, &error);
        let holder = self.required("holder")?.to_owned();
        let kind = self.value("kind").map(|kind| self.kind(kind)).transpose()?;
        let until = self.value("until").map(Moment::parse).transpose().map_err(here)?;
        Ok(HoldingRow {
            row: self.row,
            holder,
            kind,
            fields: fields(self.required("fields")?).map_err(here)?,
            from: Moment::parse(self.required("from")?).map_err(here)?.into(),
            until: until.map(Into::into),
            about: self.about()?,
            note: self.value("note").map(|note| note.to_owned().into()),
        })
    }

    /// What stands in a column; none if nothing does.
    fn value(&self, column: &str) -> Option<&str> {
        let text = self.values.get(self.columns.place(column)?)?.trim();
        (!text.is_empty()).then_some(text)
    }

    fn required(&self, column: &str) -> Result<&str, HoldingsError> {
        self.value(column).ok_or_else(|| wrong(self.row, format!("'{column}' is empty"), "Fill it in"))
    }

    fn kind(&self, kind: &str) -> Result<HolderKind, HoldingsError> {
        HolderKind::named(kind).ok_or_else(|| {
            let known: Vec<&str> = HOLDER_KINDS.iter().map(|row| row.id).collect();
            let fix = format!("The kinds are {}", known.join(", "));
            wrong(self.row, "the kind of holder is not known", fix)
        })
    }

    fn about(&self) -> Result<About, HoldingsError> {
        let here = |error: RecordError| of_record(self.row, &error);
        let given = ["numbers", "pay-numbers", "people-file", "unlisted"].map(|column| self.value(column));
        match given {
            [Some(list), None, None, None] => Ok(About::Numbers(numbers::people(list).map_err(here)?)),
            [None, Some(list), None, None] => {
                let split = |letter: char| letter.is_whitespace() || matches!(letter, ',' | ';');
                let list = list.split(split).filter(|text| !text.is_empty());
                Ok(About::PayNumbers(list.map(str::to_owned).collect()))
            }
            [None, None, Some(name), None] => Ok(About::PeopleFile(name.to_owned())),
            [None, None, None, Some(count)] => {
                let (low, high) = numbers::interval(count).map_err(here)?;
                Ok(About::Unlisted(low, high))
            }
            _ => Err(wrong(
                self.row,
                "it has not exactly one of numbers, pay-numbers, people-file and unlisted",
                "Fill in one of them",
            )),
        }
    }
}

fn fields(list: &str) -> Result<FieldSet, RecordError> {
    let ids = list.split(',').map(str::trim).filter(|id| !id.is_empty());
    FieldSet::named(ids).map_err(|strange| {
        let known: Vec<&str> = FIELDS.iter().map(|row| row.id).collect();
        RecordError::NoField { text: strange.chars().take(40).collect(), known: known.join(", ") }
    })
}
