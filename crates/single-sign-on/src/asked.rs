//! What a provider is asked, and on whose terms.

use jiff::Timestamp;
use zeroize::Zeroizing;

/// What two sides agreed on: which provider, and what it is to us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The issuer, as it names itself.
    pub issuer: String,
    /// The identifier under which it knows us.
    pub client: String,
    /// The claim that holds roles.
    pub claim: String,
    /// Where browsers come back to.
    pub back: String,
}

/// One question, bound to one browser by whoever asks: all three texts come from a secret that only that browser has.
pub struct Asked {
    /// Comes back in the address.
    pub state: Zeroizing<String>,
    /// Comes back in the token.
    pub nonce: Zeroizing<String>,
    /// Goes to the provider with the code: whoever steals the code has not got it.
    pub verifier: Zeroizing<String>,
    /// When the person was asked to prove anew who they are; none: if they have done so earlier, that will do.
    pub anew_since: Option<Timestamp>,
}

impl std::fmt::Debug for Asked {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Asked")
    }
}
