//! Questions that make no sense, and files that mean harm.

use crate::synthetic::{Attack, Random};
use crate::{leak, tried, world};
use trace::{Leak, TraceError};

#[test]
fn an_empty_file_is_refused() {
    let world = world();
    assert_eq!(tried(&world, &Leak::default()).map(|found| found.verdict), Err(TraceError::Empty));
    insta::assert_snapshot!(TraceError::Empty.to_string());
}

#[test]
fn a_delivery_that_is_there_twice_is_refused() {
    let mut world = world();
    let twice = world.deliveries[4].clone();
    let id = twice.id;
    world.deliveries.push(twice);
    let rows = vec![vec!["Smith".to_owned()]];
    assert_eq!(tried(&world, &leak(rows)).map(|found| found.verdict), Err(TraceError::Twice(id)));
    insta::assert_snapshot!(TraceError::Twice(id).to_string());
}

#[test]
fn rows_of_all_lengths_and_cells_of_all_kinds_are_taken() {
    let world = world();
    let mut rows = Attack::Kept.rows(&world, 20, 0.3, &mut Random::new(3)).rows;
    for (at, row) in rows.iter_mut().enumerate() {
        match at % 9 {
            0 => row.truncate(at % 4),
            1 => row.push("\u{1b}[2J\u{202e}=cmd|' /C calc'!A0".into()),
            2 => row.extend(std::iter::repeat_n(String::new(), 300)),
            3 => row.push("9".repeat(100_000)),
            4 => row.push("\u{0}\u{feff}ﷺ".into()),
            _ => {}
        }
    }
    let found = tried(&world, &leak(rows)).expect("strange rows are rows");
    assert_eq!(found.recipients[0].present, [world.deliveries[20].id]);
}
