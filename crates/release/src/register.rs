//! The register of releases: what was proposed, for whom, who agreed, and what is known of it today.

use crate::examined::hex;
use crate::stored::{
    CHECK_COLUMNS, bytes, check_of, instant, integer, narrow, optional, position, reasons, state,
};
use crate::{Reason, ReleaseError, Releases, State};
use gate::Verdict;
use jiff::Timestamp;
use record::{FieldSet, Leaf, RELEASE};
use store::{Row, Value};
use zeroize::Zeroizing;

/// Releases that are read at once.
const PAGE: i64 = 200;

/// Which releases.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Proposed at this time or later.
    pub from: Option<Timestamp>,
    /// Proposed before this time.
    pub until: Option<Timestamp>,
    /// With this in the reference, whatever its case.
    pub reference: Option<String>,
    /// With this in the name of the recipient, whatever its case.
    pub recipient: Option<String>,
    /// In this state.
    pub state: Option<State>,
    /// With this verdict of the newest check.
    pub verdict: Option<Verdict>,
    /// With at least so many people who are or may be in it.
    pub people: Option<u64>,
    /// Of these bytes.
    pub sha256: Option<[u8; 32]>,
    /// Only with lower numbers: the next page.
    pub before: Option<u32>,
    /// At most so many.
    pub most: Option<usize>,
}

/// Who did something, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    /// Position of the act.
    pub act: u64,
    /// Number of the actor.
    pub actor: u32,
    /// When.
    pub at: Timestamp,
}

/// A line of the register.
#[derive(Clone)]
pub struct Release {
    /// Number of the release.
    pub number: u32,
    /// What became of it.
    pub state: State,
    /// Who proposed it.
    pub proposed: Decision,
    /// Who approved, refused or withdrew it.
    pub decided: Option<Decision>,
    /// SHA-256 of the file, in hexadecimal digits.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
    /// Its name.
    pub file_name: Zeroizing<String>,
    /// Reference of the request.
    pub reference: Zeroizing<String>,
    /// Who gets it.
    pub recipient: Zeroizing<String>,
    /// What it is.
    pub what: Zeroizing<String>,
    /// Why findings for review may pass.
    pub reasons: Vec<Reason>,
    /// Whether its bytes are kept, so that they can be checked again.
    pub blob: Option<Vec<u8>>,
    /// What the newest check says.
    pub verdict: Verdict,
    /// When it was checked last.
    pub checked: Timestamp,
    /// Program that checked it.
    pub checker: String,
    /// Digest of the rules it was checked by, in hexadecimal digits.
    pub rules: String,
    /// What is known from it about each person.
    pub fields: FieldSet,
    /// People in it for certain.
    pub subjects: u64,
    /// People who may be in it besides.
    pub possible: u64,
    /// Holdings of the public.
    pub holdings: Vec<u32>,
    /// Number of its certificate, when it expires, and whether it was withdrawn.
    pub certificate: Option<(u32, Timestamp, bool)>,
}

/// Never the words.
impl std::fmt::Debug for Release {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Release({}, {})", self.number, self.state)
    }
}

impl Filter {
    /// What cannot be asked of the database, because it is sealed there.
    fn takes(&self, release: &Release) -> bool {
        let has = |text: &str, part: &Option<String>| {
            part.as_ref().is_none_or(|part| text.to_lowercase().contains(&part.trim().to_lowercase()))
        };
        let people = release.subjects.saturating_add(release.possible);
        has(&release.reference, &self.reference)
            && has(&release.recipient, &self.recipient)
            && self.state.is_none_or(|state| state == release.state)
            && self.verdict.is_none_or(|verdict| verdict == release.verdict)
            && self.people.is_none_or(|least| people >= least)
            && self.sha256.is_none_or(|sha256| hex(&sha256) == release.sha256)
            && self.from.is_none_or(|from| release.proposed.at >= from)
            && self.until.is_none_or(|until| release.proposed.at < until)
    }
}

impl Releases<'_> {
    /// The releases that the filter takes, the newest first.
    pub async fn list(&self, filter: &Filter) -> Result<Vec<Release>, ReleaseError> {
        let most = filter.most.unwrap_or(usize::MAX);
        let mut found = Vec::new();
        let mut before = filter.before.map_or(i64::MAX, i64::from);
        while found.len() < most {
            let mut values: Vec<Value> = vec![before.into()];
            let bytes = filter.sha256.map_or("", |sha256| {
                values.push(sha256.to_vec().into());
                " AND r.sha256 = $2"
            });
            let sql = format!("{} WHERE r.number < $1{bytes} ORDER BY r.number DESC LIMIT {PAGE}", select());
            let rows = self.record.read(&sql, &values).await?;
            let Some(last) = rows.last() else { break };
            before = integer(last, 0)?;
            for row in &rows {
                let release = self.release(row)?;
                if filter.takes(&release) && found.len() < most {
                    found.push(release);
                }
            }
        }
        Ok(found)
    }

    /// One release.
    pub async fn get(&self, release: u32) -> Result<Release, ReleaseError> {
        let sql = format!("{} WHERE r.number = $1", select());
        let rows = self.record.read(&sql, &[Value::from(i64::from(release))]).await?;
        self.release(rows.first().ok_or(ReleaseError::Unknown { release })?)
    }

    fn release(&self, row: &Row) -> Result<Release, ReleaseError> {
        let row_number = integer(row, 0)?;
        let number = narrow(row_number)?;
        let opened = |column: &str, at: usize| {
            Ok::<_, ReleaseError>(self.record.opened(&RELEASE, row_number, column, bytes(row, at)?)?)
        };
        let state = state(row, 10)?;
        let check = check_of(row, 20)?;
        let certificate = match optional(row, 14)? {
            None => None,
            Some(certificate) => {
                Some((narrow(certificate)?, instant(integer(row, 15)?)?, optional(row, 16)?.is_some()))
            }
        };
        // A later check can write the state anew; who approved it stands with the certificate.
        let decision = match state {
            State::Proposed => None,
            State::Approved => Some(18),
            State::Refused | State::Withdrawn => Some(19),
        };
        let holdings = [optional(row, 11)?, optional(row, 12)?];
        Ok(Release {
            number,
            state,
            proposed: decided(row, 17)?,
            decided: decision.map(|column| decided(row, column)).transpose()?,
            sha256: hex(bytes(row, 2)?),
            bytes: position(row, 3)?,
            file_name: opened("file_name", 4)?,
            reference: opened("reference", 5)?,
            recipient: opened("recipient", 6)?,
            what: opened("what", 7)?,
            reasons: reasons(self.record, number, bytes(row, 8)?)?,
            blob: row.optional_bytes(9).map_err(record::RecordError::from)?.map(<[u8]>::to_vec),
            verdict: check.verdict,
            checked: check.at,
            rules: hex(&check.rules),
            subjects: check.found.certain(),
            possible: check.found.besides(),
            fields: check.found.fields,
            checker: check.checker,
            holdings: holdings.into_iter().flatten().map(narrow).collect::<Result<_, _>>()?,
            certificate,
        })
    }
}

/// Everything about releases; read by [`Releases::release`].
fn select() -> String {
    format!(
        "SELECT r.number, r.act, r.sha256, r.bytes, r.file_name, r.reference, r.recipient, r.what, r.reasons, r.blob, \
         s.state, s.listed, s.unlisted, s.act, t.number, t.expires, t.ended, proposed.body, approved.body, decided.body, \
         {CHECK_COLUMNS} \
         FROM release r \
         JOIN release_state s ON s.release = r.number AND s.ended IS NULL \
         JOIN release_check c ON c.release = r.number AND c.ended IS NULL \
         LEFT JOIN certificate t ON t.release = r.number \
         JOIN leaf proposed ON proposed.position = r.act \
         LEFT JOIN leaf approved ON approved.position = t.act \
         JOIN leaf decided ON decided.position = s.act"
    )
}

/// Who did what a leaf says, and when.
fn decided(row: &Row, column: usize) -> Result<Decision, ReleaseError> {
    let leaf = Leaf::parse(bytes(row, column)?)?;
    Ok(Decision { act: leaf.position, actor: leaf.actor, at: leaf.recorded_at()? })
}

impl Release {
    /// SHA-256 of the file.
    pub fn digest(&self) -> Option<[u8; 32]> {
        crate::examined::unhex(&self.sha256)
    }
}
