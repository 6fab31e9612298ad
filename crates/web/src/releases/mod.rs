//! What leaves: proposed, decided by somebody else, kept in a register.

mod ask;
mod decision;
mod exports;
mod index;
mod look;
mod on_paper;
mod show;
mod summary;
mod withdraw;
mod withdraw_certificate;

pub use ask::{ask, propose};
pub use decision::{approve, decision, refuse};
pub use exports::{certificate, json, json_of, pdf, table, table_of};
pub use index::{index, search};
pub use look::look;
pub use show::show;
pub use withdraw::{ask_withdraw, withdraw};
pub use withdraw_certificate::{ask_withdraw_certificate, withdraw_certificate};
