//! Holdings: this holder has these fields about these people, from then until (perhaps) then.

mod close;
mod correct;
mod enter;
mod entered;
mod form;
mod import;
mod show;

pub use close::{ask as ask_close, close};
pub use correct::{ask as ask_correct, correct};
pub use enter::{ask as ask_enter, enter};
pub use import::{ask as ask_import, import};
pub use show::show;
