//! Footage that never arrived.

use inventory::sequences::Sequences;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn told(sequences: &Sequences) -> Vec<String> {
    sequences.gaps().iter().map(ToString::to_string).collect()
}

#[test]
fn a_gap_is_named() {
    let mut sequences = Sequences::new();
    for number in [20, 15, 16, 22, 21] {
        assert!(sequences.add("camera 4711", number));
    }
    sequences.add("camera 4712", 1);
    sequences.add("camera 4712", 3);
    assert!(!sequences.add("camera 4712", 3));
    assert_eq!(told(&sequences), ["camera 4711: 17 to 19 never arrived", "camera 4712: 2 never arrived"]);
    assert_eq!(sequences.repeated(), 1);
    assert_eq!(sequences.gaps()[0].count(), 3);
    assert!(!format!("{:?} {sequences:?}", sequences.gaps()).contains("4711"));
}

/// What a camera recorded last shows only where the dock says how far it has counted.
#[test]
fn a_dock_that_counts_shows_what_is_missing_at_the_end() {
    let mut sequences = Sequences::new();
    sequences.add("camera 1", 5);
    sequences.counted_to("camera 1", 8);
    sequences.counted_to("camera 1", 7);
    sequences.counted_to("camera 2", 2);
    sequences.counted_to("camera 3", 0);
    sequences.add("camera 4", u64::MAX);
    sequences.add("camera 4", u64::MAX - 2);
    sequences.counted_to("camera 4", u64::MAX);
    let last = u64::MAX - 1;
    assert_eq!(
        told(&sequences),
        [
            "camera 1: 6 to 8 never arrived".to_owned(),
            "camera 2: 1 to 2 never arrived".into(),
            format!("camera 4: {last} never arrived"),
        ]
    );
}

/// Where counting begins is known when an earlier list ended there.
#[test]
fn what_is_missing_at_the_beginning_shows_where_it_was_said() {
    let mut sequences = Sequences::new();
    sequences.counted_from("camera 1", 4);
    for number in [6, 7] {
        sequences.add("camera 1", number);
    }
    sequences.counted_from("camera 2", 9);
    sequences.counted_to("camera 2", 10);
    sequences.counted_from("camera 3", 11);
    sequences.counted_to("camera 3", 10);
    sequences.counted_from("camera 4", 5);
    sequences.add("camera 4", 5);
    assert_eq!(told(&sequences), ["camera 1: 4 to 5 never arrived", "camera 2: 9 to 10 never arrived"]);
}

#[test]
fn a_counter_that_is_behind_is_told() {
    let mut sequences = Sequences::new();
    for (source, last) in [("camera 1", 9), ("camera 2", 8), ("camera 3", 9)] {
        sequences.add(source, 9);
        sequences.counted_to(source, last);
    }
    sequences.add("camera 4", 1);
    assert_eq!((sequences.sources(), sequences.arrived()), (4, 4));
    assert_eq!((sequences.beyond(), sequences.uncounted()), (1, 1));
}

proptest! {
    #[test]
    fn gaps_are_what_is_between(numbers in prop::collection::vec(0..60_u64, 1..60)) {
        let mut sequences = Sequences::new();
        let seen: BTreeSet<_> = numbers.iter().copied().collect();
        for number in &numbers {
            sequences.add("x", *number);
        }
        let missing: Vec<_> = sequences.gaps().iter().flat_map(|gap| gap.from..=gap.to).collect();
        let (first, last) = (*seen.first().unwrap(), *seen.last().unwrap());
        let wanted: Vec<_> = (first..=last).filter(|number| !seen.contains(number)).collect();
        prop_assert_eq!(missing, wanted);
        prop_assert_eq!(sequences.repeated(), (numbers.len() - seen.len()) as u64);
    }
}
