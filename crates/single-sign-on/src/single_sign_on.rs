//! The way to a provider and back.

use crate::answer::{self, Proved};
use crate::asked::{Asked, Terms};
use crate::claims::Told;
use crate::client::client;
use crate::discovery::Discovery;
use crate::error::SignOnError;
use crate::http::Http;
use crate::secret::ClientSecret;
use jiff::Timestamp;
use openidconnect::core::{CoreAuthPrompt, CoreResponseType};
use openidconnect::{
    AuthenticationFlow, AuthorizationCode, ClientId, CsrfToken, LogoutRequest, Nonce, PkceCodeChallenge,
    PkceCodeVerifier, PostLogoutRedirectUrl, RequestTokenError, Scope,
};
use std::time::Duration;

/// The way to a provider and back. Made once for each process.
#[derive(Debug)]
pub struct SingleSignOn {
    http: Http,
    secret: Option<ClientSecret>,
    discovery: Discovery,
}

impl SingleSignOn {
    /// With the secret by which the provider knows us; without one, the code's own proof (PKCE) has to do for it.
    pub fn new(secret: Option<ClientSecret>) -> Result<Self, SignOnError> {
        Ok(Self { http: Http::new()?, secret, discovery: Discovery::default() })
    }

    /// Whether the provider answers, as an administrator wants to know before it is allowed.
    pub async fn is_there(&self, issuer: &str, now: Timestamp) -> Result<(), SignOnError> {
        self.discovery.anew(&self.http, issuer, now).await.map(drop)
    }

    /// The address to which a browser is sent.
    pub async fn ask(&self, terms: &Terms, asked: &Asked, now: Timestamp) -> Result<String, SignOnError> {
        let metadata = self.discovery.of(&self.http, &terms.issuer, now).await?;
        let client = client(metadata, terms, None)?;
        let (state, nonce) = (asked.state.to_string(), asked.nonce.to_string());
        let verifier = PkceCodeVerifier::new(asked.verifier.to_string());
        let mut request = client
            .authorize_url(
                AuthenticationFlow::<CoreResponseType>::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .add_scope(Scope::new("profile".into()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
        if asked.anew_since.is_some() {
            request = request.add_prompt(CoreAuthPrompt::Login).set_max_age(Duration::ZERO);
        }
        Ok(request.url().0.into())
    }

    /// What the provider tells of whoever came back with this code. Keys that are not known are asked for once.
    pub async fn told(
        &self,
        terms: &Terms,
        asked: &Asked,
        code: &str,
        now: Timestamp,
    ) -> Result<Told, SignOnError> {
        let metadata = self.discovery.of(&self.http, &terms.issuer, now).await?;
        let known = client(metadata, terms, self.secret.as_ref())?;
        let tokens = known
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|_| SignOnError::NoProvider)?
            .set_pkce_verifier(PkceCodeVerifier::new(asked.verifier.to_string()))
            .request_async(&self.http)
            .await
            .map_err(not_given)?;
        match answer::prove(&known, terms, asked, &tokens, now) {
            Proved::Told(told) => Ok(told),
            Proved::Not(error) => Err(error),
            Proved::KeyUnknown => {
                let metadata = self.discovery.anew(&self.http, &terms.issuer, now).await?;
                let anew = client(metadata, terms, None)?;
                match answer::prove(&anew, terms, asked, &tokens, now) {
                    Proved::Told(told) => Ok(told),
                    Proved::Not(error) => Err(error),
                    Proved::KeyUnknown => Err(SignOnError::UnknownKey),
                }
            }
        }
    }

    /// Where a browser goes to sign out at the provider too, and comes back from; none if the provider has no such place.
    pub async fn sign_out(&self, terms: &Terms, back: &str, now: Timestamp) -> Option<String> {
        let metadata = self.discovery.of(&self.http, &terms.issuer, now).await.ok()?;
        let end = metadata.additional_metadata().end_session_endpoint.clone()?;
        let request = LogoutRequest::from(end)
            .set_client_id(ClientId::new(terms.client.clone()))
            .set_post_logout_redirect_uri(PostLogoutRedirectUrl::new(back.to_owned()).ok()?);
        Some(request.http_get_url().into())
    }
}

/// Why a provider gave no tokens for a code.
fn not_given(
    error: RequestTokenError<
        SignOnError,
        openidconnect::StandardErrorResponse<openidconnect::core::CoreErrorResponseType>,
    >,
) -> SignOnError {
    use openidconnect::core::CoreErrorResponseType::{InvalidClient, InvalidGrant, UnauthorizedClient};
    match error {
        RequestTokenError::Request(error) => error,
        RequestTokenError::ServerResponse(answer) => match answer.error() {
            InvalidGrant => SignOnError::CodeGone,
            InvalidClient | UnauthorizedClient => SignOnError::NotAccepted,
            _ => SignOnError::NotValid,
        },
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => SignOnError::NoProvider,
    }
}
