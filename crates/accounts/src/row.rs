//! Rows of accounts.

use crate::accounts::Accounts;
use crate::error::AccountsError;
use keyring::Cell;
use record::Actor;
use store::Transaction;
use zeroize::Zeroizing;

/// An account as it is stored.
pub(crate) struct AccountRow {
    pub(crate) public_key: Vec<u8>,
    pub(crate) verifier: String,
    pub(crate) factor_begun: Option<Vec<u8>>,
}

impl AccountRow {
    /// The hash of the passphrase, if it is that of the key the actor has now.
    pub(crate) fn verifier_for(&self, actor: &Actor) -> Option<&str> {
        (actor.public_key.as_ref() == Some(&self.public_key)).then_some(self.verifier.as_str())
    }
}

impl Accounts {
    /// The account of an actor.
    pub(crate) async fn account(&self, actor: u32) -> Result<Option<AccountRow>, AccountsError> {
        let rows = self
            .store()
            .read(
                "SELECT public_key, verifier, factor_begun FROM account WHERE actor = $1",
                &[i64::from(actor).into()],
            )
            .await?;
        let read = |row: &store::Row| -> Result<AccountRow, AccountsError> {
            Ok(AccountRow {
                public_key: row.bytes(0)?.to_vec(),
                verifier: row.text(1)?.to_owned(),
                factor_begun: row.optional_bytes(2)?.map(<[u8]>::to_vec),
            })
        };
        rows.first().map(read).transpose()
    }

    /// Opens the secret of a second factor.
    pub(crate) fn factor_secret(
        &self,
        actor: u32,
        column: &'static str,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, AccountsError> {
        Ok(self.sealer.open(factor_cell(actor, column), sealed)?)
    }
}

/// Where the secret of a second factor lies.
pub(crate) fn factor_cell(actor: u32, column: &'static str) -> Cell<'static> {
    Cell { table: "account", row: i64::from(actor), column }
}

/// Keeps what a passphrase is held against from now on. A second factor stays.
pub(crate) async fn keep_verifier(
    transaction: &mut Transaction,
    actor: u32,
    public_key: &[u8],
    verifier: &str,
    now: i64,
) -> Result<(), AccountsError> {
    transaction
        .execute(
            "INSERT INTO account (actor, made, public_key, verifier, factor, factor_begun, factor_step) \
             VALUES ($1, $2, $3, $4, NULL, NULL, -1) ON CONFLICT (actor) \
             DO UPDATE SET public_key = excluded.public_key, verifier = excluded.verifier",
            &[i64::from(actor).into(), now.into(), public_key.into(), verifier.into()],
        )
        .await?;
    Ok(())
}
