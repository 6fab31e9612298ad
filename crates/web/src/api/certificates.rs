//! The one door: may this file leave?

use super::{ProblemDocument, Refused};
use crate::address::Path;
use crate::problem::Problem;
use crate::right::{AskCertificate, Earned};
use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

/// Whether a file may leave. Only `certified` says that it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// There is a fresh certificate.
    Certified,
    /// There was one; its time is over.
    Expired,
    /// There was one; somebody withdrew it.
    Withdrawn,
    /// There is none.
    None,
}

/// The answer about a file.
#[derive(Debug, Serialize, ToSchema)]
pub struct CertificateAnswer {
    /// Schema of this answer.
    #[schema(example = "tipstaff.certificate-answer/1")]
    pub schema: &'static str,
    /// The file, by the SHA-256 of its bytes in 64 hexadecimal digits.
    pub sha256: String,
    /// Whether it may leave.
    pub answer: Answer,
    /// When the certificate ends, RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// The certificate: a C2SP signed note under the record's key. Verify it; do not trust the channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Is there a clear, fresh certificate for this file?
#[utoipa::path(
    get, path = "/api/certificates/{sha256}", tag = "certificates", operation_id = "certificate",
    params(("sha256" = String, Path, description = "SHA-256 of the file, 64 hexadecimal digits", pattern = "^[0-9a-fA-F]{64}$")),
    responses(
        (status = 200, description = "The answer, whatever it is", body = CertificateAnswer),
        (status = 400, description = "That is no SHA-256", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 401, description = "No token, or one that is over", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, description = "The token is for something else", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("token" = []))
)]
pub async fn certificate(
    right: Earned<AskCertificate>,
    Path(sha256): Path<String>,
) -> Result<Json<CertificateAnswer>, Refused> {
    let digest = crate::words::digest_of(&sha256).ok_or_else(|| {
        Problem::bad_request("That is no SHA-256 of a file", "Give its 64 hexadecimal digits")
    })?;
    Ok(Json(right.0.ask(&digest).await?))
}
