//! What is told, and what never is.

use crate::synthetic::{Attack, Plan, Random, World, field};
use crate::{traced, world};
use trace::Trace;
use trace::report::{Wording, json::json, text::text};

fn title(bit: u8) -> Option<String> {
    let title = match bit {
        field::SURNAME => "Surname",
        field::FORENAME => "Forename",
        field::RANK => "Rank or grade",
        field::UNIT => "Department or unit",
        _ => return None,
    };
    Some(title.to_owned())
}

fn told(found: &Trace) -> String {
    let name = |number: u32| (number == 5).then(|| "Card Makers Ltd".to_owned());
    text(found, &Wording { recipient: Some(&name), field: Some(&title) })
}

#[test]
fn the_report_of_an_attributed_file() {
    let world = world();
    let found = traced(&world, Attack::Kept.rows(&world, 20, 0.5, &mut Random::new(1)).rows);
    insta::assert_snapshot!(told(&found));
}

#[test]
fn the_report_of_a_file_that_is_ranked() {
    let world = world();
    let found = traced(&world, Attack::FactsOnly.rows(&world, 20, 0.1, &mut Random::new(2)).rows);
    insta::assert_snapshot!(told(&found));
}

#[test]
fn the_report_of_two_deliveries_put_together() {
    let world = world();
    let mut rows = Attack::Kept.rows(&world, 20, 0.3, &mut Random::new(3)).rows;
    rows.extend(Attack::Kept.rows(&world, 3, 0.3, &mut Random::new(4)).rows);
    insta::assert_snapshot!(told(&traced(&world, rows)));
}

#[test]
fn the_report_of_a_store_with_a_false_certificate() {
    let mut world = World::new(3, 800, &Plan::jobs(3, 60));
    let later = world.deliveries[150].delivered;
    for job in &mut world.deliveries {
        if job.id.recipient == 2 && job.id.number == 4 {
            job.destroyed = Some(later - 86_400_000_000);
        }
    }
    let rows = (0..world.deliveries.len())
        .filter(|at| world.deliveries[*at].id.recipient == 2 && world.deliveries[*at].delivered <= later)
        .flat_map(|at| world.rows(at))
        .map(|(_, cells)| cells)
        .collect();
    insta::assert_snapshot!(told(&traced(&world, rows)));
}

#[test]
fn the_report_of_a_file_that_is_not_ours() {
    let strangers = World::new(99, 600, &Plan { recipients: 1, deliveries: 1, ..Plan::monthly() });
    let rows = Attack::Kept.rows(&strangers, 0, 0.5, &mut Random::new(13)).rows;
    insta::assert_snapshot!(told(&traced(&world(), rows)));
}

#[test]
fn no_report_holds_a_value_of_the_file() {
    let world = world();
    let rows = Attack::Kept.rows(&world, 20, 0.2, &mut Random::new(5)).rows;
    let found = traced(&world, rows.clone());
    let written = [json(&found).expect("JSON"), told(&found), format!("{found:?}")];
    for cell in rows.iter().flat_map(|row| [&row[0], &row[1]]).filter(|cell| cell.len() > 5) {
        assert!(
            written.iter().all(|report| !report.contains(cell.as_str())),
            "a value of the file is in a report"
        );
    }
}

#[test]
fn the_json_names_its_schema_and_reads_back() {
    let world = world();
    let found = traced(&world, Attack::Kept.rows(&world, 20, 0.1, &mut Random::new(6)).rows);
    let written = json(&found).expect("JSON");
    assert!(written.starts_with("{\n  \"schema\": \"tipstaff.trace/1\""));
    let read: Trace = serde_json::from_str(&written).expect("our own JSON");
    assert_eq!(json(&read).expect("JSON"), written);
}

#[test]
fn one_thread_and_several_tell_the_same() {
    let world = world();
    let file = crate::leak(Attack::Forged.rows(&world, 20, 0.5, &mut Random::new(7)).rows);
    let of = |threads| {
        let question = trace::Question { threads, ..crate::question(&world, &file, &trace::NoPhotos) };
        json(&trace::trace(&question).expect("a question")).expect("JSON")
    };
    assert_eq!(of(1), of(3));
}
