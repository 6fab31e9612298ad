//! Files to keep, under names of our own: what people enter can hold anything, and can be about somebody.

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use std::fs::File;
use std::io::Read;

/// Bytes that are read at a time.
const PIECE: usize = 64 * 1024;

/// A download. The name is of plain letters.
pub fn attached(kind: &'static str, name: &'static str, body: impl Into<Body>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let body = body.into();
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], body)
        .into_response()
}

/// A large one, as it is read, piece by piece.
pub fn streamed(name: &str, bytes: u64, file: File) -> Response {
    let pieces = futures::stream::try_unfold(file, |mut file| async move {
        let read = tokio::task::spawn_blocking(move || {
            let mut piece = vec![0; PIECE];
            let length = file.read(&mut piece)?;
            piece.truncate(length);
            Ok::<_, std::io::Error>((piece, file))
        });
        let (piece, file) = read.await.map_err(std::io::Error::other)??;
        Ok::<_, std::io::Error>((!piece.is_empty()).then(|| (Bytes::from(piece), file)))
    });
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CONTENT_LENGTH, bytes.to_string()),
    ];
    (headers, Body::from_stream(pieces)).into_response()
}
