//! What the schema says about itself.
//!
//! PostgreSQL keeps comments (`COMMENT ON`). SQLite keeps the text of `CREATE TABLE` as it was written, with the `--`
//! comments in it:
//!
//! ```sql
//! CREATE TABLE person ( -- Somebody whose data are held.
//!     number INTEGER PRIMARY KEY, -- Dense; never reused.
//!     surname BLOB -- Sealed under the person's own key,
//!                  -- erased with it.
//! ) STRICT;
//! ```

use crate::{
    error::StoreError,
    store::{Store, StoreKind},
};

/// What is said about a table or a column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Comment {
    /// The table's name.
    pub table: String,
    /// The column's name; none if this is about the table.
    pub column: Option<String>,
    /// What is said.
    pub text: String,
}

const POSTGRES: &str = "
    SELECT t.relname, c.attname, d.description
    FROM pg_description d
    JOIN pg_class t ON t.oid = d.objoid AND d.classoid = CAST('pg_class' AS regclass)
    LEFT JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum = d.objsubid AND d.objsubid > 0
    WHERE t.relkind IN ('r', 'p') AND t.relnamespace = to_regnamespace(current_schema())";

impl Store {
    /// All comments on tables and columns, by table and column; a table's own comes first.
    pub async fn comments(&self) -> Result<Vec<Comment>, StoreError> {
        let mut comments = match self.kind() {
            StoreKind::Sqlite => self.written().await?,
            StoreKind::Postgres => self.stored().await?,
        };
        comments.sort();
        Ok(comments)
    }

    async fn stored(&self) -> Result<Vec<Comment>, StoreError> {
        let mut comments = Vec::new();
        self.for_each(POSTGRES, &[], |row| {
            comments.push(Comment {
                table: row.text(0)?.to_owned(),
                column: row.optional_text(1)?.map(str::to_owned),
                text: row.text(2)?.to_owned(),
            });
            Ok(())
        })
        .await?;
        Ok(comments)
    }

    async fn written(&self) -> Result<Vec<Comment>, StoreError> {
        let columns = self.columns().await?;
        let mut comments = Vec::new();
        let tables = "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql IS NOT NULL";
        self.for_each(tables, &[], |row| {
            let table = row.text(0)?;
            let is_column =
                |name: &str| columns.iter().any(|column| column.table == table && column.name == name);
            for (column, text) in in_statement(row.text(1)?, is_column) {
                comments.push(Comment { table: table.to_owned(), column, text });
            }
            Ok(())
        })
        .await?;
        Ok(comments)
    }
}

/// The comments in a `CREATE TABLE`, by column; those before the first column are the table's.
fn in_statement(sql: &str, is_column: impl Fn(&str) -> bool) -> Vec<(Option<String>, String)> {
    let mut comments: Vec<(Option<String>, String)> = Vec::new();
    // What the current line is about: the table, a column, or (none) a rule for several columns.
    let mut about = Some(None);
    for line in sql.lines() {
        let (code, comment) = split(line);
        let code = code.trim();
        let first = code.trim_start_matches('"').split(|end: char| !is_name(end)).next().unwrap_or_default();
        if is_column(first) {
            about = Some(Some(first.to_owned()));
        } else if !code.is_empty() && about != Some(None) {
            about = None;
        }
        let text = comment.map(str::trim).filter(|text| !text.is_empty());
        if let (Some(text), Some(subject)) = (text, &about) {
            match comments.last_mut().filter(|(last, _)| last == subject) {
                Some((_, earlier)) => *earlier = format!("{earlier} {text}"),
                None => comments.push((subject.clone(), text.to_owned())),
            }
        }
    }
    comments
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// A line's code and the comment after it. Two hyphens inside quotes are text.
fn split(line: &str) -> (&str, Option<&str>) {
    let mut quote = None;
    for (at, character) in line.char_indices() {
        match (quote, character) {
            (None, '\'' | '"') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            (None, '-') => {
                if let Some((code, comment)) = line.split_at_checked(at)
                    && let Some(comment) = comment.strip_prefix("--")
                {
                    return (code, Some(comment));
                }
            }
            _ => {}
        }
    }
    (line, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_belongs_to_the_column_before_it_and_goes_on_over_lines() {
        let sql = "CREATE TABLE holder ( -- Who holds data.\n\
                   -- One row each.\n\
                   number INTEGER PRIMARY KEY, -- Dense.\n\
                   name TEXT CHECK (name <> '--'), -- As they write it,\n\
                   -- in full.\n\
                   UNIQUE (name) -- No two alike.\n\
                   ) STRICT";
        let comments = in_statement(sql, |name| ["number", "name"].contains(&name));
        let told: Vec<_> = comments.iter().map(|(column, text)| (column.as_deref(), text.as_str())).collect();
        assert_eq!(
            told,
            [
                (None, "Who holds data. One row each."),
                (Some("number"), "Dense."),
                (Some("name"), "As they write it, in full."),
            ]
        );
    }
}
