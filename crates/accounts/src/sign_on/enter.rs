//! Whoever a provider vouches for signs in, or confirms who they are.

use crate::accounts::Accounts;
use crate::error::AccountsError;
use crate::event::{Event, What};
use crate::prove::{seal, unlock as keep_unlocked};
use crate::row::keep_verifier;
use crate::session;
use crate::sign_in::SignedIn;
use crate::token::SessionToken;
use crate::unlock::nobodys;
use jiff::Timestamp;
use record::{Actor, SignInProvider};
use std::net::IpAddr;
use std::sync::Arc;
use store::Transaction;

/// What a provider said of somebody, after it was proved.
pub struct ToldOf<'t> {
    /// Who, for ever.
    pub subject: &'t str,
    /// What they are called today.
    pub name: &'t str,
    /// Values of the claim that holds roles.
    pub roles: &'t [String],
}

impl Accounts {
    /// Signs somebody in through a provider. Who comes for the first time with a role gets an account; who has no role any
    /// more loses what was left of it. Roles are from now on what the provider said, within what an administrator allows.
    ///
    /// # Errors
    /// [`AccountsError::NoRole`] for who is known to the provider and has no role here.
    pub async fn enter(
        &self,
        provider: &SignInProvider,
        told: &ToldOf<'_>,
        from: IpAddr,
        now: Timestamp,
    ) -> Result<SignedIn, AccountsError> {
        let known = self.record.actor_by_subject(provider, told.subject).await?;
        let roles = provider.roles.roles(told.roles.iter().map(String::as_str));
        let (actor, what) = match known {
            Some(actor) => (self.told(provider, actor, told, now).await?, What::SignedInThroughProvider),
            None if roles.is_empty() => return Err(AccountsError::NoRole),
            None => {
                let admitted = self.record.admit(provider, told.subject, told.name, roles, now).await?;
                (admitted, What::Admitted)
            }
        };
        let public_key = actor.public_key.clone().ok_or(AccountsError::Damaged)?;
        let missing = match self.account(actor.number).await? {
            Some(_) => None,
            // What is held against a passphrase is the hash of one that nobody knows: it fits nothing, as slowly as any other.
            None => Some(self.hash(&Arc::new(nobodys()?)).await?),
        };
        let token = SessionToken::fresh()?;
        self.store()
            .transaction("sign in through a provider", async |mut transaction: Transaction| {
                let now = now.as_microsecond();
                if let Some(verifier) = &missing {
                    keep_verifier(&mut transaction, actor.number, &public_key, verifier, now).await?;
                }
                session::begin(&mut transaction, &token, actor.number, &public_key, now).await
            })
            .await?;
        Ok(SignedIn { token, event: Event { what, actor: Some(actor.number), from: Some(from) } })
    }

    /// Somebody who is signed in has proved to the provider, anew, who they are: that unlocks the signing key, as a
    /// passphrase does. Roles are what the provider said now.
    pub async fn confirm(
        &self,
        token: &SessionToken,
        provider: &SignInProvider,
        told: &ToldOf<'_>,
        now: Timestamp,
    ) -> Result<Event, AccountsError> {
        let session = self.session(token, now).await?.ok_or(AccountsError::NotSignedIn)?;
        let known = self.record.actor_by_subject(provider, told.subject).await?;
        let Some(actor) = known.filter(|known| known.number == session.actor.number) else {
            return Err(AccountsError::SomebodyElse);
        };
        let actor = self.told(provider, actor, told, now).await?;
        let key = self.record.kept_key(&actor).await?;
        let sealed = seal(&key, token, session.number)?;
        self.store()
            .transaction("confirm who is signed in", async |mut transaction: Transaction| {
                keep_unlocked(&mut transaction, token, session.number, sealed.clone(), now).await
            })
            .await?;
        Ok(Event::of(What::Confirmed, actor.number))
    }

    /// Writes down what roles somebody has now. Without any, every session ends.
    async fn told(
        &self,
        provider: &SignInProvider,
        actor: Actor,
        told: &ToldOf<'_>,
        now: Timestamp,
    ) -> Result<Actor, AccountsError> {
        let roles = provider.roles.roles(told.roles.iter().map(String::as_str));
        let changed = self.record.roles_told(provider, &actor, roles, now).await?;
        if roles.is_empty() {
            self.end_all(actor.number).await?;
            return Err(AccountsError::NoRole);
        }
        if changed.is_none() {
            return Ok(actor);
        }
        self.record.actor_numbered(actor.number).await?.ok_or(AccountsError::Damaged)
    }
}
