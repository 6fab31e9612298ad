//! Two databases tell one schema in the same words.

use store::{Column, Comment, Kind, Migration, Migrations, Shape};

use crate::place::{Place, change};

const MIGRATIONS: Migrations = Migrations {
    ledger: "schema_migration",
    sqlite: &[Migration {
        version: 1,
        name: "people",
        sql: "CREATE TABLE person ( -- Somebody whose data are held.
                  number INTEGER PRIMARY KEY, -- Dense; never reused.
                  surname BLOB -- Sealed under the person's own key,
                               -- erased with it.
              ) STRICT;
              CREATE TABLE value (
                  person INTEGER NOT NULL REFERENCES person (number), -- Whose.
                  field INTEGER NOT NULL, -- Which, as a bit's number.
                  source TEXT NOT NULL,
                  PRIMARY KEY (field, person)
              ) STRICT;",
    }],
    postgres: &[Migration {
        version: 1,
        name: "people",
        sql: "CREATE TABLE person (number BIGINT PRIMARY KEY, surname BYTEA);
              COMMENT ON TABLE person IS 'Somebody whose data are held.';
              COMMENT ON COLUMN person.number IS 'Dense; never reused.';
              COMMENT ON COLUMN person.surname IS 'Sealed under the person''s own key, erased with it.';
              CREATE TABLE value (
                  person BIGINT NOT NULL REFERENCES person (number),
                  field BIGINT NOT NULL,
                  source TEXT NOT NULL,
                  PRIMARY KEY (field, person)
              );
              COMMENT ON COLUMN value.person IS 'Whose.';
              COMMENT ON COLUMN value.field IS 'Which, as a bit''s number.';",
    }],
};

fn column(table: &str, name: &str, kind: Kind, nullable: bool, primary: Option<i64>) -> Column {
    Column { table: table.to_owned(), name: name.to_owned(), kind, nullable, primary }
}

fn comment(table: &str, column: Option<&str>, text: &str) -> Comment {
    Comment { table: table.to_owned(), column: column.map(str::to_owned), text: text.to_owned() }
}

#[tokio::test]
async fn both_tell_the_same_columns_and_comments() {
    for place in [Place::sqlite(), Place::postgres()] {
        let store = place.open().await;
        store.migrate(&MIGRATIONS).await.unwrap();
        assert_eq!(
            store.columns().await.unwrap(),
            [
                column("person", "number", Kind::Integer, false, Some(1)),
                column("person", "surname", Kind::Bytes, true, None),
                column("schema_migration", "digest", Kind::Text, false, None),
                column("schema_migration", "name", Kind::Text, false, None),
                column("schema_migration", "version", Kind::Integer, false, Some(1)),
                column("value", "field", Kind::Integer, false, Some(1)),
                column("value", "person", Kind::Integer, false, Some(2)),
                column("value", "source", Kind::Text, false, None),
            ]
        );
        let comments = store.comments().await.unwrap();
        let of_migrations = |comment: &Comment| comment.table != "schema_migration";
        assert_eq!(
            comments.into_iter().filter(of_migrations).collect::<Vec<_>>(),
            [
                comment("person", None, "Somebody whose data are held."),
                comment("person", Some("number"), "Dense; never reused."),
                comment("person", Some("surname"), "Sealed under the person's own key, erased with it."),
                comment("value", Some("field"), "Which, as a bit's number."),
                comment("value", Some("person"), "Whose."),
            ]
        );
    }
}

#[tokio::test]
async fn a_column_of_a_type_that_only_one_has_is_an_error() {
    for place in [Place::sqlite(), Place::postgres()] {
        let store = place.open().await;
        change(&store, "CREATE TABLE odd (share REAL)").await.unwrap();
        assert_eq!(store.columns().await, Err(Shape::ColumnType.into()));
    }
}
