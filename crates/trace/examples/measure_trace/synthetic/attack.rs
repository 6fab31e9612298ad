//! What happens to a delivery on its way into a leaked file.

use super::people::field;
use super::{Random, World};
use marks::Subject;
use std::collections::BTreeSet;
use trace::{Leak, Photo, Table};

/// What is done to the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attack {
    Kept,
    /// Rows shuffled.
    Shuffled,
    /// Sorted by name, folded to ASCII, in capitals.
    SortedFolded,
    /// The column of reference numbers taken out.
    NoTokens,
    /// Both, and every row whose person looks made up removed: nothing of ours is left but the facts.
    FactsOnly,
    /// A fifth of the rows made up.
    Forged,
}

/// Letters without marks, in capitals.
pub fn fold_ascii(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            'á' | 'à' => 'a',
            'é' | 'è' | 'ë' => 'e',
            'í' => 'i',
            'ó' => 'o',
            'ú' | 'ü' => 'u',
            'ñ' => 'n',
            'ç' => 'c',
            other => other,
        })
        .flat_map(char::to_uppercase)
        .collect()
}

/// A table with headings of these rows.
pub fn table_of(rows: Vec<Vec<String>>) -> Table {
    Table { name: "staff".into(), rows }
}

/// Leaked rows, and everybody whom the true ones of them are about.
#[derive(Default)]
pub struct Leaked {
    pub rows: Vec<Vec<String>>,
    pub people: BTreeSet<u32>,
}

impl Attack {
    /// The leaked rows: a share of a delivery's, changed.
    pub fn rows(self, world: &World, at: usize, share: f64, random: &mut Random) -> Leaked {
        let mut rows: Vec<(Subject, Vec<String>)> =
            world.rows(at).into_iter().filter(|_| random.chance(share)).collect();
        if self == Self::FactsOnly {
            rows.retain(|(subject, _)| matches!(subject, Subject::Person(_)));
        }
        let people = rows
            .iter()
            .filter_map(|(subject, _)| match subject {
                Subject::Person(person) => Some(*person),
                _ => None,
            })
            .collect();
        let mut rows: Vec<Vec<String>> = rows.into_iter().map(|(_, cells)| cells).collect();
        match self {
            Self::Kept => {}
            Self::Shuffled => random.shuffle(&mut rows),
            Self::SortedFolded => {
                rows = rows.iter().map(|row| row.iter().map(|cell| fold_ascii(cell)).collect()).collect();
                rows.sort_by(|one, other| one[1..].cmp(&other[1..]));
            }
            Self::NoTokens => rows.iter_mut().for_each(|row| drop(row.remove(0))),
            Self::FactsOnly => {
                rows.iter_mut().for_each(without_token);
                rows.sort();
            }
            Self::Forged => forge(&mut rows, random),
        }
        Leaked { rows, people }
    }
}

fn without_token(row: &mut Vec<String>) {
    row.remove(0);
}

/// Puts rows in whose cells are those of different people, with reference numbers that look right half the time.
fn forge(rows: &mut Vec<Vec<String>>, random: &mut Random) {
    let count = rows.len() / 4;
    for _ in 0..count {
        let width = rows[0].len();
        let mut row: Vec<String> = (0..width).map(|column| random.pick(rows)[column].clone()).collect();
        row[0] = format!("{:014}", random.next() % 100_000_000_000_000);
        let at = random.below(rows.len() + 1);
        rows.insert(at, row);
    }
}

/// Photos of a share of the people of a delivery.
pub fn photos(world: &World, at: usize, share: f64, random: &mut Random) -> Leak {
    let people = world.deliveries[at].people.iter().filter(|_| random.chance(share));
    let photos = (0_u32..)
        .zip(people)
        .map(|(number, person)| Photo { number, people: vec![person], held: Vec::new() })
        .collect();
    debug_assert!(world.plan.fields.contains(&field::PHOTO));
    Leak { photos, ..Leak::default() }
}
