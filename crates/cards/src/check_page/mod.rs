//! The page on which anybody checks a card: static files for another host. The public never reaches the server that holds
//! the record, and the host of these files learns neither who checked nor which card.

mod html;
mod publish;
mod site;

pub use crate::publishing::{PublicList, PublishError, Published};
pub use publish::publish;
pub use site::Site;
