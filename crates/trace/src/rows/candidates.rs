//! Who a row may be about: everybody of the force who shares the surname and first letter, or a rare value.

use super::read::TableRead;
use crate::force::{Force, NONE, Slot};
use crate::table::{Cells, Reading};

/// A value that so few ever had leads to them, whatever it is: a telephone number, a mail address.
const RARE: usize = 4;

/// A name as a row gives it: the surname's number, and forenames where the row has some.
pub(super) struct Name {
    pub(super) surname: u32,
    pub(super) forenames: Option<crate::force::spell::Forenames>,
}

/// Every way to read the name of a row.
pub(super) fn names(table: &TableRead<'_>, row: usize) -> Vec<Name> {
    let mut names = Vec::new();
    let mut surnames: Vec<u32> = Vec::new();
    let mut forenames = None;
    for (column, cells) in table.typed() {
        let at = column.at(row);
        match cells {
            Cells::FullName(readings) => {
                names.extend(readings.get(at).into_iter().flatten().map(|Reading { surname, forenames }| {
                    Name { surname: *surname, forenames: Some(forenames.clone()) }
                }));
            }
            Cells::Forenames(read) => {
                // The fullest forenames count: a table may have both "Jane" and "J".
                let read = read.get(at).filter(|read| !read.letters.is_empty());
                if let Some(read) = read
                    && forenames.as_ref().is_none_or(|held: &crate::force::spell::Forenames| {
                        held.only_letters && !read.only_letters
                    })
                {
                    forenames = Some(read.clone());
                }
            }
            Cells::Values(Slot::Surname, values) => {
                surnames.extend(values.get(at).copied().filter(|value| *value != NONE));
            }
            Cells::Values(..) | Cells::Tokens => {}
        }
    }
    names.extend(surnames.into_iter().map(|surname| Name { surname, forenames: forenames.clone() }));
    names
}

/// Places of all people whom the row may be about, sorted, each once.
pub(super) fn candidates(force: &Force, table: &TableRead<'_>, row: usize, names: &[Name]) -> Vec<u32> {
    let mut found = Vec::new();
    for name in names {
        match name.forenames.as_ref().and_then(crate::force::spell::Forenames::initial) {
            Some(letter) => found.extend_from_slice(force.block(name.surname, letter)),
            None => found.extend_from_slice(
                force.dictionary(Slot::Surname).map_or(&[], |surnames| surnames.holders(name.surname)),
            ),
        }
    }
    for (column, cells) in table.typed() {
        let Cells::Values(slot, values) = cells else { continue };
        if *slot == Slot::Surname {
            continue;
        }
        let value = values.get(column.at(row)).copied().unwrap_or(NONE);
        let holders = force.dictionary(*slot).map_or(&[][..], |dictionary| dictionary.holders(value));
        if matches!(slot, Slot::Number(_)) || holders.len() <= RARE {
            found.extend_from_slice(holders);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}
