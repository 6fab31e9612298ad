//! Sessions: who is signed in.

use crate::accounts::Accounts;
use crate::csrf::CsrfToken;
use crate::error::AccountsError;
use crate::prove::PROVEN;
use crate::time::{HOUR, MINUTE, lasts, lasts_until};
use crate::token::SessionToken;
use jiff::Timestamp;
use record::Actor;
use store::Transaction;

/// How long a session lasts that nobody uses.
pub(crate) const IDLE: i64 = 30 * MINUTE;
/// How long a session lasts.
pub(crate) const LONGEST: i64 = 12 * HOUR;
/// How long one lasts that stands on what a provider said: so long at most counts a role that is gone there.
pub(crate) const LONGEST_TOLD: i64 = 4 * HOUR;
/// How exactly it is kept when a session was last used: writing at every request would be work for nothing.
const SEEN: i64 = MINUTE;

/// Somebody who is signed in.
#[derive(Debug)]
pub struct Session {
    /// Number of the session.
    pub number: i64,
    /// Who, with the roles of this moment.
    pub actor: Actor,
    /// What forms send back.
    pub csrf: CsrfToken,
    /// When it began.
    pub began: Timestamp,
    /// When it was last used, to the minute.
    pub seen: Timestamp,
    /// Until when the passphrase need not be typed again; none if it has to be.
    pub proven_until: Option<Timestamp>,
    /// Whether there is a second factor.
    pub has_factor: bool,
    /// Whether a second factor has to be set up before anything else.
    pub must_enrol: bool,
}

/// A session, for a list of one's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Number of the session.
    pub number: i64,
    /// When it began.
    pub began: Timestamp,
    /// When it was last used, to the minute.
    pub seen: Timestamp,
}

impl Accounts {
    /// Who holds this token; nobody if the session has ended, was idle for half an hour or lasted twelve hours (four, for
    /// who signs in through a provider), if its actor's key was changed elsewhere, or if the actor has no role any more.
    pub async fn session(
        &self,
        token: &SessionToken,
        now: Timestamp,
    ) -> Result<Option<Session>, AccountsError> {
        let micros = now.as_microsecond();
        let rows = self
            .store()
            .read(
                "SELECT s.number, s.digest, s.actor, s.public_key, s.began, s.seen, s.proven_until, \
                 CASE WHEN a.factor IS NULL THEN 0 ELSE 1 END \
                 FROM account_session s JOIN account a ON a.actor = s.actor WHERE s.digest = $1",
                &[token.digest().into()],
            )
            .await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let (number, began, seen) = (row.integer(0)?, row.integer(4)?, row.integer(5)?);
        if !token.is(row.bytes(1)?) || !is_alive(began, seen, micros) {
            return Ok(None);
        }
        let actor = u32::try_from(row.integer(2)?).map_err(|_| AccountsError::Damaged)?;
        let Some(actor) = self.record.actor_numbered(actor).await? else { return Ok(None) };
        if actor.public_key.as_deref() != Some(row.bytes(3)?) || actor.roles.is_empty() {
            return Ok(None);
        }
        let is_told = actor.provider.is_some();
        if is_told && !lasts(began, LONGEST_TOLD, micros) {
            return Ok(None);
        }
        if micros - seen >= SEEN {
            self.see(number, micros).await?;
        }
        let has_factor = row.integer(7)? == 1;
        let proven = row.optional_integer(6)?.filter(|until| lasts_until(*until, PROVEN, micros));
        Ok(Some(Session {
            number,
            actor,
            csrf: CsrfToken::of(token)?,
            began: instant(began)?,
            seen: instant(seen)?,
            proven_until: proven.map(instant).transpose()?,
            has_factor,
            // A provider asks for a second factor itself.
            must_enrol: self.settings.second_factor_required && !has_factor && !is_told,
        }))
    }

    async fn see(&self, number: i64, now: i64) -> Result<(), AccountsError> {
        self.store()
            .transaction("note that a session is used", async |mut transaction: Transaction| {
                let see = "UPDATE account_session SET seen = $2 WHERE number = $1 AND seen < $2";
                transaction.execute(see, &[number.into(), now.into()]).await?;
                Ok(())
            })
            .await
    }

    /// Signs out. A token that is signed in nowhere is no mistake.
    pub async fn end(&self, token: &SessionToken) -> Result<(), AccountsError> {
        self.delete("DELETE FROM account_session WHERE digest = $1", &[token.digest().into()]).await?;
        Ok(())
    }

    /// Signs out one session of somebody, as their list numbers it; says whether there was one.
    pub async fn end_one(&self, actor: u32, number: i64) -> Result<bool, AccountsError> {
        let delete = "DELETE FROM account_session WHERE actor = $1 AND number = $2";
        Ok(self.delete(delete, &[i64::from(actor).into(), number.into()]).await? == 1)
    }

    /// Signs somebody out everywhere; says of how many sessions.
    pub async fn end_all(&self, actor: u32) -> Result<u64, AccountsError> {
        self.delete("DELETE FROM account_session WHERE actor = $1", &[i64::from(actor).into()]).await
    }

    async fn delete(&self, sql: &str, values: &[store::Value]) -> Result<u64, AccountsError> {
        self.store()
            .transaction("sign out", async |mut transaction: Transaction| {
                Ok(transaction.execute(sql, values).await?)
            })
            .await
    }

    /// Where somebody is signed in, newest first.
    pub async fn sessions(&self, actor: u32, now: Timestamp) -> Result<Vec<SessionRow>, AccountsError> {
        let list = "SELECT number, began, seen FROM account_session WHERE actor = $1 ORDER BY number DESC";
        let mut sessions = Vec::new();
        for row in self.store().read(list, &[i64::from(actor).into()]).await? {
            let (number, began, seen) = (row.integer(0)?, row.integer(1)?, row.integer(2)?);
            if is_alive(began, seen, now.as_microsecond()) {
                sessions.push(SessionRow { number, began: instant(began)?, seen: instant(seen)? });
            }
        }
        Ok(sessions)
    }
}

/// Writes a new session.
pub(crate) async fn begin(
    transaction: &mut Transaction,
    token: &SessionToken,
    actor: u32,
    public_key: &[u8],
    now: i64,
) -> Result<(), AccountsError> {
    let number = Accounts::number(transaction, "session").await?;
    transaction
        .execute(
            "INSERT INTO account_session (number, digest, actor, public_key, began, seen, proven_until, signer) \
             VALUES ($1, $2, $3, $4, $5, $5, NULL, NULL)",
            &[
                number.into(),
                token.digest().into(),
                i64::from(actor).into(),
                public_key.into(),
                now.into(),
            ],
        )
        .await?;
    Ok(())
}

fn is_alive(began: i64, seen: i64, now: i64) -> bool {
    lasts(began, LONGEST, now) && lasts(seen, IDLE, now)
}

/// An instant from a stored number.
pub(crate) fn instant(microseconds: i64) -> Result<Timestamp, AccountsError> {
    Timestamp::from_microsecond(microseconds).map_err(|_| AccountsError::Damaged)
}
