//! The circuit breaker: what would take much of a store, or many items in a day, takes a third person. Plans are weighed together,
//! so that none is cut into pieces that are each too small.

/// Above what a third person has to approve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Breaker {
    /// Percent of the items of any one store.
    pub percent: u64,
    /// Items in a day.
    pub items_a_day: u64,
}

impl Breaker {
    /// What holds where nobody asks for more.
    pub const DEFAULT: Self = Self { percent: 5, items_a_day: 10_000 };

    /// Approvals that it takes to destroy so many items: `day` with all others that were planned within a day or still wait,
    /// and of each store those that go, and those that it has to have.
    pub fn approvals(self, day: u64, stores: impl IntoIterator<Item = (u64, u64)>) -> u32 {
        let is_much =
            |(go, all): (u64, u64)| u128::from(go) * 100 > u128::from(all) * u128::from(self.percent);
        let trips = day > self.items_a_day || stores.into_iter().any(is_much);
        if trips { 3 } else { 2 }
    }
}
