//! Extracts of invented people, as text, and what the record says of them.

use crate::common::{Case, start};
use jiff::Timestamp;
use record::{Completeness, Field, FieldSet, ImportColumn, ImportOrder, ImportReport, KnownAt, RecordError};
use roaring::RoaringBitmap;

/// Midnight of a day, UTC.
pub fn day(day: &str) -> Timestamp {
    format!("{day}T00:00:00Z").parse().unwrap()
}

/// The rows of a text with commas, without the heading; row numbers as a spreadsheet has them.
pub fn rows(text: &str) -> Vec<(u64, Vec<String>)> {
    (2..)
        .zip(text.lines().skip(1))
        .map(|(row, line)| (row, line.split(',').map(str::to_owned).collect()))
        .collect()
}

/// An order for a text whose headings are fields.
pub fn order(text: &str, as_of: &str) -> ImportOrder {
    let headings = text.lines().next().unwrap().split(',');
    ImportOrder {
        source: "people".into(),
        as_of: day(as_of),
        completeness: Completeness::Complete,
        file: [7; 32],
        columns: headings
            .map(|heading| ImportColumn { heading: heading.into(), field: Field::named(heading) })
            .collect(),
        key: None,
        leavers_expected: false,
        without_refused: false,
    }
}

/// Takes an extract in.
pub async fn extract(case: &Case, order: &ImportOrder, text: &str) -> Result<ImportReport, RecordError> {
    let owner = case.record.actor(Some("owner")).await?;
    let rows = rows(text);
    case.record.import_people(order, &rows, Vec::new(), &owner, start(), &mut |_, _| {}).await
}

/// Takes a complete extract in.
pub async fn import(case: &Case, as_of: &str, text: &str) -> Result<ImportReport, RecordError> {
    extract(case, &order(text, as_of), text).await
}

/// So many invented people, with numbers from 1001 on.
pub fn crowd(people: u32) -> String {
    let lines = (1..=people).map(|person| format!("{},Person{person},A", 1000 + person));
    std::iter::once("service-number,surname,initials".to_owned()).chain(lines).collect::<Vec<_>>().join("\n")
}

/// Every recorded value of a field, in words.
pub async fn history(case: &Case, person: u32, field: &str) -> Vec<String> {
    let date = |at: Timestamp| at.to_string()[..10].to_owned();
    let versions = case.record.history(person).await.unwrap();
    versions
        .iter()
        .filter(|version| version.value.field.id() == field)
        .map(|version| {
            let value = version.value;
            let from = value.valid_from.map_or(String::new(), |from| format!(" from {}", date(from)));
            let until = value.valid_until.map_or(String::new(), |until| format!(" until {}", date(until)));
            let ended = version.ended.map_or(String::new(), |act| format!(", until act {act}"));
            format!("{}{from}{until} (act {}{ended})", version.text.as_str(), value.act)
        })
        .collect()
}

/// What was true of somebody on some days, as it is known now.
pub async fn values_on(case: &Case, person: u32, field: &str, days: &[&str]) -> Vec<String> {
    let mut values = Vec::new();
    for one in days {
        values.push(value_at(case, person, field, day(one), KnownAt::NOW).await);
    }
    values
}

/// What was true of somebody, as it was known at some time. Empty where nothing was.
pub async fn value_at(case: &Case, person: u32, field: &str, valid: Timestamp, known: KnownAt) -> String {
    let field = Field::named(field).unwrap();
    let shown = case.record.person(person, Some(valid), known).await.unwrap();
    if !shown.values.iter().any(|value| value.field == field) {
        return String::new();
    }
    let mut found = String::new();
    let one: RoaringBitmap = [person].into_iter().collect();
    let fields: FieldSet = [field].into_iter().collect();
    case.record
        .names(&one, fields, valid, known, |_, values| {
            found = values.first().map(|(_, text)| text.to_string()).unwrap_or_default();
            Ok(())
        })
        .await
        .unwrap();
    found
}
