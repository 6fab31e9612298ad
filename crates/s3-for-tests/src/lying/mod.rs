//! A store that lies on cue, around one that does not.

mod listing;

use crate::lie::{Lie, Lies, told};
use crate::memory::MemoryS3;
use bytes::Bytes;
use futures::StreamExt;
use futures::future::BoxFuture;
use s3s::dto::*;
use s3s::{S3, S3Request, S3Response, S3Result, s3_error};
use s3s_fs::FileSystem;
use std::sync::Arc;

/// A store that can be lied about.
pub trait Inner: S3 {
    /// Lets go of a version that is locked, as no honest store does. Nothing to do where nothing is ever locked.
    fn unlock(&self, _key: &str, _version: Option<&str>) {}
}

impl Inner for FileSystem {}

impl Inner for MemoryS3 {
    fn unlock(&self, key: &str, version: Option<&str>) {
        self.forget_retention(key, version);
    }
}

/// Passes everything on, but for what its [`Lies`] are about.
pub struct LyingS3<S> {
    inner: Arc<S>,
    lies: Lies,
}

impl<S: Inner> LyingS3<S> {
    /// Around another store. It tells the truth until `lies` are told.
    pub fn new(inner: Arc<S>, lies: Lies) -> Self {
        Self { inner, lies }
    }

    /// What comes before every answer: waiting, and not answering at all.
    async fn answer(&self, key: &str) -> S3Result<()> {
        let slow = self.lies.about(key, |lie| if let Lie::Slow(time) = lie { Some(*time) } else { None });
        if let Some(time) = slow {
            tokio::time::sleep(time).await;
        }
        if told!(self.lies, key, Lie::Unavailable) {
            return Err(s3_error!(ServiceUnavailable, "the store is not available"));
        }
        Ok(())
    }

    /// Whether these credentials may write.
    fn may_write(&self, key: &str) -> S3Result<()> {
        if told!(self.lies, key, Lie::NoWriting) {
            return Err(s3_error!(AccessDenied, "these credentials list and get"));
        }
        Ok(())
    }
}

/// Requests that are answered by the inner store, once this one answers at all.
macro_rules! pass_on {
    ($($name:ident($input:ident) -> $output:ident, about $key:expr;)*) => {$(
        // As `async_trait` would have written it, which does not look into macros.
        fn $name<'store, 'answer>(
            &'store self,
            request: S3Request<$input>,
        ) -> BoxFuture<'answer, S3Result<S3Response<$output>>>
        where
            'store: 'answer,
            Self: 'answer,
        {
            Box::pin(async move {
                let key: fn(&$input) -> &str = $key;
                self.answer(key(&request.input)).await?;
                self.inner.$name(request).await
            })
        }
    )*};
}

#[async_trait::async_trait]
impl<S: Inner> S3 for LyingS3<S> {
    pass_on! {
        abort_multipart_upload(AbortMultipartUploadInput) -> AbortMultipartUploadOutput, about |input| &input.key;
        copy_object(CopyObjectInput) -> CopyObjectOutput, about |input| &input.key;
        get_bucket_location(GetBucketLocationInput) -> GetBucketLocationOutput, about |_| "";
        get_bucket_versioning(GetBucketVersioningInput) -> GetBucketVersioningOutput, about |_| "";
        get_object_retention(GetObjectRetentionInput) -> GetObjectRetentionOutput, about |input| &input.key;
        head_bucket(HeadBucketInput) -> HeadBucketOutput, about |_| "";
        head_object(HeadObjectInput) -> HeadObjectOutput, about |input| &input.key;
        list_buckets(ListBucketsInput) -> ListBucketsOutput, about |_| "";
        list_parts(ListPartsInput) -> ListPartsOutput, about |input| &input.key;
        put_bucket_versioning(PutBucketVersioningInput) -> PutBucketVersioningOutput, about |_| "";
        upload_part_copy(UploadPartCopyInput) -> UploadPartCopyOutput, about |input| &input.key;
    }

    async fn create_bucket(
        &self,
        mut request: S3Request<CreateBucketInput>,
    ) -> S3Result<S3Response<CreateBucketOutput>> {
        self.answer("").await?;
        let lies = told!(self.lies, "", Lie::IgnoredLock);
        if lies {
            request.input.object_lock_enabled_for_bucket = None;
        }
        match self.inner.create_bucket(request).await {
            Err(_) if lies => Ok(S3Response::new(CreateBucketOutput::default())),
            answer => answer,
        }
    }

    async fn get_object_lock_configuration(
        &self,
        request: S3Request<GetObjectLockConfigurationInput>,
    ) -> S3Result<S3Response<GetObjectLockConfigurationOutput>> {
        self.answer("").await?;
        if told!(self.lies, "", Lie::IgnoredLock) {
            let enabled = ObjectLockEnabled::from_static(ObjectLockEnabled::ENABLED);
            let object_lock_configuration =
                Some(ObjectLockConfiguration { object_lock_enabled: Some(enabled), rule: None });
            return Ok(S3Response::new(GetObjectLockConfigurationOutput { object_lock_configuration }));
        }
        self.inner.get_object_lock_configuration(request).await
    }

    async fn put_object_lock_configuration(
        &self,
        request: S3Request<PutObjectLockConfigurationInput>,
    ) -> S3Result<S3Response<PutObjectLockConfigurationOutput>> {
        self.answer("").await?;
        if told!(self.lies, "", Lie::IgnoredLock) {
            return Ok(S3Response::new(PutObjectLockConfigurationOutput::default()));
        }
        self.inner.put_object_lock_configuration(request).await
    }

    async fn put_object_retention(
        &self,
        request: S3Request<PutObjectRetentionInput>,
    ) -> S3Result<S3Response<PutObjectRetentionOutput>> {
        self.answer(&request.input.key).await?;
        if told!(self.lies, &request.input.key, Lie::IgnoredLock) {
            return Ok(S3Response::new(PutObjectRetentionOutput::default()));
        }
        self.inner.put_object_retention(request).await
    }

    async fn put_object(
        &self,
        mut request: S3Request<PutObjectInput>,
    ) -> S3Result<S3Response<PutObjectOutput>> {
        let key = request.input.key.clone();
        self.answer(&key).await?;
        self.may_write(&key)?;
        if told!(self.lies, &key, Lie::IgnoredIfNoneMatch) {
            request.input.if_none_match = None;
        }
        if told!(self.lies, &key, Lie::IgnoredChecksum) {
            forget_checksums(&mut request);
        }
        if told!(self.lies, &key, Lie::IgnoredLock) {
            request.input.object_lock_mode = None;
            request.input.object_lock_retain_until_date = None;
            request.input.object_lock_legal_hold_status = None;
        }
        if told!(self.lies, &key, Lie::DroppedPut) {
            return drop_body(request).await;
        }
        self.inner.put_object(request).await
    }

    async fn create_multipart_upload(
        &self,
        mut request: S3Request<CreateMultipartUploadInput>,
    ) -> S3Result<S3Response<CreateMultipartUploadOutput>> {
        self.answer(&request.input.key).await?;
        self.may_write(&request.input.key)?;
        if told!(self.lies, &request.input.key, Lie::IgnoredLock) {
            request.input.object_lock_mode = None;
            request.input.object_lock_retain_until_date = None;
        }
        self.inner.create_multipart_upload(request).await
    }

    async fn upload_part(
        &self,
        mut request: S3Request<UploadPartInput>,
    ) -> S3Result<S3Response<UploadPartOutput>> {
        self.answer(&request.input.key).await?;
        if told!(self.lies, &request.input.key, Lie::IgnoredChecksum) {
            let input = &mut request.input;
            (input.checksum_sha256, input.checksum_crc32, input.checksum_algorithm) = (None, None, None);
            (input.checksum_sha1, input.checksum_crc32c, input.checksum_crc64nvme) = (None, None, None);
            input.content_md5 = None;
            request.trailing_headers = None;
        }
        self.inner.upload_part(request).await
    }

    async fn complete_multipart_upload(
        &self,
        mut request: S3Request<CompleteMultipartUploadInput>,
    ) -> S3Result<S3Response<CompleteMultipartUploadOutput>> {
        let key = request.input.key.clone();
        self.answer(&key).await?;
        if told!(self.lies, &key, Lie::IgnoredIfNoneMatch) {
            request.input.if_none_match = None;
        }
        if told!(self.lies, &key, Lie::DroppedPut) {
            let output = CompleteMultipartUploadOutput {
                bucket: Some(request.input.bucket),
                key: Some(key),
                e_tag: Some(ETag::Strong(format!("{}-1", "0".repeat(32)))),
                ..Default::default()
            };
            return Ok(S3Response::new(output));
        }
        self.inner.complete_multipart_upload(request).await
    }

    async fn get_object(&self, request: S3Request<GetObjectInput>) -> S3Result<S3Response<GetObjectOutput>> {
        let key = request.input.key.clone();
        self.answer(&key).await?;
        let mut response = self.inner.get_object(request).await?;
        if told!(self.lies, &key, Lie::FailedGet) {
            return Err(s3_error!(InternalError, "a block of the object cannot be read"));
        }
        if told!(self.lies, &key, Lie::OtherBytes) {
            let body = response.output.body.take();
            response.output.body = body.map(|body| {
                StreamingBlob::wrap(body.map(|piece| {
                    let other = |bytes: Bytes| bytes.iter().map(|byte| byte ^ 0x55).collect::<Bytes>();
                    piece.map(other).map_err(std::io::Error::other)
                }))
            });
        }
        Ok(response)
    }

    async fn delete_object(
        &self,
        request: S3Request<DeleteObjectInput>,
    ) -> S3Result<S3Response<DeleteObjectOutput>> {
        let input = &request.input;
        self.answer(&input.key).await?;
        if told!(self.lies, &input.key, Lie::IgnoredLock) {
            self.inner.unlock(&input.key, input.version_id.as_deref());
        }
        self.inner.delete_object(request).await
    }

    async fn delete_objects(
        &self,
        request: S3Request<DeleteObjectsInput>,
    ) -> S3Result<S3Response<DeleteObjectsOutput>> {
        self.answer("").await?;
        for object in &request.input.delete.objects {
            if told!(self.lies, &object.key, Lie::IgnoredLock) {
                self.inner.unlock(&object.key, object.version_id.as_deref());
            }
        }
        self.inner.delete_objects(request).await
    }

    async fn list_objects(
        &self,
        request: S3Request<ListObjectsInput>,
    ) -> S3Result<S3Response<ListObjectsOutput>> {
        let prefix = request.input.prefix.clone().unwrap_or_default();
        self.answer(&prefix).await?;
        self.lie_about_objects(&prefix, request).await
    }

    async fn list_objects_v2(
        &self,
        request: S3Request<ListObjectsV2Input>,
    ) -> S3Result<S3Response<ListObjectsV2Output>> {
        let prefix = request.input.prefix.clone().unwrap_or_default();
        self.answer(&prefix).await?;
        self.lie_about_objects_v2(&prefix, request).await
    }

    async fn list_object_versions(
        &self,
        request: S3Request<ListObjectVersionsInput>,
    ) -> S3Result<S3Response<ListObjectVersionsOutput>> {
        let prefix = request.input.prefix.clone().unwrap_or_default();
        self.answer(&prefix).await?;
        self.lie_about_versions(&prefix, request).await
    }
}

fn forget_checksums(request: &mut S3Request<PutObjectInput>) {
    let input = &mut request.input;
    (input.checksum_sha256, input.checksum_crc32, input.checksum_algorithm) = (None, None, None);
    (input.checksum_sha1, input.checksum_crc32c, input.checksum_crc64nvme) = (None, None, None);
    input.content_md5 = None;
    request.trailing_headers = None;
}

/// Reads a body to its end, as a store must before it answers, and says what a store would.
async fn drop_body(request: S3Request<PutObjectInput>) -> S3Result<S3Response<PutObjectOutput>> {
    let mut md5 = <s3s::crypto::Md5 as s3s::crypto::Checksum>::new();
    if let Some(mut body) = request.input.body {
        while let Some(piece) = body.next().await {
            let piece = piece.map_err(|_| s3_error!(IncompleteBody))?;
            s3s::crypto::Checksum::update(&mut md5, &piece);
        }
    }
    let e_tag = ETag::Strong(crate::memory::hex(&s3s::crypto::Checksum::finalize(md5)));
    Ok(S3Response::new(PutObjectOutput { e_tag: Some(e_tag), ..Default::default() }))
}
