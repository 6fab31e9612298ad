//! The whole of an import, in one transaction and one act.

use super::order::{MOST_ROWS, Sound};
use super::refusal::{RefusedRow, RefusedRows};
use super::report::{ImportReport, Imported};
use super::{ImportOrder, Rows, changed, extract, joined, members, resolve};
use crate::act::{Act, PeopleImported};
use crate::actor::Actor;
use crate::ledger::{Signer, hex};
use crate::person::alias::aliases_within;
use crate::{Record, RecordError};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// Who imports, and how far it goes.
struct Course<'c> {
    by: &'c Actor,
    /// The actor's signature: where it can be asked for.
    signer: Option<&'c Signer>,
    /// It is only asked what would change.
    is_trial: bool,
}

impl Record {
    /// Takes in an extract of people. `unread` are rows that whoever read the file could not take. `progress` hears how
    /// many of the rows are done.
    ///
    /// The same extract again writes nothing, and no act. Where a row is refused, nothing is written unless the order says
    /// otherwise.
    pub async fn import_people(
        &self,
        order: &ImportOrder,
        rows: Rows<'_>,
        unread: Vec<RefusedRow>,
        by: &Actor,
        now: Timestamp,
        progress: &mut (dyn FnMut(u64, u64) + Send),
    ) -> Result<ImportReport, RecordError> {
        let course = Course { by, signer: None, is_trial: false };
        self.take_in(order, rows, unread, course, now, progress).await
    }

    /// The same, signed by who imports.
    pub async fn import_people_signed(
        &self,
        order: &ImportOrder,
        rows: Rows<'_>,
        unread: Vec<RefusedRow>,
        by: &Actor,
        signer: &Signer,
        now: Timestamp,
    ) -> Result<ImportReport, RecordError> {
        let course = Course { by, signer: Some(signer), is_trial: false };
        self.take_in(order, rows, unread, course, now, &mut |_, _| {}).await
    }

    /// What an import would change, in counts; rows that are refused are left out of them. Nothing is written, and no act.
    pub async fn try_import(
        &self,
        order: &ImportOrder,
        rows: Rows<'_>,
        unread: Vec<RefusedRow>,
        by: &Actor,
        now: Timestamp,
    ) -> Result<ImportReport, RecordError> {
        let course = Course { by, signer: None, is_trial: true };
        self.take_in(order, rows, unread, course, now, &mut |_, _| {}).await
    }

    async fn take_in(
        &self,
        order: &ImportOrder,
        rows: Rows<'_>,
        unread: Vec<RefusedRow>,
        Course { by, signer, is_trial }: Course<'_>,
        now: Timestamp,
        progress: &mut (dyn FnMut(u64, u64) + Send),
    ) -> Result<ImportReport, RecordError> {
        if !by.roles.meet(PeopleImported::MAY) {
            return Err(RecordError::MayNot {
                actor: format!("actor {}", by.number),
                needed: PeopleImported::MAY,
            });
        }
        let sound = Sound { is_trial, ..order.sound(now)? };
        if rows.is_empty() && unread.is_empty() {
            return Err(RecordError::Refused {
                what: "there is nobody in the extract".into(),
                fix: "Check that it is the right file".into(),
            });
        }
        if rows.len() + unread.len() > MOST_ROWS {
            return Err(RecordError::Limit {
                what: "rows of an extract".into(),
                limit: MOST_ROWS as u64,
                fix: "Split it into partial extracts".into(),
            });
        }
        let mut extract = extract::check(&sound, rows, self.keys(), now)?;
        let mut writing = self.begin("import people", now).await?;
        let aliases = aliases_within(&mut writing).await?;
        let resolved = resolve::resolve(&sound, &mut extract, &aliases, &mut writing).await?;
        let has_unread = !unread.is_empty();
        extract.refused.extend(unread);
        let mut report = ImportReport {
            outcome: Imported::Refused,
            key: sound.key,
            rows: (resolved.known.len() + resolved.fresh.len()) as u64,
            joined: 0,
            changed: 0,
            changed_fields: BTreeMap::new(),
            too_many_left_of: None,
            unchanged: 0,
            left: 0,
            returned: 0,
            refused: RefusedRows::of(std::mem::take(&mut extract.refused)),
            is_leaving_undecided: resolved.has_unknown_refused || has_unread,
        };
        if report.refused.count > 0 && !order.without_refused && !is_trial {
            return Ok(report);
        }
        let mut present: Vec<u32> = resolved.known.iter().map(|(person, _)| aliases.root(*person)).collect();
        present.sort_unstable();
        present.dedup();
        let excused = (!report.is_leaving_undecided).then_some(resolved.refused.as_slice());
        let members = members::read(&sound, &aliases, &mut writing).await?;
        let mut turnover = members.turnover(&sound, &present, excused)?;
        drop(members);

        let (total, mut done) = (report.rows, 0);
        let mut step = |count: usize| {
            done += count as u64;
            progress(done, total);
        };
        let changed = changed::write(&sound, rows, &resolved.known, &mut writing, &mut step).await?;
        (report.changed, report.changed_fields) = (changed.people, changed.fields);
        report.joined = resolved.fresh.len() as u64;
        report.unchanged = resolved.known.len() as u64 - report.changed;
        (report.left, report.returned) = (turnover.left, turnover.returned);
        if is_trial {
            report.too_many_left_of = turnover.too_many_of;
            let is_something = report.changed + report.joined > 0 || !turnover.is_empty();
            report.outcome = if is_something { Imported::Tried } else { Imported::Unchanged };
            return Ok(report);
        }
        let people = joined::write(&sound, rows, &resolved.fresh, &mut writing, &mut step).await?;
        turnover.join(&people, sound.as_of);
        turnover.write(&sound, &mut writing).await?;
        if report.changed == 0 && turnover.is_empty() {
            report.outcome = Imported::Unchanged;
            return Ok(report);
        }
        let act = PeopleImported {
            source: order.source.clone(),
            as_of: order.as_of.to_string(),
            file: hex(&order.file),
            fields: sound.fields().to_string(),
            rows: report.rows,
            joined: report.joined,
            changed: report.changed,
            left: report.left,
            returned: report.returned,
            refused: report.refused.count,
        };
        report.outcome =
            Imported::Written(writing.commit(&act, by, &signer.into_iter().collect::<Vec<_>>()).await?);
        Ok(report)
    }
}
