//! Channel P in numbers of the design.

use marks::Subject;
use marks::evidence::{Bar, EValue, PhotoScore, photo, pool};

fn score(z: f64) -> PhotoScore {
    PhotoScore { z, weight: 1.0 }
}

/// The design has 6.18, with the strength chosen after the fact; one that is fixed beforehand costs a tenth more.
#[test]
fn the_bar_of_two_hundred_recipients_is_cleared_from_six_and_a_third() {
    let bar = Bar::for_recipients(200);
    assert!(!bar.is_cleared_by(photo(6.27)) && bar.is_cleared_by(photo(6.30)));
    let bar = Bar::for_deliveries(10_400);
    assert!(!bar.is_cleared_by(photo(6.87)) && bar.is_cleared_by(photo(6.93)));
}

#[test]
fn photos_without_a_mark_cost_a_factor_of_four_and_no_more() {
    assert!((photo(-50.0).ln() - 0.25_f64.ln()).abs() < 1e-12);
    assert_eq!(photo(f64::NAN), EValue::ONE);
}

#[test]
fn a_hundred_photos_say_ten_times_as_much_as_one() {
    let pooled = pool((0..100).map(|person| (Subject::Person(person), score(1.3)))).unwrap();
    assert!((pooled.z - 13.0).abs() < 1e-9);
    assert_eq!(pooled.subjects, 100);
}

#[test]
fn a_photo_that_promises_too_much_does_not_outweigh_the_others() {
    let drawing = (Subject::Person(0), PhotoScore { z: 1.0, weight: 5000.0 });
    let portraits = (1..17).map(|person| (Subject::Person(person), PhotoScore { z: 10.0, weight: 40.0 }));
    let pooled = pool(portraits.chain([drawing])).unwrap();
    assert!((pooled.z - 161.0 / 17.0_f64.sqrt()).abs() < 1e-9, "{pooled:?}");
}

/// Chips are the subject's: a photo that was copied a hundred times says what it said once.
#[test]
fn copies_of_a_photo_add_nothing() {
    let once = pool([(Subject::Person(1), score(2.0)), (Subject::Person(2), score(1.0))]);
    let copied = (0..100).map(|_| (Subject::Person(1), score(2.0))).chain([(Subject::Person(2), score(1.0))]);
    assert_eq!(pool(copied), once);
}

#[test]
fn photos_that_cannot_be_weighed_are_left_out() {
    let none = [f64::NAN, f64::INFINITY].map(|z| (Subject::Person(1), score(z)));
    assert_eq!(pool(none), None);
    assert_eq!(pool([(Subject::Person(1), PhotoScore { z: 3.0, weight: 0.0 })]), None);
    assert_eq!(pool([]), None);
}
