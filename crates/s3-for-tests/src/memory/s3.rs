//! What the server asks for, and who answers.

use super::MemoryS3;
use s3s::dto::*;
use s3s::{S3, S3Request, S3Response, S3Result, s3_error};

/// Answers that need no waiting: each is a function of the input.
macro_rules! answered_at_once {
    ($($name:ident($input:ident) -> $output:ident by $answer:expr;)*) => {$(
        fn $name<'store, 'answer>(
            &'store self,
            request: S3Request<$input>,
        ) -> futures::future::BoxFuture<'answer, S3Result<S3Response<$output>>>
        where
            'store: 'answer,
            Self: 'answer,
        {
            let answer: fn(&Self, $input) -> S3Result<$output> = $answer;
            Box::pin(std::future::ready(answer(self, request.input).map(S3Response::new)))
        }
    )*};
}

#[async_trait::async_trait]
impl S3 for MemoryS3 {
    answered_at_once! {
        abort_multipart_upload(AbortMultipartUploadInput) -> AbortMultipartUploadOutput by |store, input| store.abort(&input);
        complete_multipart_upload(CompleteMultipartUploadInput) -> CompleteMultipartUploadOutput by Self::complete;
        copy_object(CopyObjectInput) -> CopyObjectOutput by |store, input| store.copy(&input);
        create_multipart_upload(CreateMultipartUploadInput) -> CreateMultipartUploadOutput by Self::begin;
        delete_object(DeleteObjectInput) -> DeleteObjectOutput by |store, input| store.delete(&input);
        delete_objects(DeleteObjectsInput) -> DeleteObjectsOutput by Self::delete_all;
        get_bucket_location(GetBucketLocationInput) -> GetBucketLocationOutput by |_, input| {
            Self::bucket(&input.bucket).map(|()| GetBucketLocationOutput::default())
        };
        get_bucket_versioning(GetBucketVersioningInput) -> GetBucketVersioningOutput by |store, input| store.versioning(&input.bucket);
        get_object(GetObjectInput) -> GetObjectOutput by |store, input| store.get(&input);
        get_object_lock_configuration(GetObjectLockConfigurationInput) -> GetObjectLockConfigurationOutput
            by |store, input| store.lock_configuration(&input.bucket);
        get_object_retention(GetObjectRetentionInput) -> GetObjectRetentionOutput by |store, input| store.retention(&input);
        head_bucket(HeadBucketInput) -> HeadBucketOutput by |_, input| {
            Self::bucket(&input.bucket).map(|()| HeadBucketOutput::default())
        };
        head_object(HeadObjectInput) -> HeadObjectOutput by |store, input| store.head(&input);
        list_object_versions(ListObjectVersionsInput) -> ListObjectVersionsOutput by Self::list_versions;
        list_objects(ListObjectsInput) -> ListObjectsOutput by Self::list_v1;
        list_objects_v2(ListObjectsV2Input) -> ListObjectsV2Output by Self::list;
        put_bucket_versioning(PutBucketVersioningInput) -> PutBucketVersioningOutput by |store, input| store.keep_versions(&input);
        put_object_retention(PutObjectRetentionInput) -> PutObjectRetentionOutput by Self::retain;
        create_bucket(CreateBucketInput) -> CreateBucketOutput by |_, _| {
            Err(s3_error!(BucketAlreadyOwnedByYou, "there is one bucket here, and it was made with the store"))
        };
    }

    async fn put_object(&self, request: S3Request<PutObjectInput>) -> S3Result<S3Response<PutObjectOutput>> {
        self.put(request).await.map(S3Response::new)
    }

    async fn upload_part(
        &self,
        request: S3Request<UploadPartInput>,
    ) -> S3Result<S3Response<UploadPartOutput>> {
        self.part(request.input).await.map(S3Response::new)
    }
}
