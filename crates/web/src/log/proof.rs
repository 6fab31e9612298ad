//! A leaf and its proof as files, for programs that are not ours.

use crate::address::Path;
use crate::page::download::attached;
use crate::problem::Problem;
use crate::right::{Earned, ReadLog};
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::fmt::Write;

/// The leaf, byte by byte.
pub async fn leaf(right: Earned<ReadLog>, Path(position): Path<u64>) -> Result<Response, Problem> {
    let act = right.0.act(position).await?;
    Ok(attached("application/json", "tipstaff-leaf.json", act.leaf))
}

/// The proof that it is in the log: C2SP tlog-proof.
pub async fn proof(right: Earned<ReadLog>, Path(position): Path<u64>) -> Result<Response, Problem> {
    right.0.act(position).await?;
    let proof = right.0.proof(position).await?.ok_or_else(Problem::not_found)?;
    let path = proof.path.ok_or_else(|| {
        Problem::conflict(
            "The act is on record, and no checkpoint covers it yet",
            "Come back after the next act was written",
        )
    })?;
    let mut out = format!("c2sp.org/tlog-proof@v1\nindex {position}\n");
    for hash in path {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}", STANDARD.encode(hash));
    }
    out.push('\n');
    let mut bytes = out.into_bytes();
    bytes.extend(proof.checkpoint.to_bytes());
    Ok(attached("text/plain; charset=utf-8", "tipstaff-proof.txt", bytes))
}
