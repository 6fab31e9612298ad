//! What is verified: the database as it is at one moment, or an export of it.

use super::expected::Actual;
use super::export::Export;
use crate::RecordError;
use crate::ledger::{row_content, row_digest};
use crate::table::{Kind, Table};
use store::{Row, Snapshot, StoreError, Value};

/// An act as it is stored.
#[derive(Default)]
pub(super) struct StoredAct {
    pub(super) position: u64,
    /// The time by which it is found; an export has none.
    pub(super) at: Option<i64>,
    pub(super) body: Vec<u8>,
    /// Salt and body.
    pub(super) manifest: Option<(Vec<u8>, Vec<u8>)>,
}

/// The head of the log and the counters.
#[derive(Debug, Default)]
pub(crate) struct Heads {
    pub(crate) size: u64,
    pub(crate) at: i64,
    /// Each series and its next number.
    pub(crate) counters: Vec<(String, i64)>,
    /// How many heads there are: one.
    pub(crate) rows: usize,
}

/// Where acts and rows come from.
pub(super) enum Source<'s> {
    Database(&'s mut Snapshot),
    Export(&'s Export),
}

impl Source<'_> {
    pub(super) async fn heads(&mut self) -> Result<Heads, RecordError> {
        match self {
            Self::Database(snapshot) => heads(snapshot).await,
            Self::Export(export) => Ok(export.heads()),
        }
    }

    /// Hands over each act, by position.
    pub(super) async fn each_act(&mut self, mut each: impl FnMut(StoredAct)) -> Result<(), RecordError> {
        match self {
            Self::Database(snapshot) => Ok(snapshot
                .for_each(
                    "SELECT l.position, l.at, l.body, m.salt, m.body FROM leaf l \
                     LEFT JOIN manifest m ON m.position = l.position ORDER BY l.position",
                    &[],
                    |row| {
                        let manifest = match (row.optional_bytes(3), row.optional_bytes(4)) {
                            (Ok(Some(salt)), Ok(Some(body))) => Some((salt.to_vec(), body.to_vec())),
                            _ => None,
                        };
                        each(StoredAct {
                            position: u64::try_from(row.integer(0)?).unwrap_or(u64::MAX),
                            at: row.optional_integer(1).unwrap_or_default(),
                            body: row.into_bytes(2).unwrap_or_default(),
                            manifest,
                        });
                        Ok(())
                    },
                )
                .await?),
            Self::Export(export) => export.each_act(each).await,
        }
    }

    /// Positions of manifests that belong to no act.
    pub(super) async fn loose_manifests(&mut self) -> Result<Vec<i64>, RecordError> {
        match self {
            Self::Database(snapshot) => {
                let rows = snapshot
                    .read(
                        "SELECT m.position FROM manifest m \
                         WHERE NOT EXISTS (SELECT 1 FROM leaf l WHERE l.position = m.position) \
                         ORDER BY m.position LIMIT 1000",
                        &[],
                    )
                    .await?;
                Ok(rows.iter().map(|row| row.integer(0)).collect::<Result<_, _>>()?)
            }
            Self::Export(export) => Ok(export.loose_manifests()),
        }
    }

    /// Hands over each row of a table, by number. Gives false if a value is of a kind that no column can hold, so that
    /// the rest could not be read.
    pub(super) async fn each_row(
        &mut self,
        table: &'static Table,
        mut each: impl FnMut(Actual),
    ) -> Result<bool, RecordError> {
        match self {
            Self::Database(snapshot) => {
                let sql =
                    format!("SELECT {} FROM {} ORDER BY number", table.columns_with_commas(), table.name);
                let read = snapshot
                    .for_each(&sql, &[], |row| {
                        each(actual(table, &row)?);
                        Ok(())
                    })
                    .await;
                match read {
                    Ok(()) => Ok(true),
                    Err(StoreError::Shape(_)) => Ok(false),
                    Err(other) => Err(other.into()),
                }
            }
            Self::Export(export) => Ok(export.each_row(table, each)),
        }
    }
}

/// Head and counters of the database.
pub(crate) async fn heads(snapshot: &mut Snapshot) -> Result<Heads, RecordError> {
    let head = snapshot.read("SELECT id, size, at FROM head ORDER BY id", &[]).await?;
    let counters = snapshot.read("SELECT name, next FROM counter ORDER BY name", &[]).await?;
    let (size, at) = match head.iter().find(|row| row.integer(0).is_ok_and(|id| id == 1)) {
        Some(row) => (row.integer(1)?, row.integer(2)?),
        None => (0, 0),
    };
    Ok(Heads {
        size: u64::try_from(size).unwrap_or(0),
        at,
        counters: counters
            .iter()
            .map(|row| Ok((row.text(0)?.to_owned(), row.integer(1)?)))
            .collect::<Result<_, StoreError>>()?,
        rows: head.len(),
    })
}

fn actual(table: &'static Table, row: &Row) -> Result<Actual, StoreError> {
    let number = row.integer(0)?;
    // What cannot be a position is none that an act wrote: -1 never is.
    let position = |column| row.optional_integer(column).unwrap_or(Some(-1));
    Ok(Actual { number, act: position(1), ended: position(2), digest: digest(table, number, row) })
}

/// The row's digest, none if a column holds what it cannot hold.
pub(crate) fn digest(table: &Table, number: i64, row: &Row) -> Option<[u8; 16]> {
    let values = values(table, row).ok()?;
    let content = row_content(table, &values).ok()?;
    Some(row_digest(table, number, &content))
}

/// The columns of a row after the first three.
pub(crate) fn values(table: &Table, row: &Row) -> Result<Vec<Value>, StoreError> {
    (3..)
        .zip(table.columns)
        .map(|(index, column)| {
            Ok(match column.kind {
                Kind::Integer => row.optional_integer(index)?.into(),
                Kind::Text => row.optional_text(index)?.into(),
                Kind::Bytes | Kind::Sealed => row.optional_bytes(index)?.map(<[u8]>::to_vec).into(),
            })
        })
        .collect()
}
