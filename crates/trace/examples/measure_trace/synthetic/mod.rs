//! A force that does not exist, what it delivered, and how its deliveries leak. Everything comes from one number.

#![allow(dead_code, unused_imports, reason = "tests and bench use different parts")]

mod attack;
mod deliver;
mod names;
mod people;
mod photos;
mod random;

pub use attack::{Attack, Leaked, fold_ascii, photos, table_of};
pub use deliver::{Plan, World};
pub use people::{FIELDS, NOW, People, START, field};
pub use photos::Simulated;
pub use random::Random;

/// A day in microseconds.
pub const DAY: i64 = 86_400_000_000;
