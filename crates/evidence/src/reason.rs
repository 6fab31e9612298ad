//! Why somebody proposed what another one decides on. Words of people, who may name people: shown to who asks, never logged.

use crate::{Evidence, EvidenceError, Rule, Settlement};
use record::{EVIDENCE_RULE, EVIDENCE_SETTLEMENT};
use zeroize::Zeroizing;

impl Evidence<'_> {
    /// Why a settlement was proposed.
    pub async fn reason_of_settlement(
        &self,
        settlement: &Settlement,
    ) -> Result<Zeroizing<String>, EvidenceError> {
        let number = i64::from(settlement.number);
        let rows = self
            .record
            .read("SELECT reason FROM evidence_settlement WHERE number = $1", &[number.into()])
            .await?;
        let row = rows.first().ok_or_else(|| EvidenceError::damaged("a settlement is missing"))?;
        Ok(self.record.opened(&EVIDENCE_SETTLEMENT, number, "reason", row.bytes(0)?)?)
    }

    /// Why a rule of additions was proposed.
    pub async fn reason_of_rule(&self, rule: &Rule) -> Result<Zeroizing<String>, EvidenceError> {
        let number = i64::from(rule.number);
        let rows =
            self.record.read("SELECT reason FROM evidence_rule WHERE number = $1", &[number.into()]).await?;
        let row = rows.first().ok_or_else(|| EvidenceError::damaged("a rule is missing"))?;
        Ok(self.record.opened(&EVIDENCE_RULE, number, "reason", row.bytes(0)?)?)
    }
}
