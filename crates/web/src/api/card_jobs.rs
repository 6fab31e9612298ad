//! Print agents ask for keys, and send the end of a job. They have no token: what they send is signed.

use super::{ProblemDocument, Refused};
use crate::address::Path;
use crate::patience::Patience;
use crate::problem::Problem;
use crate::right::{AskForKeys, Earned};
use axum::Json;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use card_office::{Answered, CardError};
use cards::job::LONGEST_BUNDLE;
use serde::Serialize;
use utoipa::ToSchema;

/// What became of the end of a job.
#[derive(Debug, Serialize, ToSchema)]
pub struct CardJobEnded {
    /// Schema of this answer.
    #[schema(example = "tipstaff.card-job-ended/1")]
    pub schema: &'static str,
    /// Receipts that came with it and were new.
    pub receipts: u64,
    /// Whether the job had been closed before.
    pub again: bool,
}

/// Ask for the keys of a job's next cards. The body is a request that the print agent signed, with the receipts of the cards
/// before; the answer is sealed to the agent's key for this job.
#[utoipa::path(
    post, path = "/api/card-jobs/{name}/keys", tag = "card jobs", operation_id = "cardKeys",
    params(("name" = String, Path, description = "Number of the job as the print service knows it")),
    request_body(content = Object, content_type = "application/json"),
    responses(
        (status = 200, description = "The keys, sealed", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 202, description = "Not yet: keys are handed out at the pace of a print service; ask again after as many seconds as `Retry-After` says"),
        (status = 404, description = "No such job, or the request is not signed by its agent", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 408, description = "It did not arrive in time", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "Not these keys, and why", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 410, description = "The job was stopped: no key comes any more", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 413, description = "Larger than any request", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 429, description = "Too many at once", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn card_keys(
    right: Earned<AskForKeys>,
    Path(name): Path<String>,
    request: Request,
) -> Result<Response, Refused> {
    let job = right.0.job(&name).await?;
    let bundle = body(request).await?;
    match job.answer(&bundle).await? {
        Answered::Keys { answer, .. } => {
            Ok(([(header::CONTENT_TYPE, "application/octet-stream")], answer).into_response())
        }
        // Not an error: the agent asks again by itself.
        Answered::NotYet { seconds } => {
            Ok((StatusCode::ACCEPTED, [(header::RETRY_AFTER, seconds.to_string())]).into_response())
        }
        Answered::Stopped => Err(Problem::new(
            StatusCode::GONE,
            "stopped",
            "The job was stopped: no further key is handed out",
            "Destroy what is left of it, and send the certificate",
        )
        .into()),
        Answered::Refused(why) => Err(refused(&why).into()),
    }
}

/// Send the end of a job: its certificate of destruction, and the receipts that are not here yet.
#[utoipa::path(
    post, path = "/api/card-jobs/{name}/certificate", tag = "card jobs", operation_id = "cardCertificate",
    params(("name" = String, Path, description = "Number of the job as the print service knows it")),
    request_body(content = Object, content_type = "application/json"),
    responses(
        (status = 200, description = "The job is closed", body = CardJobEnded),
        (status = 404, description = "No such job, or the certificate is not signed by its agent", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 408, description = "It did not arrive in time", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "It is not taken, and why", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 413, description = "Larger than any certificate", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 429, description = "Too many at once", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn card_certificate(
    right: Earned<AskForKeys>,
    Path(name): Path<String>,
    request: Request,
) -> Result<Json<CardJobEnded>, Refused> {
    let job = right.0.job(&name).await?;
    let bundle = body(request).await?;
    let ended = job.end(&bundle).await?;
    Ok(Json(CardJobEnded {
        schema: "tipstaff.card-job-ended/1",
        receipts: ended.receipts,
        again: ended.again,
    }))
}

/// All of it, or nothing.
async fn body(request: Request) -> Result<Vec<u8>, Problem> {
    let patience = request.extensions().get::<Patience>().copied().unwrap_or_default();
    let read = axum::body::to_bytes(request.into_body(), LONGEST_BUNDLE);
    let read = tokio::time::timeout(patience.form, read).await.map_err(|_| Problem::too_slow())?;
    Ok(read.map_err(|_| Problem::too_large("4 MiB"))?.to_vec())
}

/// Why there are no keys, in words for whoever prints.
fn refused(why: &CardError) -> Problem {
    let words = why.to_string();
    let (what, fix) = words.split_once(". ").unwrap_or((words.as_str(), "Ask the force"));
    Problem { fix: fix.to_owned(), ..Problem::conflict(crate::words::sentence(what), "") }
}
