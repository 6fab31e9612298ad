//! What somebody chose about an extract: what its columns hold, whose it is, from when, and how much it says.

use crate::form::Form;
use crate::page::error_summary::Errors;
use intake::{IGNORE, Intake, Mapping, Meaning};
use jiff::Timestamp;
use record::time::Moment;
use record::{Completeness, Field, ImportOrder, Lookup};

/// Most columns of which a page asks what they hold.
pub const MOST_COLUMNS: usize = 200;
/// The name of an extract that has no other.
const SOURCE: &str = "people";

/// What was chosen.
#[derive(Debug, Clone, Default)]
pub struct Chosen {
    /// Sheet of a workbook; empty: the only one.
    pub sheet: String,
    /// Name of the extract.
    pub source: String,
    /// When it was true, as it was written; empty: when it was sent.
    pub as_of: String,
    /// Whether it says nothing about what is not in it.
    pub is_partial: bool,
    /// The number that tells people apart, by identifier; empty: the best.
    pub key: String,
    /// For each column a field's identifier, [`IGNORE`], or nothing; none: nobody chose yet.
    pub columns: Option<Vec<String>>,
    /// It is right that so many have left.
    pub leavers: bool,
    /// Rows with something wrong are left out.
    pub without: bool,
}

impl Chosen {
    /// From a form or an address.
    pub fn read(form: &Form) -> Self {
        let mut columns = Vec::new();
        for (place, value) in form.beginning("column-") {
            if let Some(place) = place.parse::<usize>().ok().filter(|place| *place < MOST_COLUMNS) {
                columns.resize(columns.len().max(place + 1), String::new());
                if let Some(column) = columns.get_mut(place) {
                    value.clone_into(column);
                }
            }
        }
        let source = form.text("source");
        Self {
            sheet: form.text("sheet").to_owned(),
            source: if source.is_empty() { SOURCE.into() } else { source.to_owned() },
            as_of: form.text("as-of").to_owned(),
            is_partial: form.text("says") == "partial",
            key: form.text("key").to_owned(),
            columns: (!columns.is_empty()).then_some(columns),
            leavers: form.ticked("leavers"),
            without: form.ticked("without"),
        }
    }

    /// Names and values, for hidden fields and addresses; what is confirmed at the end is not among them.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = vec![
            ("sheet".to_owned(), self.sheet.clone()),
            ("source".into(), self.source.clone()),
            ("as-of".into(), self.as_of.clone()),
            ("says".into(), if self.is_partial { "partial" } else { "complete" }.into()),
            ("key".into(), self.key.clone()),
        ];
        for (place, column) in self.columns.iter().flatten().enumerate() {
            pairs.push((format!("column-{place}"), column.clone()));
        }
        pairs
    }

    /// As the end of an address.
    pub fn query(&self) -> String {
        let mut text = url::form_urlencoded::Serializer::new(String::new());
        text.extend_pairs(self.pairs());
        text.finish()
    }

    /// What the columns hold: as chosen, or by their headings as long as nobody chose.
    pub fn mapping(&self, headings: &[String]) -> Mapping {
        let guessed = Mapping::guessed(headings);
        let Some(columns) = &self.columns else { return guessed };
        let said = guessed.iter().enumerate().map(|(place, (heading, guess))| {
            let meaning = match columns.get(place).map_or("", String::as_str) {
                IGNORE => Meaning::Nothing,
                "" if heading.is_empty() => guess,
                id => Field::named(id).map_or(Meaning::Unclear, Meaning::Field),
            };
            (heading.to_owned(), meaning)
        });
        Mapping::said(said.collect())
    }

    /// The order, or what has to be put right first.
    pub fn order(&self, intake: &Intake, received: Timestamp) -> Result<ImportOrder, Errors> {
        let mapping = self.mapping(&intake.headings);
        let mut errors = Errors::none();
        self.look_at_columns(&mapping, &mut errors);
        let is_name = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-';
        if self.source.len() > 40 || !self.source.bytes().all(is_name) {
            errors.add(
                "source",
                "The name of the extract can have small letters, digits and hyphens, 40 at most",
            );
        }
        let as_of = self.as_of(received).unwrap_or_else(|words| {
            errors.add("as-of", words);
            received
        });
        let order = ImportOrder {
            source: self.source.clone(),
            as_of,
            completeness: if self.is_partial { Completeness::Partial } else { Completeness::Complete },
            file: intake.sha256,
            columns: mapping.columns(),
            key: Field::named(&self.key),
            leavers_expected: self.leavers,
            without_refused: self.without,
        };
        if errors.is_empty() && order.key().is_none() {
            let words = match order.key {
                Some(field) => format!("No column is taken for the {}", field.title().to_lowercase()),
                None => "Say which column holds a service number, pay number, warrant number or collar number: without one, \
                         people cannot be told apart"
                    .into(),
            };
            errors.add(if order.key.is_some() { "key" } else { "column-0" }, words);
        }
        if errors.is_empty() { Ok(order) } else { Err(errors) }
    }

    /// When it was true.
    fn as_of(&self, received: Timestamp) -> Result<Timestamp, String> {
        if self.as_of.is_empty() {
            return Ok(received);
        }
        match Moment::parse(&self.as_of) {
            Ok(moment) if moment.first > received => {
                Err("The day when the extract was made has not come yet. Leave it empty if it was made today"
                    .into())
            }
            Ok(moment) => Ok(moment.first),
            Err(error) => {
                let (what, fix) = record::words::what_and_fix(&error);
                Err(format!("{}. {fix}", crate::words::sentence(&what)))
            }
        }
    }

    fn look_at_columns(&self, mapping: &Mapping, errors: &mut Errors) {
        let mut taken: Vec<Field> = Vec::new();
        for (place, (heading, meaning)) in mapping.iter().enumerate().take(MOST_COLUMNS) {
            let name = column_name(heading, place);
            match meaning {
                Meaning::Unclear if self.columns.is_some() => {
                    errors.add_numbered("column", place, format!("Say what is in {name}, or leave it out"));
                }
                Meaning::Field(field) if taken.contains(&field) => {
                    let title = field.title().to_lowercase();
                    let words = format!(
                        "Another column is taken for the {title} too: leave {name} out, or the other"
                    );
                    errors.add_numbered("column", place, words);
                }
                Meaning::Field(field) => taken.push(field),
                Meaning::Nothing | Meaning::Unclear => {}
            }
        }
    }
}

/// A column by its heading, or by its letter where it has none.
pub fn column_name(heading: &str, place: usize) -> String {
    if heading.is_empty() {
        format!("the column number {}", place + 1)
    } else {
        format!("the column “{}”", record::words::plain(heading))
    }
}

/// Numbers that tell people apart, as choices.
pub fn keys() -> Vec<(&'static str, &'static str)> {
    let mut keys = vec![("", "The best that is there")];
    let numbers = Field::all().filter(|field| field.row().lookup == Lookup::Number);
    keys.extend(numbers.map(|field| (field.id(), field.title())));
    keys
}
