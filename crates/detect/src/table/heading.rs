//! Which row of a sheet is the heading.

use super::cell::{Marks, classify};
use super::contrary;
use super::field;
use crate::Day;
use std::collections::{HashMap, HashSet};

/// Longest text of a heading, in characters.
const LONGEST: usize = 60;

/// What speaks for a row being a heading, in bits; above 0 it is one.
pub(crate) fn bits(cells: &[(u32, String)], next: Option<&[(u32, String)]>, today: Day) -> f32 {
    if cells.is_empty() {
        return f32::NEG_INFINITY;
    }
    let mut spelt = String::new();
    let mut is_named = false;
    let mut bits = -2.0;
    let mut seen: HashSet<&str> = HashSet::new();
    let below = |column: u32| next?.iter().find(|(other, _)| *other == column).map(|(_, text)| text);
    for (column, text) in cells {
        let marks = classify(text, today, None).marks;
        if !marks.contains(Marks::TEXT) || text.chars().count() > LONGEST {
            // A year or a month can head a column; a value cannot.
            let is_period = text.len() == 4 && marks.contains(Marks::INTEGER);
            bits -= if is_period { 0.5 } else { 4.0 };
            continue;
        }
        if !seen.insert(text) {
            // The same word twice is an answer: "Y", "N".
            bits -= 2.0;
            continue;
        }
        crate::spell(text, &mut spelt);
        let named = field::named(&spelt);
        // "N" and "E" head columns of numbers; over and under other letters they are initials.
        let is_letter =
            marks.contains(Marks::LETTER) && below(*column).is_some_and(|text| text.chars().count() == 1);
        if is_letter {
            continue;
        }
        // "Make" and "Model" name no field, and head what bears names of people.
        let is_thing = contrary::is_thing(&spelt)
            || contrary::is_numbered_thing(&spelt)
                && below(*column).is_some_and(|text| text.bytes().any(|byte| byte.is_ascii_digit()));
        is_named |= is_thing || named.first().is_some_and(|name| name.is_whole);
        bits += match named.first() {
            Some(name) if name.is_whole => 4.0,
            _ if is_thing => 2.0,
            Some(_) => 1.0,
            None => 0.2,
        };
    }
    let mut has_contrast = false;
    if let Some(next) = next {
        // Words over numbers and dates.
        let heads: HashMap<u32, &str> =
            cells.iter().rev().map(|(column, text)| (*column, text.as_str())).collect();
        for (column, text) in next {
            if let Some(head) = heads.get(column)
                && classify(head, today, None).marks.contains(Marks::TEXT)
                && !classify(text, today, None).marks.contains(Marks::TEXT)
            {
                bits += 1.5;
                has_contrast = true;
            }
        }
        if next.len() > cells.len() * 2 {
            // A title over a table.
            bits -= 3.0;
        }
    }
    if is_years(cells) && next.is_some_and(|next| next.len() > cells.len()) {
        // Statistics often leave the corner empty.
        return 2.0;
    }
    // Words over words, none of them the name of anything: a row like the others.
    if is_named || has_contrast { bits } else { bits - 3.0 }
}

/// Whether the cells are years, one after the other.
fn is_years(cells: &[(u32, String)]) -> bool {
    let year = |text: &str| text.parse::<u16>().ok().filter(|year| (1900..2100).contains(year));
    let follows = |pair: &[(u32, String)]| matches!((year(&pair[0].1), year(&pair[1].1)), (Some(one), Some(other)) if one.abs_diff(other) == 1);
    cells.len() > 1 && cells.windows(2).all(follows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Vec<(u32, String)> {
        cells.iter().enumerate().map(|(column, text)| (column as u32, (*text).to_owned())).collect()
    }

    #[test]
    fn a_heading_is_told_from_a_title_and_from_a_row() {
        let today = Day::new(2026, 11, 1).unwrap();
        let head = row(&["Surname", "Initials", "Rank", "Age"]);
        let data = row(&["SMITH", "J", "Constable", "34"]);
        let title = row(&["Officers by rank, 2023"]);
        assert!(bits(&head, Some(&data), today) > 0.0);
        assert!(bits(&data, Some(&data), today) < 0.0);
        assert!(bits(&title, Some(&head), today) < 0.0);
        let years = [(1, "2021".to_owned()), (2, "2022".to_owned())];
        assert!(bits(&years, Some(&row(&["Abbey", "31", "44"])), today) > 0.0);
        let plain = row(&["Apples", "Pears"]);
        assert!(bits(&plain, Some(&row(&["5", "6"])), today) > 0.0);
    }
}
