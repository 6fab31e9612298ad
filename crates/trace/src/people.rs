//! Everybody in the file, and everybody beside them in the same deliveries.

use crate::accuse::Accused;
use crate::delivery::{Delivery, DeliveryId};
use crate::force::{Force, NONE, Slot, Version};
use crate::found::PersonFound;
use crate::rows::{TableRead, TextFound, is_consistent};
use crate::source::FileRows;
use crate::table::Cells;
use crate::trace::Question;
use roaring::RoaringBitmap;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
struct Gathered {
    definite: bool,
    fields: u64,
    current: u64,
    /// Deliveries by reference number, by place.
    owners: Vec<usize>,
}

/// Gathers what all rows, texts and photos say about each person.
pub(crate) fn people(
    question: &Question<'_>,
    tables: &[TableRead<'_>],
    texts: &TextFound,
    rows: &FileRows,
    accused: &Accused,
) -> Vec<PersonFound> {
    let force = question.force;
    let mut found: BTreeMap<u32, Gathered> = BTreeMap::new();
    for row in &rows.rows {
        let Some(number) = row.person else { continue };
        let gathered = found.entry(number).or_default();
        gathered.definite = true;
        gathered
            .owners
            .extend(rows.owner(row).into_iter().flat_map(|owner| owner.deliveries.iter().copied()));
        if let (Some(person), Some(table)) = (force.place(number), tables.get(row.place.table as usize)) {
            gathered.take(question, table, row.place.row as usize, person);
        }
    }
    for (table, read) in (0_u32..).zip(tables) {
        for (row, matched) in (0_u32..).zip(&read.matches) {
            if matched.is_about_nobody() || rows.is_settled(table, row) {
                continue;
            }
            for person in &matched.people {
                found.entry(force.number(*person)).or_default().take(question, read, row as usize, *person);
            }
        }
    }
    for person in &texts.people {
        found.entry(force.number(*person)).or_default();
    }
    for photo in &question.leak.photos {
        for person in &photo.people {
            let gathered = found.entry(*person).or_default();
            gathered.definite |= photo.people.len() == 1;
            gathered.fields |= force.photo_fields();
            let now = question.now;
            // Where it is not known which photo it is, nobody may be told that it is an old one.
            if photo.held.is_empty() || photo.held.iter().any(|(from, until)| *from <= now && now < *until) {
                gathered.current |= force.photo_fields();
            }
        }
    }
    found
        .into_iter()
        .map(|(person, gathered)| gathered.into_person(person, question.deliveries, accused))
        .collect()
}

impl Gathered {
    fn take(&mut self, question: &Question<'_>, table: &TableRead<'_>, row: usize, person: u32) {
        for (column, cells) in table.typed() {
            let at = column.at(row);
            if at != 0 {
                let (fields, current) = fields(question.force, cells, at, person, question.now);
                self.fields |= fields;
                self.current |= current;
            }
        }
    }

    fn into_person(mut self, person: u32, deliveries: &[Delivery], accused: &Accused) -> PersonFound {
        self.owners.sort_unstable();
        self.owners.dedup();
        // A row's own number says which delivery it is of; without one it may be of any in the file that holds the person.
        let places = if self.owners.is_empty() { &accused.present } else { &self.owners };
        let deliveries: Vec<DeliveryId> = places
            .iter()
            .filter_map(|at| deliveries.get(*at))
            .filter(|delivery| delivery.people.contains(person))
            .map(|delivery| delivery.id)
            .collect();
        PersonFound {
            person,
            definite: self.definite,
            fields: self.fields,
            stale: self.fields & !self.current,
            deliveries,
        }
    }
}

/// Fields that a cell tells of a person, and those of them whose value is today's, as bits. A value that the person never had
/// tells nothing about the person.
fn fields(force: &Force, cells: &Cells, at: usize, person: u32, now: i64) -> (u64, u64) {
    match cells {
        Cells::Tokens => (0, 0),
        Cells::Values(slot, values) => {
            let value = values.get(at).copied().unwrap_or(NONE);
            told(force.versions_in(person, *slot).filter(|version| version.value == value), now)
        }
        Cells::Forenames(read) => match read.get(at) {
            Some(read) => told(
                force
                    .forenames_of(person)
                    .filter(|(_, theirs)| is_consistent(read, theirs))
                    .map(|(version, _)| version),
                now,
            ),
            None => (0, 0),
        },
        Cells::FullName(readings) => {
            let readings = readings.get(at).map_or(&[][..], Vec::as_slice);
            let surnames = force
                .versions_in(person, Slot::Surname)
                .filter(|version| readings.iter().any(|reading| reading.surname == version.value));
            let forenames = force
                .forenames_of(person)
                .filter(|(_, theirs)| {
                    readings.iter().any(|reading| is_consistent(&reading.forenames, theirs))
                })
                .map(|(version, _)| version);
            told(surnames.chain(forenames), now)
        }
    }
}

fn told<'a>(versions: impl Iterator<Item = &'a Version>, now: i64) -> (u64, u64) {
    versions.fold((0, 0), |(fields, current), version| {
        let bit = 1_u64.checked_shl(u32::from(version.field)).unwrap_or_default();
        let is_current = version.from <= now && now < version.until;
        (fields | bit, if is_current { current | bit } else { current })
    })
}

/// People of the deliveries in the file who are not in it. A photo that nobody can be told for can be from any delivery to the
/// source: with one of these in the file, everybody in any of them.
pub(crate) fn not_in_file(
    deliveries: &[Delivery],
    accused: &Accused,
    has_untold_photos: bool,
    people: &[PersonFound],
) -> Vec<u32> {
    let present: BTreeSet<usize> = accused.present.iter().copied().collect();
    let sources: BTreeSet<u32> =
        accused.recipients.iter().filter(|found| found.clears).map(|found| found.recipient).collect();
    let mut delivered = RoaringBitmap::new();
    for (at, delivery) in deliveries.iter().enumerate() {
        if present.contains(&at) || (has_untold_photos && sources.contains(&delivery.id.recipient)) {
            delivered |= &delivery.people;
        }
    }
    let in_file: RoaringBitmap = people.iter().map(|found| found.person).collect();
    (delivered - in_file).iter().collect()
}
