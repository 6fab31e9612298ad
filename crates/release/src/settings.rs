//! What a force decides about releases; the policy file has it in the section `[release]`.

use jiff::{SignedDuration, Timestamp};

/// What a force decides about releases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Days for which a certificate is good.
    pub certificate_days: u32,
    /// Hours for which a check is good: after that the file is checked again before it is approved.
    pub check_hours: u32,
}

impl Default for Settings {
    fn default() -> Self {
        gate::ReleaseSettings::default().into()
    }
}

impl From<gate::ReleaseSettings> for Settings {
    fn from(settings: gate::ReleaseSettings) -> Self {
        Self { certificate_days: settings.certificate_days, check_hours: settings.check_hours }
    }
}

impl Settings {
    /// When a certificate expires that is issued now.
    pub(crate) fn expiry(self, now: Timestamp) -> Timestamp {
        let days = SignedDuration::from_hours(24 * i64::from(self.certificate_days));
        now.checked_add(days).unwrap_or(now)
    }

    /// Whether a check is good now. One from the future is not: some clock is wrong.
    pub(crate) fn is_fresh(self, checked: Timestamp, now: Timestamp) -> bool {
        let age = now.duration_since(checked);
        age <= SignedDuration::from_hours(i64::from(self.check_hours)) && age >= -SignedDuration::from_mins(1)
    }
}
