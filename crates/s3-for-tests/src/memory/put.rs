//! PUT and COPY.

use super::MemoryS3;
use super::body::{all, hex, md5};
use super::state::{Body, Object, State};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use s3s::crypto::{Checksum as _, Crc32, Crc32c, Crc64Nvme, Sha1, Sha256};
use s3s::dto::*;
use s3s::{S3Request, S3Result, s3_error};

impl MemoryS3 {
    pub(super) async fn put(&self, request: S3Request<PutObjectInput>) -> S3Result<PutObjectOutput> {
        let input = request.input;
        Self::bucket(&input.bucket)?;
        let bytes = all(input.body).await?;
        let sum = md5(&bytes);
        let mut expected = Checksum {
            checksum_crc32: input.checksum_crc32,
            checksum_crc32c: input.checksum_crc32c,
            checksum_crc64nvme: input.checksum_crc64nvme,
            checksum_sha1: input.checksum_sha1,
            checksum_sha256: input.checksum_sha256,
            checksum_type: None,
        };
        // Of a body that is signed piece by piece the checksum comes after it.
        let trailers = request.trailing_headers.and_then(|trailers| trailers.take()).unwrap_or_default();
        if let Some(sha256) = trailers.get("x-amz-checksum-sha256").and_then(|value| value.to_str().ok()) {
            expected.checksum_sha256 = Some(sha256.to_owned());
        }
        let found = check(&bytes, &expected)?;
        if input.content_md5.is_some_and(|told| told != STANDARD.encode(sum)) {
            return Err(s3_error!(BadDigest, "Content-MD5 does not match"));
        }

        let mut state = self.change();
        conditions(&state, &input.key, input.if_none_match.as_ref(), input.if_match.as_ref())?;
        let mode = input.object_lock_mode.as_ref().map(ObjectLockMode::as_str);
        let retain_until = state.retain_until(mode, input.object_lock_retain_until_date)?;
        let e_tag = hex(&sum);
        let object = Object {
            body: Body::Stored(bytes),
            e_tag: e_tag.clone(),
            sha256: found.checksum_sha256.clone(),
            retain_until,
        };
        let number = state.put(&input.key, Some(object));
        Ok(PutObjectOutput {
            e_tag: Some(ETag::Strong(e_tag)),
            checksum_sha256: found.checksum_sha256,
            version_id: state.version_id(number),
            ..Default::default()
        })
    }

    pub(super) fn copy(&self, input: &CopyObjectInput) -> S3Result<CopyObjectOutput> {
        Self::bucket(&input.bucket)?;
        let CopySource::Bucket { bucket, key, version_id } = &input.copy_source else {
            return Err(s3_error!(NotImplemented, "copies are from a bucket and a key"));
        };
        let from = self.version(bucket, key, version_id.as_deref())?;
        let object = from.object.ok_or_else(|| s3_error!(NoSuchKey))?;
        let body = Body::Stored(object.bytes(key, 0..object.size()));
        let mut state = self.change();
        let copy = Object { body, retain_until: None, ..object };
        let result = CopyObjectResult { e_tag: Some(ETag::Strong(copy.e_tag.clone())), ..Default::default() };
        let number = state.put(&input.key, Some(copy));
        Ok(CopyObjectOutput {
            copy_object_result: Some(result),
            version_id: state.version_id(number),
            ..Default::default()
        })
    }
}

impl State {
    pub(super) fn version_id(&self, number: u64) -> Option<String> {
        self.versioned.then(|| format!("v{number:016x}"))
    }
}

/// `If-None-Match: *` and `If-Match`.
pub(super) fn conditions(
    state: &State,
    key: &str,
    none: Option<&ETagCondition>,
    same: Option<&ETagCondition>,
) -> S3Result<()> {
    let there = state.newest(key).and_then(|version| version.object).map(|object| ETag::Strong(object.e_tag));
    let refused = match (none, &there) {
        (Some(condition), Some(e_tag)) => condition.is_any() || condition.as_etag() == Some(e_tag),
        _ => false,
    };
    let other = same.is_some_and(|condition| match &there {
        None => true,
        Some(e_tag) => !condition.is_any() && condition.as_etag() != Some(e_tag),
    });
    if refused || other { Err(s3_error!(PreconditionFailed)) } else { Ok(()) }
}

/// Computes what was told, and refuses what differs.
pub(super) fn check(bytes: &Bytes, expected: &Checksum) -> S3Result<Checksum> {
    let mut hasher = s3s::checksum::ChecksumHasher {
        crc32: expected.checksum_crc32.as_ref().map(|_| Crc32::new()),
        crc32c: expected.checksum_crc32c.as_ref().map(|_| Crc32c::new()),
        crc64nvme: expected.checksum_crc64nvme.as_ref().map(|_| Crc64Nvme::new()),
        sha1: expected.checksum_sha1.as_ref().map(|_| Sha1::new()),
        sha256: expected.checksum_sha256.as_ref().map(|_| Sha256::new()),
    };
    hasher.update(bytes);
    let found = hasher.finalize();
    if found == *expected { Ok(found) } else { Err(s3_error!(BadDigest, "the checksum does not match")) }
}
