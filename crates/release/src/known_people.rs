//! The people of the record as the roster of a check: leavers, former names and other names included.
//!
//! No name is shown, so this writes no act. What a check prints of values is what stands in the file that it checks.

use detect::{Refused, Roster, RosterBuilder, RosterColumn, SealError, SealKey};
use jiff::Timestamp;
use record::{Field, FieldSet, Record, RecordError};
use zeroize::Zeroizing;

/// Columns of one kind, for people who had several names or numbers. Whoever had more gets a second row under the same
/// number.
const SLOTS: usize = 8;

/// Where the values of a field go: the first of them, and the others.
struct Place {
    field: &'static str,
    first: RosterColumn,
    others: Option<RosterColumn>,
}

const fn place(field: &'static str, first: RosterColumn, others: Option<RosterColumn>) -> Place {
    Place { field, first, others }
}

/// A former forename is another way to call somebody, as a former surname is another surname.
const PLACES: &[Place] = &[
    place("surname", RosterColumn::Surname, Some(RosterColumn::OtherSurname)),
    place("former-name", RosterColumn::OtherSurname, Some(RosterColumn::OtherSurname)),
    place("forename", RosterColumn::Forenames, Some(RosterColumn::KnownAs)),
    place("initials", RosterColumn::Initials, Some(RosterColumn::KnownAs)),
    place("known-as", RosterColumn::KnownAs, Some(RosterColumn::KnownAs)),
    place("full-name", RosterColumn::FullName, None),
    place("rank", RosterColumn::Rank, None),
    place("role", RosterColumn::Role, None),
    place("unit", RosterColumn::Unit, None),
    place("location", RosterColumn::Location, None),
    place("service-number", RosterColumn::Number, Some(RosterColumn::Number)),
    place("pay-number", RosterColumn::Number, Some(RosterColumn::Number)),
    place("warrant-number", RosterColumn::Number, Some(RosterColumn::Number)),
    place("collar-number", RosterColumn::Number, Some(RosterColumn::Number)),
    place("email", RosterColumn::Email, None),
];

/// Why the people of the record cannot be looked for.
#[derive(Debug, thiserror::Error)]
pub enum KnownPeopleError {
    /// The record.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// The columns of the roster: a defect.
    #[error(
        "the people of the record cannot be looked for: {0}. This is a defect of Tipstaff: please report it"
    )]
    Columns(#[from] Refused),
    /// The key under which they are looked for.
    #[error("the people of the record cannot be looked for: {0}. Try again")]
    Key(#[from] SealError),
}

/// Everybody whom the record knows at `now`, leavers included, under their numbers in the record; people who were merged
/// under the number that stands for all of them. `None` when nobody is known by a name, number or address.
pub async fn roster(record: &Record, now: Timestamp) -> Result<Option<Roster>, KnownPeopleError> {
    let key = SealKey::fresh()?;
    let columns = columns();
    let headings: Vec<String> = (0..columns.len()).map(|column| format!("column {column}")).collect();
    let chosen: Vec<(RosterColumn, String)> = columns.iter().copied().zip(headings.iter().cloned()).collect();
    let mut builder = RosterBuilder::new(key.into_bytes(), &headings, &chosen)?;
    let fields: FieldSet = PLACES.iter().filter_map(|place| Field::named(place.field)).collect();
    record
        .everybody(fields, now, |person, values| {
            for row in rows(&columns, values) {
                builder.person_numbered(person, &row);
            }
            Ok::<(), RecordError>(())
        })
        .await?;
    match builder.finish() {
        Ok(roster) => Ok(Some(roster)),
        Err(Refused::Empty) => Ok(None),
        Err(refused) => Err(refused.into()),
    }
}

/// The columns of the roster: those that can hold several values stand several times.
fn columns() -> Vec<RosterColumn> {
    let several = [RosterColumn::OtherSurname, RosterColumn::KnownAs, RosterColumn::Number];
    let one = RosterColumn::ALL.iter().map(|(_, column)| *column).filter(|column| !several.contains(column));
    one.chain(several.into_iter().flat_map(|column| std::iter::repeat_n(column, SLOTS))).collect()
}

/// The rows of a person: one, unless there are more names and numbers than columns.
fn rows<'v>(columns: &[RosterColumn], values: &'v [(Field, Zeroizing<String>)]) -> Vec<Vec<&'v str>> {
    let mut left: Vec<(RosterColumn, &str)> = Vec::new();
    for place in PLACES {
        let own = values.iter().filter(|(field, _)| field.id() == place.field).map(|(_, text)| text.as_str());
        for (index, text) in own.enumerate() {
            let column = if index == 0 { Some(place.first) } else { place.others };
            // A former rank or unit tells people of one name apart as little as a wrong one would.
            left.extend(column.map(|column| (column, text)));
        }
    }
    let several = |column: RosterColumn| columns.iter().filter(|other| **other == column).count() > 1;
    let alone: Vec<(RosterColumn, &str)> =
        left.iter().copied().filter(|(column, _)| !several(*column)).collect();
    left.retain(|(column, _)| several(*column));
    let mut rows = Vec::new();
    loop {
        let mut row = vec![""; columns.len()];
        for (column, text) in &alone {
            if let Some(at) = columns.iter().position(|other| other == column) {
                set(&mut row, at, text);
            }
        }
        left.retain(|(column, text)| {
            let free = columns.iter().zip(&row).position(|(other, cell)| other == column && cell.is_empty());
            free.map(|at| set(&mut row, at, text)).is_none()
        });
        rows.push(row);
        if left.is_empty() {
            return rows;
        }
    }
}

fn set<'v>(row: &mut [&'v str], at: usize, text: &'v str) {
    if let Some(cell) = row.get_mut(at) {
        *cell = text;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_had_more_names_than_there_are_columns_gets_a_second_row() {
        let of = |id: &str, text: &str| (Field::named(id).unwrap(), Zeroizing::new(text.to_owned()));
        let mut values =
            vec![of("surname", "Oake"), of("rank", "Constable"), of("rank", "Cadet"), of("pay-number", "7")];
        let columns = columns();
        assert_eq!(rows(&columns, &values).len(), 1);
        assert!(!rows(&columns, &values).concat().contains(&"Cadet"));
        values.extend((0..10).map(|index| of("surname", &format!("Former{index}"))));
        let rows = rows(&columns, &values);
        assert_eq!(rows.len(), 2);
        assert!(rows.iter().all(|row| row.contains(&"Oake")), "each row names the person as a whole");
        assert!(rows.concat().contains(&"Former9"));
    }
}
