//! The answer, as it goes to the telephone.

use super::error::EnrolError;
use crate::statement::CardPage;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use serde_json::json;
use std::fmt;

const SCHEMA: &str = "tipstaff.telephone-enrolments/1";

/// Enrolments for a telephone. Without its private keys nobody can answer with them; but whoever has seen them together knows
/// later which answers came from one telephone. So it goes to that telephone, and is kept nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct EnrolmentAnswer {
    pub(crate) request: String,
    pub(crate) enrolments: Vec<Vec<u8>>,
}

impl EnrolmentAnswer {
    /// As a file.
    pub fn to_json(&self) -> Result<String, EnrolError> {
        let enrolments: Vec<String> = self.enrolments.iter().map(|one| BASE64.encode(one)).collect();
        let written = json!({ "schema": SCHEMA, "request": self.request, "enrolments": enrolments });
        let mut text = serde_json::to_string_pretty(&written).map_err(|_| EnrolError::Unwritable)?;
        text.push('\n');
        Ok(text)
    }

    /// As a link to the telephone's page. Browsers send what stands behind the `#` to nobody.
    pub fn link(&self, telephone: &CardPage) -> String {
        let enrolments: Vec<String> = self.enrolments.iter().map(|one| BASE64.encode(one)).collect();
        format!("{}#{}", telephone.url(), enrolments.join("."))
    }

    /// The signed enrolments.
    pub fn enrolments(&self) -> &[Vec<u8>] {
        &self.enrolments
    }
}

impl fmt::Debug for EnrolmentAnswer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("EnrolmentAnswer")
            .field("enrolments", &self.enrolments.len())
            .finish_non_exhaustive()
    }
}
