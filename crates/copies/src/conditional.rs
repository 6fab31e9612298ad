//! Buckets from the environment, and uploads in parts that replace nothing.
//!
//! `object_store` 0.14 can complete an upload in parts only in such a way that it replaces whatever has the name. S3 itself
//! takes `If-None-Match: *` on `CompleteMultipartUpload`, so the header is put there on the way: signature version 4 wants
//! no more signed than the host and `x-amz-` headers.

use crate::error::CopyError;
use async_trait::async_trait;
use object_store::aws::{AmazonS3Builder, S3ConditionalPut};
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpRequest, HttpResponse, HttpService, ReqwestConnector,
};
use object_store::{ClientOptions, HeaderValue, ObjectStore, RetryConfig};
use std::sync::Arc;
use std::time::Duration;

/// A bucket and the prefix in it.
type InBucket = (Arc<dyn ObjectStore>, String);

/// A bucket, if the place is one; the credentials are in the environment, as `object_store` documents.
pub(crate) fn from_environment(name: &str, place: &str) -> Result<Option<InBucket>, CopyError> {
    let Some(rest) = place.strip_prefix("s3://") else { return Ok(None) };
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    let builder = AmazonS3Builder::from_env().with_bucket_name(bucket).with_retry(patience());
    let store = careful_store(builder).map_err(|_| CopyError::Unusable {
        name: name.to_owned(),
        what: "write it as s3://BUCKET/PREFIX, with AWS_ENDPOINT, AWS_REGION, AWS_ACCESS_KEY_ID and \
                   AWS_SECRET_ACCESS_KEY in the environment"
            .into(),
    })?;
    Ok(Some((store, prefix.trim_matches('/').to_owned())))
}

/// As `inventory` has it: a store that does not answer is unknown within one sweep, and not after minutes.
fn patience() -> RetryConfig {
    RetryConfig { max_retries: 4, retry_timeout: Duration::from_secs(30), ..RetryConfig::default() }
}

/// A store of this builder that asks the server to replace nothing, uploads in parts included; what a server does with that,
/// [`crate::grade`] shows. For [`crate::Replica::create_in`].
pub fn careful_store(builder: AmazonS3Builder) -> object_store::Result<Arc<dyn ObjectStore>> {
    let builder = builder
        .with_conditional_put(S3ConditionalPut::ETagMatch)
        .with_http_connector(Conditional(ReqwestConnector::default()));
    Ok(Arc::new(builder.build()?))
}

/// Makes clients that put the header there.
#[derive(Debug)]
struct Conditional<C>(C);

impl<C: HttpConnector> HttpConnector for Conditional<C> {
    fn connect(&self, options: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(Conditional(self.0.connect(options)?)))
    }
}

#[async_trait]
impl HttpService for Conditional<HttpClient> {
    async fn call(&self, mut request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let completes = request.method().as_str() == "POST"
            && request
                .uri()
                .query()
                .is_some_and(|query| query.split('&').any(|one| one.starts_with("uploadId=")));
        if completes {
            request.headers_mut().insert("if-none-match", HeaderValue::from_static("*"));
        }
        self.0.execute(request).await
    }
}
