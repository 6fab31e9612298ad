//! Disposals, as they stand: listed, approved by several, refused or stopped.

use crate::held::{self, Held};
use crate::list::DisposalList;
use crate::stored::{count, hex, instant, items, number};
use crate::{DisposalError, Disposing, words};
use blobs::BlobId;
use jiff::{SignedDuration, Timestamp};
use record::{
    Act, Actor, EVIDENCE_DISPOSAL_APPROVAL, EVIDENCE_DISPOSAL_STATE, EvidenceDisposalApproved,
    EvidenceDisposalProposed, EvidenceDisposalRefused, RecordError, Recorded, Role, Roles, Signer, Writing,
};
use roaring::RoaringTreemap;
use store::Row;

/// How a disposal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DisposalState {
    /// It waits for approvals.
    Proposed,
    /// It has all of them. It cools off, or is carried out.
    Approved,
    /// It was refused, taken back or stopped.
    Refused,
    /// Nothing of it is left to do.
    Done,
}

impl DisposalState {
    /// As rows have it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Approved => "approved",
            Self::Refused => "refused",
            Self::Done => "done",
        }
    }

    fn named(id: &str) -> Option<Self> {
        [Self::Proposed, Self::Approved, Self::Refused, Self::Done].into_iter().find(|one| one.id() == id)
    }
}

/// A disposal.
#[derive(Debug, Clone, PartialEq)]
pub struct Disposal {
    /// Its number.
    pub number: u32,
    /// Number of the row of the class by which its items are due; none: somebody chose them.
    pub class: Option<u32>,
    /// SHA-256 of its list.
    pub sha256: [u8; 32],
    /// Items.
    pub items: u64,
    /// Their bytes, once.
    pub bytes: u64,
    /// Cases that they belong to.
    pub cases: u64,
    /// Items that were left out, because they are held.
    pub held: u64,
    /// Approvals that it takes.
    pub approvals: u32,
    /// How long it cools off.
    pub cooling_off: SignedDuration,
    /// How long after the others the last copy of an item goes.
    pub last_after: SignedDuration,
    /// Position of the act that proposed it.
    pub proposal: u64,
    /// How it stands.
    pub state: DisposalState,
    /// Since when.
    pub since: Timestamp,
    /// Position of the act that decided so.
    pub decided: u64,
    pub(crate) chosen: RoaringTreemap,
    pub(crate) list: BlobId,
    pub(crate) state_row: i64,
}

const SELECT: &str = "SELECT d.number, d.class, d.blob, d.sha256, d.items, d.bytes, d.cases, d.held, d.chosen, \
     d.approvals, d.cooling_seconds, d.last_seconds, d.act, t.state, l.at, t.number, t.act FROM evidence_disposal d \
     JOIN evidence_disposal_state t ON t.disposal = d.number AND t.ended IS NULL JOIN leaf l ON l.position = t.act";

impl Disposal {
    fn of(row: &Row) -> Result<Self, DisposalError> {
        let damaged = || DisposalError::damaged("a disposal makes no sense");
        Ok(Self {
            number: number(row, 0)?,
            class: row.optional_integer(1)?.map(crate::stored::narrow).transpose()?,
            list: row.text(2)?.parse().map_err(|_| damaged())?,
            sha256: row.bytes(3)?.try_into().map_err(|_| damaged())?,
            items: count(row, 4)?,
            bytes: count(row, 5)?,
            cases: count(row, 6)?,
            held: count(row, 7)?,
            chosen: items(row.bytes(8)?)?,
            approvals: number(row, 9)?,
            cooling_off: SignedDuration::from_secs(row.integer(10)?),
            last_after: SignedDuration::from_secs(row.integer(11)?),
            proposal: count(row, 12)?,
            state: DisposalState::named(row.text(13)?).ok_or_else(damaged)?,
            since: instant(row, 14)?,
            state_row: row.integer(15)?,
            decided: count(row, 16)?,
        })
    }

    /// From when on it may be carried out; none: it has not been approved.
    pub fn cooled_off(&self) -> Option<Timestamp> {
        let is_approved = self.state == DisposalState::Approved;
        is_approved.then(|| self.since.checked_add(self.cooling_off).unwrap_or(Timestamp::MAX))
    }

    pub(crate) async fn turns(
        &self,
        writing: &mut Writing<'_>,
        state: DisposalState,
    ) -> Result<(), DisposalError> {
        writing.end(&EVIDENCE_DISPOSAL_STATE, &[self.state_row]).await?;
        let row = vec![i64::from(self.number).into(), state.id().into()];
        writing.insert_one(&EVIDENCE_DISPOSAL_STATE, row).await?;
        Ok(())
    }

    /// Whether the act that proposed it proposed this.
    pub(crate) fn is(&self, act: &EvidenceDisposalProposed) -> bool {
        (act.disposal, act.class, act.items, act.bytes) == (self.number, self.class, self.items, self.bytes)
            && act.list == hex(&self.sha256)
            && act.approvals == self.approvals
            && i64::try_from(act.cooling_seconds) == Ok(self.cooling_off.as_secs())
            && i64::try_from(act.last_seconds) == Ok(self.last_after.as_secs())
    }
}

/// What came of an approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Approved {
    /// Which approval it is, from 1.
    pub approval: u32,
    /// Approvals that it takes.
    pub approvals: u32,
    /// In which role.
    pub role: Role,
    /// From when on it may be carried out; none: it takes more approvals.
    pub cooled_off: Option<Timestamp>,
    /// The act.
    pub recorded: Recorded,
}

impl Disposing<'_> {
    /// All disposals, by number.
    pub async fn disposals(&self) -> Result<Vec<Disposal>, DisposalError> {
        let rows = self.record().read(&format!("{SELECT} ORDER BY d.number"), &[]).await?;
        rows.iter().map(Disposal::of).collect()
    }

    /// The disposal of this number.
    pub async fn disposal(&self, disposal: u32) -> Result<Disposal, DisposalError> {
        let sql = format!("{SELECT} WHERE d.number = $1");
        let rows = self.record().read(&sql, &[i64::from(disposal).into()]).await?;
        let wanted = "was ever planned";
        rows.first().map_or(Err(DisposalError::NoDisposal { disposal, wanted }), Disposal::of)
    }

    /// Its list, held to its digest.
    pub async fn list_of(&self, disposal: &Disposal) -> Result<DisposalList, DisposalError> {
        let list = self.opened(&disposal.list, &disposal.sha256).await?;
        let numbers: RoaringTreemap = list.items.iter().map(|item| item.item).collect();
        let is_it = numbers == disposal.chosen && list.items.len() as u64 == disposal.items;
        if is_it { Ok(list) } else { Err(DisposalError::Moved) }
    }

    /// Approves a disposal: another person in another role for each approval, and none who proposed it.
    pub async fn approve(
        &self,
        by: &Actor,
        signer: &Signer,
        (disposal, in_role): (u32, Option<Role>),
        now: Timestamp,
    ) -> Result<Approved, DisposalError> {
        // What is approved is the list: whoever approves what cannot be read approves nothing.
        self.list_of(&self.disposal(disposal).await?).await?;
        let mut writing = self.record().begin("approve a disposal", now).await?;
        let standing = standing(&mut writing, disposal).await?;
        let wanted = "waits for approvals";
        let standing = standing
            .filter(|one| one.state == DisposalState::Proposed)
            .ok_or(DisposalError::NoDisposal { disposal, wanted })?;
        let (leaf, proposed) = writing
            .act_at::<EvidenceDisposalProposed>(standing.proposal)
            .await?
            .ok_or_else(|| DisposalError::damaged(format!("disposal {disposal} was never proposed")))?;
        if !standing.is(&proposed) {
            return Err(DisposalError::Moved);
        }
        let held = Held::of(&writing.read(held::ALL, &[]).await?, &writing.read(held::DERIVED, &[]).await?)?
            .among(&standing.chosen);
        if held > 0 {
            return Err(DisposalError::HeldSince { items: held });
        }
        writing.is_somebody_else(&leaf, by).await?;
        let given = given(&mut writing, disposal).await?;
        for (act, _) in &given {
            let damaged =
                || DisposalError::damaged(format!("disposal {disposal} was not approved by act {act}"));
            let approval = writing.act_at::<EvidenceDisposalApproved>(*act).await?;
            let (leaf, approval) = approval.ok_or_else(damaged)?;
            if (approval.proposal, &approval.list) != (standing.proposal, &proposed.list) {
                return Err(damaged());
            }
            match writing.is_somebody_else(&leaf, by).await {
                Err(RecordError::SamePerson) => {
                    return Err(DisposalError::NotAnother { what: "this person has approved it already" });
                }
                other => other?,
            }
        }
        let role = role(by, in_role, given.iter().map(|(_, role)| role.as_str()))?;
        let row = vec![i64::from(disposal).into(), i64::from(by.number).into(), role_id(role).into()];
        writing.insert_one(&EVIDENCE_DISPOSAL_APPROVAL, row).await?;
        let approval = u32::try_from(given.len()).map_or(u32::MAX, |given| given.saturating_add(1));
        let is_last = approval >= standing.approvals;
        if is_last {
            standing.turns(&mut writing, DisposalState::Approved).await?;
        }
        let act = EvidenceDisposalApproved {
            disposal,
            proposal: standing.proposal,
            list: proposed.list,
            role: role_id(role).into(),
            approval,
            approvals: standing.approvals,
        };
        let recorded = writing.commit(&act, by, &[signer]).await?;
        let cooled_off = recorded.at.checked_add(standing.cooling_off).ok().filter(|_| is_last);
        Ok(Approved { approval, approvals: standing.approvals, role, cooled_off, recorded })
    }

    /// Refuses a disposal, takes it back, or stops one that is being carried out. `why` is kept, sealed.
    pub async fn refuse(
        &self,
        by: &Actor,
        disposal: u32,
        why: &str,
        now: Timestamp,
    ) -> Result<Recorded, DisposalError> {
        let why = words::said(why, "the reason of the refusal")?;
        let mut writing = self.record().begin("refuse a disposal", now).await?;
        let standing = standing(&mut writing, disposal).await?;
        let is_open = |one: &Disposal| matches!(one.state, DisposalState::Proposed | DisposalState::Approved);
        let wanted = "is not over";
        let standing = standing.filter(is_open).ok_or(DisposalError::NoDisposal { disposal, wanted })?;
        standing.turns(&mut writing, DisposalState::Refused).await?;
        writing.note(why).await?;
        let act = EvidenceDisposalRefused { disposal, proposal: standing.proposal };
        Ok(writing.commit(&act, by, &[]).await?)
    }
}

/// As a transaction sees it.
pub(crate) async fn standing(
    writing: &mut Writing<'_>,
    disposal: u32,
) -> Result<Option<Disposal>, DisposalError> {
    let sql = format!("{SELECT} WHERE d.number = $1");
    let rows = writing.read(&sql, &[i64::from(disposal).into()]).await?;
    rows.first().map(Disposal::of).transpose()
}

/// Approvals that were given: position of the act, and the role.
async fn given(writing: &mut Writing<'_>, disposal: u32) -> Result<Vec<(u64, String)>, DisposalError> {
    let sql = "SELECT act, role FROM evidence_disposal_approval WHERE disposal = $1 AND ended IS NULL ORDER BY number";
    let rows = writing.read(sql, &[i64::from(disposal).into()]).await?;
    rows.iter().map(|row| Ok((count(row, 0)?, row.text(1)?.to_owned()))).collect()
}

/// The role in which somebody approves: one that nobody has approved in.
fn role<'g>(
    by: &Actor,
    in_role: Option<Role>,
    given: impl Iterator<Item = &'g str>,
) -> Result<Role, DisposalError> {
    let may = by.roles.both(EvidenceDisposalApproved::MAY);
    let wanted = in_role.map_or(may, |role| may.both(Roles::of(&[role])));
    if wanted.is_empty() {
        return Err(RecordError::MayNot {
            actor: format!("actor {}", by.number),
            needed: in_role.map_or(EvidenceDisposalApproved::MAY, |role| Roles::of(&[role])),
        }
        .into());
    }
    let taken = Roles::named(given).map_err(|_| DisposalError::damaged("an approval is in no role"))?;
    let free = wanted.without(taken);
    let first = free.iter().next().map(|row| row.role);
    first.ok_or(DisposalError::NotAnother { what: "somebody has approved it in this role already" })
}

fn role_id(role: Role) -> &'static str {
    Roles::of(&[role]).iter().next().map_or("", |row| row.id)
}
