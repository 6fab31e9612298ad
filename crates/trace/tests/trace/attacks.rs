//! What is done to a file, and what may still be said.

use crate::synthetic::{Attack, DAY, NOW, Plan, Random, START, Simulated, World, field, photos};
use crate::{leak, question, traced, tried, world};
use trace::{DeliveryId, Marked, Tokens, Verdict, trace};

const AT: usize = 20;

#[test]
fn a_whole_delivery_is_attributed_and_dated() {
    let world = world();
    let source = &world.deliveries[AT];
    let found = traced(&world, Attack::Kept.rows(&world, AT, 1.0, &mut Random::new(5)).rows);
    assert_eq!(found.verdict, Verdict::Attributed);
    assert_eq!(found.recipients[0].present, [source.id]);
    let content = found.content.expect("values tell time");
    assert!(content.credible.from <= source.as_of && source.as_of < content.credible.until);
    assert_eq!(found.people.len() as u64, source.people.len());
    assert!(found.not_in_file.is_empty());
}

#[test]
fn one_row_in_a_hundred_is_enough() {
    let world = world();
    let leaked = Attack::Kept.rows(&world, AT, 0.02, &mut Random::new(6));
    assert!(leaked.rows.len() < 40);
    let found = traced(&world, leaked.rows);
    assert_eq!(found.verdict, Verdict::Attributed);
    assert_eq!(found.deliveries[0].id, world.deliveries[AT].id);
    assert_eq!(found.not_in_file.len() as u64 + found.people.len() as u64, world.deliveries[AT].people.len());
}

#[test]
fn a_file_that_was_sorted_and_folded_is_still_named_by_its_numbers_though_by_one_mark_only() {
    let world = world();
    let mut rows = Attack::SortedFolded.rows(&world, AT, 0.1, &mut Random::new(7)).rows;
    rows.retain(|row| !world.deliveries[AT].honey.iter().any(|honey| honey.surname.to_uppercase() == row[1]));
    let found = traced(&world, rows);
    assert_eq!(found.verdict, Verdict::OneChannel);
    assert_eq!(found.recipients[0].present, [world.deliveries[AT].id]);
    assert_eq!(found.recipients[0].supporting, ["reference numbers"]);
}

#[test]
fn without_reference_numbers_the_order_of_rows_names_the_delivery() {
    let world = world();
    let leaked = Attack::NoTokens.rows(&world, AT, 0.2, &mut Random::new(8));
    let found = traced(&world, leaked.rows);
    assert!(matches!(found.verdict, Verdict::Attributed | Verdict::OneChannel));
    assert_eq!(found.recipients[0].present, [world.deliveries[AT].id]);
    assert!(found.recipients[0].supporting.contains(&"order of rows".to_owned()));
}

#[test]
fn facts_alone_rank_and_never_prove() {
    let world = world();
    let found = traced(&world, Attack::FactsOnly.rows(&world, AT, 1.0, &mut Random::new(9)).rows);
    assert_eq!(found.verdict, Verdict::Ranked);
    assert_eq!(found.deliveries[0].id, world.deliveries[AT].id);
    assert!(found.recipients.iter().all(|told| !told.clears));
    assert_eq!(found.consistent, 1);
}

#[test]
fn photos_alone_name_the_delivery_though_by_one_mark_only() {
    let world = world();
    let source = world.deliveries[AT].id;
    let leaked = photos(&world, AT, 0.2, &mut Random::new(10));
    let found =
        trace(&question(&world, &leaked, &Simulated { source, strength: 1.3, seed: 3 })).expect("photos");
    assert_eq!(found.verdict, Verdict::OneChannel);
    assert_eq!(found.recipients[0].present, [source]);
    assert_eq!(found.definite(), leaked.photos.len());
    assert!(found.people.iter().all(|person| person.fields == 1 << field::PHOTO));
}

#[test]
fn whoever_a_photo_may_show_that_nobody_can_be_told_for_is_among_those_to_be_warned() {
    let world = world();
    let source = world.deliveries[AT].id;
    let mut leaked = photos(&world, AT, 0.2, &mut Random::new(10));
    let marks = Simulated { source, strength: 1.3, seed: 3 };
    let all_told = trace(&question(&world, &leaked, &marks)).expect("photos");
    assert_eq!(all_told.file.photos_untold(), 0);
    // The record has no likeness of this one: it can be from a delivery that nothing else in the file speaks of.
    leaked.photos[0].people.clear();
    leaked.photos[0].held.clear();
    let found = trace(&question(&world, &leaked, &marks)).expect("photos");
    assert_eq!(found.file.photos_untold(), 1);
    let warned: std::collections::BTreeSet<u32> =
        found.not_in_file.iter().copied().chain(found.people.iter().map(|one| one.person)).collect();
    let to_source = world.deliveries.iter().filter(|delivery| delivery.id.recipient == source.recipient);
    for delivery in to_source {
        assert!(delivery.people.iter().all(|person| warned.contains(&person)), "{}", delivery.id.number);
    }
    assert!(found.not_in_file.len() > all_told.not_in_file.len());
}

#[test]
fn two_deliveries_put_together_are_taken_apart_again() {
    let world = world();
    let mut random = Random::new(11);
    let (one, other) = (AT, 3);
    let mut rows = Attack::Kept.rows(&world, one, 0.3, &mut random).rows;
    let from_one = rows.len() as u64;
    rows.extend(Attack::Kept.rows(&world, other, 0.3, &mut random).rows);
    let from_other = rows.len() as u64 - from_one;
    random.shuffle(&mut rows);
    let found = traced(&world, rows);
    assert_eq!(found.verdict, Verdict::Merged);
    let split = found.split.expect("two sources");
    let recipient = |at: usize| world.deliveries[at].id.recipient;
    assert_eq!(split.rows, [(recipient(other), from_other), (recipient(one), from_one)]);
    assert_eq!((split.shared, split.unexplained), (0, 0));
}

#[test]
fn rows_that_were_made_up_neither_hide_the_source_nor_name_anybody() {
    let world = world();
    let leaked = Attack::Forged.rows(&world, AT, 1.0, &mut Random::new(12));
    let found = traced(&world, leaked.rows);
    assert_eq!(found.verdict, Verdict::Attributed);
    let definite: Vec<u32> =
        found.people.iter().filter(|person| person.definite).map(|person| person.person).collect();
    let strangers = definite.iter().filter(|person| !leaked.people.contains(person)).count();
    assert!(strangers * 50 < definite.len(), "{strangers} of {}", definite.len());
    assert!(leaked.people.iter().all(|person| definite.contains(person)));
}

#[test]
fn a_file_of_strangers_is_nothing_of_ours() {
    let world = world();
    let strangers = World::new(99, 600, &Plan { recipients: 1, deliveries: 1, ..Plan::monthly() });
    let found = traced(&world, Attack::Kept.rows(&strangers, 0, 1.0, &mut Random::new(13)).rows);
    assert_eq!(found.verdict, Verdict::NothingOfOurs);
    assert!(found.recipients.iter().all(|told| !told.clears));
}

#[test]
fn an_extract_with_a_column_that_nobody_was_sent_is_of_no_delivery() {
    let world = world();
    let at = START + 100 * DAY;
    let rows = world.people.present(at).into_iter().take(300).map(|person| {
        [field::SURNAME, field::FORENAME, field::PAY]
            .map(|field| world.people.value(person, field, at).to_owned())
            .to_vec()
    });
    let found = traced(&world, rows.collect());
    assert_eq!(found.verdict, Verdict::NoDeliveryFits);
    assert_eq!(found.definite(), 300);
}

#[test]
fn two_deliveries_of_equal_content_are_told_apart_by_marks_alone() {
    let mut world = world();
    let mut twin = world.deliveries[AT].clone();
    twin.id = DeliveryId { recipient: 3, number: 77 };
    twin.honey.clear();
    world.deliveries.push(twin.clone());
    let facts = traced(&world, Attack::FactsOnly.rows(&world, AT, 1.0, &mut Random::new(14)).rows);
    assert_eq!((facts.verdict, facts.consistent), (Verdict::Ranked, 2));
    assert_eq!(facts.deliveries[0].equal.len(), 1);
    let marked = traced(&world, Attack::Kept.rows(&world, AT, 0.5, &mut Random::new(14)).rows);
    assert_eq!(marked.verdict, Verdict::Attributed);
    assert_eq!(marked.recipients[0].present, [world.deliveries[AT].id]);
    assert_eq!(marked.deliveries[0].equal, [twin.id]);
}

#[test]
fn numbers_that_last_name_the_recipient_and_no_delivery() {
    let marked = Marked { tokens: Tokens::OfRecipient, order: false, photos: false };
    let mut world =
        World::new(2, 600, &Plan { recipients: 5, deliveries: 4, marked, honey: 0, ..Plan::monthly() });
    world.keep_tokens();
    let found = traced(&world, Attack::Shuffled.rows(&world, 6, 0.5, &mut Random::new(15)).rows);
    assert_eq!(found.verdict, Verdict::OneChannel);
    assert_eq!(found.recipients[0].recipient, world.deliveries[6].id.recipient);
    assert!(found.recipients[0].present.is_empty());
    assert!(found.deliveries.iter().all(|told| !told.clears));
}

#[test]
fn a_file_of_reference_numbers_alone_is_traced() {
    let world = world();
    let rows = Attack::Shuffled.rows(&world, AT, 0.1, &mut Random::new(16)).rows;
    let people = rows.len();
    let found = traced(&world, rows.into_iter().map(|row| vec![row[0].clone()]).collect());
    assert_eq!(found.recipients[0].present, [world.deliveries[AT].id]);
    assert!(found.definite() + world.deliveries[AT].honey.len() >= people);
    assert_eq!(found.file.strings_unexplained, 0);
}

#[test]
fn a_reference_number_in_a_text_is_found() {
    let world = world();
    let rows = Attack::Kept.rows(&world, AT, 1.0, &mut Random::new(17)).rows;
    let row = &rows[30];
    let mut leaked = leak(Vec::new());
    leaked.texts = vec![format!("Posted on a forum: {} {}, card {}!", row[2], row[1], row[0].to_lowercase())];
    let found = tried(&world, &leaked).expect("a text");
    assert_eq!(found.verdict, Verdict::OneChannel);
    assert_eq!(found.recipients[0].present, [world.deliveries[AT].id]);
    assert!(!found.people.is_empty());
}

#[test]
fn a_store_of_small_deliveries_ranks_its_recipient_first_though_no_mark_is_left() {
    let world = World::new(5, 2_000, &Plan::jobs(6, 40));
    let mut rows: Vec<Vec<String>> = (0..world.deliveries.len())
        .filter(|at| world.deliveries[*at].id.recipient == 4)
        .flat_map(|at| Attack::FactsOnly.rows(&world, at, 1.0, &mut Random::new(19)).rows)
        .collect();
    rows.sort();
    let found = traced(&world, rows);
    assert_eq!(found.verdict, Verdict::Ranked);
    assert_eq!(found.recipients[0].recipient, 4);
    assert_eq!(found.recipients[0].people_in, found.definite() as u64);
}

#[test]
fn a_delivery_whose_key_is_gone_shows_no_marks() {
    let mut world = world();
    world.lose_keys();
    let found = traced(&world, Attack::Kept.rows(&world, AT, 1.0, &mut Random::new(18)).rows);
    assert!(matches!(found.verdict, Verdict::OneChannel | Verdict::Ranked), "{:?}", found.verdict);
    assert_eq!(found.traced, NOW);
}
