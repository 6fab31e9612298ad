//! The table of identifiers, through the front door: published examples, chance, and order.

use detect::{Day, IDENTIFIERS, IdentifierIndex, Verdict, cell};
use proptest::prelude::*;
use std::collections::HashSet;

fn today() -> Day {
    Day::new(2026, 12, 1).unwrap()
}

/// What a cell is, as one kind.
fn verdict(id: &str, text: &str) -> Option<Verdict> {
    let wanted = IdentifierIndex::of(id).unwrap();
    let mut found = None;
    cell(text, today(), &mut |index, verdict| {
        if index == wanted {
            found = Some(verdict);
        }
    });
    found
}

fn is_one(id: &str, text: &str) -> bool {
    matches!(verdict(id, text), Some(Verdict::Passes | Verdict::Shape))
}

#[test]
fn published_examples_pass_and_their_corruptions_do_not() {
    for identifier in IDENTIFIERS {
        assert!(
            !identifier.vectors.good.is_empty() && !identifier.vectors.bad.is_empty(),
            "{}",
            identifier.id
        );
        for text in identifier.vectors.good {
            assert!(
                is_one(identifier.id, text),
                "{} {text}: {:?}",
                identifier.id,
                verdict(identifier.id, text)
            );
        }
        for text in identifier.vectors.bad {
            assert!(
                !is_one(identifier.id, text),
                "{} {text}: {:?}",
                identifier.id,
                verdict(identifier.id, text)
            );
        }
    }
}

#[test]
fn every_row_of_the_table_is_complete() {
    let mut ids = HashSet::new();
    for identifier in IDENTIFIERS {
        assert!(ids.insert(identifier.id), "{} twice", identifier.id);
        for sentence in [identifier.what, identifier.form] {
            assert!(sentence.ends_with('.') && sentence.len() > 5, "{}: {sentence}", identifier.id);
        }
        assert!(!identifier.title.is_empty() && !identifier.source.is_empty(), "{}", identifier.id);
        assert!(!identifier.names.is_empty(), "{}", identifier.id);
        assert!(identifier.chance > 0.0 && identifier.chance <= 1.0, "{}", identifier.id);
    }
}

#[test]
fn space_and_marks_from_web_pages_change_nothing() {
    for text in
        [" 943 476 5919 ", "943\u{a0}476\u{a0}5919", "943\u{2011}476\u{2011}5919", "943-476-5919\u{200b}"]
    {
        assert_eq!(verdict("uk-nhs-number", text), Some(Verdict::Passes), "{text:?}");
    }
}

#[test]
fn words_and_long_texts_are_nothing() {
    for text in ["", " ", "Constable", "Ashworth-Green", "n/a", &"9".repeat(5000), "é".repeat(40).as_str()] {
        cell(text, today(), &mut |index, _| panic!("{text:?} is {:?}", index.identifier()));
    }
}

#[test]
fn a_number_that_lost_its_zeros_in_a_cell_is_still_read() {
    assert_eq!(verdict("uk-chi-number", "101011237"), Some(Verdict::Passes));
    assert!(is_one("uk-phone", "7700900123"));
}

/// A text of the shape of an identifier, with random letters and digits: `9` a digit, `A` a letter.
fn of_shape(shape: &'static str) -> impl Strategy<Value = String> {
    shape
        .chars()
        .map(|mark| match mark {
            '9' => proptest::char::range('0', '9').boxed(),
            'A' => proptest::char::range('A', 'Z').boxed(),
            other => Just(other).boxed(),
        })
        .collect::<Vec<_>>()
        .prop_map(|characters| characters.into_iter().collect())
}

/// Share of random texts of a shape that pass, over a fixed number of draws.
fn share(id: &str, shape: &'static str) -> f64 {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let strategy = of_shape(shape);
    let draws = 20_000;
    let passed = (0..draws)
        .filter(|_| verdict(id, &strategy.new_tree(&mut runner).unwrap().current()) == Some(Verdict::Passes))
        .count();
    passed as f64 / f64::from(draws)
}

#[test]
fn as_many_random_texts_pass_as_the_table_says() {
    for (id, shape) in [
        ("uk-nhs-number", "9999999999"),
        ("uk-chi-number", "9999999999"),
        ("uk-health-and-care-number", "9999999999"),
        ("uk-national-insurance", "AA999999A"),
        ("uk-unique-taxpayer-reference", "9999999999"),
        ("uk-pnc-id", "2014/9999999A"),
        ("uk-cro-number", "999999/14A"),
        ("uk-arrest-summons-number", "1401ZD0199999999999A"),
        ("uk-court-case-reference", "14/9999/999999A"),
        ("uk-driving-licence", "MORGA999999SM9IJ"),
        ("uk-vehicle-registration", "AA99AAA"),
        ("iban", "GB99WEST99999999999999"),
        ("payment-card", "4999999999999999"),
        ("uk-upn", "A801299999999"),
        ("uk-os-grid-reference", "AA999999"),
    ] {
        let expected = f64::from(IDENTIFIERS.iter().find(|row| row.id == id).unwrap().chance);
        let found = share(id, shape);
        // Four standard deviations, and a tenth for what the table rounds.
        let slack = 4.0 * (expected / 20_000.0).sqrt() + expected * 0.1;
        assert!((found - expected).abs() < slack, "{id}: {found} in place of {expected}");
    }
}

/// Digits, and a letter worked out here by hand, so that the check is not tested by itself.
fn letter(number: u64) -> char {
    char::from(b"ZABCDEFGHJKLMNPQRTUVWXY"[(number % 23) as usize])
}

proptest! {
    #[test]
    fn a_made_nhs_number_passes_and_with_one_digit_changed_it_does_not(
        serial in 0_u32..1_000_000, place in 0_usize..10, shift in 1_u8..10,
    ) {
        // 999 is kept for tests: nobody has it.
        let nine = format!("999{serial:06}");
        let sum: u32 = nine.bytes().zip((2..=10).rev()).map(|(d, w)| u32::from(d - b'0') * w).sum();
        let check = (11 - sum % 11) % 11;
        prop_assume!(check < 10);
        let number = format!("{nine}{check}");
        prop_assert_eq!(verdict("uk-nhs-number", &number), Some(Verdict::Passes));
        let mut changed = number.into_bytes();
        changed[place] = b'0' + (changed[place] - b'0' + shift) % 10;
        let changed = String::from_utf8(changed).unwrap();
        // Modulus 11 finds every single change.
        prop_assert_eq!(verdict("uk-nhs-number", &changed), Some(Verdict::Fails));
    }

    #[test]
    fn a_made_pnc_id_passes_in_all_its_spellings(year in 1950_u64..2026, serial in 1_u64..9_999_999, shift in 1_u8..23) {
        let letter = letter(year % 100 * 10_000_000 + serial);
        for text in [
            format!("{year}/{serial:07}{letter}"),
            format!("{:02}/{serial}{letter}", year % 100),
            format!("{year}{serial:07}{letter}"),
            format!("{year}/{serial:07}{}", letter.to_ascii_lowercase()),
        ] {
            prop_assert_eq!(verdict("uk-pnc-id", &text), Some(Verdict::Passes), "{}", text);
        }
        let all = b"ZABCDEFGHJKLMNPQRTUVWXY";
        let place = all.iter().position(|&known| char::from(known) == letter).unwrap();
        let wrong = char::from(all[(place + usize::from(shift)) % 23]);
        let text = format!("{year}/{serial:07}{wrong}");
        prop_assert_eq!(verdict("uk-pnc-id", &text), Some(Verdict::Fails));
    }

    #[test]
    fn a_made_cro_number_passes(year in 50_u64..99, serial in 1_u64..999_999) {
        let made = format!("{serial:06}/{year}{}", letter(year * 1_000_000 + serial));
        prop_assert_eq!(verdict("uk-cro-number", &made), Some(Verdict::Passes));
        let short = format!("SF{year}/{:05}{}", serial % 100_000, letter(year * 100_000 + serial % 100_000));
        prop_assert_eq!(verdict("uk-cro-number", &short), Some(Verdict::Passes));
    }

    #[test]
    fn any_text_at_all_is_tried_without_harm(text in "\\PC{0,120}") {
        cell(&text, today(), &mut |_, _| ());
    }
}
