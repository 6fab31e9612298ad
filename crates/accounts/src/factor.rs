//! The second factor: codes of an authenticator app (RFC 6238: SHA-1, six digits, 30 seconds, one step either way).

use crate::accounts::{Accounts, administrator};
use crate::error::AccountsError;
use crate::event::{Event, What};
use crate::recovery;
use crate::row::factor_cell;
use crate::session::Session;
use crate::token::{SessionToken, random};
use jiff::Timestamp;
use qrcode::QrCode;
use qrcode::render::svg;
use record::Actor;
use store::Transaction;
use totp_rs::{Algorithm, Builder, Totp};
use zeroize::Zeroizing;

/// Bytes of a secret: as long as the hash (RFC 4226, section 4).
const SECRET_BYTES: usize = 20;
const STEP_SECONDS: u64 = 30;

/// What an authenticator app has to know. Shown once, to the one who sets it up.
pub struct Enrolment {
    /// The secret, to be typed.
    pub base32: Zeroizing<String>,
    /// The secret as an address, `otpauth://totp/…`.
    pub uri: Zeroizing<String>,
    /// The address as a picture to be photographed: an SVG element.
    pub picture: Zeroizing<String>,
}

/// Ten codes for those who lose their phone. Shown once.
pub struct RecoveryCodes(pub Vec<Zeroizing<String>>);

impl std::fmt::Debug for Enrolment {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Enrolment")
    }
}

impl std::fmt::Debug for RecoveryCodes {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "RecoveryCodes({})", self.0.len())
    }
}

/// Which code was right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CodeUsed {
    /// None was needed.
    None,
    /// One of the app.
    App,
    /// One of the ten.
    Recovery,
}

impl Accounts {
    /// Begins to set up a second factor, for somebody who has just typed the passphrase again. Beginning anew replaces what
    /// was begun; nothing asks for codes before [`Accounts::confirm_factor`].
    pub async fn begin_factor(
        &self,
        token: &SessionToken,
        now: Timestamp,
    ) -> Result<Enrolment, AccountsError> {
        let session = self.proven(token, now).await?;
        // A provider asks for a second factor itself; one of ours would never be asked for.
        if session.actor.provider.is_some() {
            return Err(AccountsError::NoEnrolment);
        }
        let secret = random::<SECRET_BYTES>()?;
        let actor = session.actor.number;
        let sealed = self.sealer.seal(factor_cell(actor, "factor_begun"), &*secret)?;
        let changed = self
            .store()
            .transaction("begin a second factor", async |mut transaction: Transaction| {
                let begin = "UPDATE account SET factor_begun = $2 WHERE actor = $1 AND factor IS NULL";
                let values = [i64::from(actor).into(), sealed.clone().into()];
                Ok::<_, AccountsError>(transaction.execute(begin, &values).await?)
            })
            .await?;
        if changed != 1 {
            return Err(AccountsError::NoEnrolment);
        }
        let totp = totp(&*secret, &self.settings.issuer, &session.actor.name)?;
        let uri = Zeroizing::new(totp.to_url().map_err(|_| AccountsError::Damaged)?);
        let code = QrCode::new(uri.as_bytes()).map_err(|_| AccountsError::Damaged)?;
        let drawn = Zeroizing::new(code.render::<svg::Color<'_>>().min_dimensions(240, 240).build());
        // Inside a page there is no XML declaration.
        let element = drawn.find("<svg").and_then(|at| drawn.get(at..)).unwrap_or_default();
        Ok(Enrolment {
            base32: Zeroizing::new(totp.secret().to_base32()),
            picture: Zeroizing::new(element.to_owned()),
            uri,
        })
    }

    /// Sets up the second factor that was begun, if the app shows the right code. From now on signing in takes one.
    pub async fn confirm_factor(
        &self,
        token: &SessionToken,
        code: &str,
        now: Timestamp,
    ) -> Result<(RecoveryCodes, Event), AccountsError> {
        let actor = self.proven(token, now).await?.actor.number;
        let begun = self.account(actor).await?.and_then(|account| account.factor_begun);
        let begun = begun.ok_or(AccountsError::NoEnrolment)?;
        let secret = self.factor_secret(actor, "factor_begun", &begun)?;
        let step = step(&secret, code, now)?.ok_or(AccountsError::CodeWrong)?;
        let sealed = self.sealer.seal(factor_cell(actor, "factor"), &secret)?;
        let codes = recovery::fresh()?;
        let digests =
            codes.iter().map(|code| self.recovery_digest(actor, code)).collect::<Result<Vec<_>, _>>()?;
        self.store()
            .transaction("set a second factor", async |mut transaction: Transaction| {
                let set = "UPDATE account SET factor = $2, factor_begun = NULL, factor_step = $3 \
                           WHERE actor = $1 AND factor IS NULL AND factor_begun = $4";
                let values =
                    [i64::from(actor).into(), sealed.clone().into(), step.into(), begun.clone().into()];
                if transaction.execute(set, &values).await? != 1 {
                    return Err(AccountsError::NoEnrolment);
                }
                recovery::replace(&mut transaction, actor, &digests).await
            })
            .await?;
        Ok((RecoveryCodes(codes), Event::of(What::FactorSet, actor)))
    }

    /// Removes one's own second factor, unless everybody needs one.
    pub async fn remove_factor(&self, token: &SessionToken, now: Timestamp) -> Result<Event, AccountsError> {
        let actor = self.proven(token, now).await?.actor.number;
        if self.settings.second_factor_required {
            return Err(AccountsError::FactorRequired);
        }
        self.forget_factor(actor).await
    }

    /// Removes somebody's second factor, for who has lost phone and recovery codes. An administrator does it, after making
    /// sure who asks.
    pub async fn reset_factor(&self, by: &Actor, actor: u32) -> Result<Event, AccountsError> {
        administrator(by)?;
        self.end_all(actor).await?;
        self.forget_factor(actor).await
    }

    async fn forget_factor(&self, actor: u32) -> Result<Event, AccountsError> {
        self.store()
            .transaction("remove a second factor", async |mut transaction: Transaction| {
                // The step of the last code stays: a clock that is set back brings no code back.
                transaction
                    .execute(
                        "UPDATE account SET factor = NULL, factor_begun = NULL WHERE actor = $1",
                        &[i64::from(actor).into()],
                    )
                    .await?;
                recovery::replace(&mut transaction, actor, &[]).await
            })
            .await?;
        Ok(Event::of(What::FactorRemoved, actor))
    }

    /// The session, if its passphrase was typed again a short time ago.
    async fn proven(&self, token: &SessionToken, now: Timestamp) -> Result<Session, AccountsError> {
        let session = self.session(token, now).await?.ok_or(AccountsError::NotSignedIn)?;
        if session.proven_until.is_none() { Err(AccountsError::ProveFirst) } else { Ok(session) }
    }

    /// Uses up a code, if the account asks for one; nothing if it does and this is none. Locks the account until the
    /// transaction ends, so that a code that is sent twice at once is used once.
    pub(crate) async fn use_code(
        &self,
        transaction: &mut Transaction,
        actor: u32,
        code: Option<&str>,
        now: Timestamp,
    ) -> Result<Option<CodeUsed>, AccountsError> {
        let lock =
            "UPDATE account SET factor_step = factor_step WHERE actor = $1 RETURNING factor, factor_step";
        let row = transaction.read_one(lock, &[i64::from(actor).into()]).await?;
        let Some(row) = row else { return Ok(Some(CodeUsed::None)) };
        let Some(sealed) = row.optional_bytes(0)? else { return Ok(Some(CodeUsed::None)) };
        let Some(code) = code.map(str::trim).filter(|code| !code.is_empty()) else { return Ok(None) };
        let secret = self.factor_secret(actor, "factor", sealed)?;
        match step(&secret, code, now)? {
            Some(step) if step > row.integer(1)? => {
                let used = "UPDATE account SET factor_step = $2 WHERE actor = $1";
                transaction.execute(used, &[i64::from(actor).into(), step.into()]).await?;
                Ok(Some(CodeUsed::App))
            }
            Some(_) => Ok(None),
            None => {
                let digest = self.recovery_digest(actor, code)?;
                let is_used = recovery::take(transaction, actor, &digest).await?;
                Ok(is_used.then_some(CodeUsed::Recovery))
            }
        }
    }
}

/// The time step whose code this is, if it is that of now or of a neighbour.
fn step(secret: &[u8], code: &str, now: Timestamp) -> Result<Option<i64>, AccountsError> {
    let digits: Zeroizing<String> =
        Zeroizing::new(code.chars().filter(|part| !part.is_whitespace()).collect());
    let Ok(seconds) = u64::try_from(now.as_second()) else { return Ok(None) };
    let step = totp(secret, "Tipstaff", "nobody")?.check(&digits, seconds);
    step.map(|step| i64::try_from(step).map_err(|_| AccountsError::Damaged)).transpose()
}

fn totp(secret: &[u8], issuer: &str, name: &str) -> Result<Totp, AccountsError> {
    // The colon separates the two in the address.
    let plain = |text: &str| text.replace(':', " ");
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(STEP_SECONDS)
        .with_secret(secret)
        .with_issuer(Some(plain(issuer)))
        .with_account_name(plain(name))
        .build()
        .map_err(|_| AccountsError::Damaged)
}
