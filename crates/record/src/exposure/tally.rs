//! Adds holdings up.
//!
//! Holdings with the same fields go into one group, and fields are united from groups: ten thousand holdings are read once,
//! not once for each of their fields.

use super::accumulator::Accumulator;
use super::people::Identities;
use super::unlisted::Unlisted;
use super::{CountOf, Exposure, FieldExposure, HoldingsFound, Interval, ItemsFound, PeopleFound, Portable};
use crate::holding::{Certainty, Known, Stored};
use crate::{Field, FieldSet, RecordError};
use roaring::RoaringTreemap;
use std::collections::HashMap;

/// Most groups. Each may take as much memory as there are people, in bits, twice; further sets of fields are added to a
/// group for each of their fields, which takes longer and stays within bounds.
const GROUPS: usize = 64;

/// What was added up so far.
#[derive(Default)]
pub(crate) struct Tally {
    groups: Vec<Group>,
    places: HashMap<FieldSet, usize>,
    unlisted: HashMap<FieldSet, Unlisted>,
    items: HashMap<FieldSet, Items>,
    holdings: HoldingsFound,
}

/// People of holdings with the same fields.
struct Group {
    fields: FieldSet,
    definite: Accumulator,
    possible: Accumulator,
}

#[derive(Default)]
struct Items {
    definite: RoaringTreemap,
    possible: RoaringTreemap,
}

/// A holding that matters to the question.
pub(crate) struct Concern {
    pub(crate) holding: u32,
    pub(crate) holder: u32,
    /// Those of its fields that are asked about.
    pub(crate) fields: FieldSet,
    /// How sure its time is.
    pub(crate) certainty: Certainty,
}

impl Tally {
    /// Adds a holding.
    pub(crate) fn add(&mut self, concern: &Concern, stored: &Stored) -> Result<(), RecordError> {
        let found = &mut self.holdings;
        let certain = concern.certainty == Certainty::Definite;
        if certain {
            found.definite.insert(concern.holding)
        } else {
            found.possible.insert(concern.holding)
        };
        found.holders.insert(concern.holder);
        match stored {
            Stored::People { definite, possible } => {
                self.people(concern.fields, certain, definite)?;
                self.people(concern.fields, false, possible)
            }
            Stored::Unlisted { low, high, tags } => {
                let unlisted = self.unlisted.entry(concern.fields).or_default();
                unlisted.add(concern.certainty, *low, *high, tags.as_chunks().0);
                Ok(())
            }
            Stored::Items(items) => {
                let sums = self.items.entry(concern.fields).or_default();
                *(if certain { &mut sums.definite } else { &mut sums.possible }) |= items;
                Ok(())
            }
        }
    }

    fn people(&mut self, fields: FieldSet, certain: bool, bytes: &[u8]) -> Result<(), RecordError> {
        if bytes.is_empty() {
            return Ok(());
        }
        let set = Portable::parse(bytes)?;
        let add = |group: &mut Group| {
            (if certain { &mut group.definite } else { &mut group.possible }).add(set);
        };
        if self.places.contains_key(&fields) || self.groups.len() < GROUPS {
            add(self.group(fields));
        } else {
            for field in fields.iter() {
                add(self.group(FieldSet::EMPTY.with(field)));
            }
        }
        Ok(())
    }

    fn group(&mut self, fields: FieldSet) -> &mut Group {
        let place = *self.places.entry(fields).or_insert_with(|| {
            self.groups.push(Group {
                fields,
                definite: Accumulator::default(),
                possible: Accumulator::default(),
            });
            self.groups.len() - 1
        });
        &mut self.groups[place]
    }

    /// The answer.
    pub(crate) fn finish(mut self, identities: &Identities, known: Known) -> Exposure {
        for group in &mut self.groups {
            identities.unify(&mut group.definite);
            identities.unify(&mut group.possible);
        }
        let (people, erased) = self.people_of(|_| true, identities);
        Exposure {
            acts: known.acts.cast_unsigned(),
            known: known.at,
            people,
            erased,
            unlisted: self.unlisted_of(|_| true),
            items: self.items_of(|_| true),
            fields: self.fields(identities),
            holdings: self.holdings,
        }
    }

    /// Field by field.
    fn fields(&self, identities: &Identities) -> Vec<FieldExposure> {
        let sets = self.places.keys().chain(self.unlisted.keys()).chain(self.items.keys());
        let all = sets.fold(FieldSet::EMPTY, |all, set| all.union(*set));
        all.iter().map(|field| self.field(field, identities)).collect()
    }

    fn field(&self, field: Field, identities: &Identities) -> FieldExposure {
        let with = |set: FieldSet| set.contains(field);
        let (people, erased) = self.people_of(with, identities);
        FieldExposure {
            field,
            people,
            erased,
            unlisted: self.unlisted_of(with),
            items: self.items_of(with).count(),
        }
    }

    /// People of all groups whose fields are wanted, and how many of them were erased.
    fn people_of(
        &self,
        wanted: impl Fn(FieldSet) -> bool,
        identities: &Identities,
    ) -> (PeopleFound, CountOf) {
        let (mut definite, mut possible) = (Accumulator::default(), Accumulator::default());
        for group in self.groups.iter().filter(|group| wanted(group.fields)) {
            definite.unite(&group.definite);
            possible.unite(&group.possible);
        }
        possible.subtract(&definite);
        let erased = CountOf {
            definite: definite.common(&identities.erased),
            possible: possible.common(&identities.erased),
        };
        definite.subtract(&identities.erased);
        possible.subtract(&identities.erased);
        (PeopleFound { definite: definite.to_bitmap(), possible: possible.to_bitmap() }, erased)
    }

    fn unlisted_of(&self, wanted: impl Fn(FieldSet) -> bool) -> Interval {
        let mut all = Unlisted::default();
        for (_, unlisted) in self.unlisted.iter().filter(|(fields, _)| wanted(**fields)) {
            all.unite(unlisted);
        }
        all.interval()
    }

    fn items_of(&self, wanted: impl Fn(FieldSet) -> bool) -> ItemsFound {
        let mut all = ItemsFound::default();
        for (_, items) in self.items.iter().filter(|(fields, _)| wanted(**fields)) {
            all.definite |= &items.definite;
            all.possible |= &items.possible;
        }
        all.possible -= &all.definite;
        all
    }
}

/// Whether somebody with these numbers is in a holding, and how sure that is.
pub(crate) fn holds(stored: &Stored, numbers: &[u32]) -> Result<Option<Certainty>, RecordError> {
    let Stored::People { definite, possible } = stored else { return Ok(None) };
    for (bytes, certainty) in [(definite, Certainty::Definite), (possible, Certainty::Possible)] {
        if !bytes.is_empty() {
            let set = Portable::parse(bytes)?;
            if numbers.iter().any(|number| set.contains(*number)) {
                return Ok(Some(certainty));
            }
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use roaring::RoaringBitmap;

    #[test]
    fn more_sets_of_fields_than_groups_give_the_same_answer() {
        let all: Vec<Field> = Field::all().collect();
        let none = Identities::new(&[], &RoaringBitmap::new(), Known { acts: 1, at: None });
        let mut tally = Tally::default();
        let mut model: HashMap<Field, RoaringBitmap> = HashMap::new();
        for number in 1..400_u32 {
            let fields: FieldSet = all
                .iter()
                .enumerate()
                .filter(|(index, _)| number >> (index % 9) & 1 == 1)
                .map(|(_, f)| *f)
                .collect();
            let people: RoaringBitmap = (number..number + 3).collect();
            for field in fields.iter() {
                *model.entry(field).or_default() |= &people;
            }
            let mut bytes = Vec::new();
            people.serialize_into(&mut bytes).unwrap_or_default();
            let stored = Stored::People { definite: bytes.into(), possible: Box::default() };
            let certainty = Certainty::Definite;
            let outcome = tally.add(&Concern { holding: number, holder: 1, fields, certainty }, &stored);
            assert!(outcome.is_ok());
        }
        let answer = tally.finish(&none, Known { acts: 1, at: None });
        assert_eq!(answer.people.count(), CountOf { definite: 401, possible: 0 });
        for field in answer.fields {
            assert_eq!(Some(&field.people.definite), model.get(&field.field));
        }
    }
}
