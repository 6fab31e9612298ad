//! The evidence is computed again by another program.

use crate::synthetic::{Attack, Plan, Random, Simulated, World, photos};
use crate::{leak, question, world};
use std::io::Write;
use std::process::{Command, Output};
use trace::{Leak, NoPhotos, PhotoMarks, RECOMPUTE, trace_with_evidence};

fn evidence(world: &World, leak: &Leak, photos: &dyn PhotoMarks) -> String {
    let (_, evidence) =
        trace_with_evidence(&question(world, leak, photos)).expect("a question that makes sense");
    assert!(!evidence.is_empty());
    evidence.json().expect("JSON")
}

/// What the second program says.
fn recomputed(evidence: &str) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    let (program, file) = (folder.path().join("recompute.py"), folder.path().join("evidence.json"));
    std::fs::write(&program, RECOMPUTE).expect("written");
    std::fs::File::create(&file).and_then(|mut file| file.write_all(evidence.as_bytes())).expect("written");
    Command::new("python3").arg(program).arg(file).output().expect("python3 runs")
}

fn assert_stands(evidence: &str) {
    let output = recomputed(evidence);
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
}

#[test]
fn another_program_comes_to_the_same_numbers() {
    let world = world();
    for (attack, share) in
        [(Attack::Kept, 0.3), (Attack::Forged, 1.0), (Attack::Shuffled, 1.0), (Attack::NoTokens, 0.5)]
    {
        let file = leak(attack.rows(&world, 20, share, &mut Random::new(1)).rows);
        assert_stands(&evidence(&world, &file, &NoPhotos));
    }
}

#[test]
fn the_same_for_photos_and_for_a_store_of_many_jobs() {
    let world = world();
    let source = world.deliveries[20].id;
    let pictures = photos(&world, 20, 0.3, &mut Random::new(2));
    assert_stands(&evidence(&world, &pictures, &Simulated { source, strength: 1.3, seed: 1 }));
    let jobs = World::new(4, 500, &Plan::jobs(2, 20));
    let rows = (0..jobs.deliveries.len())
        .filter(|at| jobs.deliveries[*at].id.recipient == 1)
        .flat_map(|at| jobs.rows(at))
        .map(|(_, cells)| cells)
        .collect();
    assert_stands(&evidence(&jobs, &leak(rows), &NoPhotos));
}

#[test]
fn evidence_that_was_changed_does_not_stand() {
    let world = world();
    let file = leak(Attack::Kept.rows(&world, 20, 0.3, &mut Random::new(3)).rows);
    let written = evidence(&world, &file, &NoPhotos);
    let value: serde_json::Value = serde_json::from_str(&written).expect("JSON");
    let opened = "/accused/0/opened/0";
    for (place, changed) in [
        (format!("{opened}/key"), serde_json::json!("00".repeat(32))),
        (format!("{opened}/commitment"), serde_json::json!("00".repeat(32))),
        (format!("{opened}/token/matches/3/1"), serde_json::json!("0123456789abcdef0")),
        (format!("{opened}/token/subjects"), serde_json::json!(1)),
        (
            format!("{opened}/order/subjects/5"),
            value["accused"][0]["opened"][0]["order"]["subjects"][9].clone(),
        ),
        ("/epsilon".to_owned(), serde_json::json!(1e-3)),
        ("/accused/0/deliveries".to_owned(), serde_json::json!(2)),
        ("/strings/count".to_owned(), serde_json::json!(1)),
    ] {
        let mut tampered = value.clone();
        *tampered.pointer_mut(&place).expect(&place) = changed;
        assert_eq!(recomputed(&tampered.to_string()).status.code(), Some(1), "{place}");
    }
    assert_eq!(recomputed("{}").status.code(), Some(2));
}

#[test]
fn evidence_holds_no_name() {
    let world = world();
    let rows = Attack::Kept.rows(&world, 20, 0.3, &mut Random::new(4)).rows;
    let written = evidence(&world, &leak(rows.clone()), &NoPhotos);
    assert!(rows.iter().filter(|row| row[1].len() > 4).all(|row| !written.contains(&row[1])));
}
