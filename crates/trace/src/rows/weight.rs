//! How well a row fits a person: Fellegi and Sunter's sum of log-likelihood ratios, with the frequency of each value in
//! the force as the chance that somebody else has it (as Splink, of the Ministry of Justice, does).

use super::candidates::Name;
use super::read::TableRead;
use crate::force::spell::Forenames;
use crate::force::{Force, NONE, Slot};
use crate::table::Cells;

/// Chance that a row about a person shows a value that the person has or had.
const AGREES: f64 = 0.95;
/// The same of numbers, which people type with more care.
const NUMBER_AGREES: f64 = 0.98;
/// Chance that a row about a person shows another first forename with the same letter: a nickname, a middle name.
const OTHER_FORENAME: f64 = 0.005;

/// The weight, in nats, of what the row says for this person against anybody at all.
pub(super) fn weight(force: &Force, table: &TableRead<'_>, row: usize, names: &[Name], person: u32) -> f64 {
    let mut sum =
        names.iter().map(|name| name_weight(force, name, person)).max_by(f64::total_cmp).unwrap_or_default();
    for (column, cells) in table.typed() {
        let Cells::Values(slot, values) = cells else { continue };
        let at = column.at(row);
        if *slot == Slot::Surname || at == 0 {
            continue;
        }
        let value = values.get(at).copied().unwrap_or(NONE);
        sum += value_weight(force, *slot, value, person);
    }
    sum
}

fn value_weight(force: &Force, slot: Slot, value: u32, person: u32) -> f64 {
    let (mut has_any, mut has) = (false, false);
    for version in force.versions_in(person, slot) {
        has_any = true;
        has |= version.value == value;
    }
    if !has_any {
        return 0.0;
    }
    let agrees = if matches!(slot, Slot::Number(_)) { NUMBER_AGREES } else { AGREES };
    let share = force.share_of(slot, value);
    if has { (agrees / share).ln() } else { ((1.0 - agrees) / (1.0 - share).max(0.01)).ln() }
}

fn name_weight(force: &Force, name: &Name, person: u32) -> f64 {
    let has = force.versions_in(person, Slot::Surname).any(|version| version.value == name.surname);
    let surname =
        if has { (AGREES / force.share_of(Slot::Surname, name.surname)).ln() } else { (1.0 - AGREES).ln() };
    let Some(forenames) = &name.forenames else { return surname };
    let best = force
        .forenames_of(person)
        .map(|(_, theirs)| forenames_weight(force, forenames, theirs))
        .max_by(f64::total_cmp)
        .unwrap_or_default();
    surname + best
}

fn forenames_weight(force: &Force, row: &Forenames, theirs: &Forenames) -> f64 {
    let (Some(letter), Some(their_letter)) = (row.initial(), theirs.initial()) else { return 0.0 };
    if is_same_first(row, theirs) {
        return (AGREES / force.share_of_first(theirs.first())).ln();
    }
    let share = force.share_of_initial(letter);
    if letter != their_letter {
        (OTHER_FORENAME / (1.0 - share).max(0.01)).ln()
    } else if (row.only_letters || theirs.only_letters)
        && is_one_prefix_of_other(&row.letters, &theirs.letters)
    {
        (AGREES / share).ln()
    } else {
        (OTHER_FORENAME / share).ln()
    }
}

/// Whether both have the same first forename. "AMY" alone is a name if theirs is, even where it could be letters.
fn is_same_first(row: &Forenames, theirs: &Forenames) -> bool {
    if theirs.only_letters {
        return false;
    }
    let first = row.first();
    first == theirs.first() && (!row.only_letters || first.chars().count() > 1)
}

/// Whether a cell's forenames are those of a version, as exactly as the cell can tell.
pub(crate) fn is_consistent(row: &Forenames, theirs: &Forenames) -> bool {
    is_same_first(row, theirs)
        || (row.only_letters || theirs.only_letters) && is_one_prefix_of_other(&row.letters, &theirs.letters)
}

fn is_one_prefix_of_other(one: &str, other: &str) -> bool {
    one.starts_with(other) || other.starts_with(one)
}
