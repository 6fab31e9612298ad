//! What a provider told of somebody, taken from a token that was proved.

use jiff::Timestamp;
use openidconnect::core::CoreGenderClaim;
use openidconnect::{AdditionalClaims, IdTokenClaims};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use zeroize::Zeroizing;

/// Most values of the roles' claim that are looked at.
const MOST_ROLES: usize = 1_000;

/// What a provider told of somebody.
pub struct Told {
    /// Who, for ever: means nothing to anybody else.
    pub subject: Zeroizing<String>,
    /// What the person is called today.
    pub name: Zeroizing<String>,
    /// Values of the claim that holds roles.
    pub roles: Vec<String>,
    /// When the person proved to the provider who they are, if it says so.
    pub proved: Option<Timestamp>,
}

impl std::fmt::Debug for Told {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Told")
    }
}

/// Claims that the standard does not name.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct Others {
    #[serde(flatten)]
    all: Map<String, Value>,
}

impl AdditionalClaims for Others {}

impl std::fmt::Debug for Others {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Others")
    }
}

impl Told {
    /// From claims that were proved.
    pub(crate) fn of(claims: &IdTokenClaims<Others, CoreGenderClaim>, claim: &str) -> Self {
        let name = claims
            .name()
            .and_then(|names| names.get(None).or_else(|| names.iter().next().map(|(_, name)| name)));
        let name =
            name.map(|name| name.as_str()).or_else(|| claims.preferred_username().map(|name| name.as_str()));
        Self {
            subject: Zeroizing::new(claims.subject().as_str().to_owned()),
            name: Zeroizing::new(name.unwrap_or_default().to_owned()),
            roles: roles(claims.additional_claims().all.get(claim)),
            proved: claims.auth_time().and_then(|at| Timestamp::from_second(at.timestamp()).ok()),
        }
    }
}

/// A list of texts, or one text. What is neither gives nothing: a role is never guessed.
fn roles(claim: Option<&Value>) -> Vec<String> {
    match claim {
        Some(Value::String(one)) => vec![one.clone()],
        Some(Value::Array(several)) => {
            several.iter().take(MOST_ROLES).filter_map(|value| value.as_str().map(str::to_owned)).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn roles_are_texts_and_nothing_else_is() {
        assert_eq!(roles(Some(&json!(["a", 1, null, "b", ["c"]]))), ["a", "b"]);
        assert_eq!(roles(Some(&json!("a b"))), ["a b"]);
        for none in [json!(null), json!(true), json!({"a": "b"}), json!([])] {
            assert!(roles(Some(&none)).is_empty());
        }
        assert!(roles(None).is_empty());
    }
}
