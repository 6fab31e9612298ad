//! The schema as the database itself tells it, in words that both share.

use crate::{
    error::{Shape, StoreError},
    store::{Store, StoreKind},
};

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Column {
    /// The table's name.
    pub table: String,
    /// The column's name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// Whether it may be null. On SQLite only `INTEGER PRIMARY KEY` is never null without `NOT NULL` being said.
    pub nullable: bool,
    /// Its place in the primary key, from 1, if it is part of it.
    pub primary: Option<i64>,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `BIGINT`, `INTEGER`.
    Integer,
    /// `TEXT`.
    Text,
    /// `BYTEA`, `BLOB`.
    Bytes,
}

const SQLITE: &str = "
    SELECT t.name, c.name, UPPER(c.type),
        c.\"notnull\" = 0 AND NOT (c.pk = 1 AND UPPER(c.type) = 'INTEGER'
            AND (SELECT COUNT(*) FROM pragma_table_info(t.name) WHERE pk > 0) = 1),
        c.pk
    FROM sqlite_schema t JOIN pragma_table_info(t.name) c
    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
    ORDER BY t.name, c.name";

const POSTGRES: &str = "
    SELECT t.relname, c.attname, UPPER(format_type(c.atttypid, c.atttypmod)),
        NOT c.attnotnull,
        CAST(COALESCE((SELECT array_position(CAST(i.indkey AS smallint[]), c.attnum) + 1
            FROM pg_index i WHERE i.indrelid = t.oid AND i.indisprimary), 0) AS BIGINT)
    FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid
    WHERE t.relkind IN ('r', 'p') AND t.relnamespace = to_regnamespace(current_schema())
        AND c.attnum > 0 AND NOT c.attisdropped
    ORDER BY t.relname COLLATE \"C\", c.attname COLLATE \"C\"";

impl Store {
    /// All columns of all tables, by table and name. What two migration folders make must be equal here.
    pub async fn columns(&self) -> Result<Vec<Column>, StoreError> {
        let sql = match self.kind() {
            StoreKind::Sqlite => SQLITE,
            StoreKind::Postgres => POSTGRES,
        };
        let mut columns = Vec::new();
        self.for_each(sql, &[], |row| {
            let place = row.integer(4)?;
            columns.push(Column {
                table: row.text(0)?.to_owned(),
                name: row.text(1)?.to_owned(),
                kind: kind(row.text(2)?)?,
                nullable: row.integer(3)? != 0,
                primary: (place > 0).then_some(place),
            });
            Ok(())
        })
        .await?;
        Ok(columns)
    }
}

fn kind(name: &str) -> Result<Kind, Shape> {
    match name {
        "BIGINT" | "INTEGER" => Ok(Kind::Integer),
        "TEXT" => Ok(Kind::Text),
        "BYTEA" | "BLOB" => Ok(Kind::Bytes),
        _ => Err(Shape::ColumnType),
    }
}
