//! Who stands in an extract, and since when. Leavers keep everything that is known of them.

use super::order::{Completeness, Sound};
use crate::actor::narrow;
use crate::ledger::Writing;
use crate::person::Aliases;
use crate::person::timeline::{self, Change, Span};
use crate::{RecordError, table};
use std::collections::{BTreeMap, HashSet};
use store::Value;

/// Rows that are written at once.
const AT_ONCE: usize = 10_000;

/// Who stood in the extracts of this name.
pub(super) struct Members(BTreeMap<u32, Vec<(i64, Span)>>);

/// How that changes.
#[derive(Default)]
pub(super) struct Turnover {
    pub(super) left: u64,
    pub(super) returned: u64,
    /// People before, where too many leave.
    pub(super) too_many_of: Option<u64>,
    ended: Vec<i64>,
    fresh: Vec<(u32, Span)>,
}

/// Reads who stood in them.
pub(super) async fn read(
    sound: &Sound<'_>,
    aliases: &Aliases,
    writing: &mut Writing<'_>,
) -> Result<Members, RecordError> {
    let mut rows = Vec::new();
    writing
        .transaction()
        .for_each(
            "SELECT number, person, valid_from, valid_until FROM person_source WHERE source = $1 AND ended IS NULL",
            &[sound.order.source.as_str().into()],
            |row| {
                let span = Span { from: row.optional_integer(2)?, until: row.optional_integer(3)? };
                rows.push((row.integer(0)?, row.integer(1)?, span));
                Ok(())
            },
        )
        .await?;
    let mut members: BTreeMap<u32, Vec<(i64, Span)>> = BTreeMap::new();
    for (row, person, span) in rows {
        members.entry(aliases.root(narrow(person, "a person's number")?)).or_default().push((row, span));
    }
    Ok(Members(members))
}

impl Members {
    /// What changes when `present` are in the extract; `excused` are in it too, or nobody can tell. None: it is not to be
    /// decided who left.
    pub(super) fn turnover(
        &self,
        sound: &Sound<'_>,
        present: &[u32],
        excused: Option<&[u32]>,
    ) -> Result<Turnover, RecordError> {
        let mut turnover = Turnover::default();
        for person in present {
            let stretches = self.0.get(person).map(Vec::as_slice).unwrap_or_default();
            let spans: Vec<Span> = stretches.iter().map(|(_, span)| *span).collect();
            if timeline::covering(spans.iter().copied(), sound.as_of).is_some() {
                continue;
            }
            turnover.returned += u64::from(!spans.is_empty());
            turnover.take(*person, stretches, timeline::change(&spans, sound.as_of, true));
        }
        let Some(excused) = excused.filter(|_| sound.order.completeness == Completeness::Complete) else {
            return Ok(turnover);
        };
        let is_in: HashSet<u32> = present.iter().chain(excused).copied().collect();
        let mut members = 0_u64;
        for (person, stretches) in &self.0 {
            let spans: Vec<Span> = stretches.iter().map(|(_, span)| *span).collect();
            if timeline::covering(spans.iter().copied(), sound.as_of).is_none() {
                continue;
            }
            members += 1;
            if !is_in.contains(person) {
                turnover.left += 1;
                turnover.take(*person, stretches, timeline::change(&spans, sound.as_of, false));
            }
        }
        if turnover.left * 10 > members && !sound.order.leavers_expected {
            if !sound.is_trial {
                return Err(RecordError::Refused {
                    what: many_left(turnover.left, members, &sound.order.source),
                    fix: "Check that it is the right file and whole (--partial says that it is not); if so many have left, \
                          say --leavers-expected"
                        .into(),
                });
            }
            turnover.too_many_of = Some(members);
        }
        Ok(turnover)
    }
}

/// That more people are missing than can be believed without somebody who says so.
pub fn many_left(left: u64, members: u64, source: &str) -> String {
    format!(
        "{left} of {members} people of the extract '{source}' are missing in this file, more than a tenth"
    )
}

impl Turnover {
    /// People who were not known are in the extract from now on.
    pub(super) fn join(&mut self, people: &[u32], as_of: i64) {
        let span = Span { from: Some(as_of), until: None };
        self.fresh.extend(people.iter().map(|person| (*person, span)));
    }

    fn take(&mut self, person: u32, stretches: &[(i64, Span)], change: Option<Change>) {
        let Some(change) = change else { return };
        self.ended.extend(change.end.and_then(|index| stretches.get(index)).map(|(row, _)| *row));
        self.fresh.extend(change.keep.into_iter().chain(change.fresh).map(|span| (person, span)));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ended.is_empty() && self.fresh.is_empty()
    }

    pub(super) async fn write(
        &self,
        sound: &Sound<'_>,
        writing: &mut Writing<'_>,
    ) -> Result<(), RecordError> {
        writing.end(&table::PERSON_SOURCE, &self.ended).await?;
        for fresh in self.fresh.chunks(AT_ONCE) {
            let first = writing.reserve(&table::PERSON_SOURCE, fresh.len()).await?;
            let rows: Vec<Vec<Value>> = fresh
                .iter()
                .map(|(person, span)| {
                    vec![
                        i64::from(*person).into(),
                        sound.order.source.as_str().into(),
                        span.from.into(),
                        span.until.into(),
                    ]
                })
                .collect();
            writing.insert(&table::PERSON_SOURCE, first, rows).await?;
        }
        Ok(())
    }
}
