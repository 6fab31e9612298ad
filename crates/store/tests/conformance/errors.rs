//! Errors speak, and keep what they were given to themselves.

use std::path::PathBuf;

use store::{Connecting, Rule, Shape, Store, StoreError, Value};

use crate::{
    on_both,
    place::{Place, create},
};

on_both!(a_broken_rule_is_told_by_its_name, no_error_repeats_a_value_or_a_statement);

async fn with_rules(place: &Place) -> Store {
    let store = place
        .with(
            "CREATE TABLE person (
                number BIGINT PRIMARY KEY,
                surname TEXT NOT NULL,
                CONSTRAINT surname_is_short CHECK (LENGTH(surname) < 20),
                CONSTRAINT surname_is_unique UNIQUE (surname)
            )",
        )
        .await;
    create(&store, "CREATE TABLE value (person BIGINT NOT NULL REFERENCES person (number), word TEXT)").await;
    store
}

async fn attempt(store: &Store, sql: &str, values: &[Value]) -> StoreError {
    store
        .transaction("attempt", async |mut transaction| transaction.execute(sql, values).await)
        .await
        .unwrap_err()
}

async fn a_broken_rule_is_told_by_its_name(place: Place) {
    let store = with_rules(&place).await;
    let person = "INSERT INTO person (number, surname) VALUES ($1, $2)";
    store
        .transaction("first", async |mut transaction| {
            transaction.execute(person, &[1.into(), "Ab".into()]).await
        })
        .await
        .unwrap_or_else(|error: StoreError| panic!("{error}"));
    let cases = [
        (person, [2.into(), "Ab".into()], Rule::Unique, "surname"),
        (person, [1.into(), "Cd".into()], Rule::Unique, "person"),
        (person, [2.into(), Value::Text(None)], Rule::Missing, "person.surname"),
        (person, [2.into(), "x".repeat(20).into()], Rule::Check, "surname_is_short"),
        ("INSERT INTO value (person, word) VALUES ($1, $2)", [9.into(), "x".into()], Rule::Reference, ""),
    ];
    for (sql, values, expected, part) in cases {
        match attempt(&store, sql, &values).await {
            StoreError::Refused { rule, name } => {
                assert_eq!(rule, expected);
                assert!(name.contains(part), "{name}");
            }
            other => panic!("{other}"),
        }
    }
}

async fn no_error_repeats_a_value_or_a_statement(place: Place) {
    const MARK: &str = "Zoltan7391";
    let store = with_rules(&place).await;
    let person = format!("INSERT INTO person (number, surname) VALUES ($1, $2) /* {MARK} */");
    let ok: Result<_, StoreError> = store
        .transaction("first", async |mut transaction| {
            transaction.execute(&person, &[1.into(), MARK.into()]).await
        })
        .await;
    ok.unwrap();
    let cases: Vec<(String, Vec<Value>)> = vec![
        (person.clone(), vec![2.into(), MARK.into()]),
        (person.clone(), vec![1.into(), format!("{MARK}2").into()]),
        (person.clone(), vec![2.into(), MARK.repeat(5).into()]),
        (person.clone(), vec![2.into(), format!("{MARK}\0").into()]),
        (person.clone(), vec![MARK.into(), MARK.into()]),
        (person.clone(), vec![2.into(), MARK.as_bytes().into()]),
        (person.clone(), vec![MARK.into()]),
        (format!("SELECT {MARK}"), vec![]),
        (format!("SELECT * FROM {MARK}"), vec![]),
        (format!("SELEC '{MARK}'"), vec![]),
        (format!("SELECT '{MARK}"), vec![]),
        (format!("SELECT CAST('{MARK}' AS {MARK})"), vec![]),
        ("SELECT CAST($1 AS BIGINT) / 0".to_owned(), vec![MARK.into()]),
        ("INSERT INTO value (person, word) VALUES (9, $1)".to_owned(), vec![MARK.into()]),
        (format!("INSERT INTO value (person, {MARK}) VALUES (9, $1)"), vec![MARK.into()]),
    ];
    for (sql, values) in cases {
        let outcome: Result<_, StoreError> =
            store.transaction("attempt", async |mut transaction| transaction.read(&sql, &values).await).await;
        // SQLite divides by zero without complaint.
        if let Err(error) = outcome {
            let told = format!("{error} {error:?} {error:#?}");
            assert!(!told.contains("Zoltan"), "{told}");
            assert!(std::error::Error::source(&error).is_none());
        }
    }
}

#[test]
fn every_error_says_what_happened_and_what_to_do() {
    let path = PathBuf::from("/srv/tipstaff/record.sqlite");
    let name = "person_surname_key".to_owned();
    let errors = [
        StoreError::NotFound { path: path.clone() },
        StoreError::CannotOpen { path: path.clone() },
        StoreError::CannotConnect(Connecting::Address),
        StoreError::CannotConnect(Connecting::Unreachable),
        StoreError::CannotConnect(Connecting::Encryption),
        StoreError::CannotConnect(Connecting::SignIn),
        StoreError::CannotConnect(Connecting::Database),
        StoreError::ReadOnly,
        StoreError::Full,
        StoreError::Busy,
        StoreError::Newer { found: 12, known: 9 },
        StoreError::Altered { version: 3 },
        StoreError::Damaged,
        StoreError::Refused { rule: Rule::Unique, name: name.clone() },
        StoreError::Refused { rule: Rule::Reference, name: String::new() },
        StoreError::Refused { rule: Rule::Missing, name: name.clone() },
        StoreError::Refused { rule: Rule::Check, name: name.clone() },
        StoreError::Refused { rule: Rule::Other, name },
        StoreError::ZeroCharacter,
        StoreError::Shape(Shape::NoColumn(3)),
        StoreError::Shape(Shape::Null(3)),
        StoreError::Shape(Shape::Kind(3)),
        StoreError::Shape(Shape::Foreign(3)),
        StoreError::Shape(Shape::Placeholders { placeholders: 3, values: 2 }),
        StoreError::Shape(Shape::Statement),
        StoreError::Shape(Shape::Width { columns: 3, found: 2 }),
        StoreError::Shape(Shape::Several),
        StoreError::Shape(Shape::Unfinished),
        StoreError::Shape(Shape::Versions),
        StoreError::Shape(Shape::ColumnType),
        StoreError::Lost,
        StoreError::CommitUnknown,
        StoreError::UsePgDump,
        StoreError::OntoItself,
        StoreError::CannotBackUp { path },
        StoreError::Other { code: "SQLite 778".to_owned() },
    ];
    let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(told.join("\n\n"));
}
