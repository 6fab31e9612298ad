//! Requests to S3 that `object_store` does not make.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use object_store::ClientOptions;
use object_store::HeaderValue;
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey, AwsAuthorizer, AwsCredentialProvider};
use object_store::client::{HttpClient, HttpConnector, HttpRequest, HttpRequestBody, ReqwestConnector};
use sha2::{Digest, Sha256};
use std::fmt;

/// Requests to S3 that `object_store` does not make: wrong checksums, versions, retention. Signed as it signs its own.
pub struct RawS3 {
    client: HttpClient,
    credentials: AwsCredentialProvider,
    /// Without a slash at its end.
    bucket: String,
    region: String,
}

/// What came back.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) version: Option<String>,
    pub(super) body: Bytes,
}

impl Answer {
    pub(super) fn is_done(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// One request.
#[derive(Default)]
pub(super) struct Request<'r> {
    pub(super) method: &'r str,
    /// Within the bucket; of characters that need no escape.
    pub(super) key: &'r str,
    /// What comes after the question mark; its names in order.
    pub(super) query: &'r str,
    pub(super) headers: &'r [(&'static str, String)],
    pub(super) body: &'static [u8],
}

impl RawS3 {
    /// For the bucket of a store, made the same way.
    pub fn new(builder: AmazonS3Builder) -> Result<Self, object_store::Error> {
        let region =
            builder.get_config_value(&AmazonS3ConfigKey::Region).unwrap_or_else(|| "us-east-1".to_owned());
        let bucket = builder.get_config_value(&AmazonS3ConfigKey::Bucket).unwrap_or_default();
        let endpoint = builder
            .get_config_value(&AmazonS3ConfigKey::Endpoint)
            .unwrap_or_else(|| format!("https://s3.{region}.amazonaws.com"));
        let options = ClientOptions::new().with_allow_http(endpoint.starts_with("http://"));
        Ok(Self {
            client: ReqwestConnector::default().connect(&options)?,
            credentials: builder.build()?.credentials().clone(),
            bucket: format!("{}/{bucket}", endpoint.trim_end_matches('/')),
            region,
        })
    }

    /// For a bucket whose endpoint, region and credentials are in the environment, as `object_store` documents.
    pub fn from_environment(bucket: &str) -> Result<Self, object_store::Error> {
        Self::new(AmazonS3Builder::from_env().with_bucket_name(bucket))
    }

    /// Sends it, once.
    pub(super) async fn send(&self, request: Request<'_>) -> Result<Answer, object_store::Error> {
        let wrong = || object_store::Error::Generic { store: "S3", source: "not a request".into() };
        let mut sent = HttpRequest::new(HttpRequestBody::from(Bytes::from_static(request.body)));
        let mark = if request.query.is_empty() { "" } else { "?" };
        let uri = format!("{}/{}{mark}{}", self.bucket, request.key, request.query);
        *sent.uri_mut() = uri.parse().map_err(|_| wrong())?;
        *sent.method_mut() = request.method.parse().map_err(|_| wrong())?;
        for (name, value) in request.headers {
            sent.headers_mut().insert(*name, HeaderValue::from_str(value).map_err(|_| wrong())?);
        }
        let credential = self.credentials.get_credential().await?;
        AwsAuthorizer::new(&credential, "s3", &self.region).try_authorize(&mut sent, None)?;
        let failed = |error| object_store::Error::Generic { store: "S3", source: Box::new(error) };
        let answer = self.client.execute(sent).await.map_err(failed)?;
        let status = answer.status().as_u16();
        let version = answer.headers().get("x-amz-version-id");
        let version = version.and_then(|value| value.to_str().ok()).map(str::to_owned);
        Ok(Answer { status, version, body: answer.into_body().bytes().await.map_err(failed)? })
    }
}

/// `x-amz-checksum-sha256` of a body.
pub(super) fn checksum(body: &[u8]) -> (&'static str, String) {
    ("x-amz-checksum-sha256", BASE64_STANDARD.encode(Sha256::digest(body)))
}

/// Credentials are not shown.
impl fmt::Debug for RawS3 {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "RawS3({})", self.bucket)
    }
}
