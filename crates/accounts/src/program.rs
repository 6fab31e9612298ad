//! Programs that may ask, each with a token of its own.

use crate::accounts::{Accounts, administrator};
use crate::error::AccountsError;
use crate::session::instant;
use crate::token::ProgramToken;
use jiff::Timestamp;
use keyring::Cell;
use record::Actor;
use store::{Row, Transaction};
use zeroize::Zeroizing;

/// Characters of the longest name.
const LONGEST_NAME: usize = 100;

/// Something that a program may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Ask whether a file has a certificate.
    Certificates,
    /// Have files checked.
    Checks,
    /// Ask how stores of evidence stand.
    Evidence,
}

impl Scope {
    fn bit(self) -> i64 {
        match self {
            Self::Certificates => 1,
            Self::Checks => 2,
            Self::Evidence => 4,
        }
    }
}

/// What a program may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scopes(i64);

impl Scopes {
    /// Of these.
    pub fn of(scopes: &[Scope]) -> Self {
        Self(scopes.iter().fold(0, |bits, scope| bits | scope.bit()))
    }

    /// Whether this is among them.
    pub fn has(self, scope: Scope) -> bool {
        self.0 & scope.bit() != 0
    }

    fn from_bits(bits: i64) -> Result<Self, AccountsError> {
        let known = Self::of(&[Scope::Certificates, Scope::Checks, Scope::Evidence]);
        if bits & !known.0 == 0 { Ok(Self(bits)) } else { Err(AccountsError::Damaged) }
    }
}

/// A program.
pub struct Program {
    /// Number of the program.
    pub number: i64,
    /// What it is called.
    pub name: Zeroizing<String>,
    /// What it may do.
    pub scopes: Scopes,
    /// Who answers for it, with the roles of this moment.
    pub actor: Actor,
    /// When it was added.
    pub made: Timestamp,
    /// When its token ends, if it does.
    pub until: Option<Timestamp>,
    /// When it was revoked, if it was.
    pub revoked: Option<Timestamp>,
}

impl std::fmt::Debug for Program {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Program {}", self.number)
    }
}

const COLUMNS: &str = "SELECT number, digest, actor, name, scopes, made, until, revoked FROM account_program";

impl Accounts {
    /// Adds a program. Its token is shown this once.
    pub async fn add_program(
        &self,
        by: &Actor,
        name: &str,
        scopes: Scopes,
        until: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<(i64, ProgramToken), AccountsError> {
        administrator(by)?;
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_named = !name.is_empty() && name.chars().count() <= LONGEST_NAME;
        if !is_named || scopes == Scopes::default() || until.is_some_and(|until| until <= now) {
            return Err(AccountsError::BadProgram);
        }
        let token = ProgramToken::fresh()?;
        let number = self
            .store()
            .transaction("add a program", async |mut transaction: Transaction| {
                let number = Self::number(&mut transaction, "program").await?;
                let sealed = self.sealer.seal(name_cell(number), name.as_bytes())?;
                transaction
                    .execute(
                        "INSERT INTO account_program \
                         (number, digest, actor, name, scopes, made, until, revoked) \
                         VALUES ($1, $2, $3, $4, $5, $6, $7, NULL)",
                        &[
                            number.into(),
                            token.digest().into(),
                            i64::from(by.number).into(),
                            sealed.into(),
                            scopes.0.into(),
                            now.as_microsecond().into(),
                            until.map(Timestamp::as_microsecond).into(),
                        ],
                    )
                    .await?;
                Ok::<_, AccountsError>(number)
            })
            .await?;
        Ok((number, token))
    }

    /// The program that holds this token; none if it was revoked or has ended, or if who answers for it has no role any more.
    pub async fn program(
        &self,
        token: &ProgramToken,
        now: Timestamp,
    ) -> Result<Option<Program>, AccountsError> {
        let find = format!("{COLUMNS} WHERE digest = $1");
        let rows = self.store().read(&find, &[token.digest().into()]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        if !token.is(row.bytes(1)?) {
            return Ok(None);
        }
        let program = self.program_of(row).await?;
        let is_good = program.revoked.is_none()
            && program.until.is_none_or(|until| now < until)
            && !program.actor.roles.is_empty();
        Ok(is_good.then_some(program))
    }

    /// All programs that ever were, by number.
    pub async fn programs(&self) -> Result<Vec<Program>, AccountsError> {
        let mut programs = Vec::new();
        for row in self.store().read(&format!("{COLUMNS} ORDER BY number"), &[]).await? {
            programs.push(self.program_of(&row).await?);
        }
        Ok(programs)
    }

    /// Revokes a program's token, for good.
    pub async fn revoke_program(&self, by: &Actor, number: i64, now: Timestamp) -> Result<(), AccountsError> {
        administrator(by)?;
        let revoked = self
            .store()
            .transaction("revoke a program", async |mut transaction: Transaction| {
                let revoke = "UPDATE account_program SET revoked = $2 WHERE number = $1 AND revoked IS NULL";
                let values = [number.into(), now.as_microsecond().into()];
                Ok::<_, AccountsError>(transaction.execute(revoke, &values).await?)
            })
            .await?;
        if revoked == 1 { Ok(()) } else { Err(AccountsError::NoProgram) }
    }

    async fn program_of(&self, row: &Row) -> Result<Program, AccountsError> {
        let number = row.integer(0)?;
        let actor = u32::try_from(row.integer(2)?).map_err(|_| AccountsError::Damaged)?;
        let actor = self.record.actor_numbered(actor).await?.ok_or(AccountsError::Damaged)?;
        let name = self.sealer.open(name_cell(number), row.bytes(3)?)?;
        let name = std::str::from_utf8(&name).map_err(|_| AccountsError::Damaged)?;
        Ok(Program {
            number,
            name: Zeroizing::new(name.to_owned()),
            scopes: Scopes::from_bits(row.integer(4)?)?,
            actor,
            made: instant(row.integer(5)?)?,
            until: row.optional_integer(6)?.map(instant).transpose()?,
            revoked: row.optional_integer(7)?.map(instant).transpose()?,
        })
    }
}

/// Where the name of a program lies.
fn name_cell(number: i64) -> Cell<'static> {
    Cell { table: "account_program", row: number, column: "name" }
}
