//! The history of custody in the words of CASE 1.4 and UCO 1.4, as JSON-LD.
//!
//! Terms are those of `ontology/investigation/investigation.ttl` (casework/CASE, release 1.4.0) and `ontology/uco/*` (ucoProject/UCO,
//! release 1.4.0); what goes with what is as in `examples/illustrations/Oresteia` (casework/CASE-Examples): an action has a
//! performer in a role, an instrument, objects, and as result a record of provenance. Every node has a name that ends in a UUID
//! made from what it stands for, so the same history is the same text.

mod event;
mod graph;
mod node;
mod uuid;

pub use event::{Event, Subject};
pub(crate) use node::pretty;

use graph::graph;

/// The release of CASE whose words are used.
pub const CASE_VERSION: &str = "1.4.0";

/// Custody of items as JSON-LD. `origin` is the log's name; actors go by number and role. Events in the order of the log.
pub fn case_jsonld(origin: &str, subjects: &[Subject], events: &[&Event]) -> Vec<u8> {
    pretty(&graph(origin, subjects, events))
}
