//! Questions that make no sense, and files that mean harm.

use crate::synthetic::{Attack, Random};
use crate::{leak, tried, world};
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_put_together_from_a_delivery_every_row_is_counted_once_and_nobody_else_is_accused(
        picked in vec((0_usize..300, 0_usize..300, 0_usize..5, any::<bool>()), 1..60),
        strange in vec("[ ,'A-Za-z0-9é-]{0,20}", 0..20),
    ) {
        let world = world();
        let rows = Attack::Kept.rows(&world, 20, 1.0, &mut Random::new(3)).rows;
        let mut table: Vec<Vec<String>> = picked
            .iter()
            .map(|(one, other, cut, is_turned)| {
                let (one, other) = (&rows[one % rows.len()], &rows[other % rows.len()]);
                let mut row: Vec<String> = one[..*cut].iter().chain(&other[*cut..]).cloned().collect();
                if *is_turned {
                    row.reverse();
                }
                row
            })
            .collect();
        table.extend(strange.into_iter().map(|cell| cell.split(',').map(str::to_owned).collect()));
        let found = tried(&world, &leak(table)).expect("rows");
        let file = &found.file;
        let unreal = file.rows - file.rows_definite - file.rows_possible - file.rows_about_nobody;
        prop_assert!(unreal <= file.rows_with_token);
        prop_assert!(found.recipients.iter().all(|told| !told.clears || told.recipient == world.deliveries[20].id.recipient));
        prop_assert_eq!(found.split.is_some(), found.recipients.iter().any(|told| !told.present.is_empty()));
    }
}
