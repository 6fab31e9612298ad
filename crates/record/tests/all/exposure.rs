//! Exposure against a model that looks at every person, every holding, and every beginning and ending that is possible.

use crate::common::people::{erase, number};
use crate::common::{BOTH, Case, On, new, start};
use jiff::Timestamp;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use record::time::Window;
use record::{
    Actor, Beginning, Certainty, Ending, Exposure, ExposureIndex, Field, FieldSet, HolderKind, HoldersAsked,
    HoldingOrder, Question, Subjects,
};
use std::collections::{BTreeMap, BTreeSet};

const PEOPLE: u32 = 12;
const HOLDERS: u32 = 3;
/// What nobody knows reaches this far beyond every window.
const FAR: i64 = 60;

/// When a holding began and ended, in ticks.
#[derive(Debug, Clone, Copy)]
struct Times {
    begun: (Option<i64>, i64),
    ended: Option<(i64, Option<i64>)>,
}

#[derive(Debug, Clone)]
struct Held {
    holder: u32,
    fields: BTreeSet<u8>,
    times: Times,
    definite: BTreeSet<u32>,
    possible: BTreeSet<u32>,
}

#[derive(Debug, Clone)]
enum Step {
    Open(Held),
    Close(prop::sample::Index, i64, Option<i64>),
    Correct(prop::sample::Index, Held),
    Merge(u32, u32),
    Erase(u32),
    Refresh,
}

#[derive(Debug, Clone)]
struct Asked {
    holders: Option<BTreeSet<u32>>,
    first: i64,
    length: i64,
    fields: Option<BTreeSet<u8>>,
    known: Option<prop::sample::Index>,
}

/// What was known after an act.
#[derive(Debug, Clone, Default)]
struct State {
    held: BTreeMap<u32, Held>,
    aliases: Vec<(u32, u32)>,
}

fn times() -> impl Strategy<Value = Times> {
    let begun = (proptest::option::of(0_i64..10), 0_i64..4).prop_map(|(earliest, more)| match earliest {
        Some(earliest) => (Some(earliest), earliest + more),
        None => (None, more * 3),
    });
    let ended = proptest::option::of((0_i64..14, proptest::option::of(0_i64..4)));
    (begun, ended).prop_map(|(begun, ended)| Times {
        begun,
        ended: ended.map(|(earliest, more)| (earliest, more.map(|more| earliest + more))),
    })
}

fn held() -> impl Strategy<Value = Held> {
    let people = || proptest::collection::btree_set(1..=PEOPLE, 0..6);
    (1..=HOLDERS, proptest::collection::btree_set(0_u8..4, 1..3), times(), people(), people()).prop_map(
        |(holder, fields, times, definite, possible)| Held { holder, fields, times, definite, possible },
    )
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => held().prop_map(Step::Open),
        2 => (any::<prop::sample::Index>(), 0_i64..14, proptest::option::of(0_i64..4))
            .prop_map(|(which, earliest, more)| Step::Close(which, earliest, more.map(|more| earliest + more))),
        2 => (any::<prop::sample::Index>(), held()).prop_map(|(which, held)| Step::Correct(which, held)),
        1 => (1..=PEOPLE, 1..=PEOPLE).prop_map(|(person, same_as)| Step::Merge(person, same_as)),
        1 => (1..=PEOPLE).prop_map(Step::Erase),
        1 => Just(Step::Refresh),
    ];
    proptest::collection::vec(step, 1..16)
}

fn asked() -> impl Strategy<Value = Asked> {
    (
        proptest::option::of(proptest::collection::btree_set(1..=HOLDERS, 1..3)),
        0_i64..14,
        1_i64..6,
        proptest::option::of(proptest::collection::btree_set(0_u8..4, 1..3)),
        proptest::option::of(any::<prop::sample::Index>()),
    )
        .prop_map(|(holders, first, length, fields, known)| Asked {
            holders,
            first,
            length,
            fields,
            known,
        })
}

fn instant(tick: i64) -> Timestamp {
    Timestamp::from_microsecond(tick).unwrap()
}

fn field_set(fields: &BTreeSet<u8>) -> FieldSet {
    fields.iter().filter_map(|bit| Field::of_bit(*bit)).collect()
}

fn order(held: &Held) -> HoldingOrder {
    HoldingOrder {
        holder: held.holder,
        fields: field_set(&held.fields),
        subjects: Subjects::People {
            definite: held.definite.iter().copied().collect(),
            possible: held.possible.iter().copied().collect(),
        },
        from: Beginning { earliest: held.times.begun.0.map(instant), latest: instant(held.times.begun.1) },
        until: held
            .times
            .ended
            .map(|(earliest, latest)| Ending { earliest: instant(earliest), latest: latest.map(instant) }),
        handed: None,
        note: None,
    }
}

/// Every beginning with every ending after it.
fn possible_times(times: Times) -> Vec<(i64, i64)> {
    let begins = times.begun.0.unwrap_or(-FAR)..=times.begun.1;
    let ends = times.ended.map_or(FAR..=FAR, |(earliest, latest)| earliest..=latest.unwrap_or(FAR));
    begins.flat_map(|b| ends.clone().map(move |e| (b, e))).filter(|(b, e)| b < e).collect()
}

fn certainty_of(times: Times, asked: &Asked) -> Option<Certainty> {
    let meets: Vec<bool> = possible_times(times)
        .iter()
        .map(|(b, e)| *b < asked.first + asked.length && *e > asked.first)
        .collect();
    if meets.iter().all(|meets| *meets) {
        Some(Certainty::Definite)
    } else {
        meets.contains(&true).then_some(Certainty::Possible)
    }
}

/// The smallest number of the same person.
fn person_of(state: &State, number: u32) -> u32 {
    let mut same = BTreeSet::from([number]);
    loop {
        let more: BTreeSet<u32> = state
            .aliases
            .iter()
            .filter(|(one, other)| same.contains(one) || same.contains(other))
            .flat_map(|(one, other)| [*one, *other])
            .chain(same.iter().copied())
            .collect();
        if more == same {
            return *same.first().unwrap();
        }
        same = more;
    }
}

/// A record and its model, side by side.
struct Both {
    case: Case,
    owner: Actor,
    /// After each act, with when it was recorded.
    states: Vec<(Timestamp, State)>,
    erased: BTreeSet<u32>,
    index: ExposureIndex,
    other_acts: u32,
}

impl Both {
    async fn new(on: On) -> Self {
        let case = new(on).await;
        number(&case, PEOPLE.into()).await;
        let owner = case.record.actor(None).await.unwrap();
        let mut last = start();
        for holder in 1..=HOLDERS {
            let name = format!("Holder {holder}");
            last = case.record.add_holder(&owner, HolderKind::Supplier, &name, start()).await.unwrap().1.at;
        }
        let index = ExposureIndex::load(&case.record, HoldersAsked::All).await.unwrap();
        let states = vec![(last, State::default())];
        Self { case, owner, states, erased: BTreeSet::new(), index, other_acts: 0 }
    }

    /// An act that says nothing about holdings.
    async fn other_act(&mut self) -> (u64, Timestamp) {
        self.other_acts += 1;
        let name = format!("Act {}", self.other_acts);
        let added = self.case.record.add_holder(&self.owner, HolderKind::System, &name, start()).await;
        let recorded = added.unwrap().1;
        (recorded.position, recorded.at)
    }

    async fn step(&mut self, step: &Step) {
        let mut state = self.states.last().unwrap().1.clone();
        let record = &self.case.record;
        let makes_sense = |held: &Held| {
            !(possible_times(held.times).is_empty() || held.definite.is_empty() && held.possible.is_empty())
        };
        let which = |index: &prop::sample::Index| {
            (!state.held.is_empty()).then(|| *index.get(&state.held.keys().copied().collect::<Vec<_>>()))
        };
        let at = match step {
            Step::Open(held) => match record.open_holding(&self.owner, order(held), start()).await {
                Ok((number, recorded)) => {
                    assert!(makes_sense(held), "{held:?}");
                    state.held.insert(number, held.clone());
                    recorded.at
                }
                Err(_) => return assert!(!makes_sense(held), "{held:?}"),
            },
            Step::Correct(index, held) => {
                let Some(number) = which(index) else { return };
                match record.correct_holding(&self.owner, number, order(held), start()).await {
                    Ok(recorded) => {
                        assert!(makes_sense(held), "{held:?}");
                        state.held.insert(number, held.clone());
                        recorded.at
                    }
                    Err(_) => return assert!(!makes_sense(held), "{held:?}"),
                }
            }
            Step::Close(index, earliest, latest) => {
                let Some(number) = which(index) else { return };
                let held = state.held.get_mut(&number).unwrap();
                let closed = Times { ended: Some((*earliest, *latest)), ..held.times };
                let possible = held.times.ended.is_none() && !possible_times(closed).is_empty();
                let ending = Ending { earliest: instant(*earliest), latest: latest.map(instant) };
                match record.close_holding(&self.owner, number, ending, None, start()).await {
                    Ok(recorded) => {
                        assert!(possible);
                        held.times = closed;
                        recorded.at
                    }
                    Err(_) => return assert!(!possible, "{held:?} {ending:?}"),
                }
            }
            Step::Merge(person, same_as) => {
                // Circles, people who are merged already and people who were erased are refused.
                let Ok(recorded) = record.merge_people(&self.owner, *person, *same_as, start()).await else {
                    return;
                };
                state.aliases.push((*person, *same_as));
                recorded.at
            }
            Step::Erase(person) => {
                if !self.erased.insert(*person) {
                    return;
                }
                let (position, at) = self.other_act().await;
                erase(&self.case, *person, position).await;
                at
            }
            Step::Refresh => return self.index.refresh(&self.case.record).await.unwrap(),
        };
        self.states.push((at, state));
    }

    async fn ask(&mut self, asked: &Asked) {
        let known = asked.known.map(|known| known.index(self.states.len()));
        let (at, state) = known.map_or_else(|| self.states.last().unwrap(), |known| &self.states[known]);
        let holders = asked
            .holders
            .as_ref()
            .map_or(HoldersAsked::All, |holders| HoldersAsked::These(holders.iter().copied().collect()));
        let question = Question {
            holders: holders.clone(),
            window: Window::new(instant(asked.first), instant(asked.first + asked.length)).unwrap(),
            fields: asked.fields.as_ref().map(field_set),
            known: known.map(|_| *at),
        };
        let record = &self.case.record;
        let answer = record.exposure(&question).await.unwrap();
        self.compare(state, asked, &answer);
        self.index.refresh(record).await.unwrap();
        assert!(self.index.ask(&question).unwrap() == answer, "the refreshed index says something else");
        let fresh = ExposureIndex::load(record, holders).await.unwrap();
        assert!(fresh.ask(&question).unwrap() == answer, "a fresh index says something else");
        for person in 1..=PEOPLE {
            let found = record.held_about(person, &question).await.unwrap();
            assert_eq!(self.index.held_about(person, &question).unwrap(), found);
            let certain = |number: &u32| {
                let held = &state.held[number];
                (certainty_of(held.times, asked).unwrap(), has(state, held, person).unwrap())
            };
            let numbers: Vec<(u32, Certainty)> =
                found.iter().map(|about| (about.holding, about.certainty)).collect();
            let expected: Vec<(u32, Certainty)> = state
                .held
                .iter()
                .filter(|(_, held)| concerns(held, asked).is_some() && has(state, held, person).is_some())
                .map(|(number, _)| (*number, certain(number).0.min(certain(number).1)))
                .collect();
            assert_eq!(numbers, expected);
        }
    }

    fn compare(&self, state: &State, asked: &Asked, answer: &Exposure) {
        let met: Vec<(u32, &Held, Certainty)> = state
            .held
            .iter()
            .filter_map(|(number, held)| Some((*number, held, concerns(held, asked)?)))
            .collect();
        let numbers = |wanted: Certainty| -> Vec<u32> {
            met.iter().filter(|(.., certainty)| *certainty == wanted).map(|(number, ..)| *number).collect()
        };
        assert_eq!(answer.holdings.definite.iter().collect::<Vec<_>>(), numbers(Certainty::Definite));
        assert_eq!(answer.holdings.possible.iter().collect::<Vec<_>>(), numbers(Certainty::Possible));

        let everybody = |wanted: Certainty, field: Option<u8>| -> (BTreeSet<u32>, u64) {
            let mut there = BTreeSet::new();
            let mut gone = BTreeSet::new();
            for number in 1..=PEOPLE {
                let best = met
                    .iter()
                    .filter(|(_, held, _)| field.is_none_or(|field| held.fields.contains(&field)))
                    .filter_map(|(_, held, time)| Some(has(state, held, number)?.min(*time)))
                    .max();
                if best == Some(wanted) {
                    let person = person_of(state, number);
                    let all_gone = (1..=PEOPLE)
                        .filter(|other| person_of(state, *other) == person)
                        .all(|other| self.erased.contains(&other));
                    if all_gone {
                        gone.insert(person)
                    } else {
                        there.insert(person)
                    };
                }
            }
            (there, gone.len() as u64)
        };
        for (found, erased, wanted) in [
            (&answer.people.definite, answer.erased.definite, Certainty::Definite),
            (&answer.people.possible, answer.erased.possible, Certainty::Possible),
        ] {
            assert!(found.iter().all(|number| !self.erased.contains(&number)));
            let people: BTreeSet<u32> = found.iter().map(|number| person_of(state, number)).collect();
            assert_eq!(people.len() as u64, found.len(), "somebody is counted twice");
            assert_eq!((people, erased), everybody(wanted, None));
        }
        let mut fields = BTreeSet::new();
        for field in &answer.fields {
            fields.insert(field.field.bit());
            let (definite, erased) = everybody(Certainty::Definite, Some(field.field.bit()));
            assert_eq!(
                (field.people.count().definite, field.erased.definite),
                (definite.len() as u64, erased)
            );
            let (possible, erased) = everybody(Certainty::Possible, Some(field.field.bit()));
            assert_eq!(
                (field.people.count().possible, field.erased.possible),
                (possible.len() as u64, erased)
            );
        }
        let expected: BTreeSet<u8> =
            met.iter().flat_map(|(_, held, _)| held.fields.iter().copied()).collect();
        let wanted = |field: &u8| asked.fields.as_ref().is_none_or(|asked| asked.contains(field));
        assert_eq!(fields, expected.into_iter().filter(wanted).collect::<BTreeSet<_>>());
    }
}

fn concerns(held: &Held, asked: &Asked) -> Option<Certainty> {
    let holder = asked.holders.as_ref().is_none_or(|holders| holders.contains(&held.holder));
    let fields = asked.fields.as_ref().is_none_or(|fields| !fields.is_disjoint(&held.fields));
    if holder && fields { certainty_of(held.times, asked) } else { None }
}

/// Whether a person is in a holding, under any number.
fn has(state: &State, held: &Held, number: u32) -> Option<Certainty> {
    let person = person_of(state, number);
    let same = |other: &u32| person_of(state, *other) == person;
    if held.definite.iter().any(same) {
        Some(Certainty::Definite)
    } else {
        held.possible.iter().any(same).then_some(Certainty::Possible)
    }
}

#[test]
fn every_answer_is_what_looking_at_every_person_and_every_possible_time_gives() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for on in BOTH {
        let cases = if on == On::Sqlite { 40 } else { 15 };
        let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
        let strategy = (steps(), proptest::collection::vec(asked(), 1..6));
        runner
            .run(&strategy, |(steps, questions)| {
                runtime.block_on(async {
                    let mut both = Both::new(on).await;
                    for step in &steps {
                        both.step(step).await;
                    }
                    for asked in &questions {
                        both.ask(asked).await;
                    }
                });
                Ok(())
            })
            .unwrap();
    }
}
