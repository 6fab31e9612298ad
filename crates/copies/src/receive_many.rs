//! Many small items, taken in together.

use crate::about::About;
use crate::error::ReceiveError;
use crate::receive::Receipt;
use crate::replica::Replica;
use crate::seal::Seal;
use jiff::Timestamp;
use std::io::Read;

/// [`crate::receive`] of many: small items go in groups, of which each file is on the disk before any name is, and all
/// names before the first receipt of the group. `each` gets a receipt or a reason for every item, in their order. Memory
/// does not grow with their number.
pub fn receive_many<R: Read>(
    replicas: &[Replica],
    seal: &dyn Seal,
    items: impl IntoIterator<Item = (About, R)>,
    now: Timestamp,
    each: &mut dyn FnMut(About, Result<Receipt, ReceiveError>),
) {
    let _ = (replicas, seal, items.into_iter().count(), now, each);
    todo!()
}
