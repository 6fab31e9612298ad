//! Channel O in numbers of the design.

use crate::{delivery, innocent};
use marks::Subject;
use marks::evidence::{OrderTable, inversions, order};
use proptest::prelude::*;

fn delivered(count: u32) -> Vec<Subject> {
    let mut rows: Vec<Subject> = (0..count).map(Subject::Person).collect();
    delivery().order().sort(&mut rows);
    rows
}

#[test]
fn thirteen_rows_in_exact_order_say_what_the_design_says() {
    let value = order(&delivered(13), |_| true, &delivery().order()).value;
    // ½·13!, and a little from the dispersions.
    assert!(value.ln() >= 3.1135e9_f64.ln() && value.ln() < 4e9_f64.ln(), "{value}");
}

#[test]
fn a_sorted_file_costs_a_factor_of_four_and_no_more() {
    let rows: Vec<Subject> = (0..5000).map(Subject::Person).collect();
    let found = order(&rows, |_| true, &delivery().order());
    assert!((found.value.ln() - 0.25_f64.ln()).abs() < 1e-9);
    assert!(found.kendall_z.abs() < 5.0);
}

#[test]
fn disorder_is_forgiven() {
    let mut rows = delivered(470);
    // Neighbours change places, then somebody sorts a fifth of the file.
    for pair in rows.chunks_mut(2) {
        pair.reverse();
    }
    rows[100..194].sort_unstable();
    let found = order(&rows, |_| true, &delivery().order());
    assert!(found.value.log10() > 100.0, "{}", found.value);
    assert!(order(&rows, |_| true, &innocent(1).order()).value.ln() < 0.0);
}

#[test]
fn duplicates_and_rows_of_others_change_nothing() {
    let rows = delivered(30);
    let key = delivery().order();
    let expected = order(&rows, |_| true, &key);
    let mut disturbed = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        disturbed.extend([*row, Subject::Person(1000 + at as u32), rows[at / 2]]);
    }
    assert_eq!(order(&disturbed, |row| rows.contains(&row), &key), expected);
    assert_eq!(expected.rows, 30);
}

#[test]
fn one_row_says_nothing() {
    for rows in [delivered(0), delivered(1)] {
        let found = order(&rows, |_| true, &delivery().order());
        assert_eq!((found.value, found.inversions), (marks::evidence::EValue::ONE, 0));
    }
}

/// All orders of a few rows: the average of e is 1 exactly, which is all that the bound rests on.
#[test]
fn the_average_over_all_orders_is_one() {
    fn visit(left: &mut Vec<u8>, taken: &mut Vec<u8>, sum: &mut f64, count: &mut f64, table: &OrderTable) {
        if left.is_empty() {
            let places: Vec<[u8; 32]> = taken.iter().map(|place| [*place; 32]).collect();
            *sum += table.weigh(inversions(&places)).ln().exp();
            *count += 1.0;
        }
        for at in 0..left.len() {
            let place = left.remove(at);
            taken.push(place);
            visit(left, taken, sum, count, table);
            taken.pop();
            left.insert(at, place);
        }
    }
    for rows in 2..=7 {
        let (mut sum, mut count) = (0.0, 0.0);
        let table = OrderTable::for_rows(rows);
        visit(&mut (0..rows as u8).collect(), &mut Vec::new(), &mut sum, &mut count, &table);
        assert!((sum / count - 1.0).abs() < 1e-9, "{rows} rows: {}", sum / count);
    }
}

proptest! {
    #[test]
    fn inversions_are_pairs_that_stand_the_other_way_round(places in prop::collection::vec(any::<u8>(), 0..80)) {
        let mut expected = 0;
        for (at, one) in places.iter().enumerate() {
            expected += places[at..].iter().filter(|other| one > other).count() as u64;
        }
        let places: Vec<[u8; 32]> = places.iter().map(|place| [*place; 32]).collect();
        prop_assert_eq!(inversions(&places), expected);
    }
}
