//! Shares: what a recipient may get, proposed by one, decided by another, delivered as long as it is in force.

mod asked;
mod decision;
mod deliver;
mod difference;
mod end;
mod form;
mod index;
mod propose;
mod sections;
mod show;
mod summary;

pub use decision::{approve, decision, refuse};
pub use deliver::{ask as ask_deliver, deliver};
pub use end::{ask as ask_end, end};
pub use index::index;
pub use propose::{ask, propose};
pub use sections::{Section, sections};
pub use show::show;
