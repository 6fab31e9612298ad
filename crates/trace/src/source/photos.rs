//! Channel P: watermarks in photos of the file.

use crate::delivery::{Delivery, DeliveryId};
use crate::leak::{Photo, PhotoMarks};
use crate::parallel;
use marks::Subject;
use marks::evidence::{EValue, PhotoScore, PooledPhotos, STRENGTHS, pool};

/// Photos that are compared with all deliveries; the rest only with those that these speak for.
const SAMPLE: usize = 16;
/// So many comparisons are always made.
const AFFORDABLE: usize = 40_000;
/// Deliveries that a sample speaks for: so many of the largest statistics.
const BEST: usize = 16;

/// By delivery: what its photos say, if any of its people's photos are in the file.
pub(crate) struct PhotosWeighed {
    /// By place of the delivery.
    pub(crate) pooled: Vec<Option<PooledPhotos>>,
    /// Whether the delivery was only compared with the sample.
    pub(crate) is_sampled: Vec<bool>,
}

/// What the channel is at least: the weight of "no mark".
pub(crate) fn least() -> EValue {
    EValue::from_ln(
        STRENGTHS.iter().filter(|(strength, _)| *strength <= 0.0).map(|(_, weight)| weight).sum::<f64>().ln(),
    )
}

/// Compares the photos with the deliveries. Only photos of which it is known whose they are count: whose it is was told
/// from the picture, without a key.
pub(crate) fn weigh(
    deliveries: &[Delivery],
    photos: &[Photo],
    marks: &dyn PhotoMarks,
    favoured: &[usize],
    threads: usize,
) -> PhotosWeighed {
    let known: Vec<(u32, u32)> = photos
        .iter()
        .filter_map(|photo| match photo.people.as_slice() {
            [person] => Some((photo.number, *person)),
            _ => None,
        })
        .collect();
    let marked: Vec<usize> = (0..deliveries.len())
        .filter(|at| deliveries.get(*at).is_some_and(|delivery| delivery.marked.photos))
        .collect();
    let mut found =
        PhotosWeighed { pooled: vec![None; deliveries.len()], is_sampled: vec![false; deliveries.len()] };
    if known.is_empty() || marked.is_empty() {
        return found;
    }
    if known.len().saturating_mul(marked.len()) <= AFFORDABLE {
        found.take(deliveries, &known, &marked, marks, threads);
        return found;
    }
    let step = known.len().div_ceil(SAMPLE).max(1);
    let sampled: Vec<(u32, u32)> = known.iter().copied().step_by(step).collect();
    found.take(deliveries, &sampled, &marked, marks, threads);
    for at in &marked {
        if let Some(is_sampled) = found.is_sampled.get_mut(*at) {
            *is_sampled = true;
        }
    }
    let mut best: Vec<(usize, f64)> =
        marked.iter().filter_map(|at| Some((*at, found.pooled.get(*at).copied().flatten()?.z))).collect();
    best.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
    let mut chosen: Vec<usize> = best.into_iter().take(BEST).map(|(at, _)| at).collect();
    chosen.extend(favoured.iter().filter(|at| marked.binary_search(at).is_ok()));
    chosen.sort_unstable();
    chosen.dedup();
    found.take(deliveries, &known, &chosen, marks, threads);
    for at in chosen {
        if let Some(is_sampled) = found.is_sampled.get_mut(at) {
            *is_sampled = false;
        }
    }
    found
}

impl PhotosWeighed {
    fn take(
        &mut self,
        deliveries: &[Delivery],
        photos: &[(u32, u32)],
        among: &[usize],
        marks: &dyn PhotoMarks,
        threads: usize,
    ) {
        let scores = parallel::each(threads, photos, |(photo, person)| {
            let holding: Vec<(usize, DeliveryId)> = among
                .iter()
                .filter_map(|at| {
                    let delivery =
                        deliveries.get(*at).filter(|delivery| delivery.people.contains(*person))?;
                    Some((*at, delivery.id))
                })
                .collect();
            let ids: Vec<DeliveryId> = holding.iter().map(|(_, id)| *id).collect();
            let statistics = marks.statistics(*photo, *person, &ids);
            holding
                .into_iter()
                .zip(statistics)
                .filter_map(|((at, _), score)| Some((at, Subject::Person(*person), score?)))
                .collect::<Vec<(usize, Subject, PhotoScore)>>()
        });
        let mut of_delivery: Vec<Vec<(Subject, PhotoScore)>> = vec![Vec::new(); deliveries.len()];
        for (at, subject, score) in scores.into_iter().flatten() {
            if let Some(held) = of_delivery.get_mut(at) {
                held.push((subject, score));
            }
        }
        for at in among {
            if let (Some(pooled), Some(scores)) = (self.pooled.get_mut(*at), of_delivery.get_mut(*at)) {
                *pooled = pool(std::mem::take(scores));
            }
        }
    }
}
