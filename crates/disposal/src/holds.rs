//! Holds by case: placed by one, released by two. A case that nobody has finalised holds by itself.

use crate::stored::{count, narrow, number};
use crate::{DisposalError, Disposing, words};
use jiff::Timestamp;
use record::{
    Actor, EVIDENCE_CASE_END, EVIDENCE_HOLD, EVIDENCE_HOLD_STATE, EvidenceCaseFinalised,
    EvidenceCaseReopened, EvidenceHoldPlaced, EvidenceHoldReleaseProposed, EvidenceHoldReleaseRefused,
    EvidenceHoldReleased, Recorded, Signer, Writing,
};
use store::Row;

/// A hold that somebody placed and nobody has released.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hold {
    /// Its number.
    pub number: u32,
    /// Number of the case.
    pub case: u32,
    /// Position of the act that proposed to release it; none: nobody has.
    pub release: Option<u64>,
    state_row: i64,
}

const SELECT: &str = "SELECT h.number, h.case_number, t.state, t.act, t.number FROM evidence_hold h \
     JOIN evidence_hold_state t ON t.hold = h.number AND t.ended IS NULL WHERE t.state <> 'released'";

impl Hold {
    fn of(row: &Row) -> Result<Self, DisposalError> {
        let release = match row.text(2)? {
            "placed" => None,
            "release-proposed" => Some(count(row, 3)?),
            _ => return Err(DisposalError::damaged("a hold stands as none does")),
        };
        Ok(Self { number: number(row, 0)?, case: number(row, 1)?, release, state_row: row.integer(4)? })
    }

    async fn turns(&self, writing: &mut Writing<'_>, state: &str) -> Result<(), DisposalError> {
        writing.end(&EVIDENCE_HOLD_STATE, &[self.state_row]).await?;
        let row = vec![i64::from(self.number).into(), state.into()];
        writing.insert_one(&EVIDENCE_HOLD_STATE, row).await?;
        Ok(())
    }
}

impl Disposing<'_> {
    /// Holds that stand, by number.
    pub async fn holds(&self) -> Result<Vec<Hold>, DisposalError> {
        let rows = self.record().read(&format!("{SELECT} ORDER BY h.number"), &[]).await?;
        rows.iter().map(Hold::of).collect()
    }

    /// Cases that hold by themselves, because nobody has said that they are finalised.
    pub async fn cases_going_on(&self) -> Result<u64, DisposalError> {
        let sql = "SELECT COUNT(*) FROM force_case c WHERE c.ended IS NULL AND NOT EXISTS \
             (SELECT 1 FROM evidence_case_end e WHERE e.case_number = c.case_number AND e.ended IS NULL)";
        let rows = self.record().read(sql, &[]).await?;
        rows.first().map_or(Ok(0), |row| count(row, 0))
    }

    /// The case of this reference.
    pub async fn case(&self, urn: &str) -> Result<u32, DisposalError> {
        self.record().case_number(urn).await?.ok_or(DisposalError::NoCase)
    }

    /// The one hold on a case.
    pub async fn hold_on(&self, case: u32) -> Result<u32, DisposalError> {
        let on: Vec<_> = self.holds().await?.into_iter().filter(|hold| hold.case == case).collect();
        match on.as_slice() {
            [hold] => Ok(hold.number),
            holds => Err(DisposalError::WhichHold { holds: holds.len() }),
        }
    }

    /// Places a hold on everything that belongs to a case, now or later. `why` is kept, sealed.
    pub async fn place_hold(
        &self,
        by: &Actor,
        case: u32,
        why: &str,
        now: Timestamp,
    ) -> Result<(u32, Recorded), DisposalError> {
        let why = words::said(why, "why nothing of it may be destroyed")?;
        let mut writing = self.record().begin("place a hold", now).await?;
        let known = "SELECT number FROM force_case WHERE ended IS NULL AND case_number = $1";
        if writing.read(known, &[i64::from(case).into()]).await?.is_empty() {
            return Err(DisposalError::NoCase);
        }
        let number = writing.reserve(&EVIDENCE_HOLD, 1).await?;
        let sealed = writing.sealed(&EVIDENCE_HOLD, number, "reason", why)?;
        let row = vec![i64::from(case).into(), sealed.into()];
        writing.insert(&EVIDENCE_HOLD, number, vec![row]).await?;
        writing.insert_one(&EVIDENCE_HOLD_STATE, vec![number.into(), "placed".into()]).await?;
        let hold = narrow(number)?;
        let act = EvidenceHoldPlaced { hold, case };
        Ok((hold, writing.commit(&act, by, &[]).await?))
    }

    /// Proposes to release a hold. `why` is kept, sealed.
    pub async fn propose_release(
        &self,
        by: &Actor,
        signer: &Signer,
        hold: u32,
        why: &str,
        now: Timestamp,
    ) -> Result<Recorded, DisposalError> {
        let why = words::said(why, "why the hold is to end")?;
        let mut writing = self.record().begin("propose to release a hold", now).await?;
        let wanted = "nobody has proposed to release yet";
        let standing = standing(&mut writing, hold).await?.filter(|hold| hold.release.is_none());
        let standing = standing.ok_or(DisposalError::NoHold { hold, wanted })?;
        standing.turns(&mut writing, "release-proposed").await?;
        writing.note(why).await?;
        let act = EvidenceHoldReleaseProposed { hold, case: standing.case };
        Ok(writing.commit(&act, by, &[signer]).await?)
    }

    /// Releases a hold, as somebody else proposed.
    pub async fn release_hold(
        &self,
        by: &Actor,
        signer: &Signer,
        hold: u32,
        now: Timestamp,
    ) -> Result<Recorded, DisposalError> {
        let mut writing = self.record().begin("release a hold", now).await?;
        let (standing, proposal) = proposed(&mut writing, hold).await?;
        let (leaf, act) =
            writing.act_at::<EvidenceHoldReleaseProposed>(proposal).await?.ok_or_else(|| {
                DisposalError::damaged(format!("the release of hold {hold} was never proposed"))
            })?;
        if (act.hold, act.case) != (hold, standing.case) {
            return Err(DisposalError::damaged(format!("hold {hold} is on another case than was proposed")));
        }
        writing.is_somebody_else(&leaf, by).await?;
        standing.turns(&mut writing, "released").await?;
        let act = EvidenceHoldReleased { hold, proposal, case: standing.case };
        Ok(writing.commit(&act, by, &[signer]).await?)
    }

    /// Refuses or takes back what was proposed: the hold stays. `why` is kept, sealed.
    pub async fn keep_hold(
        &self,
        by: &Actor,
        hold: u32,
        why: &str,
        now: Timestamp,
    ) -> Result<Recorded, DisposalError> {
        let why = words::said(why, "why the hold is to stay")?;
        let mut writing = self.record().begin("keep a hold", now).await?;
        let (standing, proposal) = proposed(&mut writing, hold).await?;
        standing.turns(&mut writing, "placed").await?;
        writing.note(why).await?;
        let act = EvidenceHoldReleaseRefused { hold, proposal };
        Ok(writing.commit(&act, by, &[]).await?)
    }

    /// Says that a case is finalised, so that it no longer holds by itself. Holds that somebody placed stay. `why` is kept, sealed.
    pub async fn finalise_case(
        &self,
        by: &Actor,
        signer: &Signer,
        case: u32,
        why: &str,
        now: Timestamp,
    ) -> Result<Recorded, DisposalError> {
        let why = words::said(why, "how the case came to its end")?;
        let mut writing = self.record().begin("finalise a case", now).await?;
        if !ends(&mut writing, case).await?.is_empty() {
            return Err(DisposalError::CaseStands { what: "finalised" });
        }
        writing.insert_one(&EVIDENCE_CASE_END, vec![i64::from(case).into()]).await?;
        writing.note(why).await?;
        Ok(writing.commit(&EvidenceCaseFinalised { case }, by, &[signer]).await?)
    }

    /// Says that a case goes on. `why` is kept, sealed.
    pub async fn reopen_case(
        &self,
        by: &Actor,
        case: u32,
        why: &str,
        now: Timestamp,
    ) -> Result<Recorded, DisposalError> {
        let why = words::said(why, "why the case goes on")?;
        let mut writing = self.record().begin("reopen a case", now).await?;
        let ends = ends(&mut writing, case).await?;
        if ends.is_empty() {
            return Err(DisposalError::CaseStands { what: "going on" });
        }
        writing.end(&EVIDENCE_CASE_END, &ends).await?;
        writing.note(why).await?;
        Ok(writing.commit(&EvidenceCaseReopened { case }, by, &[]).await?)
    }
}

async fn standing(writing: &mut Writing<'_>, hold: u32) -> Result<Option<Hold>, DisposalError> {
    let rows = writing.read(&format!("{SELECT} AND h.number = $1"), &[i64::from(hold).into()]).await?;
    rows.first().map(Hold::of).transpose()
}

async fn proposed(writing: &mut Writing<'_>, hold: u32) -> Result<(Hold, u64), DisposalError> {
    let standing = standing(writing, hold).await?;
    let wanted = "somebody has proposed to release";
    let found = standing.and_then(|standing| Some((standing, standing.release?)));
    found.ok_or(DisposalError::NoHold { hold, wanted })
}

/// Rows that say that a case is finalised.
async fn ends(writing: &mut Writing<'_>, case: u32) -> Result<Vec<i64>, DisposalError> {
    let sql = "SELECT number FROM evidence_case_end WHERE ended IS NULL AND case_number = $1";
    let rows = writing.read(sql, &[i64::from(case).into()]).await?;
    rows.iter().map(|row| Ok(row.integer(0)?)).collect()
}
