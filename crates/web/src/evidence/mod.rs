//! Stored evidence: what each store has to have, what it lists, and what becomes of the difference.

mod cases;
mod chart;
mod decision;
mod difference;
mod index;
mod looks;
mod names;
mod settle;
mod sheet;
mod show;
mod suspense;
mod withdraw;

pub use decision::{approve, decision, refuse};
pub use difference::difference;
pub use index::index;
pub use looks::{day_of, verb};
pub use names::{ask as ask_names, show as names};
pub use settle::{ask as ask_settle, settle};
pub use show::show;
pub use withdraw::{ask as ask_withdraw, withdraw};
