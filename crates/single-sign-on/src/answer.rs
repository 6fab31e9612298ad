//! A token is proved: who issued it, for whom, signed by which key, when, and in answer to which question.

use crate::asked::{Asked, Terms};
use crate::claims::Told;
use crate::client::{Client, Tokens};
use crate::error::SignOnError;
use jiff::{SignedDuration, Timestamp};
use openidconnect::core::CoreJwsSigningAlgorithm as Algorithm;
use openidconnect::{
    ClaimsVerificationError, Nonce, NonceVerifier, SignatureVerificationError, TokenResponse,
};

/// How far clocks may be apart.
const DRIFT: SignedDuration = SignedDuration::from_mins(2);
/// How long before the question a proof may lie that answers it: whole seconds, and clocks that are set by one another.
const SECONDS_APART: SignedDuration = SignedDuration::from_secs(30);
/// How long ago a token may have been issued: it is fetched in the moment it is read.
const OLDEST: SignedDuration = SignedDuration::from_mins(10);

/// Signatures that are believed: with a key that only the provider has. Neither `none`, nor the client's secret.
const ALGORITHMS: [Algorithm; 9] = [
    Algorithm::RsaSsaPkcs1V15Sha256,
    Algorithm::RsaSsaPkcs1V15Sha384,
    Algorithm::RsaSsaPkcs1V15Sha512,
    Algorithm::RsaSsaPssSha256,
    Algorithm::RsaSsaPssSha384,
    Algorithm::RsaSsaPssSha512,
    Algorithm::EcdsaP256Sha256,
    Algorithm::EcdsaP384Sha384,
    Algorithm::EdDsa,
];

/// What came of it.
pub(crate) enum Proved {
    /// It is proved.
    Told(Told),
    /// It is not.
    Not(SignOnError),
    /// It names a key that is not known: perhaps the provider has a new one.
    KeyUnknown,
}

/// Proves the ID token.
pub(crate) fn prove(
    client: &Client,
    terms: &Terms,
    asked: &Asked,
    tokens: &Tokens,
    now: Timestamp,
) -> Proved {
    let Some(token) = tokens.id_token() else { return Proved::Not(SignOnError::NoProvider) };
    let verifier = client
        .id_token_verifier()
        .set_allowed_algs(ALGORITHMS)
        .set_time_fn(move || instant(now.checked_sub(DRIFT).unwrap_or(now)))
        .set_issue_time_verifier_fn(move |issued| is_recent(issued.timestamp(), now));
    let nonce = |sent: Option<&Nonce>| {
        let asked = Nonce::new(asked.nonce.to_string());
        // The library compares hashes of the two, so that the time it takes tells nothing.
        (&asked).verify(sent)
    };
    match token.claims(&verifier, nonce) {
        Ok(claims) => {
            let told = Told::of(claims, &terms.claim);
            if is_anew(&told, asked, now) { Proved::Told(told) } else { Proved::Not(SignOnError::NotAnew) }
        }
        Err(ClaimsVerificationError::SignatureVerification(error)) => match error {
            // A key under a known name can be a new one, too.
            SignatureVerificationError::NoMatchingKey | SignatureVerificationError::CryptoError(_) => {
                Proved::KeyUnknown
            }
            _ => Proved::Not(SignOnError::NotValid),
        },
        Err(ClaimsVerificationError::Expired(_)) => Proved::Not(SignOnError::WrongTime),
        Err(ClaimsVerificationError::InvalidAudience(_) | ClaimsVerificationError::InvalidIssuer(_)) => {
            Proved::Not(SignOnError::NotForUs)
        }
        Err(_) => Proved::Not(SignOnError::NotValid),
    }
}

/// Whether the person has proved since the question who they are, if that was asked for.
fn is_anew(told: &Told, asked: &Asked, now: Timestamp) -> bool {
    let Some(since) = asked.anew_since else { return true };
    told.proved.is_some_and(|proved| {
        proved.duration_since(since) >= -SECONDS_APART && proved.duration_since(now) <= DRIFT
    })
}

fn is_recent(issued: i64, now: Timestamp) -> Result<(), String> {
    let wrong = || Err("issued at another time".to_owned());
    let Ok(issued) = Timestamp::from_second(issued) else { return wrong() };
    let age = now.duration_since(issued);
    if age > OLDEST || age < -DRIFT { wrong() } else { Ok(()) }
}

fn instant(at: Timestamp) -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp_micros(at.as_microsecond()).unwrap_or_default()
}
