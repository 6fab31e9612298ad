//! Codes for those who have lost their second factor: ten, each good once.

use crate::accounts::Accounts;
use crate::error::AccountsError;
use crate::token::{keyed, random};
use store::{Transaction, Value};
use zeroize::Zeroizing;

const CODES: usize = 10;
/// 80 random bits: nobody guesses them, and 16 letters can be written down.
const BYTES: usize = 10;
const GROUP: usize = 4;

/// Fresh codes, as they are shown: `ABCD-EFGH-2345-6767`.
pub(crate) fn fresh() -> Result<Vec<Zeroizing<String>>, AccountsError> {
    (0..CODES)
        .map(|_| {
            let bytes = random::<BYTES>()?;
            let letters = Zeroizing::new(totp_rs::Secret::from(bytes.as_slice()).to_base32());
            let mut code = Zeroizing::new(String::with_capacity(letters.len() * 2));
            for (at, letter) in letters.chars().enumerate() {
                if at > 0 && at % GROUP == 0 {
                    code.push('-');
                }
                code.push(letter);
            }
            Ok(code)
        })
        .collect()
}

/// A code as it is hashed: capitals without hyphens, and what looks alike is alike.
fn normal(code: &str) -> Zeroizing<String> {
    let letter = |character: char| match character.to_ascii_uppercase() {
        '0' => 'O',
        '1' => 'I',
        '8' => 'B',
        other => other,
    };
    Zeroizing::new(code.chars().filter(char::is_ascii_alphanumeric).map(letter).collect())
}

impl Accounts {
    /// What the database keeps of a code.
    pub(crate) fn recovery_digest(&self, actor: u32, code: &str) -> Result<[u8; 32], AccountsError> {
        keyed(&self.index, &[b"recovery", &actor.to_be_bytes(), normal(code).as_bytes()])
    }

    /// How many codes somebody has left.
    pub async fn recovery_codes_left(&self, actor: u32) -> Result<u32, AccountsError> {
        let count = "SELECT COUNT(*) FROM account_recovery WHERE actor = $1";
        let rows = self.store().read(count, &[i64::from(actor).into()]).await?;
        let left = rows.first().map_or(Ok(0), |row| row.integer(0))?;
        u32::try_from(left).map_err(|_| AccountsError::Damaged)
    }
}

/// Puts these codes in the place of all that there were.
pub(crate) async fn replace(
    transaction: &mut Transaction,
    actor: u32,
    digests: &[[u8; 32]],
) -> Result<(), AccountsError> {
    let actor = i64::from(actor);
    transaction.execute("DELETE FROM account_recovery WHERE actor = $1", &[actor.into()]).await?;
    let rows: Vec<[Value; 2]> = digests.iter().map(|digest| [digest.into(), actor.into()]).collect();
    transaction.insert_many("INSERT INTO account_recovery (digest, actor)", 2, rows).await?;
    Ok(())
}

/// Uses up a code; says whether there was one.
pub(crate) async fn take(
    transaction: &mut Transaction,
    actor: u32,
    digest: &[u8; 32],
) -> Result<bool, AccountsError> {
    let values = [digest.into(), i64::from(actor).into()];
    let delete = "DELETE FROM account_recovery WHERE digest = $1 AND actor = $2";
    Ok(transaction.execute(delete, &values).await? == 1)
}
