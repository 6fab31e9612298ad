//! Who is accused: recipients by the average over all their deliveries, single deliveries by their own bar. Neither is ever
//! the largest of many without paying for it.

use crate::clock::{DeliveryClock, Presence, Window, read, window};
use crate::delivery::{Delivery, DeliveryId};
use crate::found::{ChannelValues, DeliveryFound, RecipientFound};
use crate::source::{FileRows, Natural, Resolved, Weighed};
use crate::trace::Question;
use marks::Subject;
use marks::evidence::{Bar, Channel, Channels, EValue, SUPPORT};
use roaring::RoaringBitmap;
use std::collections::{BTreeMap, BTreeSet};

/// Recipients and deliveries that are told although they are below the bar.
const BELOW: usize = 5;
/// Deliveries that are told at most.
const MOST_DELIVERIES: usize = 2_000;

/// What came of weighing.
pub(crate) struct Accused {
    pub(crate) recipients: Vec<RecipientFound>,
    pub(crate) deliveries: Vec<DeliveryFound>,
    pub(crate) recipient_bar: Bar,
    pub(crate) delivery_bar: Bar,
    /// Whether two channels speak for the strongest delivery of the only recipient above the bar.
    pub(crate) is_supported_twice: bool,
    /// Deliveries that are in the file, of recipients above the bar; by place.
    pub(crate) present: Vec<usize>,
    pub(crate) all_recipients: u64,
}

/// A channel in words.
pub(crate) fn channel_name(channel: Channel) -> &'static str {
    match channel {
        Channel::Token => "reference numbers",
        Channel::Order => "order of rows",
        Channel::Photo => "marks in photos",
        Channel::Honey => "fictitious people",
    }
}

fn names(channels: &Channels) -> Vec<String> {
    channels.supporting().map(|channel| channel_name(channel).to_owned()).collect()
}

/// Weighs recipients and deliveries against their bars.
pub(crate) fn accuse(
    question: &Question<'_>,
    weighed: &[Weighed],
    resolved: &Resolved,
    rows: &FileRows,
    natural: &Natural<'_>,
) -> Accused {
    let deliveries = question.deliveries;
    let mut of_recipient: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, delivery) in deliveries.iter().enumerate() {
        of_recipient.entry(delivery.id.recipient).or_default().push(at);
    }
    let recipient_bar = Bar::for_recipients(of_recipient.len() as u64);
    let delivery_bar = Bar::for_deliveries(deliveries.len() as u64);
    let found = question.leak.found;
    let scales = Scales { natural, deliveries, weighed, resolved, recipient_bar, delivery_bar, found };
    let mut recipients: Vec<(RecipientFound, Vec<usize>, f64)> =
        of_recipient.iter().map(|(recipient, places)| scales.recipient(*recipient, places)).collect();
    recipients.sort_by(|one, other| {
        other
            .0
            .clears
            .cmp(&one.0.clears)
            .then(other.2.total_cmp(&one.2))
            .then(one.0.recipient.cmp(&other.0.recipient))
    });
    let cleared = recipients.iter().filter(|(found, ..)| found.clears).count();
    let mut present: Vec<usize> = recipients
        .iter()
        .filter(|(found, ..)| found.clears)
        .flat_map(|(_, present, _)| present.clone())
        .collect();
    present.sort_unstable();
    let is_supported_twice =
        cleared == 1 && recipients.first().is_some_and(|(found, ..)| found.supporting.len() >= 2);
    recipients.truncate(cleared + BELOW);
    let told = told(weighed, &present);
    let context = Context { deliveries, weighed, rows, present: &present, delivery_bar };
    Accused {
        deliveries: told.into_iter().filter_map(|at| context.delivery(at)).collect(),
        recipients: recipients.into_iter().map(|(found, ..)| found).collect(),
        recipient_bar,
        delivery_bar,
        is_supported_twice,
        present,
        all_recipients: of_recipient.len() as u64,
    }
}

/// What recipients are weighed with.
#[derive(Clone, Copy)]
struct Scales<'a> {
    natural: &'a Natural<'a>,
    deliveries: &'a [Delivery],
    weighed: &'a [Weighed],
    resolved: &'a Resolved,
    recipient_bar: Bar,
    delivery_bar: Bar,
    /// When the file was found.
    found: Option<i64>,
}

impl Scales<'_> {
    /// A recipient, the places of its deliveries in the file, and a number to rank by.
    fn recipient(&self, recipient: u32, places: &[usize]) -> (RecipientFound, Vec<usize>, f64) {
        let Self { natural, deliveries, weighed, resolved, recipient_bar, delivery_bar, found } = *self;
        let of = |at: &usize| weighed.get(*at);
        let average = EValue::average(
            places.iter().filter_map(of).map(Weighed::for_recipient),
            u32::try_from(places.len()).unwrap_or(u32::MAX),
        );
        let clears = recipient_bar.is_cleared_by(average);
        let has_hits = |at: &usize| {
            resolved.hits.contains_key(at) && of(at).is_some_and(|found| !found.has_stable_tokens)
        };
        let is_cleared =
            |at: &usize| of(at).is_some_and(|found| delivery_bar.is_cleared_by(found.for_delivery()));
        let present: Vec<usize> = if clears {
            places.iter().copied().filter(|at| has_hits(at) || is_cleared(at)).collect()
        } else {
            vec![]
        };
        let best = places
            .iter()
            .filter_map(of)
            .map(|found| found.fit.score + found.for_recipient().ln().max(-50.0))
            .fold(f64::NEG_INFINITY, f64::max);
        let held = places.iter().filter_map(|at| Some((deliveries.get(*at)?, &of(at)?.fit)));
        let (people_in, score_of_all) = natural.fit_of_all(held);
        let rank = if clears { average.ln() } else { best.max(score_of_all) };
        let ids = present.iter().filter_map(|at| Some(deliveries.get(*at)?.id)).collect();
        let clock = if clears { clock(places, &present, deliveries, weighed, resolved) } else { None };
        let specimens = if clears { specimens(places, deliveries, resolved) } else { None };
        let last =
            present.iter().filter_map(|at| deliveries.get(*at)).max_by_key(|delivery| delivery.delivered);
        let delivered = last.map(|delivery| (delivery.id, delivery.delivered));
        let window = if clears {
            window(clock.as_ref(), specimens.as_ref(), delivered, found)
        } else {
            Window::default()
        };
        let found = RecipientFound {
            window,
            clock,
            specimens,
            recipient,
            people_in,
            ln_e: average.ln(),
            clears,
            supporting: self.supporting(places),
            deliveries: places.len() as u32,
            present: ids,
            fields: present
                .iter()
                .filter_map(|at| deliveries.get(*at))
                .fold(0, |all, delivery| all | delivery.fields),
        };
        (found, present, rank)
    }

    /// Channels that speak for the recipient by themselves: those of its strongest delivery, and those of which all deliveries
    /// with a reference number in the file speak together. A tenth of a store of jobs has too few rows of each job for the
    /// order of any to say much, but all orders together do. Their product is an e-value, because the keys of reference
    /// numbers, which chose these deliveries, tell nothing about those of the other channels.
    fn supporting(&self, places: &[usize]) -> Vec<String> {
        let of = |at: &usize| self.weighed.get(*at);
        let strongest = places
            .iter()
            .filter_map(of)
            .max_by(|one, other| one.for_recipient().ln().total_cmp(&other.for_recipient().ln()));
        let mut channels: BTreeSet<Channel> =
            strongest.map(|found| found.channels.supporting().collect()).unwrap_or_default();
        let mut together: BTreeMap<Channel, f64> = BTreeMap::new();
        for found in places.iter().filter(|at| self.resolved.hits.contains_key(at)).filter_map(of) {
            for (channel, value) in found.channels.staked().filter(|(channel, _)| *channel != Channel::Token)
            {
                *together.entry(channel).or_default() += value.ln();
            }
        }
        channels
            .extend(together.into_iter().filter(|(_, ln)| *ln >= SUPPORT.ln()).map(|(channel, _)| channel));
        channels.into_iter().map(|channel| channel_name(channel).to_owned()).collect()
    }
}

/// The delivery clock. Reference numbers tell both what is there and what is not; without them only what is there is known.
fn clock(
    places: &[usize],
    present: &[usize],
    deliveries: &[Delivery],
    weighed: &[Weighed],
    resolved: &Resolved,
) -> Option<DeliveryClock> {
    let by_tokens: Vec<Presence<'_>> = places
        .iter()
        .filter_map(|at| {
            let delivery = deliveries.get(*at)?;
            let found = resolved.hits.get(at).map_or(0, |hits| hits.len() as u64);
            (delivery.marked.has_tokens() && !delivery.marked.has_stable_tokens()).then_some(Presence {
                delivery,
                rows: delivery.rows(),
                found,
            })
        })
        .collect();
    if by_tokens.iter().any(|presence| presence.found > 0) {
        return read(by_tokens);
    }
    let by_others = present
        .iter()
        .filter_map(|at| {
            let delivery = deliveries.get(*at)?;
            let found = weighed.get(*at)?.fit.people_in;
            Some(Presence { delivery, rows: delivery.rows(), found })
        })
        .collect();
    read(by_others)
}

/// The specimen clock.
fn specimens(places: &[usize], deliveries: &[Delivery], resolved: &Resolved) -> Option<DeliveryClock> {
    let presences = places
        .iter()
        .filter_map(|at| {
            let delivery = deliveries.get(*at).filter(|delivery| !delivery.specimens.is_empty())?;
            let found = resolved.hits.get(at).map_or(0, |hits| {
                hits.iter().filter(|(subject, _)| matches!(subject, Subject::Specimen(_))).count() as u64
            });
            Some(Presence { delivery, rows: delivery.specimens.len() as u64, found })
        })
        .collect();
    read(presences)
}

/// Places of deliveries that are told: those in the file, and the likeliest others.
fn told(weighed: &[Weighed], present: &[usize]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..weighed.len()).collect();
    let is_present: BTreeSet<usize> = present.iter().copied().collect();
    let rank = |at: usize| {
        weighed.get(at).map_or(f64::NEG_INFINITY, |found| {
            if is_present.contains(&at) {
                found.for_delivery().ln()
            } else {
                found.fit.score + found.for_delivery().ln().max(-50.0)
            }
        })
    };
    order.sort_by(|one, other| {
        is_present
            .contains(other)
            .cmp(&is_present.contains(one))
            .then(rank(*other).total_cmp(&rank(*one)))
            .then(one.cmp(other))
    });
    order.truncate((present.len() + BELOW).min(MOST_DELIVERIES));
    order
}

struct Context<'a> {
    deliveries: &'a [Delivery],
    weighed: &'a [Weighed],
    rows: &'a FileRows,
    present: &'a [usize],
    delivery_bar: Bar,
}

impl Context<'_> {
    fn delivery(&self, at: usize) -> Option<DeliveryFound> {
        let (delivery, found) = (self.deliveries.get(at)?, self.weighed.get(at)?);
        let value = found.for_delivery();
        let is_present = self.present.binary_search(&at).is_ok();
        Some(DeliveryFound {
            id: delivery.id,
            delivered: delivery.delivered,
            as_of: delivery.as_of,
            ln_e: value.ln(),
            // A delivery is only accused along with its recipient.
            clears: is_present && self.delivery_bar.is_cleared_by(value),
            supporting: names(&found.delivery_channels()),
            channels: values(found),
            fit: found.fit,
            equal: self.equal(at, delivery),
            rows: if is_present { self.rows_of(at, delivery) } else { 0 },
        })
    }

    fn equal(&self, at: usize, delivery: &Delivery) -> Vec<DeliveryId> {
        self.deliveries
            .iter()
            .enumerate()
            .filter(|(other_at, other)| {
                *other_at != at
                    && other.fields == delivery.fields
                    && other.as_of == delivery.as_of
                    && other.people == delivery.people
            })
            .map(|(_, other)| other.id)
            .collect()
    }

    /// Rows with the delivery's reference numbers; of rows without any, those about people whom only it holds, of all
    /// deliveries in the file.
    fn rows_of(&self, at: usize, delivery: &Delivery) -> u64 {
        let mut others = RoaringBitmap::new();
        for other in self.present.iter().filter(|other| **other != at) {
            if let Some(other) = self.deliveries.get(*other) {
                others |= &other.people;
            }
        }
        let only = &delivery.people - &others;
        self.rows
            .rows
            .iter()
            .filter(|row| match (self.rows.owner(row), row.person) {
                (Some(owner), _) => owner.deliveries.contains(&at),
                (None, Some(person)) => only.contains(person),
                (None, None) => false,
            })
            .count() as u64
    }
}

fn values(found: &Weighed) -> ChannelValues {
    let order = found.order;
    ChannelValues {
        token: found.channels.token.map(EValue::ln),
        token_matches: found.tokens.map_or(0, |tokens| tokens.matches),
        token_subjects: found.tokens.map_or(0, |tokens| tokens.subjects),
        order: found.channels.order.map(EValue::ln),
        order_rows: order.map_or(0, |order| order.rows),
        order_inversions: order.map_or(0, |order| order.inversions),
        order_z: order.map_or(0.0, |order| order.kendall_z),
        photo: found.channels.photo.map(EValue::ln),
        photos: found.photos.map_or(0, |photos| photos.subjects),
        photo_z: found.photos.map_or(0.0, |photos| photos.z),
        honey: found.channels.honey.map(EValue::ln),
        honey_people: found.honey.as_ref().map_or(0, |honey| honey.people.len() as u32),
    }
}
