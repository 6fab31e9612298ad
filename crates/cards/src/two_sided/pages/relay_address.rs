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
        let mut url = plain(address).ok_or(RelayAddressError)?;
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

/// An address that pages may be asked from or speak to: over HTTPS, or on this machine.
pub(crate) fn plain(address: &str) -> Option<Url> {
    let url = Url::parse(address).ok()?;
    let is_here = match url.host()? {
        Host::Ipv4(host) => host.is_loopback(),
        Host::Ipv6(host) => host.is_loopback(),
        Host::Domain(host) => host == "localhost",
    };
    let is_plain = (url.scheme() == "https" || url.scheme() == "http" && is_here)
        && url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    is_plain.then_some(url)
}
