//! What the roster makes of columns that say nothing by themselves.

use super::column::Column;
use super::field::{self, Field, Weight};
use super::typing::Typed;
use crate::people::hash::KeyedHash;
use crate::roster::{Asked, Cells, Vote, Voted};
use crate::score::{Score, Term};
use crate::thresholds::CERTAIN;

/// Asks the roster about a cell.
pub(super) fn ask(column: &mut Column, text: &str, roster: &Asked<'_>, hash: &KeyedHash) {
    let vote = column.vote.get_or_insert_with(|| {
        let named = field::named(&column.spelt);
        let is_headed_surname = named.first().is_some_and(|named| named.field == Field::Surname);
        Box::new(Vote::new(roster.people(), is_headed_surname))
    });
    vote.cell(text, roster, hash);
}

/// Types columns that are one's own people by the roster, and nobody by what else is known of them.
pub(super) fn by_roster(columns: &mut [Column], typed: &mut [Typed]) {
    for (column, typed) in columns.iter_mut().zip(typed) {
        let Some(vote) = column.vote.take() else { continue };
        let cells = Cells { distinct: column.distinct(), integers: column.integers };
        if may_be_told(typed.field)
            && let Some(voted) = vote.decided(cells)
        {
            match voted {
                Voted::Numbers => *typed = told(Field::ServiceNumber, "numbers of the roster"),
                Voted::Names => *typed = told(Field::FullName, "names of the roster"),
                Voted::Surnames if is_plain(typed.field) => {
                    *typed = told(Field::Surname, "surnames of the roster");
                }
                Voted::Surnames => {}
            }
        }
        column.vote = Some(vote);
    }
}

/// Fields that a column has because nothing better is known, or because its cells look like it.
fn may_be_told(field: Field) -> bool {
    matches!(field.weight(), Weight::Other | Weight::Post | Weight::Count | Weight::Event)
        && !matches!(field, Field::Dates | Field::EventDate | Field::Empty | Field::Period)
}

/// Single words are also the names of places, offences and teams: there, only a column that is nothing else.
fn is_plain(field: Field) -> bool {
    matches!(field, Field::Words | Field::Reference | Field::Category)
}

/// A field of which the roster is sure.
fn told(field: Field, sign: &'static str) -> Typed {
    let mut score = Score::prior(0.0);
    score.add(CERTAIN, Term::Sign(sign));
    Typed { field, score }
}
