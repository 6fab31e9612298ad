//! Imports in any order are compared with a model that is too simple to be wrong: a row of days, painted by hand.

use crate::common;
use crate::common::{Case, On, new};
use crate::extracts;
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;
use record::{Completeness, Field, FieldSet, ImportOrder, VerifyOptions};
use roaring::RoaringBitmap;
use std::collections::BTreeMap;

const PEOPLE: u32 = 3;
const DAYS: usize = 6;
const FIELDS: [&str; 2] = ["surname", "rank"];

/// What an extract says of somebody: an index for each field, none where the cell is empty.
type Cells = [Option<u8>; 2];

#[derive(Debug, Clone)]
struct Extract {
    day: usize,
    is_complete: bool,
    rows: BTreeMap<u32, Cells>,
}

fn extract() -> impl Strategy<Value = Extract> {
    let row = prop::option::of(0..3_u8);
    let rows = prop::collection::btree_map(1..=PEOPLE, [row.clone(), row], 1..=PEOPLE as usize);
    (0..DAYS, any::<bool>(), rows).prop_map(|(day, is_complete, rows)| Extract { day, is_complete, rows })
}

/// The days of one field of one person. Two days of one number were painted together.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Strip {
    days: [Option<(u8, u32)>; DAYS],
    next: u32,
}

impl Strip {
    fn new() -> Self {
        Self { days: [None; DAYS], next: 0 }
    }

    /// From this day on, as far as what was there before reached, this is so.
    fn say(&mut self, day: usize, value: Option<u8>) {
        let before = self.days[day];
        if before.map(|(value, _)| value) == value {
            return;
        }
        self.next += 1;
        for one in day..DAYS {
            if self.days[one].map(|(_, stretch)| stretch) != before.map(|(_, stretch)| stretch) {
                break;
            }
            self.days[one] = value.map(|value| (value, self.next));
        }
    }
}

/// Everything: a strip for each field of each person, and one for being in the extract.
#[derive(Debug, Clone, Default)]
struct Model(BTreeMap<(u32, usize), Strip>);

impl Model {
    fn strip(&mut self, person: u32, field: usize) -> &mut Strip {
        self.0.entry((person, field)).or_insert_with(Strip::new)
    }

    fn take(&mut self, extract: &Extract) {
        for (person, cells) in &extract.rows {
            self.strip(*person, FIELDS.len()).say(extract.day, Some(0));
            for (field, cell) in cells.iter().enumerate() {
                if cell.is_some() || extract.is_complete {
                    self.strip(*person, field).say(extract.day, *cell);
                }
            }
        }
        if extract.is_complete {
            for person in (1..=PEOPLE).filter(|person| !extract.rows.contains_key(person)) {
                self.strip(person, FIELDS.len()).say(extract.day, None);
            }
        }
    }

    fn value(&self, person: u32, field: usize, day: usize) -> Option<u8> {
        self.0.get(&(person, field))?.days[day].map(|(value, _)| value)
    }
}

fn word(value: u8) -> &'static str {
    ["Oake", "Tansley", "Zoë"][usize::from(value)]
}

fn day(day: usize) -> Timestamp {
    extracts::day(&format!("2026-10-0{}", day + 1))
}

/// When the nth extract is taken in.
fn recorded(nth: usize) -> Timestamp {
    extracts::day("2026-11-01").checked_add(i64::try_from(nth).unwrap().hours()).unwrap()
}

async fn take(case: &Case, nth: usize, extract: &Extract) {
    let text: Vec<String> = std::iter::once("service-number,surname,rank".to_owned())
        .chain(extract.rows.iter().map(|(person, cells)| {
            format!("N{person},{},{}", cells[0].map_or("", word), cells[1].map_or("", word))
        }))
        .collect();
    let text = text.join("\n");
    let order = ImportOrder {
        as_of: day(extract.day),
        completeness: if extract.is_complete { Completeness::Complete } else { Completeness::Partial },
        leavers_expected: true,
        ..extracts::order(&text, "2026-10-01")
    };
    let owner = case.record.actor(None).await.unwrap();
    let rows = extracts::rows(&text);
    for _ in 0..2 {
        case.record
            .import_people(&order, &rows, Vec::new(), &owner, recorded(nth), &mut |_, _| {})
            .await
            .unwrap();
    }
}

async fn compare(case: &Case, states: &[Model]) {
    let number = Field::named("service-number").unwrap();
    let fields: Vec<Field> = FIELDS.iter().filter_map(|id| Field::named(id)).collect();
    let wanted: FieldSet = fields.iter().copied().collect();
    let mut numbers = BTreeMap::new();
    for person in 1..=PEOPLE {
        let found = case.record.find_people(number, &format!("N{person}")).await.unwrap().people;
        assert!(found.len() <= 1, "nobody has two numbers");
        numbers.extend(found.first().map(|found| (person, *found)));
    }
    for (nth, model) in states.iter().enumerate() {
        let known =
            case.record.known_at(Some(recorded(nth).checked_add(59.minutes()).unwrap())).await.unwrap();
        for one in 0..DAYS {
            for (person, found) in &numbers {
                let Ok(shown) = case.record.person(*found, Some(day(one)), known).await else {
                    assert!(
                        (0..=2).all(|field| model.value(*person, field, one).is_none()),
                        "known too late"
                    );
                    continue;
                };
                let mut values = BTreeMap::new();
                let people: RoaringBitmap = [*found].into_iter().collect();
                let take = |_, known: &[(Field, zeroize::Zeroizing<String>)]| {
                    values.extend(known.iter().map(|(field, text)| (*field, text.to_string())));
                    Ok(())
                };
                case.record.names(&people, wanted, day(one), known, take).await.unwrap();
                for (index, field) in fields.iter().enumerate() {
                    let is_known = shown.values.iter().filter(|value| value.field == *field).count();
                    let expected = model.value(*person, index, one).map(word);
                    assert_eq!(
                        is_known,
                        usize::from(expected.is_some()),
                        "{person} {field:?} day {one} act {nth}"
                    );
                    if let Some(expected) = expected {
                        assert_eq!(values[field], expected, "{person} {field:?} day {one} act {nth}");
                    }
                }
                let is_in = shown.sources.iter().any(|member| {
                    member.from.is_none_or(|from| from <= day(one))
                        && member.until.is_none_or(|until| day(one) < until)
                });
                assert_eq!(
                    is_in,
                    model.value(*person, FIELDS.len(), one).is_some(),
                    "{person} day {one} act {nth}"
                );
            }
        }
    }
}

async fn story(on: On, extracts: &[Extract]) {
    let case = new_at_start(on).await;
    let mut model = Model::default();
    let mut states = Vec::new();
    for (nth, extract) in extracts.iter().enumerate() {
        take(&case, nth, extract).await;
        model.take(extract);
        states.push(model.clone());
    }
    compare(&case, &states).await;
    case.record.publish().await.unwrap();
    let verified =
        case.record.verify(&VerifyOptions { deep: true, ..VerifyOptions::default() }, &mut |_| {}).await;
    let verified = verified.unwrap();
    assert!(verified.is_sound(), "{verified:?}");
}

/// A record made before all of it.
async fn new_at_start(on: On) -> Case {
    let (folder, place) = common::place(on);
    let record = record::Record::create(&place, extracts::day("2026-10-31")).await.unwrap();
    Case { folder, place, record }
}

fn run(on: On, cases: u32, extracts: impl Strategy<Value = Vec<Extract>>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    runner
        .run(&extracts, |extracts| {
            runtime.block_on(story(on, &extracts));
            Ok(())
        })
        .unwrap();
}

#[test]
fn any_order_of_extracts_gives_on_sqlite_what_the_model_gives() {
    run(On::Sqlite, 40, prop::collection::vec(extract(), 1..7));
}

#[test]
fn any_order_of_extracts_gives_on_postgresql_what_the_model_gives() {
    run(On::Postgres, 8, prop::collection::vec(extract(), 1..6));
}

#[tokio::test]
async fn a_record_of_nobody_is_sound() {
    let case = new(On::Sqlite).await;
    compare(&case, &[Model::default()]).await;
}
