//! How many to read. Figures: evidence note, section 7.

use crate::common::key;
use inventory::sampling::{Sample, chance, sample_for};
use proptest::prelude::*;

#[test]
fn the_table_of_the_design_note() {
    let table = [
        (100_000, 1, [50_000, 95_000, 99_900]),
        (100_000, 100, [691, 2_950, 6_672]),
        (1_000_000, 1_000, [693, 2_990, 6_881]),
        (1_000_000, 96_174, [7, 30, 69]),
        (10_000_000, 96_174, [72, 310, 715]),
    ];
    for (n, lost, samples) in table {
        let found = [0.5, 0.95, 0.999].map(|certainty| sample_for(n, lost, certainty).unwrap());
        for (found, wanted) in found.into_iter().zip(samples) {
            assert!(found.abs_diff(wanted) <= 1, "{n} {lost}: {found}, {wanted}");
        }
    }
}

#[test]
fn certain_and_impossible() {
    assert!(chance(10, 0, 10).abs() < f64::EPSILON);
    assert!(chance(10, 3, 0).abs() < f64::EPSILON);
    assert!((chance(10, 3, 8) - 1.0).abs() < f64::EPSILON);
    assert!((chance(0, 5, 5)).abs() < f64::EPSILON);
    assert!((chance(u64::MAX, 1, u64::MAX / 2) - 0.5).abs() < 1e-9);
    // Small chances keep their digits.
    assert!((chance(1_000_000_000_000, 1, 1) / 1e-12 - 1.0).abs() < 1e-9);
    assert_eq!(sample_for(10, 0, 0.5), None);
    assert_eq!(sample_for(10, 1, 1.5), None);
    assert_eq!(sample_for(10, 1, f64::NAN), None);
    assert_eq!(sample_for(10, 1, 1.0), Some(10));
}

proptest! {
    #[test]
    fn it_is_what_counting_gives(n in 1..40_u64, lost in 0..40_u64, sample in 0..40_u64) {
        let (lost, sample) = (lost.min(n), sample.min(n));
        // None found, one draw after the other.
        let mut none = 1.0;
        for i in 0..sample {
            none *= (n - lost).saturating_sub(i) as f64 / (n - i) as f64;
        }
        prop_assert!((chance(n, lost, sample) - (1.0 - none)).abs() < 1e-12);
    }
}

#[test]
fn a_sample_depends_on_the_seed_and_not_on_the_order() {
    let texts: Vec<_> = (0..2000).map(|n| format!("{n}.mp4")).collect();
    let draw = |seed: u8, texts: &mut dyn Iterator<Item = &String>| {
        let mut sample = Sample::new([seed; 32], 30);
        texts.for_each(|text| sample.consider(&key(text), || text.clone()));
        sample.finish()
    };
    let drawn = draw(1, &mut texts.iter());
    assert_eq!(drawn.len(), 30);
    assert_eq!(drawn, draw(1, &mut texts.iter().rev()));
    assert_ne!(drawn, draw(2, &mut texts.iter()));
    let mut once = drawn.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), 30);
    // Fewer than asked for are all of them; and none are none.
    assert_eq!(draw(1, &mut texts.iter().take(3)).len(), 3);
    let mut none = Sample::new([0; 32], 0);
    none.consider(&key("a"), || ());
    assert!(none.finish().is_empty());
}

/// Each item is drawn about as often as any other.
#[test]
fn samples_are_fair() {
    let mut drawn = [0_u32; 10];
    for seed in 0..2000_u32 {
        let mut sample = Sample::new(*blake3::hash(&seed.to_le_bytes()).as_bytes(), 3);
        (0..10_usize).for_each(|n| sample.consider(&key(&n.to_string()), || n));
        sample.finish().into_iter().for_each(|n| drawn[n] += 1);
    }
    assert!(drawn.iter().all(|times| (500..700).contains(times)), "{drawn:?}");
}
