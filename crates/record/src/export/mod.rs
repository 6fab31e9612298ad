//! The record for others to check: everything that was logged, nothing that is secret.
//!
//! An export is a folder:
//!
//! | file | what |
//! |---|---|
//! | `record.json` | which record, how many acts, the next number of each series |
//! | `log/` | checkpoint, tiles and entries (C2SP tlog-tiles), as on the record's own shelf |
//! | `manifests.jsonl` | what each act wrote, with the salt of its digest |
//! | `tables/NAME.jsonl` | the rows as they are now: numbers and words that are not personal in clear, sealed values as digests |
//! | `README.txt`, `verify.py` | how to check it, and a small program that does, written apart from this one |
//!
//! It holds no key, no sealed value and no name; people, holders and holdings are numbers in it. It is written beside its
//! place and renamed, so that there is a whole export or none.

mod log;
mod rows;

use crate::staging::Staging;
use crate::table::TABLES;
use crate::verify::Progress;
use crate::verify::export::{
    ABOUT, About, EXPORT_SCHEMA, LOG, MANIFESTS, ManifestLine, TABLES_FOLDER, known_tables,
};
use crate::verify::source::heads;
use crate::{Record, RecordError};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
pub(crate) use log::{Moment, copy_log, moment};
pub(crate) use rows::streamed;
use std::path::Path;

/// How an export is checked, for whoever gets it.
const README: &str = include_str!("README.txt");
/// The second program.
pub const VERIFIER: &str = include_str!("verify.py");

/// What was exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exported {
    /// Acts.
    pub acts: u64,
    /// Rows of all tables.
    pub rows: u64,
    /// Whether the checkpoint in it bears the cosignatures of witnesses that the shelf's has: not, if others wrote acts
    /// all the time while the export was made.
    pub cosigned: bool,
}

impl Record {
    /// Writes everything that others need to check the record, as of one moment, while it is in use.
    pub async fn export(
        &self,
        target: &Path,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Exported, RecordError> {
        let staging = Staging::new(target)?;
        let Moment { mut snapshot, size, checkpoint } = moment(self).await?;
        staging.make_folder(LOG)?;
        let cosigned =
            copy_log(self, &mut snapshot, size, checkpoint.as_ref(), &staging.path().join(LOG)).await?;
        let heads = heads(&mut snapshot).await?;
        let about = About {
            schema: EXPORT_SCHEMA.into(),
            record: self.id().to_owned(),
            size,
            at: heads.at.to_string(),
            generation: self.generation(),
            log_key: self.log_key().vkey(),
            counters: heads.counters.iter().map(|(name, next)| (name.clone(), next.to_string())).collect(),
            tables: known_tables(),
        };
        let mut file = staging.file(ABOUT)?;
        file.line(&about)?;
        file.end()?;
        let mut manifests = staging.file(MANIFESTS)?;
        let mut done = 0;
        streamed(&mut snapshot, "SELECT position, salt, body FROM manifest ORDER BY position", |row| {
            let body = String::from_utf8(row.bytes(2)?.to_vec())
                .map_err(|_| RecordError::damaged(format!("the manifest of act {done} is no text")))?;
            let position = u64::try_from(row.integer(0)?).unwrap_or(u64::MAX);
            done += 1;
            if done % 1024 == 0 {
                progress(Progress { stage: "acts", done, of: size });
            }
            manifests.line(&ManifestLine { position, salt: BASE64.encode(row.bytes(1)?), body })
        })
        .await?;
        manifests.end()?;
        staging.make_folder(TABLES_FOLDER)?;
        let mut rows = 0;
        for table in TABLES {
            rows += rows::write(&mut snapshot, table, &staging, rows, progress).await?;
        }
        snapshot.end().await?;
        staging.write("README.txt", README.replace("LOG-KEY", &self.log_key().vkey()).as_bytes())?;
        staging.write("verify.py", VERIFIER.as_bytes())?;
        staging.finish()?;
        Ok(Exported { acts: size, rows, cosigned })
    }
}
