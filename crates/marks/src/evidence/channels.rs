//! All channels of one delivery together.

use super::EValue;

/// A channel of marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    /// T: reference numbers.
    Token,
    /// O: order of rows.
    Order,
    /// P: watermarks in photos.
    Photo,
    /// H: fictitious people.
    Honey,
}

/// From here on a channel supports another: an innocent delivery shows as much once in 1,000 times at most. It is no
/// threshold of the proof, which is the product's; it asks that whoever plants marks plants two kinds.
pub const SUPPORT: f64 = 1000.0;

/// What each channel says about one delivery. None: there was nothing to look at, which counts as 1.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Channels {
    /// T: [`super::token`].
    pub token: Option<EValue>,
    /// O: [`super::order`].
    pub order: Option<EValue>,
    /// P: [`super::photo`].
    pub photo: Option<EValue>,
    /// H: [`super::honey`].
    pub honey: Option<EValue>,
}

impl Channels {
    /// The product. T and H can be 0 where their marks were taken away, so half is bet on each; O and P keep a quarter
    /// back by themselves.
    pub fn product(&self) -> EValue {
        self.staked().map(|(_, value)| value).fold(EValue::ONE, |product, value| product * value)
    }

    /// The channels that had something to look at, each with what it counts in the product.
    pub fn staked(&self) -> impl Iterator<Item = (Channel, EValue)> {
        [
            (Channel::Token, self.token.map(EValue::half_bet)),
            (Channel::Order, self.order),
            (Channel::Photo, self.photo),
            (Channel::Honey, self.honey.map(EValue::half_bet)),
        ]
        .into_iter()
        .filter_map(|(channel, value)| Some((channel, value?)))
    }

    /// The channels that speak for this delivery by themselves ([`SUPPORT`]).
    pub fn supporting(&self) -> impl Iterator<Item = Channel> {
        self.staked().filter(|(_, value)| value.ln() >= SUPPORT.ln()).map(|(channel, _)| channel)
    }
}
