//! A table, read: what its columns hold, and whom its rows are about. Columns and rows explain each other, so there are
//! two rounds: names find people, people tell the other columns, all columns find people again.

use super::matching::{Match, matches};
use crate::force::{Force, NONE, Slot};
use crate::leak::Table;
use crate::table::{Cells, Column, Content, columns, contained};

/// A column is taken for something from this share of its texts on that the force has.
const LEAST_CONTAINED: f64 = 0.3;
/// Without rows to compare with, a column is taken for something only from this share on.
const LEAST_ALONE: f64 = 0.8;
/// Rows that are enough to tell columns by.
const ENOUGH_ROWS: usize = 12;
/// A column agrees with the people of its rows at least this often.
const LEAST_AGREEING: f64 = 0.2;
/// And more often than with people of other rows by so many standard errors.
const ERRORS: f64 = 4.0;

/// A table with the meaning of its columns.
pub(crate) struct TableRead<'a> {
    columns: Vec<Column<'a>>,
    cells: Vec<Option<Cells>>,
    /// By column: what it could hold, best first.
    shares: Vec<Vec<(Content, f64)>>,
    rows: usize,
    /// Whether the first row is one of headings.
    pub(crate) has_headings: bool,
    /// Whom each row is about.
    pub(crate) matches: Vec<Match>,
    /// Estimated share of rows about our people.
    pub(crate) share: f64,
}

impl TableRead<'_> {
    /// How many rows there are, headings included.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// Columns of which it is known what they hold.
    pub(crate) fn typed(&self) -> impl Iterator<Item = (&Column<'_>, &Cells)> {
        self.columns.iter().zip(&self.cells).filter_map(|(column, cells)| Some((column, cells.as_ref()?)))
    }

    /// What each column holds, with the share of its texts that the force has.
    pub(crate) fn contents(&self) -> impl Iterator<Item = Option<(Content, f64)>> + '_ {
        self.cells.iter().zip(&self.shares).map(|(cells, shares)| {
            let content = cells.as_ref()?.content();
            let share = shares.iter().find(|(held, _)| *held == content).map_or(0.0, |(_, share)| *share);
            Some((content, share))
        })
    }

    fn is_heading(&self, force: &Force) -> bool {
        let mut typed = 0;
        for (column, cells) in self.typed() {
            if column.at(0) == 0 || matches!(cells, Cells::Tokens) {
                continue;
            }
            typed += 1;
            if cells.is_known(force, column.at(0)) {
                return false;
            }
        }
        typed > 0
    }
}

/// Reads a table.
pub(crate) fn read<'a>(force: &Force, table: &'a Table, threads: usize) -> TableRead<'a> {
    let columns = columns(table);
    let shares: Vec<_> = columns.iter().map(|column| contained(force, column)).collect();
    let mut read = TableRead {
        cells: columns.iter().map(|_| None).collect(),
        columns,
        shares,
        rows: table.rows.len(),
        has_headings: false,
        matches: Vec::new(),
        share: 0.0,
    };
    take_names(force, &mut read);
    let has_names = read
        .typed()
        .any(|(_, cells)| matches!(cells.content(), Content::FullName | Content::Of(Slot::Surname)));
    if !has_names {
        take_numbers(force, &mut read);
    }
    let (matches, share) = matches(force, &read, threads);
    (read.matches, read.share) = (matches, share);
    take_others(force, &mut read);
    read.has_headings = read.is_heading(force);
    rematch(force, &mut read, threads);
    read
}

fn rematch(force: &Force, read: &mut TableRead<'_>, threads: usize) {
    let (matches, share) = matches(force, read, threads);
    (read.matches, read.share) = (matches, share);
    if read.has_headings
        && let Some(first) = read.matches.first_mut()
    {
        *first = Match { nobody: 1.0, ..Match::default() };
    }
}

/// Names and reference numbers, by content alone.
fn take_names(force: &Force, read: &mut TableRead<'_>) {
    for (at, column) in read.columns.iter().enumerate() {
        let Some((content, share)) = read.shares.get(at).and_then(|shares| shares.first()).copied() else {
            continue;
        };
        let is_name = matches!(
            content,
            Content::Tokens | Content::FullName | Content::Of(Slot::Surname | Slot::Forenames)
        );
        if is_name
            && share >= LEAST_CONTAINED
            && let Some(cells) = read.cells.get_mut(at)
        {
            *cells = Some(Cells::of(force, column, content));
        }
    }
    drop_letters_that_are_no_initials(force, read);
}

/// A column of single letters may be initials, sex or a grade. Initials find more people beside their own surnames than
/// beside those of other rows.
fn drop_letters_that_are_no_initials(force: &Force, read: &mut TableRead<'_>) {
    let surnames = read.columns.iter().zip(&read.cells).find_map(|(column, cells)| match cells {
        Some(Cells::Values(Slot::Surname, values)) => Some((column, values)),
        _ => None,
    });
    let drop: Vec<usize> = read
        .columns
        .iter()
        .zip(&read.cells)
        .enumerate()
        .filter_map(|(at, (column, cells))| {
            let Some(Cells::Forenames(forenames)) = cells else { return None };
            let full = forenames.iter().filter(|read| !read.only_letters).count();
            if full * 2 > forenames.len() {
                return None;
            }
            let Some((surname_column, surnames)) = surnames else { return Some(at) };
            let finds = |row: usize, other: usize| {
                let surname = surnames.get(surname_column.at(row)).copied().unwrap_or(NONE);
                let letter =
                    forenames.get(column.at(other)).and_then(crate::force::spell::Forenames::initial);
                letter.is_some_and(|letter| !force.block(surname, letter).is_empty())
            };
            (!is_more_often(read.rows, finds)).then_some(at)
        })
        .collect();
    for at in drop {
        if let Some(cells) = read.cells.get_mut(at) {
            *cells = None;
        }
    }
}

/// Whether something holds for a row and itself more often than for a row and another one.
#[expect(clippy::cast_precision_loss, reason = "counts of rows are far below 2^52")]
fn is_more_often(rows: usize, holds: impl Fn(usize, usize) -> bool) -> bool {
    let apart = rows / 2 + 1;
    let same = (0..rows).filter(|row| holds(*row, *row)).count() as f64;
    let other = (0..rows).filter(|row| holds(*row, (row + apart) % rows)).count() as f64;
    let error = (other.max(1.0) * (1.0 - other / rows.max(1) as f64).max(0.01)).sqrt();
    same > 0.95 * rows as f64 || same > other + ERRORS.min(2.0) * error
}

/// Numbers and rare values, where there are no names.
fn take_numbers(force: &Force, read: &mut TableRead<'_>) {
    for at in 0..read.columns.len() {
        let found = read.shares.get(at).into_iter().flatten().find(|(content, share)| {
            *share >= LEAST_ALONE
                && matches!(content, Content::Of(slot @ (Slot::Number(_) | Slot::Other(_))) if is_telling(force, *slot))
        });
        if let Some((content, _)) = found.copied() {
            take(force, read, at, content);
        }
    }
}

/// Whether few people share a value of this slot.
fn is_telling(force: &Force, slot: Slot) -> bool {
    force.dictionary(slot).is_some_and(|dictionary| dictionary.len() * 4 >= force.people())
}

fn take(force: &Force, read: &mut TableRead<'_>, at: usize, content: Content) {
    if let (Some(column), Some(cells)) = (read.columns.get(at), read.cells.get_mut(at)) {
        *cells = Some(Cells::of(force, column, content));
    }
}

/// Everything else, by how often it agrees with the people of the rows.
fn take_others(force: &Force, read: &mut TableRead<'_>) {
    let known: Vec<(usize, u32)> = read
        .matches
        .iter()
        .enumerate()
        .filter(|(_, found)| found.best_share >= 0.9 && !found.is_about_nobody())
        .filter_map(|(row, found)| Some((row, *found.people.first()?)))
        .collect();
    for at in 0..read.columns.len() {
        let is_name = read.cells.get(at).is_some_and(|cells| {
            cells.as_ref().is_some_and(|cells| {
                matches!(
                    cells.content(),
                    Content::Tokens | Content::FullName | Content::Of(Slot::Surname | Slot::Forenames)
                )
            })
        });
        if is_name {
            continue;
        }
        let content = if known.len() >= ENOUGH_ROWS {
            agreeing(force, read, at, &known)
        } else {
            read.shares.get(at).into_iter().flatten().find_map(|(content, share)| {
                let is_other = matches!(content, Content::Of(Slot::Number(_) | Slot::Other(_)));
                (is_other && *share >= LEAST_ALONE).then_some(*content)
            })
        };
        match content {
            Some(content) => take(force, read, at, content),
            None => {
                if let Some(cells) = read.cells.get_mut(at) {
                    *cells = None;
                }
            }
        }
    }
}

/// The slot that a column agrees with most, if it does more often than by chance.
#[expect(clippy::cast_precision_loss, reason = "counts of rows are far below 2^52")]
fn agreeing(force: &Force, read: &TableRead<'_>, at: usize, known: &[(usize, u32)]) -> Option<Content> {
    let column = read.columns.get(at)?;
    let mut best: Option<(Content, f64)> = None;
    for (content, share) in read.shares.get(at)? {
        let Content::Of(slot @ (Slot::Number(_) | Slot::Other(_))) = content else { continue };
        if *share < LEAST_AGREEING {
            continue;
        }
        let cells = Cells::of(force, column, *content);
        let Cells::Values(_, values) = &cells else { continue };
        let agrees = |row: usize, person: u32| {
            let value = values.get(column.at(row)).copied().unwrap_or(NONE);
            value != NONE && force.versions_in(person, *slot).any(|version| version.value == value)
        };
        let all = known.len();
        let same = known.iter().filter(|(row, person)| agrees(*row, *person)).count() as f64;
        let other = (0..all)
            .filter(|place| {
                let (one, two) = (known.get(*place), known.get((place + all / 2 + 1) % all));
                matches!((one, two), (Some((row, _)), Some((_, person))) if agrees(*row, *person))
            })
            .count() as f64;
        let error = (other.max(1.0) * (1.0 - other / all as f64).max(0.05)).sqrt();
        let agreeing = same / all as f64;
        if agreeing >= LEAST_AGREEING
            && same > other + ERRORS * error
            && best.is_none_or(|(_, held)| agreeing > held)
        {
            best = Some((*content, agreeing));
        }
    }
    best.map(|(content, _)| content)
}
