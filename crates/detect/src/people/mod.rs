//! Counting people: keys of rows, distinct keys, bounds where keys are shared.

pub(crate) mod distinct;
pub(crate) mod hash;
pub(crate) mod same;
pub(crate) mod tally;
pub(crate) mod told;
