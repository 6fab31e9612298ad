//! Which delivery a leaked file came from.

mod evidence;
mod examined;
mod honey;
mod natural;
mod order;
mod photos;
mod rows;
mod tokens;

pub(crate) use evidence::{Evidence, Weighed, weigh_all};
pub(crate) use examined::Examined;
pub(crate) use honey::NamesShown;
pub use natural::Fit;
pub(crate) use natural::Natural;
pub(crate) use order::Sequence;
pub(crate) use rows::{FileRows, Row, TEXTS};
pub(crate) use tokens::{Resolved, Suspects, resolve};
