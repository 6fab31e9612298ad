//! Leaked files traced to their source, with a force that does not exist.

#[path = "../examples/measure/synthetic/mod.rs"]
mod synthetic;

use synthetic::{Attack, NOW, Plan, Random, World, table_of};
use trace::{Leak, NoPhotos, Question, Trace, Verdict, trace};

fn world() -> World {
    World::new(1, 1_500, &Plan { recipients: 8, deliveries: 6, ..Plan::monthly() })
}

fn leak(rows: Vec<Vec<String>>) -> Leak {
    Leak { tables: vec![table_of(rows)], found: Some(NOW), ..Leak::default() }
}

fn traced(world: &World, leak: &Leak) -> Trace {
    let question = Question {
        force: &world.force,
        deliveries: &world.deliveries,
        keys: world,
        leak,
        photos: &NoPhotos,
        now: NOW,
        threads: 1,
    };
    trace(&question).expect("a question that makes sense")
}

#[test]
fn a_whole_delivery_is_attributed_to_its_recipient_and_dated() {
    let world = world();
    let at = 20;
    let rows = Attack::Kept.rows(&world, at, 1.0, &mut Random::new(5));
    let found = traced(&world, &leak(rows));
    let source = &world.deliveries[at];
    eprintln!("{:#?}", found.file);
    eprintln!("{:#?}", found.recipients.first());
    eprintln!("{:#?} {:?}", found.content, found.window);
    assert_eq!(found.verdict, Verdict::Attributed);
    assert_eq!(found.recipients[0].present, [source.id]);
    let content = found.content.expect("values tell time");
    assert!(content.credible.from <= source.as_of && source.as_of < content.credible.until);
    assert_eq!(found.people.len() as u64, source.people.len());
}
