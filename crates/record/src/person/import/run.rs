//! The whole of an import, in one transaction and one act.

use super::order::MOST_ROWS;
use super::refusal::{RefusedRow, RefusedRows};
use super::report::{ImportReport, Imported};
use super::{ImportOrder, Rows, changed, extract, joined, members, resolve};
use crate::act::{Act, PeopleImported};
use crate::actor::Actor;
use crate::ledger::hex;
use crate::person::alias::aliases_within;
use crate::{Record, RecordError};
use jiff::Timestamp;

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
        if !by.roles.meet(PeopleImported::MAY) {
            return Err(RecordError::MayNot {
                actor: format!("actor {}", by.number),
                needed: PeopleImported::MAY,
            });
        }
        let sound = order.sound(now)?;
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
            unchanged: 0,
            left: 0,
            returned: 0,
            refused: RefusedRows::of(std::mem::take(&mut extract.refused)),
            is_leaving_undecided: resolved.has_unknown_refused || has_unread,
        };
        if report.refused.count > 0 && !order.without_refused {
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
        report.changed = changed::write(&sound, rows, &resolved.known, &mut writing, &mut step).await?;
        let people = joined::write(&sound, rows, &resolved.fresh, &mut writing, &mut step).await?;
        turnover.join(&people, sound.as_of);
        turnover.write(&sound, &mut writing).await?;
        report.joined = people.len() as u64;
        report.unchanged = resolved.known.len() as u64 - report.changed;
        (report.left, report.returned) = (turnover.left, turnover.returned);
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
        report.outcome = Imported::Written(writing.commit(&act, by, &[]).await?);
        Ok(report)
    }
}
