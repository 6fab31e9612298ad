//! Uploads in parts.

use super::MemoryS3;
use super::body::{all, hex, md5};
use super::put::{check, conditions};
use super::state::{Body, Object, Upload};
use bytes::Bytes;
use s3s::dto::*;
use s3s::{S3Result, s3_error};
use std::collections::BTreeMap;

impl MemoryS3 {
    pub(super) fn begin(&self, input: CreateMultipartUploadInput) -> S3Result<CreateMultipartUploadOutput> {
        Self::bucket(&input.bucket)?;
        let mode = input.object_lock_mode.as_ref().map(ObjectLockMode::as_str);
        let retain_until = self.now().retain_until(mode, input.object_lock_retain_until_date)?;
        let upload = Upload { key: input.key.clone(), parts: BTreeMap::new(), retain_until };
        let id = {
            let mut state = self.change();
            state.last_version += 1;
            format!("upload-{}", state.last_version)
        };
        self.uploads.lock().unwrap().insert(id.clone(), upload);
        Ok(CreateMultipartUploadOutput {
            bucket: Some(input.bucket),
            key: Some(input.key),
            upload_id: Some(id),
            ..Default::default()
        })
    }

    pub(super) async fn part(&self, input: UploadPartInput) -> S3Result<UploadPartOutput> {
        let bytes = all(input.body).await?;
        let expected = Checksum { checksum_sha256: input.checksum_sha256, ..Default::default() };
        check(&bytes, &expected)?;
        let e_tag = hex(&md5(&bytes));
        let mut uploads = self.uploads.lock().unwrap();
        let upload = uploads.get_mut(&input.upload_id).filter(|upload| upload.key == input.key);
        upload.ok_or_else(|| s3_error!(NoSuchUpload))?.parts.insert(input.part_number, bytes);
        Ok(UploadPartOutput { e_tag: Some(ETag::Strong(e_tag)), ..Default::default() })
    }

    pub(super) fn complete(
        &self,
        input: CompleteMultipartUploadInput,
    ) -> S3Result<CompleteMultipartUploadOutput> {
        let mut state = self.change();
        conditions(&state, &input.key, input.if_none_match.as_ref(), input.if_match.as_ref())?;
        let mut uploads = self.uploads.lock().unwrap();
        let upload = uploads.get(&input.upload_id).ok_or_else(|| s3_error!(NoSuchUpload))?;
        let named = input.multipart_upload.and_then(|upload| upload.parts).unwrap_or_default();
        let mut whole = Vec::new();
        let mut sums = Vec::new();
        for part in &named {
            let bytes: &Bytes = part
                .part_number
                .and_then(|number| upload.parts.get(&number))
                .ok_or_else(|| s3_error!(InvalidPart))?;
            whole.extend_from_slice(bytes);
            sums.extend_from_slice(&md5(bytes));
        }
        // As S3 does, and so no MD5 of the whole.
        let e_tag = format!("{}-{}", hex(&md5(&sums)), named.len());
        let object = Object {
            body: Body::Stored(whole.into()),
            e_tag: e_tag.clone(),
            sha256: None,
            retain_until: upload.retain_until.clone(),
        };
        uploads.remove(&input.upload_id);
        let number = state.put(&input.key, Some(object));
        Ok(CompleteMultipartUploadOutput {
            bucket: Some(input.bucket),
            key: Some(input.key),
            e_tag: Some(ETag::Strong(e_tag)),
            version_id: state.version_id(number),
            ..Default::default()
        })
    }

    pub(super) fn abort(&self, input: &AbortMultipartUploadInput) -> S3Result<AbortMultipartUploadOutput> {
        let gone = self.uploads.lock().unwrap().remove(&input.upload_id);
        gone.ok_or_else(|| s3_error!(NoSuchUpload))?;
        Ok(AbortMultipartUploadOutput::default())
    }
}
