//! Somebody asks that a file may leave.

use crate::examined::{Examined, hex};
use crate::reasons::{Reason, looked_at, missing};
use crate::stored::{count, narrow, write_check, write_state};
use crate::{ReleaseError, Releases, State};
use jiff::Timestamp;
use record::{Actor, RELEASE, Recorded, ReleaseProposed, Signer};
use store::Value;
use zeroize::Zeroizing;

/// Longest reference, recipient and the like, in characters.
const LONGEST: usize = 400;

/// What is asked.
#[derive(Clone)]
pub struct Proposal {
    /// The file's name, as the recipient will see it.
    pub file_name: Zeroizing<String>,
    /// Reference of the request.
    pub reference: Zeroizing<String>,
    /// Who gets it.
    pub recipient: Zeroizing<String>,
    /// What it is, in a few words.
    pub what: Zeroizing<String>,
    /// Why findings for review may pass.
    pub reasons: Vec<Reason>,
    /// Identifier of the sealed bytes, where they are kept to be checked again.
    pub blob: Option<Vec<u8>>,
}

/// Never the words.
impl std::fmt::Debug for Proposal {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Proposal({} reasons)", self.reasons.len())
    }
}

impl Proposal {
    fn looked_at(&self) -> Result<(), ReleaseError> {
        for (what, text) in [
            ("the name of the file", &self.file_name),
            ("the reference of the request", &self.reference),
            ("the recipient", &self.recipient),
            ("what is released", &self.what),
        ] {
            if text.trim().is_empty() {
                return Err(ReleaseError::Missing { what });
            }
            if text.chars().count() > LONGEST {
                return Err(ReleaseError::TooLong { what, most: LONGEST });
            }
        }
        looked_at(&self.reasons)
    }
}

impl Releases<'_> {
    /// Proposes that a file may leave; gives the number of the release. What is held or could not be checked is refused at
    /// once, and so is a finding for review for which nobody gave a reason.
    pub async fn propose(
        &self,
        by: &Actor,
        signer: &Signer,
        proposal: &Proposal,
        examined: &Examined,
        now: Timestamp,
    ) -> Result<(u32, Recorded), ReleaseError> {
        proposal.looked_at()?;
        examined.may_leave()?;
        let rules = missing(&examined.checked, &proposal.reasons);
        if !rules.is_empty() {
            return Err(ReleaseError::NoReason { rules });
        }
        let sha256 = examined.sha256()?;
        let found = examined.found();
        let reasons =
            Zeroizing::new(serde_json::to_string(&proposal.reasons).map_err(|_| ReleaseError::Unwritten)?);
        let mut writing = self.record.begin("propose a release", now).await?;
        let number = writing.reserve(&RELEASE, 1).await?;
        let sealed =
            |column: &str, text: &str| writing.sealed(&RELEASE, number, column, text).map(Value::from);
        let row: Vec<Value> = vec![
            sha256.to_vec().into(),
            count(examined.checked.bytes)?.into(),
            sealed("file_name", proposal.file_name.trim())?,
            sealed("reference", proposal.reference.trim())?,
            sealed("recipient", proposal.recipient.trim())?,
            sealed("what", proposal.what.trim())?,
            sealed("reasons", &reasons)?,
            proposal.blob.clone().into(),
        ];
        writing.insert(&RELEASE, number, vec![row]).await?;
        let release = narrow(number)?;
        write_state(&mut writing, release, State::Proposed, None, None).await?;
        write_check(&mut writing, release, examined, &found).await?;
        let act = ReleaseProposed {
            release,
            sha256: hex(&sha256),
            bytes: examined.checked.bytes,
            verdict: examined.checked.verdict.to_string(),
            reasons: proposal.reasons.len() as u64,
            subjects: found.certain(),
            possible: found.besides(),
        };
        Ok((release, writing.commit(&act, by, &[signer]).await?))
    }
}
