//! Typing the passphrase again, which unlocks the signing key for ten minutes.

use crate::accounts::Accounts;
use crate::error::AccountsError;
use crate::event::{Event, What};
use crate::session::Session;
use crate::throttle::{Tags, Turn, forgive};
use crate::time::MINUTE;
use crate::token::SessionToken;
use crate::unlock::typed;
use jiff::Timestamp;
use keyring::{ActorKey, Cell, Sealer};
use record::{Actor, Signer};
use store::Transaction;

/// How long the signing key stays unlocked.
pub(crate) const PROVEN: i64 = 10 * MINUTE;

impl Accounts {
    /// Shows that it is still the same person, and unlocks the signing key. It lies in the session's row, sealed under a key
    /// that comes from the session's token: the database alone opens nothing.
    pub async fn prove(
        &self,
        token: &SessionToken,
        passphrase: &str,
        code: Option<&str>,
        now: Timestamp,
    ) -> Result<Event, AccountsError> {
        let session = self.session(token, now).await?.ok_or(AccountsError::NotSignedIn)?;
        let actor = session.actor.number;
        let (key, tags, wrong) = self.opened(&session.actor, passphrase, now).await?;
        let sealed = seal(&key, token, session.number)?;
        self.store()
            .transaction("prove who is signed in", async |mut transaction: Transaction| {
                if self.use_code(&mut transaction, actor, code, now).await?.is_none() {
                    return Err(AccountsError::NotProven(wrong));
                }
                forgive(&mut transaction, &tags).await?;
                unlock(&mut transaction, token, session.number, sealed.clone(), now).await
            })
            .await?;
        Ok(Event::of(What::Proven, actor))
    }

    /// The signing key that [`Accounts::prove`] unlocked, for its ten minutes. Nothing while a second factor has to be set up.
    pub async fn signer(
        &self,
        token: &SessionToken,
        now: Timestamp,
    ) -> Result<Option<Signer>, AccountsError> {
        let Some(session) = self.session(token, now).await? else { return Ok(None) };
        if session.proven_until.is_none() || session.must_enrol {
            return Ok(None);
        }
        let Session { number, actor, .. } = session;
        let read = "SELECT signer FROM account_session WHERE number = $1 AND digest = $2";
        let rows = self.store().read(read, &[number.into(), token.digest().into()]).await?;
        let Some(sealed) = rows.first().map(|row| row.optional_bytes(0)).transpose()?.flatten() else {
            return Ok(None);
        };
        let key = ActorKey::open(&Sealer::new(&token.signer_key()), signer_cell(number), sealed)?;
        let signer = Signer::new(actor.number, key);
        Ok(signer.is_key_of(actor.public_key.as_deref().unwrap_or_default()).then_some(signer))
    }

    /// The signing key of somebody who is signed in, by the passphrase. It counts as a wrong try until it is forgiven.
    pub(crate) async fn opened(
        &self,
        actor: &Actor,
        passphrase: &str,
        now: Timestamp,
    ) -> Result<(ActorKey, Tags, Event), AccountsError> {
        let _turn = self.turn().await?;
        let tags = self.tags(&actor.name, None)?;
        let wrong = match self.take_turn(&tags, now.as_microsecond()).await? {
            Turn::Taken => Event::of(What::Wrong, actor.number),
            Turn::Last => Event::of(What::LockedOut, actor.number),
            Turn::Refused => {
                return Err(AccountsError::NotProven(Event::of(What::TooOften, actor.number)));
            }
        };
        match self.unlock(Some(actor), &typed(passphrase)?).await? {
            Some(key) => Ok((key, tags, wrong)),
            None => Err(AccountsError::NotProven(wrong)),
        }
    }
}

/// Seals a signing key for as long as it stays unlocked.
pub(crate) fn seal(key: &ActorKey, token: &SessionToken, session: i64) -> Result<Vec<u8>, AccountsError> {
    Ok(key.seal(&Sealer::new(&token.signer_key()), signer_cell(session))?)
}

/// Keeps it with its session, for ten minutes.
pub(crate) async fn unlock(
    transaction: &mut Transaction,
    token: &SessionToken,
    session: i64,
    sealed: Vec<u8>,
    now: Timestamp,
) -> Result<(), AccountsError> {
    let until = now.as_microsecond().saturating_add(PROVEN);
    let unlock =
        "UPDATE account_session SET proven_until = $3, signer = $4 WHERE number = $1 AND digest = $2";
    let values = [session.into(), token.digest().into(), until.into(), sealed.into()];
    match transaction.execute(unlock, &values).await? {
        1 => Ok(()),
        _ => Err(AccountsError::NotSignedIn),
    }
}

/// Where an unlocked signing key lies.
fn signer_cell(session: i64) -> Cell<'static> {
    Cell { table: "account_session", row: session, column: "signer" }
}
