//! The library's client, with our claims in it.

use crate::asked::Terms;
use crate::claims::Others;
use crate::discovery::Metadata;
use crate::error::SignOnError;
use crate::secret::ClientSecret;
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreClientAuthMethod, CoreErrorResponseType, CoreGenderClaim,
    CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreRevocableToken,
    CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AuthType, ClientId, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, IdTokenFields,
    RedirectUrl, StandardErrorResponse, StandardTokenResponse,
};

type Fields = IdTokenFields<
    Others,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

/// What a provider answers to a code.
pub(crate) type Tokens = StandardTokenResponse<Fields, CoreTokenType>;

/// The client.
pub(crate) type Client = openidconnect::Client<
    Others,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// A client for one request.
pub(crate) fn client(
    metadata: Metadata,
    terms: &Terms,
    secret: Option<&ClientSecret>,
) -> Result<Client, SignOnError> {
    let methods = metadata.token_endpoint_auth_methods_supported().cloned();
    // RFC 6749 asks every provider for the first way; the second is for those who say that they know no other.
    let in_body = methods.is_some_and(|methods| {
        !methods.contains(&CoreClientAuthMethod::ClientSecretBasic)
            && methods.contains(&CoreClientAuthMethod::ClientSecretPost)
    });
    let back = RedirectUrl::new(terms.back.clone()).map_err(|_| SignOnError::NoProvider)?;
    let secret = secret.map(|secret| openidconnect::ClientSecret::new(secret.expose().to_owned()));
    let client = Client::from_provider_metadata(metadata, ClientId::new(terms.client.clone()), secret);
    Ok(client.set_redirect_uri(back).set_auth_type(if in_body {
        AuthType::RequestBody
    } else {
        AuthType::BasicAuth
    }))
}
