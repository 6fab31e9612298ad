//! Channel T: which deliveries the reference numbers of the file are of.
//!
//! To compute every number of every delivery would take minutes. Names come first: only people whom the file may be about
//! are tried, deliveries of few people wholly, large ones with a sample of rows until nothing new turns up.

use super::examined::Examined;
use super::rows::{Owner, Place};
use crate::delivery::{Delivery, Keys};
use crate::parallel;
use hashbrown::HashMap;
use marks::{Subject, Token};
use roaring::RoaringBitmap;
use std::collections::BTreeMap;

/// A delivery with at most so many suspects is tried wholly.
const SMALL: u64 = 256;
/// Suspects tried against all large deliveries in one round.
const SAMPLE: usize = 64;
/// Rounds without a find before the search ends.
const IDLE_ROUNDS: usize = 3;
/// So many hashes are always worth it: about two seconds on one thread.
const AFFORDABLE: u64 = 6_000_000;

/// Everybody whom rows with a reference number may be about.
pub(crate) struct Suspects<'a> {
    /// Numbers of people.
    pub(crate) people: &'a RoaringBitmap,
    /// By reference number: the people of its rows.
    pub(crate) of_token: &'a HashMap<u128, Vec<u32>>,
}

/// What was found.
#[derive(Default)]
pub(crate) struct Resolved {
    /// By place of the delivery: whose numbers stand in the file.
    pub(crate) hits: BTreeMap<usize, Vec<(Subject, u128)>>,
    /// Hashes that were computed.
    pub(crate) hashes: u64,
    /// Whether every delivery was tried with everybody whom the file may be about.
    pub(crate) exhaustive: bool,
}

impl Resolved {
    fn add(&mut self, delivery: usize, hits: Vec<(Subject, u128)>) {
        if hits.is_empty() {
            return;
        }
        let held = self.hits.entry(delivery).or_default();
        held.extend(hits);
        held.sort_unstable();
        held.dedup();
    }

    /// Different reference numbers that are somebody's.
    pub(crate) fn tokens(&self) -> HashMap<u128, (Subject, Vec<usize>)> {
        let mut tokens: HashMap<u128, (Subject, Vec<usize>)> = HashMap::new();
        for (delivery, hits) in &self.hits {
            for (subject, token) in hits {
                tokens.entry(*token).or_insert((*subject, Vec::new())).1.push(*delivery);
            }
        }
        tokens
    }

    /// Whose number each row bears.
    pub(crate) fn owned(&self, examined: &Examined) -> Vec<(Owner, Vec<Place>)> {
        let mut owned: Vec<(Owner, Vec<Place>)> = self
            .tokens()
            .into_iter()
            .map(|(token, (subject, deliveries))| {
                let places = examined.tokens.get(&token).cloned().unwrap_or_default();
                (Owner { subject, deliveries }, places)
            })
            .collect();
        // The table of tokens has an order of its own; results must not.
        owned.sort_by(|one, other| {
            (one.0.subject, &one.0.deliveries).cmp(&(other.0.subject, &other.0.deliveries))
        });
        owned
    }
}

/// Finds the deliveries of the file's reference numbers.
pub(crate) fn resolve(
    deliveries: &[Delivery],
    keys: &dyn Keys,
    examined: &Examined,
    suspects: &Suspects<'_>,
    threads: usize,
) -> Resolved {
    let mut resolved = Resolved { exhaustive: true, ..Resolved::default() };
    if examined.tokens.is_empty() {
        return resolved;
    }
    stored(deliveries, examined, &mut resolved);
    let marked: Vec<(usize, u64)> = deliveries
        .iter()
        .enumerate()
        .filter(|(_, delivery)| delivery.marked.has_tokens())
        .map(|(at, delivery)| (at, delivery.people.intersection_len(suspects.people)))
        .collect();
    let search = Search { deliveries, keys, examined, threads };
    let (small, mut large): (Vec<_>, Vec<_>) =
        marked.into_iter().partition(|(_, suspects)| *suspects <= SMALL);
    let small: Vec<usize> =
        small.into_iter().filter(|(_, suspects)| *suspects > 0).map(|(at, _)| at).collect();
    search.wholly(&small, suspects.people, &mut resolved);
    search.in_rounds(&mut large, suspects, &mut resolved);
    let nameless = examined.tokens.keys().filter(|token| !suspects.of_token.contains_key(*token)).count();
    if nameless * 2 > examined.tokens.len() {
        search.without_names(suspects, &mut resolved);
    }
    search.of_found_recipients(suspects, &mut resolved);
    resolved
}

/// Numbers of specimens and fictitious people are kept with the recipe: no key is needed.
fn stored(deliveries: &[Delivery], examined: &Examined, resolved: &mut Resolved) {
    let is_there = |text: &str| {
        let token = text.parse::<Token>().ok()?.to_bits();
        examined.tokens.contains_key(&token).then_some(token)
    };
    for (at, delivery) in deliveries.iter().enumerate() {
        let honey = (0_u32..).zip(&delivery.honey).filter_map(|(number, honey)| {
            Some((Subject::Fictitious(number), is_there(honey.token.as_deref()?)?))
        });
        let specimens = (0_u32..)
            .zip(&delivery.specimens)
            .filter_map(|(number, token)| Some((Subject::Specimen(number), is_there(token)?)));
        resolved.add(at, honey.chain(specimens).collect());
    }
}

struct Search<'a> {
    deliveries: &'a [Delivery],
    keys: &'a dyn Keys,
    examined: &'a Examined,
    threads: usize,
}

impl Search<'_> {
    /// The people of a delivery whose numbers stand in the file, of those who are asked for; and how many were tried.
    fn hits(&self, at: usize, people: impl Iterator<Item = u32>) -> (Vec<(Subject, u128)>, u64) {
        let Some(delivery) = self.deliveries.get(at) else { return (Vec::new(), 0) };
        let Some(key) = self.keys.token_key(delivery.id) else { return (Vec::new(), 0) };
        let mut tried = 0;
        let hits = people
            .filter_map(|person| {
                tried += 1;
                let subject = Subject::Person(person);
                let token = key.token(subject).to_bits();
                self.examined.tokens.contains_key(&token).then_some((subject, token))
            })
            .collect();
        (hits, tried)
    }

    fn people_of(&self, at: usize, among: &RoaringBitmap) -> RoaringBitmap {
        self.deliveries.get(at).map(|delivery| &delivery.people & among).unwrap_or_default()
    }

    fn wholly(&self, places: &[usize], among: &RoaringBitmap, resolved: &mut Resolved) {
        let found =
            parallel::each(self.threads, places, |at| self.hits(*at, self.people_of(*at, among).iter()));
        for (at, (hits, tried)) in places.iter().zip(found) {
            resolved.hashes += tried;
            resolved.add(*at, hits);
        }
    }

    /// Samples of rows whose numbers are nobody's yet are tried against all large deliveries; a delivery with a find is
    /// tried wholly.
    fn in_rounds(&self, large: &mut Vec<(usize, u64)>, suspects: &Suspects<'_>, resolved: &mut Resolved) {
        let mut idle = 0;
        let mut round = 0_usize;
        while !large.is_empty() {
            let open = open(suspects, resolved);
            if open.is_empty() {
                return;
            }
            let affordable = open.len() * large.len() as u64 <= AFFORDABLE;
            if !affordable && idle == IDLE_ROUNDS {
                resolved.exhaustive = false;
                return;
            }
            let sample = if affordable { open.clone() } else { sample(&open, round) };
            let found = parallel::each(self.threads, large, |(at, _)| {
                let (hits, tried) = self.hits(*at, self.people_of(*at, &sample).iter());
                if hits.is_empty() {
                    return (hits, tried);
                }
                let (hits, more) = self.hits(*at, self.people_of(*at, suspects.people).iter());
                (hits, tried + more)
            });
            let mut any = false;
            let mut rest = Vec::new();
            for ((at, count), (hits, tried)) in large.iter().zip(found) {
                resolved.hashes += tried;
                any |= !hits.is_empty();
                if hits.is_empty() {
                    rest.push((*at, *count));
                } else {
                    resolved.add(*at, hits);
                }
            }
            *large = rest;
            if affordable {
                return;
            }
            idle = if any { 0 } else { idle + 1 };
            round += 1;
        }
    }

    /// Which deliveries a recipient's store held is what dates the theft: where one is found, all the recipient's are tried.
    fn of_found_recipients(&self, suspects: &Suspects<'_>, resolved: &mut Resolved) {
        let mut recipients: Vec<u32> =
            resolved.hits.keys().filter_map(|at| Some(self.deliveries.get(*at)?.id.recipient)).collect();
        recipients.sort_unstable();
        recipients.dedup();
        let mut left = AFFORDABLE;
        let mut wanted = Vec::new();
        for (at, delivery) in self.deliveries.iter().enumerate() {
            let is_wanted = delivery.marked.has_tokens()
                && recipients.binary_search(&delivery.id.recipient).is_ok()
                && !resolved.hits.contains_key(&at);
            let cost = delivery.people.intersection_len(suspects.people);
            if !is_wanted || cost <= SMALL {
                continue;
            }
            if let Some(rest) = left.checked_sub(cost) {
                left = rest;
                wanted.push(at);
            } else {
                resolved.exhaustive = false;
            }
        }
        self.wholly(&wanted, suspects.people, resolved);
    }

    /// A file with numbers and no names: everybody of every delivery is tried, until all numbers are somebody's.
    fn without_names(&self, suspects: &Suspects<'_>, resolved: &mut Resolved) {
        resolved.exhaustive = true;
        let marked: Vec<usize> = (0..self.deliveries.len())
            .filter(|at| self.deliveries.get(*at).is_some_and(|delivery| delivery.marked.has_tokens()))
            .collect();
        for batch in marked.chunks(self.threads.max(1) * 8) {
            if resolved.tokens().len() == self.examined.tokens.len() {
                return;
            }
            let found = parallel::each(self.threads, batch, |at| {
                let rest = self.deliveries.get(*at).map(|delivery| &delivery.people - suspects.people);
                self.hits(*at, rest.unwrap_or_default().iter())
            });
            for (at, (hits, tried)) in batch.iter().zip(found) {
                resolved.hashes += tried;
                resolved.add(*at, hits);
            }
        }
    }
}

/// Suspects of numbers that are nobody's yet.
fn open(suspects: &Suspects<'_>, resolved: &Resolved) -> RoaringBitmap {
    let known = resolved.tokens();
    suspects
        .of_token
        .iter()
        .filter(|(token, _)| !known.contains_key(*token))
        .flat_map(|(_, people)| people.iter().copied())
        .collect()
}

/// Every so many-th, beginning elsewhere in each round.
fn sample(open: &RoaringBitmap, round: usize) -> RoaringBitmap {
    let step = (open.len() as usize / SAMPLE).max(1);
    let begin = round.wrapping_mul(0x9E37_79B1) % step;
    open.iter().skip(begin).step_by(step).take(SAMPLE).collect()
}
