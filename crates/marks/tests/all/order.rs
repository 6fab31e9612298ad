//! Rows in a keyed order.

use crate::{delivery, innocent};
use marks::Subject;
use proptest::prelude::*;

fn people(count: u32) -> Vec<Subject> {
    (0..count).map(Subject::Person).collect()
}

#[test]
fn each_delivery_has_an_order_of_its_own() {
    let (mut one, mut other) = (people(50), people(50));
    delivery().order().sort(&mut one);
    innocent(0).order().sort(&mut other);
    assert!(one != other && one != people(50));
    assert!(one.is_sorted_by_key(|subject| delivery().order().place(*subject)));
}

proptest! {
    #[test]
    fn rows_that_are_taken_out_leave_the_others_in_their_order(keep in prop::collection::vec(any::<bool>(), 40)) {
        let (key, mut all) = (delivery().order(), people(40));
        let mut some: Vec<Subject> = all.iter().zip(&keep).filter(|(_, keep)| **keep).map(|(row, _)| *row).collect();
        key.sort(&mut some);
        key.sort(&mut all);
        all.retain(|row| some.contains(row));
        prop_assert_eq!(all, some);
    }
}
