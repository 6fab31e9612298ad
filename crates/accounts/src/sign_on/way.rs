//! On the way to a provider and back. One row for each, in the database, so that whichever node sees a browser come back
//! knows it, and only once. What binds it to the browser is the token in its cookie, of which the row has the hash.

use crate::accounts::Accounts;
use crate::error::AccountsError;
use crate::session::{Session, instant};
use crate::time::{MINUTE, lasts_until};
use crate::token::SignOnToken;
use jiff::Timestamp;
use keyring::{Cell, Sealer};
use store::Transaction;
use zeroize::Zeroizing;

/// How long somebody may take.
const LONGEST: i64 = 10 * MINUTE;
/// Where what was typed lies. Each is sealed under a key of its own, so the place need not tell one from another.
const KEPT: Cell<'static> = Cell { table: "account_sign_on", row: 0, column: "kept" };

/// Somebody who has come back.
pub struct SignOn {
    /// The session that is to be confirmed; none: somebody signs in.
    pub session: Option<i64>,
    /// When they were sent.
    pub made: Timestamp,
    /// What was kept meanwhile.
    pub kept: Zeroizing<Vec<u8>>,
}

impl std::fmt::Debug for SignOn {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("SignOn")
    }
}

impl Accounts {
    /// Somebody is sent to a provider: to sign in, or, with a session, to confirm who they are. A session is on one way at a
    /// time; what was kept for an earlier one is forgotten.
    pub async fn begin_sign_on(
        &self,
        session: Option<&Session>,
        kept: &[u8],
        now: Timestamp,
    ) -> Result<SignOnToken, AccountsError> {
        let token = SignOnToken::fresh()?;
        let sealed = Sealer::new(&token.kept_key()).seal(KEPT, kept)?;
        let session = session.map(|session| session.number);
        let made = now.as_microsecond();
        self.store()
            .transaction("send somebody to a provider", async |mut transaction: Transaction| {
                if let Some(session) = session {
                    let forget = "DELETE FROM account_sign_on WHERE session = $1";
                    transaction.execute(forget, &[session.into()]).await?;
                }
                let insert = "INSERT INTO account_sign_on (digest, session, made, until, kept) \
                              VALUES ($1, $2, $3, $4, $5)";
                let values = [
                    token.digest().into(),
                    session.into(),
                    made.into(),
                    made.saturating_add(LONGEST).into(),
                    sealed.clone().into(),
                ];
                transaction.execute(insert, &values).await?;
                Ok::<_, AccountsError>(())
            })
            .await?;
        Ok(token)
    }

    /// Somebody is back. It is good once, whatever comes of it.
    ///
    /// # Errors
    /// [`AccountsError::SignOnGone`] if it was used, has run out, or never was: nobody learns which.
    pub async fn take_sign_on(&self, token: &SignOnToken, now: Timestamp) -> Result<SignOn, AccountsError> {
        let rows = self
            .store()
            .transaction("take who comes back from a provider", async |mut transaction: Transaction| {
                let take = "DELETE FROM account_sign_on WHERE digest = $1 \
                            RETURNING digest, session, made, until, kept";
                Ok::<_, AccountsError>(transaction.read(take, &[token.digest().into()]).await?)
            })
            .await?;
        let row = rows.first().ok_or(AccountsError::SignOnGone)?;
        if !token.is(row.bytes(0)?) || !lasts_until(row.integer(3)?, LONGEST, now.as_microsecond()) {
            return Err(AccountsError::SignOnGone);
        }
        Ok(SignOn {
            session: row.optional_integer(1)?,
            made: instant(row.integer(2)?)?,
            kept: Sealer::new(&token.kept_key()).open(KEPT, row.bytes(4)?)?,
        })
    }
}
