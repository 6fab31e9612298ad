//! What a share was before, and by which acts.

use crate::stored::{integer, narrow, text};
use crate::{ShareError, ShareState, Shares};

impl Shares<'_> {
    /// What a share became, each with the position of the act that said so, in their order.
    pub async fn past(&self, share: u32) -> Result<Vec<(ShareState, u64)>, ShareError> {
        let rows = self
            .record
            .read(
                "SELECT state, act FROM share_state WHERE share = $1 ORDER BY number",
                &[i64::from(share).into()],
            )
            .await?;
        rows.iter()
            .map(|row| {
                let state = ShareState::named(text(row, 0)?)
                    .ok_or_else(|| ShareError::damaged("the state of a share is not known"))?;
                Ok((state, u64::from(narrow(integer(row, 1)?)?)))
            })
            .collect()
    }
}
