//! A provider's addresses and keys, found out and remembered for an hour.

use crate::addresses::is_safe;
use crate::error::SignOnError;
use crate::http::Http;
use jiff::Timestamp;
use openidconnect::{DiscoveryError, IssuerUrl, ProviderMetadataWithLogout};
use std::sync::Arc;
use tokio::sync::RwLock;

/// What a provider says of itself.
pub(crate) type Metadata = ProviderMetadataWithLogout;

/// Seconds for which it is believed without being asked again.
const LASTS: i64 = 3_600;

/// What is known of the provider that was asked last.
#[derive(Debug, Default)]
pub(crate) struct Discovery(RwLock<Option<Arc<Known>>>);

#[derive(Debug)]
struct Known {
    issuer: String,
    at: Timestamp,
    metadata: Metadata,
}

impl Discovery {
    /// What is known, or is found out now.
    pub(crate) async fn of(
        &self,
        http: &Http,
        issuer: &str,
        now: Timestamp,
    ) -> Result<Metadata, SignOnError> {
        if let Some(known) = self.0.read().await.as_ref().filter(|known| known.issuer == issuer) {
            let age = now.duration_since(known.at).as_secs();
            if (0..LASTS).contains(&age) {
                return Ok(known.metadata.clone());
            }
        }
        self.anew(http, issuer, now).await
    }

    /// What is found out now, whatever was known: keys may have been changed.
    pub(crate) async fn anew(
        &self,
        http: &Http,
        issuer: &str,
        now: Timestamp,
    ) -> Result<Metadata, SignOnError> {
        let metadata = discover(http, issuer).await?;
        let known = Known { issuer: issuer.to_owned(), at: now, metadata: metadata.clone() };
        *self.0.write().await = Some(Arc::new(known));
        Ok(metadata)
    }
}

async fn discover(http: &Http, issuer: &str) -> Result<Metadata, SignOnError> {
    let issuer = IssuerUrl::new(issuer.to_owned()).map_err(|_| SignOnError::NoProvider)?;
    if !is_safe(issuer.url()) {
        return Err(SignOnError::NoProvider);
    }
    let metadata = Metadata::discover_async(issuer, http).await.map_err(|error| match error {
        DiscoveryError::Request(error) => error,
        _ => SignOnError::NoProvider,
    })?;
    let end = metadata.additional_metadata().end_session_endpoint.as_ref();
    let is_sound = is_safe(metadata.authorization_endpoint().url())
        && is_safe(metadata.jwks_uri().url())
        && metadata.token_endpoint().is_some_and(|token| is_safe(token.url()))
        && end.is_none_or(|end| is_safe(end.url()));
    if is_sound { Ok(metadata) } else { Err(SignOnError::NoProvider) }
}
