//! What one proposes another one approves: who may count as the other.

use crate::RecordError;
use crate::act::{Act, ActorAdmitted, ActorRolesTold};
use crate::actor::{Actor, is_signed_by};
use crate::known::KnownAt;
use crate::ledger::{Leaf, Writing};
use subtle::ConstantTimeEq;

impl Writing<'_> {
    /// The act of this kind at a position of the log; none if there is another one, or none.
    pub async fn act_at<A: Act>(&mut self, position: u64) -> Result<Option<(Leaf, A)>, RecordError> {
        let Ok(position) = i64::try_from(position) else { return Ok(None) };
        let rows =
            self.transaction().read("SELECT body FROM leaf WHERE position = $1", &[position.into()]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let leaf = Leaf::parse(row.bytes(0)?)?;
        if leaf.kind != A::KIND {
            return Ok(None);
        }
        let act = A::deserialize(&leaf.body)
            .map_err(|_| RecordError::damaged(format!("act {position} makes no sense")))?;
        Ok(Some((leaf, act)))
    }

    /// Whether who acts may approve what somebody else proposed: another actor with another key, who stood there before the
    /// proposal and is nobody's creature. Otherwise an error says what is in the way.
    pub async fn is_somebody_else(&mut self, proposal: &Leaf, by: &Actor) -> Result<(), RecordError> {
        somebody_else(self, proposal, by).await
    }
}

/// Two people are two actors with two keys.
async fn somebody_else(writing: &mut Writing<'_>, proposal: &Leaf, by: &Actor) -> Result<(), RecordError> {
    let rows = writing
        .transaction()
        .read(
            &format!(
                "SELECT public_key FROM actor WHERE actor = $2 AND public_key IS NOT NULL AND {}",
                KnownAt::condition(1)
            ),
            &[KnownAt::before(proposal.position).bound().into(), i64::from(proposal.actor).into()],
        )
        .await?;
    let key = rows
        .first()
        .ok_or_else(|| RecordError::damaged(format!("act {} is not signed", proposal.position)))?
        .bytes(0)?;
    let digest = proposal.digest()?;
    let is_signed = proposal.signatures.iter().any(|signature| {
        signature.actor == proposal.actor
            && unhex(&signature.ed25519).is_some_and(|bytes| is_signed_by(&digest, &bytes, key))
    });
    if !is_signed {
        return Err(RecordError::damaged(format!(
            "act {} is not signed by who proposed it",
            proposal.position
        )));
    }
    let own = by.public_key.as_deref().unwrap_or_default();
    if proposal.actor == by.number || key.ct_eq(own).into() {
        return Err(RecordError::SamePerson);
    }
    independent(writing, proposal, by).await
}

/// Whoever proposes could enrol somebody, or set somebody's key anew, and approve in that name. So who approves was enrolled
/// before the proposal, has set the own key, and nobody else has touched that key or those roles since.
async fn independent(writing: &mut Writing<'_>, proposal: &Leaf, by: &Actor) -> Result<(), RecordError> {
    let dependent = |what: &str, fix: &str| Err(RecordError::Refused { what: what.into(), fix: fix.into() });
    if by.key_by != Some(by.number) {
        return dependent(
            "somebody else has set this actor's key, so it approves nothing",
            "Replace it first, with a passphrase that nobody else knows: tipstaff actor key",
        );
    }
    let proposed =
        i64::try_from(proposal.position).map_err(|_| RecordError::damaged("a position is out of range"))?;
    let rows = writing
        .transaction()
        .read("SELECT act FROM actor WHERE actor = $1 ORDER BY number", &[i64::from(by.number).into()])
        .await?;
    let acts = rows.iter().map(|row| row.integer(0)).collect::<Result<Vec<i64>, _>>()?;
    for act in acts {
        if act < proposed {
            continue;
        }
        let leaf =
            writing.transaction().read("SELECT body FROM leaf WHERE position = $1", &[act.into()]).await?;
        let leaf = leaf.first().ok_or_else(|| RecordError::damaged(format!("act {act} is missing")))?;
        let leaf = Leaf::parse(leaf.bytes(0)?)?;
        // What a provider says of somebody is said by somebody else, whoever writes it down.
        let is_told = [ActorAdmitted::KIND, ActorRolesTold::KIND].contains(&leaf.kind.as_str());
        if leaf.actor != by.number || is_told {
            return dependent(
                "this actor was enrolled, or given other roles or another key, after it was proposed",
                "Let somebody approve it who was there before, or propose it anew",
            );
        }
    }
    let Some(provider) = by.provider else { return Ok(()) };
    let changed = writing
        .transaction()
        .read(
            "SELECT number FROM sign_in_provider WHERE provider = $1 AND act >= $2 LIMIT 1",
            &[i64::from(provider).into(), proposed.into()],
        )
        .await?;
    if changed.is_empty() {
        return Ok(());
    }
    dependent(
        "an administrator has changed who may sign in, and with which roles, after it was proposed",
        "Let somebody approve it who signs in with a passphrase, or propose it anew",
    )
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2).map(|pair| {
        let pair = std::str::from_utf8(pair).ok().filter(|pair| pair.len() == 2)?;
        u8::from_str_radix(pair, 16).ok()
    });
    pairs.collect()
}
