//! The body of `add-checkpoint`: an old size, a proof, an empty line, a checkpoint.

use std::str::from_utf8;

use tlog_tiles::tlog;

use super::MAX_REQUEST;
use crate::{
    checkpoint::Checkpoint,
    error::LogError,
    tree::{Hash, MAX_SIZE},
};

/// The most lines of proof that may be sent (C2SP tlog-witness).
const MAX_PROOF: usize = 63;

/// A log asks for a cosignature. Only its form was checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The size that the log believes the witness has last cosigned.
    pub old: u64,
    /// The proof that the checkpoint continues that tree (RFC 6962, 2.1.2).
    pub proof: Vec<Hash>,
    /// The checkpoint to cosign.
    pub checkpoint: Checkpoint,
}

impl Request {
    /// Reads a body.
    pub fn parse(body: &[u8]) -> Result<Self, LogError> {
        let fails = LogError::Malformed;
        if body.len() > MAX_REQUEST {
            return Err(fails("the request is too long"));
        }
        let (mut line, mut rest) = cut(body).ok_or(fails("the request has no first line"))?;
        let old =
            line.strip_prefix("old ").and_then(size).ok_or(fails("the first line is not `old SIZE`"))?;
        let mut proof = Vec::new();
        loop {
            (line, rest) = cut(rest).ok_or(fails("the request ends before the checkpoint"))?;
            if line.is_empty() {
                break;
            }
            if proof.len() == MAX_PROOF {
                return Err(fails("the proof has more than 63 lines"));
            }
            let hash = tlog::Hash::parse_hash(line).map_err(|_| fails("a line of the proof is no hash"))?;
            proof.push(hash.0);
        }
        Ok(Self { old, proof, checkpoint: Checkpoint::parse(rest)? })
    }

    /// The body to send.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut lines = vec![format!("old {}", self.old)];
        lines.extend(self.proof.iter().map(|hash| tlog::Hash(*hash).to_string()));
        let head = format!("{}\n\n", lines.join("\n"));
        [head.into_bytes(), self.checkpoint.to_bytes()].concat()
    }
}

/// The first line and what comes after its end.
fn cut(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let end = bytes.iter().position(|&byte| byte == b'\n')?;
    Some((from_utf8(bytes.get(..end)?).ok()?, bytes.get(end + 1..)?))
}

/// A size as it must be written: decimal, without leading zeroes.
pub(super) fn size(text: &str) -> Option<u64> {
    text.parse().ok().filter(|size: &u64| *size <= MAX_SIZE && size.to_string() == text)
}
