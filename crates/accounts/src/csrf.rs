//! What a form sends back, so that another site cannot send it.

use crate::error::AccountsError;
use crate::token::SessionToken;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// A word that belongs to one session, made from its token.
pub struct CsrfToken(Zeroizing<String>);

impl CsrfToken {
    pub(crate) fn of(token: &SessionToken) -> Result<Self, AccountsError> {
        Ok(Self(Zeroizing::new(BASE64.encode(token.csrf()?))))
    }

    /// The word, for a form of this session.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether a form sent this one.
    pub fn is(&self, sent: &str) -> bool {
        self.0.as_bytes().ct_eq(sent.as_bytes()).into()
    }
}

impl std::fmt::Debug for CsrfToken {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("CsrfToken")
    }
}
