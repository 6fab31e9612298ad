//! All channels of all deliveries.

use super::examined::Examined;
use super::honey::{HoneyWeighed, NamesShown};
use super::natural::Fit;
use super::order::{self, OrderTables, Sequence};
use super::photos;
use super::rows::FileRows;
use super::tokens::Resolved;
use crate::delivery::{Delivery, Keys};
use crate::leak::{Photo, PhotoMarks};
use crate::parallel;
use marks::evidence::{Channels, EValue, OrderFound, PooledPhotos, TokensFound, token};

/// Deliveries that fit best, which are weighed wholly even if samples do not speak for them.
const FAVOURED: usize = 12;

/// A sample of rows speaks for a delivery from this e-value on: by chance one in 100 do at most.
const SPEAKS: f64 = 100.0;

/// Everything that one delivery's marks say.
#[derive(Debug, Clone)]
pub(crate) struct Weighed {
    /// How it fits without marks.
    pub(crate) fit: Fit,
    /// T, if any string was examined.
    pub(crate) tokens: Option<TokensFound>,
    /// O, if its order was looked at.
    pub(crate) order: Option<OrderFound>,
    /// P.
    pub(crate) photos: Option<PooledPhotos>,
    /// H.
    pub(crate) honey: Option<HoneyWeighed>,
    /// What each channel counts.
    pub(crate) channels: Channels,
    /// Whether the reference numbers are the recipient's and say nothing about which delivery.
    pub(crate) has_stable_tokens: bool,
}

impl Weighed {
    /// The e-value of "this recipient".
    pub(crate) fn for_recipient(&self) -> EValue {
        self.channels.product()
    }

    /// The channels that can tell this delivery from others to the same recipient.
    pub(crate) fn delivery_channels(&self) -> Channels {
        let token = if self.has_stable_tokens { None } else { self.channels.token };
        Channels { token, ..self.channels }
    }

    /// The e-value of "this delivery".
    pub(crate) fn for_delivery(&self) -> EValue {
        self.delivery_channels().product()
    }
}

/// What is weighed.
pub(crate) struct Evidence<'a> {
    pub(crate) deliveries: &'a [Delivery],
    pub(crate) keys: &'a dyn Keys,
    pub(crate) photo_marks: &'a dyn PhotoMarks,
    pub(crate) photos: &'a [Photo],
    pub(crate) rows: &'a FileRows,
    pub(crate) examined: &'a Examined,
    pub(crate) resolved: &'a Resolved,
    pub(crate) names: &'a NamesShown,
    pub(crate) threads: usize,
}

/// Weighs every delivery. A channel that was not computed wholly counts the least that it can be, so nothing that is left
/// out makes an accusation likelier.
pub(crate) fn weigh_all(evidence: &Evidence<'_>, fits: &[Fit]) -> Vec<Weighed> {
    let favoured = favoured(evidence, fits);
    let photos = photos::weigh(
        evidence.deliveries,
        evidence.photos,
        evidence.photo_marks,
        &favoured,
        evidence.threads,
    );
    let tables = OrderTables::new();
    let sample = order::sample(&evidence.rows.people);
    let places: Vec<(usize, Fit)> = fits.iter().copied().enumerate().collect();
    parallel::each(evidence.threads, &places, |(at, fit)| {
        // What nobody can compute again convinces nobody: a delivery whose key is gone shows no marks.
        let delivery =
            evidence.deliveries.get(*at).filter(|delivery| evidence.keys.key(delivery.id).is_some());
        let Some(delivery) = delivery else { return Weighed::nothing(*fit) };
        let tokens = tokens_of(evidence, *at, delivery);
        let (order, order_value) = order_of(evidence, *at, delivery, &tables, &sample, &favoured);
        let honey = (!delivery.honey.is_empty() && !evidence.names.is_empty())
            .then(|| evidence.names.weigh(delivery));
        let pooled = photos.pooled.get(*at).copied().flatten();
        let is_sampled = photos.is_sampled.get(*at).copied().unwrap_or_default();
        let channels = Channels {
            token: tokens.map(token),
            order: order_value,
            photo: pooled.map(|pooled| if is_sampled { photos::least() } else { pooled.value }),
            honey: honey.as_ref().map(|honey| honey.value),
        };
        Weighed {
            fit: *fit,
            tokens,
            order,
            photos: pooled.filter(|_| !is_sampled),
            honey,
            channels,
            has_stable_tokens: delivery.marked.has_stable_tokens(),
        }
    })
}

impl Weighed {
    fn nothing(fit: Fit) -> Self {
        Self {
            fit,
            tokens: None,
            order: None,
            photos: None,
            honey: None,
            channels: Channels::default(),
            has_stable_tokens: false,
        }
    }
}

/// Deliveries with a reference number in the file, and those that fit best.
fn favoured(evidence: &Evidence<'_>, fits: &[Fit]) -> Vec<usize> {
    let mut best: Vec<usize> = (0..fits.len()).collect();
    let score = |at: usize| fits.get(at).map_or(f64::NEG_INFINITY, |fit| fit.score);
    best.sort_by(|one, other| score(*other).total_cmp(&score(*one)).then(one.cmp(other)));
    best.truncate(FAVOURED);
    best.extend(evidence.resolved.hits.keys().copied());
    best.sort_unstable();
    best.dedup();
    best
}

fn tokens_of(evidence: &Evidence<'_>, at: usize, delivery: &Delivery) -> Option<TokensFound> {
    if !delivery.marked.has_tokens() || evidence.examined.tokens.is_empty() {
        return None;
    }
    let matches = evidence.resolved.hits.get(&at).map_or(0, |hits| {
        let mut subjects: Vec<_> = hits.iter().map(|(subject, _)| *subject).collect();
        subjects.dedup();
        subjects.len() as u64
    });
    Some(TokensFound { matches, strings: evidence.examined.strings(), subjects: delivery.rows() })
}

/// The order of a delivery's rows, and what it counts. Large deliveries are only weighed wholly if a sample speaks for them
/// or they are favoured.
fn order_of(
    evidence: &Evidence<'_>,
    at: usize,
    delivery: &Delivery,
    tables: &OrderTables,
    sample: &roaring::RoaringBitmap,
    favoured: &[usize],
) -> (Option<OrderFound>, Option<EValue>) {
    if !delivery.marked.order {
        return (None, None);
    }
    let inside = delivery.people.intersection_len(&evidence.rows.people);
    if inside < 2 {
        return (None, None);
    }
    if inside > order::SMALL as u64 && favoured.binary_search(&at).is_err() {
        let sequence = Sequence::of(at, delivery, evidence.rows, Some(sample));
        let speaks = tables
            .weigh(delivery, evidence.keys, &sequence)
            .is_some_and(|found| found.value.ln() > SPEAKS.ln());
        if !speaks {
            return (None, Some(order::least()));
        }
    }
    let sequence = Sequence::of(at, delivery, evidence.rows, None);
    let found = tables.weigh(delivery, evidence.keys, &sequence);
    (found, found.map(|found| found.value))
}
