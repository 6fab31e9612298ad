//! Links by which somebody sets a first passphrase of their own: the founder of a record, and whoever is invited.

use crate::accounts::{Accounts, administrator};
use crate::error::AccountsError;
use crate::event::{Event, What};
use crate::row::keep_verifier;
use crate::time::{HOUR, MINUTE, lasts_until};
use crate::token::LinkToken;
use jiff::Timestamp;
use keyring::Passphrase;
use record::{Actor, Roles, Signer};
use std::sync::Arc;
use store::Transaction;

/// Number of the founder: the first actor of a record.
const FOUNDER: u32 = 1;
/// How long somebody may take who has begun to use a link; then it can be used again, in case a node stopped half-way.
const TAKEN: i64 = MINUTE;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// The first passphrase of the first actor.
    Founder,
    /// The first passphrase of somebody who was invited.
    Invitation,
}

/// A link that is good.
#[derive(Debug)]
pub struct Link {
    /// What it is for.
    pub kind: LinkKind,
    /// Whose passphrase it sets.
    pub actor: Actor,
}

impl LinkKind {
    fn id(self) -> &'static str {
        match self {
            Self::Founder => "founder",
            Self::Invitation => "invitation",
        }
    }

    fn named(id: &str) -> Option<Self> {
        [Self::Founder, Self::Invitation].into_iter().find(|kind| kind.id() == id)
    }

    fn length(self) -> i64 {
        match self {
            Self::Founder => HOUR,
            Self::Invitation => 7 * 24 * HOUR,
        }
    }
}

impl Accounts {
    /// A link for the founder, as long as the first actor has no key. It is good for an hour, and voids every earlier one.
    pub async fn first_link(&self, now: Timestamp) -> Result<Option<LinkToken>, AccountsError> {
        match self.record.actor_numbered(FOUNDER).await? {
            Some(founder) if founder.public_key.is_none() => {
                let token = LinkToken::fresh()?;
                self.keep_link(&token, LinkKind::Founder, FOUNDER, now).await?;
                Ok(Some(token))
            }
            _ => Ok(None),
        }
    }

    /// Enrols somebody and gives the link by which they set their own passphrase, within seven days. Until then their key is
    /// one that an administrator set: it approves nothing.
    pub async fn invite(
        &self,
        by: &Actor,
        signer: &Signer,
        name: &str,
        roles: Roles,
        now: Timestamp,
    ) -> Result<(Actor, LinkToken), AccountsError> {
        administrator(by)?;
        let token = LinkToken::fresh()?;
        let passphrase = token.passphrase()?;
        let (actor, _) = self.record.add_actor(by, signer, name, roles, Some(&passphrase), now).await?;
        self.keep_link(&token, LinkKind::Invitation, actor.number, now).await?;
        Ok((actor, token))
    }

    /// A new link for somebody whose link has run out, or who has forgotten the passphrase: an administrator sets a key that
    /// only the link opens. It voids the old passphrase, every earlier link and every session.
    pub async fn invite_again(
        &self,
        by: &Actor,
        signer: &Signer,
        actor: &Actor,
        now: Timestamp,
    ) -> Result<LinkToken, AccountsError> {
        administrator(by)?;
        // Nobody needs a link to themselves: that would be a key of one's own under words that one never chose.
        if by.number == actor.number {
            return Err(AccountsError::MayNot);
        }
        let token = LinkToken::fresh()?;
        self.record.set_passphrase(by, actor, &token.passphrase()?, Some(signer), now).await?;
        self.end_all(actor.number).await?;
        self.keep_link(&token, LinkKind::Invitation, actor.number, now).await?;
        Ok(token)
    }

    /// What a link is for. Nothing for one that is wrong, was used or has run out: nobody learns which.
    pub async fn link(&self, token: &LinkToken, now: Timestamp) -> Result<Option<Link>, AccountsError> {
        let read = "SELECT digest, kind, actor, until FROM account_link WHERE digest = $1";
        let rows = self.store().read(read, &[token.digest().into()]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let kind = LinkKind::named(row.text(1)?).ok_or(AccountsError::Damaged)?;
        if !token.is(row.bytes(0)?) || !lasts_until(row.integer(3)?, kind.length(), now.as_microsecond()) {
            return Ok(None);
        }
        let actor = u32::try_from(row.integer(2)?).map_err(|_| AccountsError::Damaged)?;
        let Some(actor) = self.record.actor_numbered(actor).await? else { return Ok(None) };
        let is_founded = kind == LinkKind::Founder && actor.public_key.is_some();
        Ok((!is_founded).then_some(Link { kind, actor }))
    }

    /// The founder sets the first passphrase of the record.
    pub async fn found(
        &self,
        token: &LinkToken,
        passphrase: Passphrase,
        now: Timestamp,
    ) -> Result<Event, AccountsError> {
        let founder = self.take_link(token, LinkKind::Founder, now).await?;
        self.join(token, &founder, None, passphrase, now).await
    }

    /// Somebody who was invited sets a passphrase of their own, by a signature of the key that only the link opens.
    pub async fn accept(
        &self,
        token: &LinkToken,
        passphrase: Passphrase,
        now: Timestamp,
    ) -> Result<Event, AccountsError> {
        let invited = self.take_link(token, LinkKind::Invitation, now).await?;
        let given = Arc::new(token.passphrase()?);
        let Some(key) = self.unlock(Some(&invited), &given).await? else {
            // The key was changed since, by this very link or elsewhere.
            self.forget_links(invited.number).await?;
            return Err(AccountsError::LinkGone);
        };
        let signer = Signer::new(invited.number, key);
        self.join(token, &invited, Some(&signer), passphrase, now).await
    }

    async fn join(
        &self,
        token: &LinkToken,
        actor: &Actor,
        signer: Option<&Signer>,
        passphrase: Passphrase,
        now: Timestamp,
    ) -> Result<Event, AccountsError> {
        let _turn = self.turn().await?;
        let passphrase = Arc::new(passphrase);
        let verifier = self.hash(&passphrase).await?;
        self.record.set_passphrase(actor, actor, &passphrase, signer, now).await?;
        let joined = self.record.actor_numbered(actor.number).await?.ok_or(AccountsError::Damaged)?;
        let public_key = joined.public_key.ok_or(AccountsError::Damaged)?;
        self.store()
            .transaction("join by a link", async |mut transaction: Transaction| {
                let now = now.as_microsecond();
                keep_verifier(&mut transaction, actor.number, &public_key, &verifier, now).await?;
                let used = "DELETE FROM account_link WHERE digest = $1";
                transaction.execute(used, &[token.digest().into()]).await?;
                Ok::<_, AccountsError>(())
            })
            .await?;
        Ok(Event::of(What::Joined, actor.number))
    }

    /// Takes a link for oneself: of two who use it at once, one gets it.
    async fn take_link(
        &self,
        token: &LinkToken,
        kind: LinkKind,
        now: Timestamp,
    ) -> Result<Actor, AccountsError> {
        let link = self.link(token, now).await?.filter(|link| link.kind == kind);
        let link = link.ok_or(AccountsError::LinkGone)?;
        let micros = now.as_microsecond();
        let changed = self
            .store()
            .transaction("take a link", async |mut transaction: Transaction| {
                let take = "UPDATE account_link SET taken = $2 WHERE digest = $1 \
                            AND (taken IS NULL OR taken <= $3 OR taken > $2)";
                let values = [token.digest().into(), micros.into(), (micros - TAKEN).into()];
                Ok::<_, AccountsError>(transaction.execute(take, &values).await?)
            })
            .await?;
        if changed == 1 { Ok(link.actor) } else { Err(AccountsError::LinkGone) }
    }

    async fn keep_link(
        &self,
        token: &LinkToken,
        kind: LinkKind,
        actor: u32,
        now: Timestamp,
    ) -> Result<(), AccountsError> {
        let made = now.as_microsecond();
        self.store()
            .transaction("make a link", async |mut transaction: Transaction| {
                forget(&mut transaction, actor).await?;
                transaction
                    .execute(
                        "INSERT INTO account_link (digest, kind, actor, made, until, taken) \
                         VALUES ($1, $2, $3, $4, $5, NULL)",
                        &[
                            token.digest().into(),
                            kind.id().into(),
                            i64::from(actor).into(),
                            made.into(),
                            (made + kind.length()).into(),
                        ],
                    )
                    .await?;
                Ok(())
            })
            .await
    }

    async fn forget_links(&self, actor: u32) -> Result<(), AccountsError> {
        self.store()
            .transaction("void links", async |mut transaction: Transaction| {
                forget(&mut transaction, actor).await
            })
            .await
    }
}

async fn forget(transaction: &mut Transaction, actor: u32) -> Result<(), AccountsError> {
    transaction.execute("DELETE FROM account_link WHERE actor = $1", &[i64::from(actor).into()]).await?;
    Ok(())
}
