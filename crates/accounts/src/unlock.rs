//! The signing key, opened with its passphrase, away from the threads that serve others: it takes a fifth of a second.

use crate::accounts::Accounts;
use crate::error::AccountsError;
use keyring::{ActorKey, ActorKeyError, Passphrase};
use record::{Actor, RecordError};
use std::sync::Arc;

/// What somebody typed as a passphrase. What cannot be one is replaced by one that fits nothing, so that trying it takes
/// as long as any other.
pub(crate) fn typed(text: &str) -> Result<Arc<Passphrase>, AccountsError> {
    match Passphrase::new(text) {
        Ok(passphrase) => Ok(Arc::new(passphrase)),
        Err(_) => nobodys().map(Arc::new),
    }
}

/// A passphrase that nobody knows.
pub(crate) fn nobodys() -> Result<Passphrase, AccountsError> {
    crate::token::LinkToken::fresh()?.passphrase()
}

/// Runs work that keeps a processor busy.
pub(crate) async fn work<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, AccountsError> + Send + 'static,
) -> Result<T, AccountsError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| AccountsError::Damaged)?
}

impl Accounts {
    /// Opens an actor's key. Without an actor who has one, a decoy is tried, for the same time, and nothing opened.
    pub(crate) async fn unlock(
        &self,
        actor: Option<&Actor>,
        passphrase: &Arc<Passphrase>,
    ) -> Result<Option<ActorKey>, AccountsError> {
        let owner = actor.and_then(|actor| Some((actor.number, actor.public_key.clone()?)));
        let pem = match &owner {
            Some((number, _)) => self.pem(*number).await?,
            None => None,
        };
        let (is_real, pem) = match pem {
            Some(pem) => (true, pem),
            None => (false, self.decoy.clone()),
        };
        let passphrase = Arc::clone(passphrase);
        let key = work(move || match ActorKey::from_pem(&pem, &passphrase) {
            Ok(key) => Ok(Some(key)),
            Err(ActorKeyError::WrongPassphrase) => Ok(None),
            Err(error) => Err(RecordError::from(error).into()),
        })
        .await?;
        let (Some((_, public)), Some(key), true) = (owner, key, is_real) else { return Ok(None) };
        // A key changed between two readings is no key of this actor as it was read.
        Ok(Some(key).filter(|key| key.public().to_bytes() == public.as_slice()))
    }

    async fn pem(&self, actor: u32) -> Result<Option<String>, AccountsError> {
        let rows = self
            .store()
            .read("SELECT pem FROM actor_secret WHERE actor = $1", &[i64::from(actor).into()])
            .await?;
        Ok(rows.first().map(|row| row.text(0).map(str::to_owned)).transpose()?)
    }
}
