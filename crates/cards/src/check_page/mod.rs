//! The page on which anybody checks a card: static files for another host. The public never reaches the server that holds
//! the record, and the host of these files learns neither who checked nor which card.

mod error;
mod html;
mod publish;
mod site;

pub use error::PublishError;
pub use publish::{Published, publish};
pub use site::{PublicList, Site};
