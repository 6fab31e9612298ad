//! Channel P: watermarks in photos.

use super::EValue;
use crate::subject::Subject;
use std::collections::BTreeMap;

/// What is bet on: strengths μ of the pooled statistic, with weights. Half on the strength that just clears a bar, a
/// quarter on a weaker mark, a quarter on none: the half bet of this channel, so that photos without a mark cost a factor
/// of 4. Larger strengths need no weight of their own: `exp(6.5·z)` grows fast enough.
pub const STRENGTHS: [(f64, f64); 3] = [(6.5, 0.5), (3.5, 0.25), (0.0, 0.25)];

/// No photo counts for more than one that promises so large a z: a mark that is there is found, and a photo that promises
/// more (flat colours, where the least difference looks certain) would outweigh a store of others by its mistakes.
pub const MOST_WEIGHT: f64 = 40.0;

/// What one photo says: [`crate::photo::Difference::score`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PhotoScore {
    /// The statistic.
    pub z: f64,
    /// How much the photo counts beside others. Must not depend on the delivery's keys.
    pub weight: f64,
}

/// What all photos say together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PooledPhotos {
    /// The statistic.
    pub z: f64,
    /// Subjects whose photos were examined.
    pub subjects: u64,
    /// What it says.
    pub value: EValue,
}

/// `Σ wᵢ·exp(μᵢ·z - μᵢ²/2)`.
///
/// z is `Σ D·c / √ΣD²` with D anything that does not depend on the key, and c = ±1 drawn with it; so the average of
/// `exp(μ·z)` is at most `exp(μ²/2)` (Hoeffding, JASA 58, 1963), and that of e at most 1, for any photo whatsoever.
pub fn photo(z: f64) -> EValue {
    if !z.is_finite() {
        return EValue::ONE;
    }
    EValue::mix(
        STRENGTHS
            .map(|(strength, weight)| (weight, EValue::from_ln(strength * z - strength * strength / 2.0))),
    )
}

/// Pools photos: `Σ w·z / √Σw²` with weights up to [`MOST_WEIGHT`], in which each subject has one voice, however often its photo is in the file. Photos of one
/// subject carry the same chips, so copies of one, which an attacker can make at will, say no more than the first: theirs
/// are averaged. None without a photo that can be weighed.
pub fn pool(photos: impl IntoIterator<Item = (Subject, PhotoScore)>) -> Option<PooledPhotos> {
    let mut subjects: BTreeMap<Subject, (f64, f64, f64)> = BTreeMap::new();
    for (subject, score) in photos {
        if score.z.is_finite() && score.weight.is_finite() && score.weight > 0.0 {
            let (z, weight, count) = subjects.entry(subject).or_insert((0.0, 0.0, 0.0));
            *z += score.z;
            *weight += score.weight.min(MOST_WEIGHT);
            *count += 1.0;
        }
    }
    let (mut sum, mut squares) = (0.0, 0.0);
    for (z, weight, count) in subjects.values() {
        sum += weight / count * z / count;
        squares += (weight / count) * (weight / count);
    }
    let z = sum / squares.sqrt();
    z.is_finite().then(|| PooledPhotos { z, subjects: subjects.len() as u64, value: photo(z) })
}
