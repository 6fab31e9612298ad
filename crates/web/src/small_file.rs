//! One small file that a form brings: what a recipient signed, or what its print agent wrote.

use crate::checks::{next_part, parts};
use crate::problem::Problem;
use axum::extract::Request;
use axum::http::header;

/// Whether a form brings a file.
pub fn is_file(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.trim_start().to_ascii_lowercase().starts_with("multipart/form-data"))
}

/// Its bytes: at most so many. Nothing chosen: none.
pub async fn small_file(request: Request, most: usize, words: &str) -> Result<Vec<u8>, Problem> {
    // The frame around the file takes some more.
    let mut form = parts(request, most as u64 + 4096)?;
    let mut bytes = Vec::new();
    while let Some(mut field) = next_part(&mut form).await? {
        while let Some(piece) = field
            .chunk()
            .await
            .map_err(|_| Problem::bad_request("The file did not arrive whole", "Send it again"))?
        {
            if bytes.len() + piece.len() > most {
                return Err(Problem::too_large(words));
            }
            bytes.extend_from_slice(&piece);
        }
    }
    Ok(bytes)
}
