//! A client that says of S3 what `object_store` does not: versions, locks, checksums.
#![allow(dead_code, clippy::unwrap_used)]

use futures::TryStreamExt;
use object_store::aws::{AwsAuthorizer, AwsCredential};
use object_store::client::{HttpConnector, HttpRequest, ReqwestConnector};
use object_store::{ClientOptions, ObjectStore, ObjectStoreExt, path::Path};
use s3_for_tests::{BUCKET, Identity, REGION, Server};

/// A signed request about `path?query`. Says the status and the body.
pub async fn ask(
    server: &Server,
    method: &str,
    path: &str,
    headers: &[(&'static str, &str)],
    body: &'static [u8],
) -> (u16, String) {
    ask_as(server, Identity::Owner, method, path, headers, body).await
}

/// The same, by somebody else.
pub async fn ask_as(
    server: &Server,
    identity: Identity,
    method: &str,
    path: &str,
    headers: &[(&'static str, &str)],
    body: &'static [u8],
) -> (u16, String) {
    let client = ReqwestConnector::default().connect(&ClientOptions::new().with_allow_http(true)).unwrap();
    let mut request = HttpRequest::new(bytes::Bytes::from_static(body).into());
    *request.method_mut() = method.parse().unwrap();
    *request.uri_mut() = format!("{}/{BUCKET}/{path}", server.endpoint()).parse().unwrap();
    for (name, value) in headers {
        request.headers_mut().insert(*name, value.parse().unwrap());
    }
    let credential = AwsCredential {
        key_id: identity.access_key().into(),
        secret_key: identity.secret().into(),
        token: None,
    };
    AwsAuthorizer::new(&credential, "s3", REGION).try_authorize(&mut request, None).unwrap();
    let response = client.execute(request).await.unwrap();
    let status = response.status().as_u16();
    let body = response.into_body().bytes().await.unwrap();
    (status, String::from_utf8_lossy(&body).into_owned())
}

/// What stands between two tags.
pub fn between<'a>(text: &'a str, tag: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
    text.split(&open).skip(1).filter_map(|rest| rest.split(&close).next()).collect()
}

pub async fn keys(store: &dyn ObjectStore) -> Vec<String> {
    store.list(None).map_ok(|meta| meta.location.to_string()).try_collect().await.unwrap()
}

pub async fn put(store: &dyn ObjectStore, key: &str, bytes: &'static str) {
    store.put(&Path::from(key), bytes.into()).await.unwrap();
}

pub async fn get(store: &dyn ObjectStore, key: &str) -> Option<String> {
    let bytes = store.get(&Path::from(key)).await.ok()?.bytes().await.ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}
