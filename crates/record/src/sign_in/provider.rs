//! The provider that is allowed to say who signs in. There is one at a time.

use super::RoleMap;
use crate::act::{SignInAllowed, SignInEnded};
use crate::actor::{Actor, narrow};
use crate::ledger::{Recorded, Signer, Writing};
use crate::{Record, RecordError, spelling, table};
use jiff::Timestamp;
use store::Row;

/// Longest address, identifier or name of a claim, in bytes.
const LONGEST: usize = 300;

/// A provider that is allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInProvider {
    /// Its number: the same as long as issuer and client are.
    pub number: u32,
    /// The issuer of its tokens.
    pub issuer: String,
    /// The identifier under which it knows this Tipstaff.
    pub client: String,
    /// What it is called.
    pub title: String,
    /// The claim of its tokens that holds roles.
    pub claim: String,
    /// Which value gives which role.
    pub roles: RoleMap,
    row: i64,
}

/// What an administrator allows.
#[derive(Debug, Clone)]
pub struct SignInOrder {
    /// The issuer of its tokens.
    pub issuer: String,
    /// The identifier under which it knows this Tipstaff.
    pub client: String,
    /// What it is called.
    pub title: String,
    /// The claim of its tokens that holds roles.
    pub claim: String,
    /// Which value gives which role.
    pub roles: RoleMap,
}

const COLUMNS: &str = "SELECT number, provider, issuer, client, title, claim, roles FROM sign_in_provider";

impl Record {
    /// The provider that is allowed, as of now.
    pub async fn sign_in_provider(&self) -> Result<Option<SignInProvider>, RecordError> {
        let rows = self.store().read(&format!("{COLUMNS} WHERE ended IS NULL"), &[]).await?;
        rows.first().map(provider_of).transpose()
    }

    /// Allows a provider, or changes on which terms it is. Another one that was allowed before is not any more.
    pub async fn allow_sign_in(
        &self,
        by: &Actor,
        signer: &Signer,
        order: &SignInOrder,
        now: Timestamp,
    ) -> Result<Recorded, RecordError> {
        looked_at(order)?;
        let title = spelling::required(&order.title, "the provider")?;
        let mut writing = self.begin("allow sign-in through an organisation", now).await?;
        end_current(&mut writing).await?;
        let known = writing
            .read(
                "SELECT provider FROM sign_in_provider WHERE issuer = $1 AND client = $2 ORDER BY number DESC LIMIT 1",
                &[order.issuer.as_str().into(), order.client.as_str().into()],
            )
            .await?;
        let number = match known.first() {
            Some(row) => row.integer(0)?,
            None => writing.take_numbers("sign-in providers", 1).await?,
        };
        let roles = order.roles.to_string();
        let act = SignInAllowed {
            provider: narrow(number, "a provider's number")?,
            issuer: order.issuer.clone(),
            client: order.client.clone(),
            title: title.clone(),
            claim: order.claim.clone(),
            roles: roles.clone(),
        };
        let texts = [order.issuer.as_str(), &order.client, &title, &order.claim, &roles];
        let row = std::iter::once(number.into()).chain(texts.map(Into::into)).collect();
        writing.insert_one(&table::SIGN_IN_PROVIDER, row).await?;
        writing.commit(&act, by, &[signer]).await
    }

    /// Ends it: whoever it admitted has no role any more.
    pub async fn end_sign_in(
        &self,
        by: &Actor,
        signer: &Signer,
        now: Timestamp,
    ) -> Result<Recorded, RecordError> {
        let mut writing = self.begin("end sign-in through an organisation", now).await?;
        let ended = end_current(&mut writing).await?;
        let provider = ended.ok_or_else(|| RecordError::Refused {
            what: "no provider is allowed".into(),
            fix: "There is nothing to end".into(),
        })?;
        writing.commit(&SignInEnded { provider }, by, &[signer]).await
    }
}

/// Ends the row of the provider that is allowed; gives its number.
async fn end_current(writing: &mut Writing<'_>) -> Result<Option<u32>, RecordError> {
    let rows = writing.read(&format!("{COLUMNS} WHERE ended IS NULL"), &[]).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    let current = provider_of(row)?;
    writing.end(&table::SIGN_IN_PROVIDER, &[current.row]).await?;
    Ok(Some(current.number))
}

fn provider_of(row: &Row) -> Result<SignInProvider, RecordError> {
    let text = |column| row.text(column).map(str::to_owned);
    Ok(SignInProvider {
        row: row.integer(0)?,
        number: narrow(row.integer(1)?, "a provider's number")?,
        issuer: text(2)?,
        client: text(3)?,
        title: text(4)?,
        claim: text(5)?,
        roles: RoleMap::parse(row.text(6)?)
            .map_err(|_| RecordError::damaged("what a provider's values give makes no sense"))?,
    })
}

/// Texts stand in the log in clear, so they are plain and short.
fn looked_at(order: &SignInOrder) -> Result<(), RecordError> {
    let plain = |text: &str| {
        !text.is_empty() && text.len() <= LONGEST && text.bytes().all(|byte| byte.is_ascii_graphic())
    };
    for (text, what) in [
        (&order.issuer, "the address of the issuer"),
        (&order.client, "the identifier of the client"),
        (&order.claim, "the name of the claim"),
    ] {
        if !plain(text) {
            return Err(RecordError::Refused {
                what: format!("{what} is empty, too long, or has characters that it cannot have"),
                fix: "Copy it from the provider's own page, without spaces".into(),
            });
        }
    }
    Ok(())
}
