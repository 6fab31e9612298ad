//! Where the relay is.

use url::{Host, Url};

/// Why an address is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the relay has to have an address such as https://relay.example.police.uk/, without a user name, a question mark or '#'. \
     Only on this machine itself, to try it out, may it be http://127.0.0.1"
)]
pub struct RelayAddressError;

/// Where the relay is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelayAddress(Url);

impl RelayAddress {
    /// The relay at this address. What it answers to lies below it, whether a `/` stands at the end or not.
    pub fn new(address: &str) -> Result<Self, RelayAddressError> {
        let mut url = Url::parse(address).map_err(|_| RelayAddressError)?;
        let is_here = match url.host() {
            Some(Host::Ipv4(host)) => host.is_loopback(),
            Some(Host::Ipv6(host)) => host.is_loopback(),
            Some(Host::Domain(host)) => host == "localhost",
            None => return Err(RelayAddressError),
        };
        let is_plain = (url.scheme() == "https" || url.scheme() == "http" && is_here)
            && url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none()
            // It stands in the page's security policy, where these end a rule.
            && !url.path().contains([';', ',', '\'']);
        if !is_plain {
            return Err(RelayAddressError);
        }
        if !url.path().ends_with('/') {
            let path = format!("{}/", url.path());
            url.set_path(&path);
        }
        Ok(Self(url))
    }

    /// With a `/` at the end.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Scheme, host and port: all that a page may speak to.
    pub(crate) fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }
}
