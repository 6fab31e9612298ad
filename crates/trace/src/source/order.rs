//! Channel O: the rows of one delivery in the order in which the file has them.

use super::rows::FileRows;
use crate::delivery::{Delivery, Keys};
use marks::Subject;
use marks::evidence::{EValue, FLAT_WEIGHT, OrderFound, OrderTable, inversions};
use roaring::RoaringBitmap;

/// A delivery with at most so many rows in the file is weighed at once; larger ones only if a sample speaks for them.
pub(crate) const SMALL: usize = 64;
/// Rows of the sample.
const SAMPLE: u64 = 64;

/// Rows of one delivery, in the file's order.
pub(crate) struct Sequence {
    /// Whom each row is about, each once.
    pub(crate) subjects: Vec<Subject>,
}

impl Sequence {
    /// The rows of a delivery. Rows with a reference number of another delivery are not of this one; of several rows about
    /// one person the delivery's own counts, or the first. None of this depends on the delivery's key of order.
    pub(crate) fn of(at: usize, delivery: &Delivery, rows: &FileRows, among: Option<&RoaringBitmap>) -> Self {
        let mut people = &delivery.people & &rows.people;
        if let Some(among) = among {
            people &= among;
        }
        let mut places: Vec<(u32, Subject)> = people
            .iter()
            .filter_map(|person| Some((row_of(at, person, rows)?, Subject::Person(person))))
            .collect();
        if among.is_none() {
            for place in rows.unreal.get(&at).into_iter().flatten() {
                let row = rows.rows.get(*place as usize);
                if let Some(owner) = row.and_then(|row| rows.owner(row)) {
                    places.push((*place, owner.subject));
                }
            }
        }
        places.sort_unstable();
        let mut seen = std::collections::BTreeSet::new();
        places.retain(|(_, subject)| matches!(subject, Subject::Person(_)) || seen.insert(*subject));
        Self { subjects: places.into_iter().map(|(_, subject)| subject).collect() }
    }
}

fn row_of(at: usize, person: u32, rows: &FileRows) -> Option<u32> {
    let mut first_free = None;
    for place in rows.of_person.get(&person)? {
        match rows.rows.get(*place as usize).and_then(|row| rows.owner(row)) {
            Some(owner) if owner.deliveries.contains(&at) => return Some(*place),
            Some(_) => {}
            None => first_free = first_free.or(Some(*place)),
        }
    }
    first_free
}

/// Every so many-th of the people of the file.
pub(crate) fn sample(people: &RoaringBitmap) -> RoaringBitmap {
    let step = (people.len() / SAMPLE).max(1) as usize;
    people.iter().step_by(step).take(SAMPLE as usize).collect()
}

/// Tables for few rows, made once.
pub(crate) struct OrderTables(Vec<OrderTable>);

impl OrderTables {
    /// For up to twice [`SMALL`] rows.
    pub(crate) fn new() -> Self {
        Self((0..=2 * SMALL).map(OrderTable::for_rows).collect())
    }

    /// Weighs a sequence under a delivery's key. Nothing without a key, or with fewer than two rows.
    pub(crate) fn weigh(
        &self,
        delivery: &Delivery,
        keys: &dyn Keys,
        sequence: &Sequence,
    ) -> Option<OrderFound> {
        if sequence.subjects.len() < 2 {
            return None;
        }
        let key = keys.key(delivery.id)?.order();
        let places: Vec<[u8; 32]> = sequence.subjects.iter().map(|subject| key.place(*subject)).collect();
        let inversions = inversions(&places);
        let own = OrderTable::for_rows(if places.len() < self.0.len() { 0 } else { places.len() });
        let table = self.0.get(places.len()).unwrap_or(&own);
        Some(OrderFound {
            rows: places.len() as u64,
            inversions,
            kendall_z: table.kendall_z(inversions),
            value: table.weigh(inversions),
        })
    }
}

/// What the channel is at least, whatever the order: what a delivery counts that was not weighed wholly. Its true value is
/// never below this, so leaving it out accuses nobody.
pub(crate) fn least() -> EValue {
    EValue::from_ln(FLAT_WEIGHT.ln())
}
