//! What no act writes: the tables themselves, the head of the log, the counters, and where keys lie.

use super::acts::Acts;
use super::difference::Differences;
use super::fault::Fault;
use super::source::Heads;
use crate::RecordError;
use crate::ledger::PUBLISHED;
use crate::record::MIGRATIONS;
use crate::rooms;
use crate::table::{Kind, TABLES};
use std::collections::BTreeSet;
use store::{Snapshot, Store, StoreKind};

/// Tables that no act writes, beside those in [`TABLES`], with their columns; the first one is the key.
pub(crate) const OTHER_TABLES: &[(&str, &[(&str, Kind)])] = &[
    ("head", &[("id", Kind::Integer), ("size", Kind::Integer), ("at", Kind::Integer)]),
    ("counter", &[("name", Kind::Text), ("next", Kind::Integer)]),
    ("leaf", &[("position", Kind::Integer), ("at", Kind::Integer), ("body", Kind::Bytes)]),
    ("manifest", &[("position", Kind::Integer), ("salt", Kind::Bytes), ("body", Kind::Bytes)]),
    ("lease", &[("name", Kind::Text), ("holder", Kind::Text), ("until", Kind::Integer)]),
    ("record_key", &[("purpose", Kind::Text), ("wrapped", Kind::Bytes)]),
    ("person_key", &[("person", Kind::Integer), ("wrapped", Kind::Bytes)]),
    ("actor_secret", &[("actor", Kind::Integer), ("pem", Kind::Text)]),
    ("schema_migration", &[("version", Kind::Integer), ("name", Kind::Text), ("digest", Kind::Text)]),
];

/// Series of numbers that are not those of a table's rows: name, table, the column that is numbered.
const SERIES: &[(&str, &str, &str)] = &[
    ("actor numbers", "actor", "actor"),
    ("holder numbers", "holder", "holder"),
    ("holding numbers", "holding", "holding"),
    ("case numbers", "force_case", "case_number"),
    ("sign-in providers", "sign_in_provider", "provider"),
];

/// Numbers of items are given before their list is written, so those of a list that was never written are missing: the
/// counter, and the highest number in use.
const ITEMS: (&str, &str) = (
    crate::items::ITEM_NUMBERS,
    "SELECT COALESCE(MAX(last_item), 0) FROM (SELECT last_item FROM evidence_inventory \
         UNION ALL SELECT last_item FROM evidence_batch) used",
);

/// Tables and columns are those that Tipstaff made.
pub(super) async fn schema(store: &Store, found: &mut Differences) -> Result<(), RecordError> {
    let mut must = BTreeSet::new();
    for (table, columns) in OTHER_TABLES {
        must.extend(columns.iter().map(|(column, _)| ((*table).to_owned(), (*column).to_owned())));
    }
    for table in TABLES {
        let first = ["number", "act", "ended"].into_iter();
        let columns = first.chain(table.columns.iter().map(|column| column.name));
        must.extend(columns.map(|column| (table.name.to_owned(), column.to_owned())));
    }
    let is: BTreeSet<_> =
        store.columns().await?.into_iter().map(|column| (column.table, column.name)).collect();
    for room in rooms::opened(store).await? {
        for table in room.all_tables() {
            must.extend(
                table.columns.iter().map(|(column, _)| (table.name.to_owned(), (*column).to_owned())),
            );
        }
    }
    for (table, column) in is.difference(&must) {
        found.add(
            Fault::PlaceStrange,
            table,
            None,
            format!("The column {column} of {table} is not Tipstaff's."),
        );
    }
    for (table, column) in must.difference(&is) {
        found.add(Fault::PlaceStrange, table, None, format!("The column {column} of {table} is missing."));
    }
    // Triggers and views could change or show what no act wrote.
    let sql = match store.kind() {
        StoreKind::Sqlite => "SELECT name FROM sqlite_schema WHERE type IN ('trigger', 'view') ORDER BY name",
        StoreKind::Postgres => {
            "SELECT CAST(t.tgname AS TEXT) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid \
             WHERE NOT t.tgisinternal AND c.relnamespace = to_regnamespace(current_schema()) \
             UNION ALL SELECT CAST(relname AS TEXT) FROM pg_class \
             WHERE relkind IN ('v', 'm') AND relnamespace = to_regnamespace(current_schema()) \
             UNION ALL SELECT CAST(rulename AS TEXT) FROM pg_rules WHERE schemaname = current_schema()"
        }
    };
    for row in store.read(sql, &[]).await? {
        let what = format!("There is a trigger, view or rule '{}' that is not Tipstaff's.", row.text(0)?);
        found.add(Fault::PlaceStrange, "database", None, what);
    }
    let versions = store.schema_version(MIGRATIONS.ledger).await?;
    if usize::try_from(versions) != Ok(MIGRATIONS.sqlite.len()) {
        found.add(
            Fault::PlaceStrange,
            "schema_migration",
            Some(versions),
            "The schema has other steps than this Tipstaff's.",
        );
    }
    Ok(())
}

/// Head and counters are where the acts leave them.
pub(super) fn heads(heads: &Heads, acts: &Acts, found: &mut Differences) {
    if heads.rows != 1 {
        found.add(Fault::HeadDiffers, "head", None, "The log has no head, or several.");
    }
    let number = i64::try_from(heads.size).ok();
    if heads.size != acts.there {
        let what = format!("The head counts {} acts, and there are {}.", heads.size, acts.there);
        found.add(Fault::HeadDiffers, "head", number, what);
    }
    if acts.at.is_some_and(|at| at.as_microsecond() != heads.at) {
        found.add(Fault::HeadDiffers, "head", number, "The head has another time than the last act.");
    }
    let counter = |name: &str| heads.counters.iter().find(|(known, _)| known == name).map(|(_, next)| *next);
    let mut differs = |name: &str, next: i64, must: i64| {
        let what = format!("The next number of '{name}' is {next} and should be {must}.");
        found.add(Fault::CounterDiffers, "counter", Some(next), what);
    };
    for (index, table) in TABLES.iter().enumerate() {
        let (must, next) = (acts.expected.next(index), counter(table.name).unwrap_or(1));
        // After an act that cannot be relied on the last number is not known; a counter behind it is wrong all the same.
        if next < must || (next > must && acts.expected.is_whole()) {
            differs(table.name, next, must);
        }
    }
    let restored = counter("restored").unwrap_or(1);
    if restored != i64::from(acts.generation) && acts.expected.is_whole() {
        differs("restored", restored, i64::from(acts.generation));
    }
    for (name, _) in &heads.counters {
        let known = TABLES.iter().any(|table| table.name == name)
            || SERIES.iter().any(|(series, ..)| series == name)
            || name == ITEMS.0
            || name == "restored"
            || name == PUBLISHED;
        if !known {
            found.add(
                Fault::CounterDiffers,
                "counter",
                None,
                format!("There is a counter '{name}' that nothing uses."),
            );
        }
    }
}

/// Series of numbers are beyond every number that was given.
pub(super) async fn series(
    snapshot: &mut Snapshot,
    heads: &Heads,
    found: &mut Differences,
) -> Result<(), RecordError> {
    for (name, table, column) in SERIES {
        let most = snapshot.read_one(&format!("SELECT COALESCE(MAX({column}), 0) FROM {table}"), &[]).await?;
        let most = most.map_or(Ok(0), |row| row.integer(0))?;
        let counter = heads.counters.iter().find(|(known, _)| known == name).map_or(1, |(_, next)| *next);
        if counter != most + 1 {
            let what = format!("The next number of '{name}' is {counter} and should be {}.", most + 1);
            found.add(Fault::CounterDiffers, "counter", Some(counter), what);
        }
    }
    let (name, sql) = ITEMS;
    let most = snapshot.read_one(sql, &[]).await?.map_or(Ok(0), |row| row.integer(0))?;
    let counter = heads.counters.iter().find(|(known, _)| known == name).map_or(1, |(_, next)| *next);
    if counter <= most {
        let what = format!("The next number of '{name}' is {counter}, and {most} was given already.");
        found.add(Fault::CounterDiffers, "counter", Some(counter), what);
    }
    Ok(())
}
