//! Cards: what was ordered, who prints it, and what became of it.

mod designs;
mod exchange;
mod find;
mod index;
mod job;
mod order;
mod ordered;
mod revoke;
mod seal;
mod set_up;
mod show_order;
mod stop;
mod summary;

pub use designs::{back, designs, front};
pub use exchange::{ask as ask_exchange, exchange};
pub use find::find;
pub use index::index;
pub use job::show as show_job;
pub use order::{ask as ask_order, order};
pub use revoke::{ask as ask_revoke, revoke};
pub use seal::{ask as ask_seal, seal};
pub use set_up::{ask as ask_set_up, set_up};
pub use show_order::show as show_order;
pub use stop::stop;
