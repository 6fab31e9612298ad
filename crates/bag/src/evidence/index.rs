//! `bag.json`: which acts are about which file, and whose keys are asked for. `verify.py` begins here.

use super::about::by_item;
use super::{Act, Evidence, Item};
use crate::case::pretty;
use crate::hash::hex;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

pub(super) fn index(evidence: &Evidence<'_>) -> Vec<u8> {
    let log = &evidence.log;
    let act = |act: &Act| {
        json!({
            "position": act.event.position,
            "salt": act.manifest.as_ref().map(|opening| STANDARD.encode(&opening.salt)),
        })
    };
    let about = by_item(&evidence.acts);
    let item = |item: &Item<'_>| {
        let acts = about.get(&item.id).map(Vec::as_slice).unwrap_or_default();
        json!({
            "id": hex(&item.id),
            "path": format!("data/{}", item.name),
            "bytes": item.bytes,
            "sha256": hex(&item.sha256),
            "acts": acts.iter().map(|at| evidence.acts[*at].event.position).collect::<Vec<_>>(),
        })
    };
    pretty(&json!({
        "schema": "tipstaff.bag/1",
        "log": {
            "key": log.key.to_string(),
            "witnesses": log.witnesses.iter().map(ToString::to_string).collect::<Vec<_>>(),
        },
        "acts": evidence.acts.iter().map(act).collect::<Vec<Value>>(),
        "items": evidence.items.iter().map(item).collect::<Vec<Value>>(),
    }))
}
