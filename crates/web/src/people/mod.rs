//! People: how many are known, who somebody is, and who holds what about them.

mod about;
mod changed;
mod compare;
mod compared;
mod export;
mod find;
mod index;
mod reveal;
mod show;

pub use changed::{ask as ask_changed, show as changed};
pub use compare::compare;
pub use export::{held_csv, held_json};
pub use find::find;
pub use index::index;
pub use reveal::{ask as ask_values, show as values};
pub use show::show;

/// What is shown of somebody who was found: what tells people apart and finds their letter box.
pub const SHOWN: [&str; 8] =
    ["surname", "forename", "initials", "full-name", "rank", "unit", "service-number", "pay-number"];
