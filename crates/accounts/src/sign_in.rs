//! Signing in.

use crate::accounts::Accounts;
use crate::argon;
use crate::error::{AccountsError, SignInRefused};
use crate::event::{Event, What};
use crate::factor::CodeUsed;
use crate::row::keep_verifier;
use crate::session;
use crate::throttle::{Turn, forgive};
use crate::token::SessionToken;
use crate::unlock::{typed, work};
use jiff::Timestamp;
use keyring::Passphrase;
use record::{Actor, RecordError};
use std::net::IpAddr;
use std::sync::Arc;
use store::Transaction;

/// Bytes of the longest name that is looked for.
const LONGEST_NAME: usize = 512;

/// Somebody who has signed in.
#[derive(Debug)]
pub struct SignedIn {
    /// The token of the new session: always a fresh one, so that nobody can have planted it.
    pub token: SessionToken,
    /// For the log.
    pub event: Event,
}

/// What is to be kept after a passphrase was right.
enum Right {
    /// Nothing: it is kept already.
    Kept,
    /// Its hash, for the first time or with today's parameters.
    Anew(String),
}

impl Accounts {
    /// Signs somebody in. Who has no account row yet, but a signing key from the command line, gets one by opening that key
    /// once; so does who changed the key there.
    ///
    /// # Errors
    /// [`AccountsError::SignIn`] for every reason that has to do with who tries.
    pub async fn sign_in(
        &self,
        name: &str,
        passphrase: &str,
        code: Option<&str>,
        from: IpAddr,
        now: Timestamp,
    ) -> Result<SignedIn, AccountsError> {
        let _permit = self.turn().await?;
        let name = if name.len() > LONGEST_NAME { "" } else { name };
        let tags = self.tags(name, Some(from))?;
        let typed = typed(passphrase)?;
        let turn = self.take_turn(&tags, now.as_microsecond()).await?;
        let actor = self.actor_named(name).await?;
        let number = actor.as_ref().map(|actor| actor.number);
        let refused = |what| SignInRefused { event: Event { what, actor: number, from: Some(from) } };
        let wrong = match turn {
            Turn::Taken => refused(What::Wrong),
            Turn::Last => refused(What::LockedOut),
            Turn::Refused => return Err(refused(What::TooOften).into()),
        };
        let right = self.right(actor.as_ref(), &typed).await?;
        // Nobody without any role can sign in: that is how somebody who left is shut out.
        let actor = actor.filter(|actor| !actor.roles.is_empty());
        let (Some(actor), Some(right)) = (actor, right) else { return Err(wrong.into()) };
        let public_key = actor.public_key.clone().ok_or(AccountsError::Damaged)?;
        let token = SessionToken::fresh()?;
        let used = self
            .store()
            .transaction("sign in", async |mut transaction: Transaction| {
                let used = self.use_code(&mut transaction, actor.number, code, now).await?;
                let used = used.ok_or_else(|| wrong.clone())?;
                forgive(&mut transaction, &tags).await?;
                let now = now.as_microsecond();
                if let Right::Anew(verifier) = &right {
                    keep_verifier(&mut transaction, actor.number, &public_key, verifier, now).await?;
                }
                session::begin(&mut transaction, &token, actor.number, &public_key, now).await?;
                Ok::<_, AccountsError>(used)
            })
            .await?;
        let what = if used == CodeUsed::Recovery { What::SignedInByRecovery } else { What::SignedIn };
        Ok(SignedIn { token, event: Event { what, actor: number, from: Some(from) } })
    }

    /// Forgets the wrong tries for somebody's name, so that they can sign in at once. An administrator does it.
    pub async fn unlock_account(&self, by: &Actor, actor: u32) -> Result<Event, AccountsError> {
        crate::accounts::administrator(by)?;
        let whose = self.record.actor_numbered(actor).await?.ok_or(AccountsError::Damaged)?;
        let tags = self.tags(&whose.name, None)?;
        self.store()
            .transaction("unlock an account", async |mut transaction: Transaction| {
                crate::throttle::unlock(&mut transaction, &tags).await
            })
            .await?;
        Ok(Event::of(What::Unlocked, actor))
    }

    /// Whether the passphrase is right. What is wrong takes one hash and one key, whether there is such a name, whether it
    /// has a key, and whether a hash is kept or not.
    async fn right(
        &self,
        actor: Option<&Actor>,
        typed: &Arc<Passphrase>,
    ) -> Result<Option<Right>, AccountsError> {
        let account = match actor {
            Some(actor) => self.account(actor.number).await?,
            None => None,
        };
        let kept = actor.zip(account.as_ref()).and_then(|(actor, account)| account.verifier_for(actor));
        let kept = kept.map(str::to_owned);
        let is_outdated = kept.as_ref().is_some_and(|kept| argon::is_outdated(kept));
        let is_kept = kept.is_some();
        let (hasher, phrase) = (Arc::clone(&self.argon), Arc::clone(typed));
        if work(move || hasher.is(kept.as_deref(), &phrase)).await? {
            return if is_outdated { self.anew(typed).await.map(Some) } else { Ok(Some(Right::Kept)) };
        }
        match self.unlock(actor.filter(|_| !is_kept), typed).await? {
            Some(_) => self.anew(typed).await.map(Some),
            None => Ok(None),
        }
    }

    async fn anew(&self, typed: &Arc<Passphrase>) -> Result<Right, AccountsError> {
        Ok(Right::Anew(self.hash(typed).await?))
    }

    /// What is kept of a passphrase.
    pub(crate) async fn hash(&self, passphrase: &Arc<Passphrase>) -> Result<String, AccountsError> {
        let (argon, passphrase) = (Arc::clone(&self.argon), Arc::clone(passphrase));
        work(move || argon.hash(&passphrase)).await
    }

    async fn actor_named(&self, name: &str) -> Result<Option<Actor>, AccountsError> {
        match self.record.actor(Some(name)).await {
            Ok(actor) => Ok(Some(actor)),
            Err(RecordError::Unknown { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}
