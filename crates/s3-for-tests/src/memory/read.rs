//! GET and HEAD.

use super::MemoryS3;
use super::state::Version;
use s3s::dto::*;
use s3s::{Body, S3Result, s3_error};

impl MemoryS3 {
    /// A version that holds something: the named one, or the newest.
    pub(super) fn version(&self, bucket: &str, key: &str, id: Option<&str>) -> S3Result<Version> {
        Self::bucket(bucket)?;
        let state = self.now();
        if id.is_none() {
            return state.newest(key).ok_or_else(|| s3_error!(NoSuchKey));
        }
        let found = state.versions(key).into_iter().find(|version| version.is(id));
        match found.ok_or_else(|| s3_error!(NoSuchVersion))? {
            Version { object: None, .. } => Err(s3_error!(MethodNotAllowed, "that is a delete marker")),
            version => Ok(version),
        }
    }

    pub(super) fn get(&self, input: &GetObjectInput) -> S3Result<GetObjectOutput> {
        let version = self.version(&input.bucket, &input.key, input.version_id.as_deref())?;
        let version_id = self.told_id(&version);
        let object = version.object.ok_or_else(|| s3_error!(NoSuchKey))?;
        let size = object.size();
        let range = match input.range {
            None => 0..size,
            Some(range) => range.check(size)?,
        };
        let content_range = input.range.map(|_| format!("bytes {}-{}/{size}", range.start, range.end - 1));
        Ok(GetObjectOutput {
            content_length: Some((range.end - range.start) as i64),
            content_range,
            body: Some(Body::from(object.bytes(&input.key, range)).into()),
            e_tag: Some(ETag::Strong(object.e_tag)),
            last_modified: Some(version.modified),
            checksum_sha256: object.sha256.filter(|_| input.range.is_none()),
            object_lock_mode: object.retain_until.is_some().then(compliance),
            object_lock_retain_until_date: object.retain_until,
            version_id,
            ..Default::default()
        })
    }

    pub(super) fn head(&self, input: &HeadObjectInput) -> S3Result<HeadObjectOutput> {
        let version = self.version(&input.bucket, &input.key, input.version_id.as_deref())?;
        let version_id = self.told_id(&version);
        let object = version.object.ok_or_else(|| s3_error!(NoSuchKey))?;
        Ok(HeadObjectOutput {
            content_length: Some(object.size() as i64),
            e_tag: Some(ETag::Strong(object.e_tag)),
            last_modified: Some(version.modified),
            checksum_sha256: object.sha256,
            object_lock_mode: object.retain_until.is_some().then(compliance),
            object_lock_retain_until_date: object.retain_until,
            version_id,
            ..Default::default()
        })
    }

    /// Where versions are not kept, S3 says none.
    fn told_id(&self, version: &Version) -> Option<String> {
        self.now().versioned.then(|| version.id())
    }
}

fn compliance() -> ObjectLockMode {
    ObjectLockMode::from_static(ObjectLockMode::COMPLIANCE)
}
