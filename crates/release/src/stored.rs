//! Releases as the tables have them.

use crate::examined::{CHECKER, Examined, hex, verdict};
use crate::found::{Found, read, written};
use crate::reasons::Reason;
use crate::{ReleaseError, State};
use gate::Verdict;
use jiff::Timestamp;
use record::{FieldSet, RELEASE, RELEASE_CHECK, RELEASE_STATE, Record, Writing};
use store::{Row, Value};

/// What a check said.
#[derive(Debug, Clone)]
pub(crate) struct StoredCheck {
    pub(crate) row: i64,
    pub(crate) at: Timestamp,
    pub(crate) verdict: Verdict,
    pub(crate) rules: Vec<u8>,
    pub(crate) checker: String,
    pub(crate) findings: Vec<u8>,
    pub(crate) found: Found,
}

/// A release that nobody has answered, or one that was.
#[derive(Debug)]
pub(crate) struct Stored {
    pub(crate) number: u32,
    pub(crate) proposal: u64,
    pub(crate) sha256: Vec<u8>,
    pub(crate) bytes: i64,
    pub(crate) reasons: Vec<Reason>,
    pub(crate) state_row: i64,
    pub(crate) state: State,
    pub(crate) listed: Option<i64>,
    pub(crate) unlisted: Option<i64>,
    pub(crate) check: StoredCheck,
}

/// Columns of the newest check, from the alias `c`; read by [`check_of`].
pub(crate) const CHECK_COLUMNS: &str = "c.number, c.checked, c.verdict, c.rules, c.checker, c.findings, c.fields, c.definite, c.possible, c.low, c.high";

impl Stored {
    /// The release, as the transaction sees it.
    pub(crate) async fn read(writing: &mut Writing<'_>, release: u32) -> Result<Self, ReleaseError> {
        let sql = format!(
            "SELECT r.act, r.sha256, r.bytes, r.reasons, s.number, s.state, s.listed, s.unlisted, {CHECK_COLUMNS} \
             FROM release r \
             JOIN release_state s ON s.release = r.number AND s.ended IS NULL \
             JOIN release_check c ON c.release = r.number AND c.ended IS NULL \
             WHERE r.number = $1"
        );
        let rows = writing.read(&sql, &[i64::from(release).into()]).await?;
        let row = rows.first().ok_or(ReleaseError::Unknown { release })?;
        let reasons = reasons(writing.record(), release, bytes(row, 3)?)?;
        Ok(Self {
            number: release,
            proposal: position(row, 0)?,
            sha256: bytes(row, 1)?.to_vec(),
            bytes: integer(row, 2)?,
            reasons,
            state_row: integer(row, 4)?,
            state: state(row, 5)?,
            listed: optional(row, 6)?,
            unlisted: optional(row, 7)?,
            check: check_of(row, 8)?,
        })
    }

    /// Refuses a release that was answered.
    pub(crate) fn is_open(&self) -> Result<(), ReleaseError> {
        match self.state {
            State::Proposed => Ok(()),
            state => Err(ReleaseError::Answered { release: self.number, state }),
        }
    }

    /// What became of it is another thing now.
    pub(crate) async fn becomes(
        &self,
        writing: &mut Writing<'_>,
        state: State,
        listed: Option<u32>,
        unlisted: Option<u32>,
    ) -> Result<(), ReleaseError> {
        writing.end(&RELEASE_STATE, &[self.state_row]).await?;
        write_state(writing, self.number, state, listed, unlisted).await
    }

    /// It was checked again.
    pub(crate) async fn is_checked(
        &self,
        writing: &mut Writing<'_>,
        examined: &Examined,
        found: &Found,
    ) -> Result<[u8; 32], ReleaseError> {
        writing.end(&RELEASE_CHECK, &[self.check.row]).await?;
        write_check(writing, self.number, examined, found).await
    }
}

/// Writes what became of a release.
pub(crate) async fn write_state(
    writing: &mut Writing<'_>,
    release: u32,
    state: State,
    listed: Option<u32>,
    unlisted: Option<u32>,
) -> Result<(), ReleaseError> {
    let row: Vec<Value> = vec![
        i64::from(release).into(),
        state.id().into(),
        listed.map(i64::from).into(),
        unlisted.map(i64::from).into(),
    ];
    writing.insert_one(&RELEASE_STATE, row).await?;
    Ok(())
}

/// Writes what a check said; gives the digest of its findings.
pub(crate) async fn write_check(
    writing: &mut Writing<'_>,
    release: u32,
    examined: &Examined,
    found: &Found,
) -> Result<[u8; 32], ReleaseError> {
    let number = writing.reserve(&RELEASE_CHECK, 1).await?;
    let salt = hex(&writing.record().salt()?);
    let findings = examined.findings(&salt)?;
    let row: Vec<Value> = vec![
        i64::from(release).into(),
        examined.at.as_microsecond().into(),
        examined.checked.verdict.to_string().into(),
        examined.rules.to_vec().into(),
        CHECKER.into(),
        findings.to_vec().into(),
        writing.sealed(&RELEASE_CHECK, number, "salt", &salt)?.into(),
        found.fields.bits().into(),
        written(&found.definite)?.into(),
        written(&found.possible)?.into(),
        count(found.low)?.into(),
        count(found.high)?.into(),
    ];
    writing.insert(&RELEASE_CHECK, number, vec![row]).await?;
    Ok(findings)
}

/// The check whose columns begin here.
pub(crate) fn check_of(row: &Row, first: usize) -> Result<StoredCheck, ReleaseError> {
    let wrong = |what: &str| ReleaseError::damaged(format!("{what} of a check makes no sense"));
    let low = integer(row, first + 9)?;
    let high = integer(row, first + 10)?;
    Ok(StoredCheck {
        row: integer(row, first)?,
        at: instant(integer(row, first + 1)?)?,
        verdict: verdict(text(row, first + 2)?).ok_or_else(|| wrong("the verdict"))?,
        rules: bytes(row, first + 3)?.to_vec(),
        checker: text(row, first + 4)?.to_owned(),
        findings: bytes(row, first + 5)?.to_vec(),
        found: Found {
            fields: FieldSet::from_bits(integer(row, first + 6)?).ok_or_else(|| wrong("a field"))?,
            definite: read(bytes(row, first + 7)?)?,
            possible: read(bytes(row, first + 8)?)?,
            low: u64::try_from(low).map_err(|_| wrong("a count"))?,
            high: u64::try_from(high).map_err(|_| wrong("a count"))?,
        },
    })
}

/// The reasons of a release, opened.
pub(crate) fn reasons(record: &Record, release: u32, sealed: &[u8]) -> Result<Vec<Reason>, ReleaseError> {
    let text = record.opened(&RELEASE, i64::from(release), "reasons", sealed)?;
    serde_json::from_str(&text)
        .map_err(|_| ReleaseError::damaged(format!("the reasons of release {release} cannot be read")))
}

pub(crate) fn state(row: &Row, column: usize) -> Result<State, ReleaseError> {
    State::named(text(row, column)?).ok_or_else(|| ReleaseError::damaged("a state of a release is not known"))
}

pub(crate) fn instant(micros: i64) -> Result<Timestamp, ReleaseError> {
    Timestamp::from_microsecond(micros).map_err(|_| ReleaseError::damaged("a time is out of range"))
}

pub(crate) fn count(count: u64) -> Result<i64, ReleaseError> {
    i64::try_from(count).map_err(|_| ReleaseError::damaged("a count is out of range"))
}

pub(crate) fn narrow(number: i64) -> Result<u32, ReleaseError> {
    u32::try_from(number).map_err(|_| ReleaseError::damaged("a number is out of range"))
}

pub(crate) fn position(row: &Row, column: usize) -> Result<u64, ReleaseError> {
    u64::try_from(integer(row, column)?).map_err(|_| ReleaseError::damaged("a position is out of range"))
}

pub(crate) fn integer(row: &Row, column: usize) -> Result<i64, ReleaseError> {
    Ok(row.integer(column).map_err(record::RecordError::from)?)
}

pub(crate) fn optional(row: &Row, column: usize) -> Result<Option<i64>, ReleaseError> {
    Ok(row.optional_integer(column).map_err(record::RecordError::from)?)
}

pub(crate) fn text(row: &Row, column: usize) -> Result<&str, ReleaseError> {
    Ok(row.text(column).map_err(record::RecordError::from)?)
}

pub(crate) fn bytes(row: &Row, column: usize) -> Result<&[u8], ReleaseError> {
    Ok(row.bytes(column).map_err(record::RecordError::from)?)
}
