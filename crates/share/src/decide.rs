//! A second actor says yes or no; anybody who may propose ends a share.

use crate::define::becomes;
use crate::stored::{integer, narrow, text};
use crate::{ShareError, ShareState, Shares};
use jiff::Timestamp;
use record::{Actor, Recorded, ShareApproved, ShareEnded, ShareProposed, ShareRefused, Signer, Writing};

/// A share as a transaction sees it.
pub(crate) struct Standing {
    pub(crate) proposal: u64,
    pub(crate) state: ShareState,
    pub(crate) state_row: i64,
}

impl Standing {
    pub(crate) async fn read(writing: &mut Writing<'_>, share: u32) -> Result<Self, ShareError> {
        let rows = writing
            .read(
                "SELECT s.act, t.state, t.number FROM share s \
                 JOIN share_state t ON t.share = s.number AND t.ended IS NULL WHERE s.number = $1",
                &[i64::from(share).into()],
            )
            .await?;
        let row = rows.first().ok_or_else(|| ShareError::Unknown { share: share.to_string() })?;
        Ok(Self {
            proposal: u64::from(narrow(integer(row, 0)?)?),
            state: ShareState::named(text(row, 1)?)
                .ok_or_else(|| ShareError::damaged("the state of a share is not known"))?,
            state_row: integer(row, 2)?,
        })
    }

    fn is_proposed(&self, share: u32) -> Result<(), ShareError> {
        match self.state {
            ShareState::Proposed => Ok(()),
            state => Err(ShareError::WrongState {
                share,
                state,
                fix: "Define it anew if it is still wanted: tipstaff share define",
            }),
        }
    }
}

impl Shares<'_> {
    /// Approves what somebody else proposed.
    pub async fn approve(
        &self,
        by: &Actor,
        signer: &Signer,
        share: u32,
        now: Timestamp,
    ) -> Result<Recorded, ShareError> {
        let mut writing = self.record.begin("approve a share", now).await?;
        let standing = Standing::read(&mut writing, share).await?;
        standing.is_proposed(share)?;
        let (proposal, _) = writing
            .act_at::<ShareProposed>(standing.proposal)
            .await?
            .ok_or_else(|| ShareError::damaged(format!("share {share} was never proposed")))?;
        writing.is_somebody_else(&proposal, by).await?;
        becomes(&mut writing, share, Some(standing.state_row), ShareState::Approved).await?;
        let act = ShareApproved { share, proposal: standing.proposal };
        Ok(writing.commit(&act, by, &[signer]).await?)
    }

    /// Refuses what was proposed. `why` is kept, sealed.
    pub async fn refuse(
        &self,
        by: &Actor,
        signer: &Signer,
        share: u32,
        why: &str,
        now: Timestamp,
    ) -> Result<Recorded, ShareError> {
        if why.trim().is_empty() {
            return Err(ShareError::Missing { what: "the reason of the refusal" });
        }
        let mut writing = self.record.begin("refuse a share", now).await?;
        let standing = Standing::read(&mut writing, share).await?;
        standing.is_proposed(share)?;
        becomes(&mut writing, share, Some(standing.state_row), ShareState::Refused).await?;
        writing.note(why.trim()).await?;
        let act = ShareRefused { share, proposal: standing.proposal };
        Ok(writing.commit(&act, by, &[signer]).await?)
    }

    /// Ends a share, whether or not it was approved.
    pub async fn end(
        &self,
        by: &Actor,
        signer: &Signer,
        share: u32,
        now: Timestamp,
    ) -> Result<Recorded, ShareError> {
        let mut writing = self.record.begin("end a share", now).await?;
        let standing = Standing::read(&mut writing, share).await?;
        if !matches!(standing.state, ShareState::Proposed | ShareState::Approved) {
            let fix = "Nothing is left to do";
            return Err(ShareError::WrongState { share, state: standing.state, fix });
        }
        becomes(&mut writing, share, Some(standing.state_row), ShareState::Ended).await?;
        Ok(writing.commit(&ShareEnded { share }, by, &[signer]).await?)
    }
}
