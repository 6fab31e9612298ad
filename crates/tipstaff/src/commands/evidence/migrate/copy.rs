//! `tipstaff evidence migrate copy` and `verify`.

use super::super::receive;
use super::Numbered;
use crate::arguments::Common;
use crate::commands::say;
use crate::commands::tell::tell;
use crate::exit::Failure;
use crate::open;
use evidence::Evidence;
use gate::Verdict;
use serde_json::json;
use std::fmt::Write as _;

/// Copies.
pub fn copy(options: &Numbered, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let evidence = Evidence::open(&record).await?;
        let watching = receive::Watching::new(common, "copied");
        let taken = evidence
            .copy_migration(&by, options.migration, open::now(), |items, bytes| watching.add(items, bytes));
        let taken = taken.await;
        drop(watching);
        let taken = taken?;
        let migration = evidence.migration(options.migration).await?;
        receive::tell(&taken, (0, None), migration.stores.len(), common)?;
        let mut stores = Vec::with_capacity(migration.stores.len());
        for number in &migration.stores {
            stores.push(evidence.store(&number.to_string()).await?);
        }
        let listed = receive::listed(&evidence, &by, &stores, common).await?;
        open::publish(&record, common).await;
        Ok(if taken.failed + taken.short > 0 { Verdict::Unchecked } else { listed })
    })
}

/// Reads what was copied.
pub fn verify(options: &Numbered, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let evidence = Evidence::open(&record).await?;
        let watching = receive::Watching::new(common, "read");
        let verified = evidence
            .verify_migration(&by, options.migration, open::now(), |items, bytes| watching.add(items, bytes))
            .await;
        drop(watching);
        let verified = verified?;
        open::publish(&record, common).await;
        let mut sentence = format!(
            "Migration {}: {} of {} read and right in every store: act {}.",
            options.migration,
            say::counted(verified.verified, "item is", "items are"),
            say::count(verified.planned),
            verified.recorded.position,
        );
        if verified.wrong > 0 {
            let _ = write!(
                sentence,
                " {} NOT right, or not readable, in some store: tipstaff evidence verify.",
                say::counted(verified.wrong, "copied item is", "copied items are")
            );
        }
        if verified.never_copied > 0 {
            let _ = write!(
                sentence,
                " {} never copied: tipstaff evidence migrate exceptions {}.",
                say::counted(verified.never_copied, "item was", "items were"),
                options.migration
            );
        }
        let document = json!({
            "schema": "tipstaff.evidence-migration/1", "outcome": "verified", "migration": options.migration,
            "planned": verified.planned, "verified": verified.verified, "wrong": verified.wrong,
            "never_copied": verified.never_copied, "act": verified.recorded.position,
        });
        tell(common, &sentence, &document)?;
        Ok(if verified.verified == verified.planned { Verdict::Clear } else { Verdict::Held })
    })
}
