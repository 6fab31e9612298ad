//! A watermark in photos. The portraits are drawn, and so is what is done to them; `bench/marks` does it to real pictures
//! with other people's programs.

use crate::drawing::{Shot, blurred, jpeg, noise_in_decibels, portrait, random, warped};
use crate::{delivery, hex, innocent};
use marks::evidence::{Bar, pool};
use marks::photo::{Luma, Original, Rgb, Strength};
use marks::{PhotoKey, Subject};
use proptest::prelude::*;
use sha2::{Digest, Sha256};

const PERSON: Subject = Subject::Person(5);

fn key() -> PhotoKey {
    delivery().photo(PERSON)
}

fn z(original: &Luma, leaked: &Luma) -> f64 {
    Original::new(original).compare(leaked).expect("the same picture").score(&key()).z
}

/// What was delivered is made again from the recipe, so it must come out the same for ever.
#[test]
fn a_marked_photo_is_the_same_for_ever() {
    let marked = key().mark(&random(100, 123, 1), Strength::Light);
    let digest = Sha256::digest(marked.samples());
    assert_eq!(hex(&digest), "a23d5946013b1c25452dd33bf7585060e907c0772f97f97cbd20a7e98b10ec33");
}

#[test]
fn a_mark_is_not_seen_and_stronger_ones_hardly() {
    let photo = portrait(400, 500, 1);
    let light = noise_in_decibels(&photo, &key().mark(&photo, Strength::Light));
    let strong = noise_in_decibels(&photo, &key().mark(&photo, Strength::Strong));
    assert!(light > 48.0 && strong > 42.0 && light > strong + 4.0, "{light} {strong}");
}

#[test]
fn tints_stay() {
    let grey = portrait(80, 96, 2);
    let samples = grey.samples().iter().flat_map(|value| [*value, value / 2, 255 - value]).collect();
    let photo = Rgb::new(80, 96, samples).unwrap();
    let marked = key().mark_rgb(&photo, Strength::Strong);
    assert_ne!(photo, marked);
    for (one, other) in photo.samples().chunks(3).zip(marked.samples().chunks(3)) {
        let added: Vec<i32> =
            one.iter().zip(other).map(|(one, other)| i32::from(*other) - i32::from(*one)).collect();
        // The same is added to red, green and blue, but where one of them ends.
        let ended = other.iter().any(|value| [0, 255].contains(value));
        assert!(ended || added.iter().all(|value| *value == added[0]), "{added:?}");
    }
}

#[test]
fn the_mark_is_found_in_what_was_delivered_and_nobody_innocents() {
    let photo = portrait(200, 248, 3);
    let difference = Original::new(&photo).compare(&key().mark(&photo, Strength::Light)).unwrap();
    let z = difference.score(&key()).z;
    assert!(z > 50.0 && difference.likeness() > 0.98, "{z} {}", difference.likeness());
    for number in 0..200 {
        let z = difference.score(&innocent(number).photo(PERSON)).z;
        assert!(z.abs() < 5.0, "{z}");
    }
    // The key is the person's own, too.
    assert!(difference.score(&delivery().photo(Subject::Person(6))).z.abs() < 5.0);
}

#[test]
fn the_mark_survives_being_compressed_again() {
    let photo = portrait(200, 248, 4);
    let marked = key().mark(&photo, Strength::Light);
    let (fine, coarse) = (z(&photo, &jpeg(&marked, 75)), z(&photo, &jpeg(&marked, 30)));
    assert!(fine > 25.0 && coarse > 8.0, "{fine} {coarse}");
    // First as it was delivered, then as it was published.
    assert!(z(&photo, &jpeg(&jpeg(&marked, 92), 60)) > 12.0);
}

#[test]
fn a_photo_that_was_cut_turned_and_scaled_is_laid_over_its_original() {
    let photo = portrait(400, 496, 5);
    let marked = key().mark(&photo, Strength::Light);
    let shots = [
        Shot { width: 216, height: 268, scale: 0.6, turn: 0.035, left: 20.0, top: 25.0 },
        Shot { width: 300, height: 420, scale: 1.0, turn: 0.0, left: 47.0, top: 31.0 },
        Shot { width: 480, height: 560, scale: 1.25, turn: -0.05, left: 10.0, top: 20.0 },
    ];
    for shot in shots {
        let leaked = jpeg(&warped(&marked, shot), 80);
        let z = z(&photo, &leaked);
        assert!(z > 8.0, "{shot:?}: {z}");
    }
}

#[test]
fn a_darker_and_blurred_photo_still_has_its_mark() {
    let photo = portrait(200, 248, 6);
    let marked = blurred(&key().mark(&photo, Strength::Light));
    let samples = marked.samples().iter().map(|value| (f32::from(*value).powf(1.15) * 0.4) as u8).collect();
    let z = z(&photo, &Luma::new(200, 248, samples).unwrap());
    assert!(z > 8.0, "{z}");
}

#[test]
fn a_bar_over_the_eyes_does_not_hide_whose_copy_it_was() {
    let photo = portrait(400, 496, 7);
    let mut samples = key().mark(&photo, Strength::Light).samples().to_vec();
    for (at, sample) in samples.iter_mut().enumerate() {
        let (x, y) = (at % 400, at / 400);
        if y > 430 || ((150..210).contains(&y) && (80..320).contains(&x)) {
            *sample = if y > 430 { 250 } else { 3 };
        }
    }
    let z = z(&photo, &jpeg(&Luma::new(400, 496, samples).unwrap(), 75));
    assert!(z > 20.0, "{z}");
}

#[test]
fn thumbnails_name_their_delivery_together() {
    let scores: Vec<_> = (0..12)
        .filter_map(|person| {
            let subject = Subject::Person(person);
            let photo = portrait(120, 152, person);
            let marked = delivery().photo(subject).mark(&photo, Strength::Strong);
            let shot = Shot { width: 60, height: 76, scale: 0.5, turn: 0.0, left: 0.0, top: 0.0 };
            let leaked = jpeg(&warped(&blurred(&marked), shot), 75);
            Some((subject, Original::new(&photo).compare(&leaked)?.score(&delivery().photo(subject))))
        })
        .collect();
    let pooled = pool(scores).unwrap();
    assert!(pooled.subjects >= 11 && Bar::for_deliveries(10_400).is_cleared_by(pooled.value), "{pooled:?}");
}

#[test]
fn two_that_average_their_copies_are_both_named() {
    let photo = portrait(200, 248, 8);
    let (one, other) = (key(), innocent(1).photo(PERSON));
    let (first, second) = (one.mark(&photo, Strength::Strong), other.mark(&photo, Strength::Strong));
    let pairs = first.samples().iter().zip(second.samples());
    let mean = pairs.map(|(one, other)| one.midpoint(*other)).collect();
    let leaked = jpeg(&Luma::new(200, 248, mean).unwrap(), 75);
    let difference = Original::new(&photo).compare(&leaked).unwrap();
    for key in [one, other] {
        assert!(difference.score(&key).z > 15.0, "{}", difference.score(&key).z);
    }
}

#[test]
fn photos_of_something_else_are_not_laid_over_one_another() {
    let photo = Original::new(&portrait(120, 152, 9));
    let flat = |value| Luma::new(100, 100, vec![value; 10_000]).unwrap();
    let stripes = (0..10_000).map(|at| if at / 700 % 2 == 0 { 20 } else { 220 }).collect();
    for leaked in [flat(0), flat(128), random(100, 90, 1), Luma::new(100, 100, stripes).unwrap()] {
        let likeness = photo.compare(&leaked).map(|difference| difference.likeness());
        assert_eq!(likeness, None);
    }
    assert!(Original::new(&flat(7)).compare(&flat(7)).is_none());
}

#[test]
fn samples_that_are_no_picture_are_refused() {
    for (width, height, samples) in [(2, 2, 3), (0, 5, 0), (1 << 15, 1, 1 << 15), (u32::MAX, u32::MAX, 1)] {
        assert!(Luma::new(width, height, vec![0; samples]).is_err());
    }
    insta::assert_snapshot!(Rgb::new(2, 2, vec![0; 4]).unwrap_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_two_pictures_are_compared_without_a_crash(
        sides in (1_u32..50, 1_u32..50, 1_u32..90, 1_u32..90), seed in any::<u32>(), drawn in any::<bool>(),
    ) {
        let (width, height, other_width, other_height) = sides;
        let one = if drawn { portrait(width, height, seed) } else { random(width, height, seed) };
        let other = if drawn { portrait(other_width, other_height, seed) } else { random(other_width, other_height, seed) };
        if let Some(difference) = Original::new(&one).compare(&other) {
            let score = difference.score(&key());
            prop_assert!(score.z.is_finite() && score.weight.is_finite());
        }
        prop_assert_eq!(key().mark(&one, Strength::Strong).samples().len(), one.samples().len());
    }
}
