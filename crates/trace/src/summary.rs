//! What the file is made of, counted.

use crate::force::{Force, Slot};
use crate::found::{ColumnFound, FileFound, Holds};
use crate::leak::Leak;
use crate::rows::TableRead;
use crate::source::{Examined, FileRows, Resolved, TEXTS};
use crate::table::Content;

pub(crate) fn summary(
    force: &Force,
    leak: &Leak,
    tables: &[TableRead<'_>],
    rows: &FileRows,
    examined: &Examined,
    resolved: &Resolved,
) -> FileFound {
    let explained = resolved.tokens().len() as u64;
    let mut found = FileFound {
        strings_examined: examined.strings(),
        strings_unexplained: examined.strings().saturating_sub(explained),
        texts: leak.texts.len() as u64,
        photos: leak.photos.len() as u64,
        photos_known: leak.photos.iter().filter(|photo| is_known(force, &photo.people)).count() as u64,
        ..FileFound::default()
    };
    let in_tables = || rows.rows.iter().filter(|row| row.place.table != TEXTS);
    found.rows_with_token = in_tables().filter(|row| row.owner.is_some()).count() as u64;
    found.rows_definite = in_tables().filter(|row| row.person.is_some()).count() as u64;
    let unreal = in_tables().count() as u64 - found.rows_definite;
    for (number, read) in (1_u32..).zip(tables) {
        found.rows += (read.rows() as u64).saturating_sub(u64::from(read.has_headings));
        for (at, matched) in read.matches.iter().enumerate().skip(usize::from(read.has_headings)) {
            let is_definite = matched.definite.is_some();
            if !is_definite && !matched.is_about_nobody() && !rows.is_settled(number - 1, at as u32) {
                found.rows_possible += 1;
            }
        }
        found.columns.extend((1_u32..).zip(read.contents()).filter_map(|(column, content)| {
            let (content, contained) = content?;
            Some(ColumnFound { table: number, column, holds: holds(content), contained })
        }));
    }
    found.rows_about_nobody = found.rows.saturating_sub(found.rows_definite + found.rows_possible + unreal);
    found
}

fn is_known(force: &Force, people: &[u32]) -> bool {
    matches!(people, [person] if force.place(*person).is_some())
}

fn holds(content: Content) -> Holds {
    match content {
        Content::Tokens => Holds::Tokens,
        Content::FullName => Holds::FullName,
        Content::Of(Slot::Surname) => Holds::Surname,
        Content::Of(Slot::Forenames) => Holds::Forenames,
        Content::Of(Slot::Number(field) | Slot::Other(field)) => Holds::Field(field),
    }
}
