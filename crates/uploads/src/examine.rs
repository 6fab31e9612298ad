//! A check as a release needs it: what it said, by which rules, and when.

use crate::giving_way::giving_way;
use crate::keep::kept_id;
use crate::{UploadError, UploadId, Uploads};
use gate::Checked;
use jiff::Timestamp;
use std::path::Path;

/// A check with its rules and its time.
#[derive(Debug, Clone)]
pub struct Examined {
    /// What it found.
    pub checked: Checked,
    /// Digest of the rules.
    pub rules: [u8; 32],
    /// When.
    pub at: Timestamp,
}

impl Uploads {
    /// The check of an upload.
    pub async fn examined(&self, id: &UploadId) -> Result<Examined, UploadError> {
        let (checked, rules, at) = self.result_by(id).await?;
        Ok(Examined { checked, rules, at })
    }

    /// Checks kept bytes now, by today's rules. It waits for its turn among the checks of this node.
    pub async fn examine_kept(
        &self,
        kept: &[u8],
        name: &str,
        now: Timestamp,
    ) -> Result<Examined, UploadError> {
        let examiner = self.examiner_soon().await?;
        let rules = examiner.rules();
        let place = self.0.open.clone().acquire_owned().await;
        let file = self.0.blobs.to_memory(&kept_id(kept)?, self.0.settings.file_bytes).await?;
        let name = name.to_owned();
        let checked = giving_way(move || {
            let _place = place;
            examiner.check(file, Path::new(&name), &|| false)
        })
        .await?;
        Ok(Examined { checked, rules, at: now })
    }
}
