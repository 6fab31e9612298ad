//! Signing in through an organisation's own sign-in. What a provider said has been proved before it comes here.

mod enter;
mod way;

pub use enter::ToldOf;
pub use way::SignOn;
