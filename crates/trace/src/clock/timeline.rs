//! Cells of the file matched to recorded versions of values, laid out in time.

use super::votes::{Kind, Votes};
use crate::force::{Force, NONE, Slot};
use crate::leak::Photo;
use crate::rows::{TableRead, is_consistent};
use crate::source::FileRows;
use crate::table::Cells;

/// The stretches of recorded time in which one cell was true; sorted, apart from each other.
type Stretches = Vec<(i64, i64)>;

/// How many cells were true at each moment.
#[derive(Debug, Default)]
pub(crate) struct Timeline {
    /// Moments at which the number changes, ascending.
    times: Vec<i64>,
    /// How many cells are true from then on.
    inside: Vec<u32>,
    /// Cells that were true at some moment.
    pub(crate) cells: u32,
    /// Cells of somebody known that were never true: forged, mistyped, or from elsewhere.
    pub(crate) wrong: u32,
    /// What votes on the moment.
    pub(super) votes: Votes,
}

impl Timeline {
    /// All cells of the rows of which it is known whom they are about, and that `counts` lets through.
    pub(crate) fn of(
        force: &Force,
        tables: &[TableRead<'_>],
        rows: &FileRows,
        photos: &[Photo],
        counts: impl Fn(&crate::source::Row) -> bool,
    ) -> Self {
        let mut timeline = Self::default();
        let mut changes: Vec<(i64, i32)> = Vec::new();
        for row in rows.rows.iter().filter(|row| counts(row)) {
            let person = row.person.and_then(|number| force.place(number));
            let (Some(person), Some(table)) = (person, tables.get(row.place.table as usize)) else {
                continue;
            };
            let span = force.span(person);
            timeline.votes.add(person, Kind::Presence, &[span], None);
            for (column, cells) in table.typed() {
                match stretches(force, cells, column.at(row.place.row as usize), person) {
                    None => {}
                    Some(stretches) if stretches.is_empty() => timeline.wrong += 1,
                    Some(stretches) => {
                        timeline.cells += 1;
                        timeline.votes.add(person, Kind::Cell(cells.content()), &stretches, Some(span));
                        changes.extend(stretches.iter().flat_map(|(from, until)| [(*from, 1), (*until, -1)]));
                    }
                }
            }
        }
        for photo in photos.iter().filter(|photo| photo.people.len() == 1 && !photo.held.is_empty()) {
            timeline.cells += 1;
            let held = joined(photo.held.clone());
            if let Some(person) = photo.people.first().and_then(|number| force.place(*number)) {
                let span = force.span(person);
                timeline.votes.add(person, Kind::Presence, &[span], None);
                timeline.votes.add(person, Kind::Photo, &held, Some(span));
            }
            changes.extend(held.iter().flat_map(|(from, until)| [(*from, 1), (*until, -1)]));
        }
        timeline.votes.finish();
        changes.sort_unstable_by_key(|(time, _)| *time);
        let mut inside = 0_i32;
        for (time, change) in changes {
            inside += change;
            if timeline.times.last() == Some(&time) {
                timeline.inside.pop();
            } else {
                timeline.times.push(time);
            }
            timeline.inside.push(inside.unsigned_abs());
        }
        timeline
    }

    /// How many cells were true at a moment.
    pub(crate) fn inside_at(&self, time: i64) -> u32 {
        let after = self.times.partition_point(|moment| *moment <= time);
        after.checked_sub(1).and_then(|at| self.inside.get(at)).copied().unwrap_or(0)
    }

    /// Stretches between changes, from the first to the last, with the number of cells that are true in them.
    pub(crate) fn stretches(&self, first: i64, last: i64) -> impl Iterator<Item = (i64, i64, u32)> + '_ {
        let after = self.times.partition_point(|time| *time <= first);
        let begin = std::iter::once((first, self.inside_at(first)));
        let rest = self.times.iter().copied().zip(self.inside.iter().copied()).skip(after);
        let moments: Vec<(i64, u32)> = begin.chain(rest.take_while(move |(time, _)| *time < last)).collect();
        let ends: Vec<i64> = moments.iter().skip(1).map(|(time, _)| *time).chain([last]).collect();
        moments
            .into_iter()
            .zip(ends)
            .map(|((from, inside), until)| (from, until, inside))
            .filter(|(from, until, _)| from < until)
    }
}

/// When a cell was true of a person: no moment, if never; `None` if it says nothing that can be compared.
fn stretches(force: &Force, cells: &Cells, at: usize, person: u32) -> Option<Stretches> {
    if at == 0 {
        return None;
    }
    let found = match cells {
        Cells::Tokens => return None,
        Cells::Values(slot, values) => {
            let value = values.get(at).copied().unwrap_or(NONE);
            held(force, *slot, person, |version| version.value == value)?
        }
        Cells::Forenames(read) => {
            let read = read.get(at)?;
            let mut any = false;
            let found = force
                .forenames_of(person)
                .inspect(|_| any = true)
                .filter(|(_, theirs)| is_consistent(read, theirs))
                .map(|(version, _)| (version.from, version.until))
                .collect();
            if !any {
                return None;
            }
            found
        }
        Cells::FullName(readings) => {
            let readings = readings.get(at)?;
            held(force, Slot::Surname, person, |version| {
                readings.iter().any(|reading| reading.surname == version.value)
            })?
        }
    };
    Some(joined(found))
}

fn held(
    force: &Force,
    slot: Slot,
    person: u32,
    is_it: impl Fn(&crate::force::Version) -> bool,
) -> Option<Stretches> {
    let mut any = false;
    let found = force
        .versions_in(person, slot)
        .inspect(|_| any = true)
        .filter(|version| is_it(version))
        .map(|version| (version.from, version.until))
        .collect();
    any.then_some(found)
}

/// Stretches that touch or overlap become one: a cell is counted once at any moment.
fn joined(mut stretches: Stretches) -> Stretches {
    stretches.sort_unstable();
    let mut joined: Stretches = Vec::with_capacity(stretches.len());
    for (from, until) in stretches {
        match joined.last_mut() {
            Some((_, end)) if from <= *end => *end = until.max(*end),
            _ => joined.push((from, until)),
        }
    }
    joined
}
