//! Signatures of an act: by whom, with the key of that time, and nobody twice.

use super::actors::{Actors, Enrolment};
use super::difference::Differences;
use super::fault::Fault;
use crate::act::ActKind;
use crate::is_signed_by;
use crate::ledger::Leaf;

/// Checks the signatures of an act, before what it does to actors. Gives how many there are. `readable` says whether every
/// act before it could be read; if not, somebody without a key may have one all the same.
pub(super) fn check(
    leaf: &Leaf,
    kind: &ActKind,
    actors: &Actors,
    enrolment: Option<&Enrolment>,
    readable: bool,
    found: &mut Differences,
) -> u64 {
    let position = leaf.position;
    let Ok(digest) = leaf.digest() else {
        found.at_act(Fault::LeafDamaged, position, "cannot be written the one way it can be");
        return 0;
    };
    let mut people: Vec<u32> = Vec::new();
    let mut keys: Vec<&[u8]> = Vec::new();
    for signature in &leaf.signatures {
        // Somebody whom a provider admits signs that with the key that it brings: nobody has known another one.
        let admitted = enrolment.filter(|one| leaf.kind == "actor-admitted" && one.actor == signature.actor);
        let known = admitted.map(|one| &one.after).or_else(|| actors.get(signature.actor));
        let key = known.and_then(|actor| actor.key.as_deref());
        if key.is_none() && !readable {
            continue;
        }
        let bytes = super::unhex(&signature.ed25519).unwrap_or_default();
        let Some(key) = key.filter(|key| is_signed_by(&digest, &bytes, key)) else {
            let what = format!("bears a signature that actor {} did not give", signature.actor);
            found.at_act(Fault::SignatureWrong, position, &what);
            continue;
        };
        if people.contains(&signature.actor) || keys.contains(&key) {
            found.at_act(Fault::SamePerson, position, "bears two signatures of one person");
        }
        people.push(signature.actor);
        keys.push(key);
    }
    // A key is set with a signature, else a name could be taken over. Only the first actor of all sets the own first key
    // without one, because nobody is there who could sign.
    let target = leaf.body.get("actor").and_then(serde_json::Value::as_u64);
    let is_founding =
        leaf.actor == 1 && target == Some(1) && actors.get(1).is_none_or(|actor| actor.key.is_none());
    let wanted = kind.signed || (leaf.kind == "actor-key-set" && !is_founding);
    let claimed = leaf.signatures.iter().any(|signature| signature.actor == leaf.actor);
    if wanted && !claimed {
        let what = format!("is not signed by actor {}, who did it", leaf.actor);
        found.at_act(Fault::SignatureMissing, position, &what);
    }
    leaf.signatures.len() as u64
}
