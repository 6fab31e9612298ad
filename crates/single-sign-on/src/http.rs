//! Speaking to a provider: short answers, soon, from where we asked and from nowhere else.

use crate::addresses::is_safe;
use crate::error::SignOnError;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use reqwest::redirect::Policy;
use std::pin::Pin;
use std::time::Duration;
use url::Url;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Longest answer, in bytes.
const LONGEST: usize = 1_000_000;

/// A client of HTTP that follows nobody elsewhere.
#[derive(Debug, Clone)]
pub(crate) struct Http(reqwest::Client);

impl Http {
    pub(crate) fn new() -> Result<Self, SignOnError> {
        reqwest::Client::builder()
            .redirect(Policy::none())
            .timeout(PATIENCE)
            .connect_timeout(PATIENCE / 2)
            .user_agent(concat!("tipstaff/", env!("CARGO_PKG_VERSION")))
            .build()
            .map(Self)
            .map_err(|_| SignOnError::Unreachable)
    }

    /// Sends a request. An answer from the 5xx range is no answer.
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, SignOnError> {
        let (parts, body) = request.into_parts();
        let url = Url::parse(&parts.uri.to_string()).map_err(|_| SignOnError::NoProvider)?;
        if !is_safe(&url) {
            return Err(SignOnError::NoProvider);
        }
        let sent = self.0.request(parts.method, url).headers(parts.headers).body(body).send().await;
        let mut answer = sent.map_err(|_| SignOnError::Unreachable)?;
        let mut response = HttpResponse::new(Vec::new());
        *response.status_mut() = answer.status();
        *response.headers_mut() = answer.headers().clone();
        if answer.status().is_server_error() {
            return Err(SignOnError::Unreachable);
        }
        while let Some(part) = answer.chunk().await.map_err(|_| SignOnError::Unreachable)? {
            if response.body().len() + part.len() > LONGEST {
                return Err(SignOnError::NoProvider);
            }
            response.body_mut().extend_from_slice(&part);
        }
        Ok(response)
    }
}

/// As the library asks for it.
impl<'c> AsyncHttpClient<'c> for Http {
    type Error = SignOnError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, SignOnError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}
