//! Everything that an expert will check, before there is a bag.

use super::{Act, Evidence};
use crate::BagError;
use crate::hash::hex;
use jiff::Timestamp;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use tlog::cosignature;

pub(super) fn check(evidence: &Evidence<'_>) -> Result<(), BagError> {
    let log = &evidence.log;
    log.checkpoint.verify(&log.key)?;
    for witness in &log.witnesses {
        cosignature::verify(&log.checkpoint, witness)?;
    }
    let mut seen = HashSet::new();
    for act in &evidence.acts {
        let position = act.event.position;
        if !seen.insert(position) {
            return Err(BagError::Act { position, why: "it is there twice" });
        }
        tlog::check_inclusion(&act.proof, &log.checkpoint.head(), position, tlog::leaf_hash(&act.leaf))?;
        if !tlog::is_canonical(&act.leaf) {
            return Err(BagError::Act { position, why: "its leaf is not canonical JSON" });
        }
        let leaf: Value = serde_json::from_slice(&act.leaf)
            .map_err(|_| BagError::Act { position, why: "its leaf is not canonical JSON" })?;
        agrees(act, &leaf)?;
        if !opens(act, &leaf) {
            let why = "the manifest that goes with it is not the one whose digest the leaf holds";
            return Err(BagError::Act { position, why });
        }
    }
    let known: HashSet<_> = evidence.items.iter().map(|item| item.id).collect();
    if known.len() != evidence.items.len() {
        let name = evidence.items.first().map(|item| item.name.clone()).unwrap_or_default();
        return Err(BagError::Name { name, why: "two items of the bag have one number in the record" });
    }
    if let Some(id) = evidence.unbound().first() {
        let name = evidence.items.iter().find(|item| item.id == *id).map(|item| item.name.clone());
        return Err(BagError::Unbound { name: name.unwrap_or_default() });
    }
    Ok(())
}

/// Whether what is said about an act in CASE is what its leaf says, as far as the leaf says it in the words of all acts.
fn agrees(act: &Act, leaf: &Value) -> Result<(), BagError> {
    let event = &act.event;
    let position = event.position;
    let differs = |why| Err(BagError::Act { position, why });
    if leaf.get("position").is_some_and(|told| told.as_u64() != Some(position)) {
        return differs("its leaf is of another place in the log");
    }
    if leaf.get("actor").is_some_and(|told| told.as_u64() != Some(u64::from(event.actor))) {
        return differs("its leaf is by somebody else");
    }
    if leaf.get("kind").is_some_and(|told| told.as_str() != Some(&event.kind)) {
        return differs("its leaf is of another kind");
    }
    let time = |told: &Value| told.as_str().and_then(|text| text.parse::<Timestamp>().ok());
    if leaf.get("at").is_some_and(|told| time(told) != Some(event.recorded)) {
        return differs("its leaf is of another time");
    }
    if !is_plain(&event.kind) || !is_plain(&event.role) {
        return differs("kind and role are a few plain words");
    }
    Ok(())
}

/// Small letters, digits, spaces, `-` and `_`: no name of a person looks like that.
fn is_plain(word: &str) -> bool {
    let plain =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || " -_".contains(letter);
    !word.is_empty() && word.len() <= 64 && word.chars().all(plain)
}

/// Whether a manifest is the one of its leaf: SHA-256 over a name, the length of the salt, the salt and the body, as `record` makes
/// it.
fn opens(act: &Act, leaf: &Value) -> bool {
    let Some(opening) = &act.manifest else { return true };
    let digest = Sha256::new()
        .chain_update("tipstaff.manifest/1\n")
        .chain_update((opening.salt.len() as u64).to_be_bytes())
        .chain_update(&opening.salt)
        .chain_update(&opening.body)
        .finalize();
    let told = leaf.get("manifest");
    let told = |field: &str| told.and_then(|manifest| manifest.get(field));
    told("sha256").and_then(Value::as_str) == Some(&hex(&digest))
        && told("bytes").and_then(Value::as_u64) == Some(opening.body.len() as u64)
}
