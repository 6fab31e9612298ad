//! Photos without pictures: the statistic of a mark is drawn as the table of the design gives it.

use super::Random;
use marks::evidence::PhotoScore;
use trace::{DeliveryId, PhotoMarks};

/// One delivery's photos leaked; their statistic is `strength` on average, everybody else's 0.
pub struct Simulated {
    pub source: DeliveryId,
    pub strength: f64,
    pub seed: u64,
}

impl PhotoMarks for Simulated {
    fn statistics(&self, photo: u32, person: u32, deliveries: &[DeliveryId]) -> Vec<Option<PhotoScore>> {
        deliveries
            .iter()
            .map(|id| {
                let place = u64::from(photo) << 32 | u64::from(person);
                let delivery = u64::from(id.recipient) << 32 | u64::from(id.number);
                let mut random = Random::new(
                    self.seed ^ place.wrapping_mul(0x2545_F491_4F6C_DD1D) ^ delivery.rotate_left(17),
                );
                let mean = if *id == self.source { self.strength } else { 0.0 };
                Some(PhotoScore { z: mean + random.normal(), weight: 1.0 })
            })
            .collect()
    }
}
