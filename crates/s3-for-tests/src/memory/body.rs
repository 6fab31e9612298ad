//! Bytes of objects.

use super::state::{Body, Object};
use bytes::Bytes;
use futures::StreamExt;
use s3s::dto::StreamingBlob;
use s3s::{S3Result, s3_error};
use sha2::{Digest, Sha256};
use std::ops::Range;

/// What an object of [`MemoryS3::with_generated`](super::MemoryS3::with_generated) holds: SHA-256 of its key and the number of
/// the block, 32 bytes after 32, cut to its size.
pub fn generated(key: &str, size: u64) -> Vec<u8> {
    generated_range(key, 0..size)
}

fn generated_range(key: &str, range: Range<u64>) -> Vec<u8> {
    let first = range.start / 32;
    let mut bytes: Vec<u8> = (first..range.end.div_ceil(32)).flat_map(|block| block_of(key, block)).collect();
    bytes.truncate((range.end - first * 32) as usize);
    bytes.drain(..(range.start - first * 32) as usize);
    bytes
}

fn block_of(key: &str, block: u64) -> [u8; 32] {
    Sha256::new().chain_update(key).chain_update(block.to_be_bytes()).finalize().into()
}

/// Not the MD5 of the bytes: those are not there. As long as one, and another one for each key.
pub(super) fn generated_e_tag(key: &str) -> String {
    hex(&block_of(key, u64::MAX)[..16])
}

impl Object {
    pub(super) fn size(&self) -> u64 {
        match &self.body {
            Body::Generated(size) => *size,
            Body::Stored(bytes) => bytes.len() as u64,
        }
    }

    pub(super) fn bytes(&self, key: &str, range: Range<u64>) -> Bytes {
        match &self.body {
            Body::Generated(_) => generated_range(key, range).into(),
            Body::Stored(bytes) => bytes.slice(range.start as usize..range.end as usize),
        }
    }
}

/// A body, read to its end.
pub(super) async fn all(body: Option<StreamingBlob>) -> S3Result<Bytes> {
    let mut bytes = Vec::new();
    let mut body = body.ok_or_else(|| s3_error!(IncompleteBody))?;
    while let Some(piece) = body.next().await {
        bytes.extend_from_slice(&piece.map_err(|_| s3_error!(IncompleteBody))?);
    }
    Ok(bytes.into())
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

pub(super) fn md5(bytes: &[u8]) -> [u8; 16] {
    let sum = <s3s::crypto::Md5 as s3s::crypto::Checksum>::checksum(bytes);
    sum.as_ref().try_into().unwrap()
}
