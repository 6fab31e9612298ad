//! What a court is given: items, the acts about them, and the log that holds those acts.

mod about;
mod check;
mod index;
mod proof;
mod readme;

use crate::BagError;
use crate::bagit::info::Info;
use crate::case::{Event, Subject, case_jsonld};
use crate::write::{Bag, Open, Payload, Tag};
use tlog::{Checkpoint, Hash, VerifierKey};

/// A program that the bag brings along.
const VERIFY: &str = include_str!("verify.py");

/// Everything that goes into a bag.
pub struct Evidence<'a> {
    /// Labels of `bag-info.txt`, as `Source-Organization` and `External-Identifier`.
    pub info: Vec<Info>,
    /// The items, in any order.
    pub items: Vec<Item<'a>>,
    /// The acts about them, in any order. All that concern an item should be here: a bag cannot show that none was left out.
    pub acts: Vec<Act>,
    /// The log that holds them.
    pub log: Log,
}

/// One item.
pub struct Item<'a> {
    /// Its random number in the record.
    pub id: [u8; 16],
    /// Its path under `data/`; see [`plain_name`](crate::plain_name).
    pub name: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// Its SHA-256, as the record expects it.
    pub sha256: [u8; 32],
    /// Items that it was made from: a clip, a redaction. They need not be in the bag.
    pub derived_from: Vec<[u8; 16]>,
    /// Where it is read from.
    pub open: Open<'a>,
}

/// One act of custody.
#[derive(Debug, Clone)]
pub struct Act {
    /// What it was, for CASE. What the leaf says of the same must be the same.
    pub event: Event,
    /// Its bytes in the log: canonical JSON (RFC 8785).
    pub leaf: Vec<u8>,
    /// The proof that it is in the log of the checkpoint (RFC 6962, 2.1.1).
    pub proof: Vec<Hash>,
    /// The manifest whose salted digest the leaf holds, where the court is to see it.
    pub manifest: Option<Opening>,
}

/// A manifest and its salt: whoever has both can compare them with `manifest.sha256` of a leaf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The salt.
    pub salt: Vec<u8>,
    /// The manifest.
    pub body: Vec<u8>,
}

/// A log as its witnesses saw it.
#[derive(Debug, Clone)]
pub struct Log {
    /// Size and root, signed by the log and by its witnesses.
    pub checkpoint: Checkpoint,
    /// The log's key.
    pub key: VerifierKey,
    /// Keys of witnesses. One that has not cosigned this checkpoint is named as such.
    pub witnesses: Vec<VerifierKey>,
}

impl<'a> Evidence<'a> {
    /// The bag, once every proof has been checked: one that an expert would refute is not made.
    pub fn into_bag(mut self) -> Result<Bag<'a>, BagError> {
        self.items.sort_by(|a, b| a.name.cmp(&b.name));
        self.acts.sort_by_key(|act| act.event.position);
        check::check(&self)?;

        let mut tags = vec![
            tag("README.txt", readme::readme(&self)?),
            tag("verify.py", VERIFY.into()),
            tag("bag.json", index::index(&self)),
            tag("case.jsonld", self.case()),
            tag("checkpoint", self.log.checkpoint.to_bytes()),
        ];
        for act in &self.acts {
            let position = act.event.position;
            tags.push(tag(&format!("acts/{position}.json"), act.leaf.clone()));
            let text = proof::tlog_proof(position, &act.proof, &self.log.checkpoint);
            tags.push(tag(&format!("proofs/{position}.tlog-proof"), text));
            if let Some(opening) = &act.manifest {
                tags.push(tag(&format!("manifests/{position}"), opening.body.clone()));
            }
        }
        let payload = self.items.into_iter().map(|item| Payload {
            name: item.name,
            bytes: item.bytes,
            sha256: Some(item.sha256),
            open: item.open,
        });
        Ok(Bag { info: self.info, payload: payload.collect(), tags })
    }

    /// Items whose SHA-256 stands in no act of the bag about them: neither in the leaf nor in a manifest that is opened, in digits
    /// or as bytes. The log does not say of those which bytes they are. By their number in the record.
    pub fn unbound(&self) -> Vec<[u8; 16]> {
        about::unbound(self)
    }

    fn case(&self) -> Vec<u8> {
        let subject = |item: &Item<'_>| Subject {
            id: item.id,
            name: item.name.clone(),
            bytes: item.bytes,
            sha256: item.sha256,
            derived_from: item.derived_from.clone(),
        };
        let subjects: Vec<Subject> = self.items.iter().map(subject).collect();
        let events: Vec<&Event> = self.acts.iter().map(|act| &act.event).collect();
        case_jsonld(self.log.checkpoint.origin(), &subjects, &events)
    }
}

fn tag(path: &str, content: Vec<u8>) -> Tag {
    Tag { path: format!("tipstaff/{path}"), content }
}
