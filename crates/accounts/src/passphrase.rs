//! Changing one's passphrase, which changes the signing key.

use crate::accounts::Accounts;
use crate::error::AccountsError;
use crate::event::{Event, What};
use crate::row::keep_verifier;
use crate::sign_in::SignedIn;
use crate::throttle::forgive;
use crate::token::SessionToken;
use jiff::Timestamp;
use keyring::Passphrase;
use record::Signer;
use std::sync::Arc;
use store::Transaction;

impl Accounts {
    /// Changes the passphrase of who is signed in: a fresh signing key under the new one, every other session signed out, and
    /// a new token for this one.
    pub async fn change_passphrase(
        &self,
        token: &SessionToken,
        old: &str,
        new: Passphrase,
        now: Timestamp,
    ) -> Result<SignedIn, AccountsError> {
        let session = self.session(token, now).await?.ok_or(AccountsError::NotSignedIn)?;
        let (key, tags, _) = self.opened(&session.actor, old, now).await?;
        let (actor, number) = (session.actor.number, session.number);
        let new = Arc::new(new);
        let verifier = self.hash(&new).await?;
        let signer = Signer::new(actor, key);
        // First the key, which the record keeps by itself. If we stop in between, the new passphrase signs in, the kept hash
        // is out of date, and every session is over: the same, but for signing in once more.
        self.record.set_passphrase(&session.actor, &session.actor, &new, Some(&signer), now).await?;
        let changed = self.record.actor_numbered(actor).await?.ok_or(AccountsError::Damaged)?;
        let public_key = changed.public_key.ok_or(AccountsError::Damaged)?;
        let fresh = SessionToken::fresh()?;
        self.store()
            .transaction("change a passphrase", async |mut transaction: Transaction| {
                let (now, whose) = (now.as_microsecond(), i64::from(actor));
                keep_verifier(&mut transaction, actor, &public_key, &verifier, now).await?;
                forgive(&mut transaction, &tags).await?;
                let others = "DELETE FROM account_session WHERE actor = $1 AND number <> $2";
                transaction.execute(others, &[whose.into(), number.into()]).await?;
                let own = "UPDATE account_session SET digest = $2, public_key = $3, proven_until = NULL, \
                           signer = NULL WHERE number = $1";
                let values = [number.into(), fresh.digest().into(), public_key.clone().into()];
                transaction.execute(own, &values).await?;
                Ok::<_, AccountsError>(())
            })
            .await?;
        Ok(SignedIn { token: fresh, event: Event::of(What::PassphraseChanged, actor) })
    }
}
