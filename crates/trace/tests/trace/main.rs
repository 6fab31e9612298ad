//! Leaked files traced to their source, with forces that do not exist.

#![allow(clippy::expect_used, reason = "helpers of tests")]

mod attacks;
mod clocks;
mod evidence;
mod people;
mod refused;
mod reports;
#[path = "../../examples/measure_trace/synthetic/mod.rs"]
mod synthetic;

use synthetic::{NOW, Plan, World, table_of};
use trace::{Leak, NoPhotos, PhotoMarks, Question, Trace, TraceError, trace};

/// 1,500 people, 8 recipients, 6 monthly deliveries to each, of 30 to 100 % of the people.
fn world() -> World {
    World::new(1, 1_500, &Plan { recipients: 8, deliveries: 6, ..Plan::monthly() })
}

fn leak(rows: Vec<Vec<String>>) -> Leak {
    Leak { tables: vec![table_of(rows)], found: Some(NOW), ..Leak::default() }
}

fn question<'a>(world: &'a World, leak: &'a Leak, photos: &'a dyn PhotoMarks) -> Question<'a> {
    Question {
        force: &world.force,
        deliveries: &world.deliveries,
        keys: world,
        leak,
        photos,
        now: NOW,
        threads: 2,
    }
}

fn tried(world: &World, leak: &Leak) -> Result<Trace, TraceError> {
    trace(&question(world, leak, &NoPhotos))
}

fn traced(world: &World, rows: Vec<Vec<String>>) -> Trace {
    tried(world, &leak(rows)).expect("a question that makes sense")
}
