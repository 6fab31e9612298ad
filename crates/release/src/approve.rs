//! A second actor agrees that a file may leave: holding of the public, certificate and act in one transaction.

use crate::certificate::{Certificate, KIND};
use crate::examined::{CHECKER, Examined, hex};
use crate::found::Found;
use crate::reasons::missing;
use crate::stored::{Stored, narrow};
use crate::{ReleaseError, Releases, State, THE_PUBLIC};
use gate::Verdict;
use jiff::Timestamp;
use record::{
    Actor, Beginning, CERTIFICATE, HolderKind, HoldingOrder, RecordError, Recorded, ReleaseApproved,
    ReleaseProposed, Signer, Subjects, Writing,
};
use store::Value;

/// A file that may leave.
#[derive(Debug, Clone)]
pub struct Approved {
    /// Number of the release.
    pub release: u32,
    /// Number of the certificate.
    pub certificate: u32,
    /// When the certificate expires.
    pub expires: Timestamp,
    /// The certificate, a signed note.
    pub note: String,
    /// Holdings of the public that were opened.
    pub holdings: Vec<u32>,
    /// The act.
    pub recorded: Recorded,
}

/// What the approval stands on.
struct Basis {
    verdict: Verdict,
    rules: Vec<u8>,
    checker: String,
    findings: Vec<u8>,
    found: Found,
}

impl Releases<'_> {
    /// Approves what somebody else proposed.
    ///
    /// The check of the proposal is good for some hours, by the same rules and the same program; after that, `fresh` has to
    /// be a check of the very bytes. `rules` are those that hold now. A fresh check that says something worse, or finds
    /// something for review that has no reason, refuses the approval.
    pub async fn approve(
        &self,
        by: &Actor,
        signer: &Signer,
        release: u32,
        fresh: Option<&Examined>,
        rules: &[u8; 32],
        now: Timestamp,
    ) -> Result<Approved, ReleaseError> {
        let mut writing = self.record.begin("approve a release", now).await?;
        let stored = Stored::read(&mut writing, release).await?;
        stored.is_open()?;
        let (proposal, _) = writing
            .act_at::<ReleaseProposed>(stored.proposal)
            .await?
            .ok_or_else(|| ReleaseError::damaged(format!("release {release} was never proposed")))?;
        writing.is_somebody_else(&proposal, by).await?;
        let basis = match fresh {
            Some(examined) => self.fresh(&mut writing, &stored, examined, now).await?,
            None => self.still_good(&stored, rules, now)?,
        };
        let at = writing.at();
        let number = writing.reserve(&CERTIFICATE, 1).await?;
        let certificate = Certificate {
            record: self.record.id().to_owned(),
            certificate: narrow(number)?,
            release,
            sha256: hex(&stored.sha256),
            bytes: u64::try_from(stored.bytes)
                .map_err(|_| ReleaseError::damaged("a size is out of range"))?,
            verdict: basis.verdict.to_string(),
            findings: hex(&basis.findings),
            rules: hex(&basis.rules),
            checker: basis.checker.clone(),
            proposed_by: proposal.actor,
            approved_by: by.number,
            issued: at.to_string(),
            expires: self.settings.expiry(at).to_string(),
        };
        let note = certificate.sign(&self.record.statement_key(KIND)?)?;
        let expires = certificate.expires_at()?;
        let row: Vec<Value> = vec![
            i64::from(release).into(),
            stored.sha256.clone().into(),
            at.as_microsecond().into(),
            expires.as_microsecond().into(),
            note.clone().into_bytes().into(),
        ];
        writing.insert(&CERTIFICATE, number, vec![row]).await?;
        let listed = open(&mut writing, &stored, &basis.found, basis.found.listed()).await?;
        let unlisted = open(&mut writing, &stored, &basis.found, basis.found.unlisted()).await?;
        stored.becomes(&mut writing, State::Approved, listed, unlisted).await?;
        let holdings: Vec<u32> = listed.into_iter().chain(unlisted).collect();
        let act = ReleaseApproved {
            release,
            sha256: hex(&stored.sha256),
            proposal: stored.proposal,
            verdict: basis.verdict.to_string(),
            certificate: certificate.certificate,
            expires: certificate.expires.clone(),
            holdings: holdings.clone(),
            subjects: basis.found.certain(),
            possible: basis.found.besides(),
        };
        let recorded = writing.commit(&act, by, &[signer]).await?;
        Ok(Approved { release, certificate: certificate.certificate, expires, note, holdings, recorded })
    }

    /// A check that was made for this approval.
    async fn fresh(
        &self,
        writing: &mut Writing<'_>,
        stored: &Stored,
        examined: &Examined,
        now: Timestamp,
    ) -> Result<Basis, ReleaseError> {
        if examined.sha256()?.as_slice() != stored.sha256.as_slice() {
            return Err(ReleaseError::OtherBytes);
        }
        let verdict = examined.checked.verdict;
        if verdict > stored.check.verdict {
            return Err(ReleaseError::Worse { before: stored.check.verdict, now: verdict });
        }
        examined.may_leave()?;
        let rules = missing(&examined.checked, &stored.reasons);
        if !rules.is_empty() {
            return Err(ReleaseError::NoReason { rules });
        }
        if !self.settings.is_fresh(examined.at, now) {
            return Err(ReleaseError::Stale { release: stored.number, why: "is too old" });
        }
        let found = examined.found();
        let findings = stored.is_checked(writing, examined, &found).await?;
        Ok(Basis {
            verdict,
            rules: examined.rules.to_vec(),
            checker: CHECKER.to_owned(),
            findings: findings.to_vec(),
            found,
        })
    }

    /// The check of the proposal, if it is still good.
    fn still_good(&self, stored: &Stored, rules: &[u8; 32], now: Timestamp) -> Result<Basis, ReleaseError> {
        let check = &stored.check;
        let stale = |why| Err(ReleaseError::Stale { release: stored.number, why });
        if check.rules != rules {
            return stale("was made by other rules than hold today");
        }
        if check.checker != CHECKER {
            return stale("was made by another version of Tipstaff");
        }
        if !self.settings.is_fresh(check.at, now) {
            return stale("is too old");
        }
        if !matches!(check.verdict, Verdict::Clear | Verdict::Review) {
            return Err(ReleaseError::MayNotLeave { verdict: check.verdict });
        }
        Ok(Basis {
            verdict: check.verdict,
            rules: check.rules.clone(),
            checker: check.checker.clone(),
            findings: check.findings.clone(),
            found: check.found.clone(),
        })
    }
}

/// Opens a holding of the public about these people, from the approval on; none where there are none.
async fn open(
    writing: &mut Writing<'_>,
    stored: &Stored,
    found: &Found,
    subjects: Option<Subjects>,
) -> Result<Option<u32>, ReleaseError> {
    match subjects {
        None => Ok(None),
        Some(subjects) => {
            let from = writing.at();
            Ok(Some(open_from(writing, &stored.sha256, found, subjects, from).await?))
        }
    }
}

/// The same from another instant on.
pub(crate) async fn open_from(
    writing: &mut Writing<'_>,
    sha256: &[u8],
    found: &Found,
    subjects: Subjects,
    from: Timestamp,
) -> Result<u32, RecordError> {
    let holder = writing.holder(HolderKind::Public, THE_PUBLIC).await?;
    let order = HoldingOrder {
        holder,
        fields: found.fields,
        subjects,
        from: Beginning { earliest: Some(from), latest: from },
        until: None,
        handed: sha256.try_into().ok(),
        note: None,
    };
    writing.open_holding(order).await
}
