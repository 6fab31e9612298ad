//! The address that a card's code opens.

use url::Url;

/// Why an address is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AddressError {
    /// The address of the page.
    #[error(
        "the page that checks cards has to have an address such as https://cards.example.uk/, without a user name, \
         a question mark or '#'"
    )]
    Page,
    /// The address of a card.
    #[error("this is not the address of a card of this force. Scan the code again")]
    OtherPage,
    /// The part behind the `#`.
    #[error("the code is damaged or was read in part. Scan it again")]
    Damaged,
}

/// The page that checks cards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardPage {
    /// With its scheme and host in capitals: QR codes hold capitals in less room, and addresses do not tell them apart.
    text: String,
    url: Url,
}

impl CardPage {
    /// The page at this address.
    pub fn new(address: &str) -> Result<Self, AddressError> {
        let url = plain(address).ok_or(AddressError::Page)?;
        let host = url.host_str().ok_or(AddressError::Page)?.to_ascii_uppercase();
        let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
        Ok(Self { text: format!("HTTPS://{host}{port}{}", url.path()), url })
    }

    /// The address of the page.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// The address that a code holds.
    pub fn address_of(&self, statement: &[u8]) -> String {
        // Two of the 45 letters have a meaning in addresses, or none: they are written as RFC 3986 says.
        let letters = base45::encode(statement).replace('%', "%25").replace(' ', "%20");
        format!("{}#{letters}", self.text)
    }

    /// The statement in an address that a telephone read.
    pub fn statement_in(&self, address: &str) -> Result<Vec<u8>, AddressError> {
        let (page, letters) = address.split_once('#').ok_or(AddressError::OtherPage)?;
        if Url::parse(page).ok().as_ref() != Some(&self.url) {
            return Err(AddressError::OtherPage);
        }
        // In this order: a `%` that stands for itself is followed by 25.
        let letters = letters.replace("%20", " ").replace("%25", "%");
        base45::decode(&letters).map_err(|_| AddressError::Damaged)
    }
}

/// An address without anything that names a reader or a part.
fn plain(address: &str) -> Option<Url> {
    let url = Url::parse(address).ok()?;
    let is_plain = url.scheme() == "https"
        && url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    is_plain.then_some(url)
}

/// Whether this can be the address of a status list: written the one way it can be, so that equal is equal.
pub(crate) fn is_list(address: &str) -> bool {
    plain(address).is_some_and(|url| url.as_str() == address)
}
