//! For how long checks and certificates are good.

use serde::{Deserialize, Serialize};

/// For how long checks and certificates are good: the section `[release]` of the policy file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ReleaseSettings {
    /// Days for which the certificate of a released file is good. Rules grow: what was fine a quarter of a year ago is
    /// checked again before it leaves again.
    pub certificate_days: u32,
    /// Hours between check and approval after which the file is checked again: lists of people change by the day.
    pub check_hours: u32,
}

impl ReleaseSettings {
    /// The most of either: ten years.
    pub(crate) const MOST: u32 = 3_660;
}

impl Default for ReleaseSettings {
    fn default() -> Self {
        Self { certificate_days: 90, check_hours: 24 }
    }
}
