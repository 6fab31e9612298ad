//! One's own account: passphrase, second factor, sessions.

mod end_sessions;
mod passphrase;
mod second_factor;
mod show;

pub use end_sessions::end_sessions;
pub use passphrase::passphrase;
pub use second_factor::{confirm, prove, second_factor};
pub use show::show;
