//! What is published.

use super::error::PublishError;
use crate::key::IssuerPublicKey;
use crate::statement::CardPage;
use crate::status_list::ListToken;
use std::collections::BTreeSet;

/// A list, as it was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicList {
    /// Its address, as cards name it.
    pub address: String,
    /// The signed token.
    pub token: Vec<u8>,
}

/// What is published.
#[derive(Debug, Clone)]
pub struct Site {
    pub(crate) force: String,
    pub(crate) issuer: String,
    pub(crate) contact: String,
    pub(crate) keys: Vec<IssuerPublicKey>,
    /// Addresses with the names of their files.
    pub(crate) lists: Vec<(String, String, Vec<u8>)>,
}

impl Site {
    /// A page of this force. `issuer` is the short name on its cards, `contact` what somebody in doubt should do, such as
    /// "Call 101 and ask for the control room". Keys are all that cards and lists may be signed with.
    pub fn new(
        force: &str,
        issuer: &str,
        contact: &str,
        page: &CardPage,
        keys: Vec<IssuerPublicKey>,
        lists: Vec<PublicList>,
    ) -> Result<Self, PublishError> {
        if force.trim().is_empty() || keys.is_empty() || lists.is_empty() {
            return Err(PublishError::Empty);
        }
        let mut names = BTreeSet::new();
        let mut files = Vec::new();
        for PublicList { address, token } in lists {
            let elsewhere =
                || PublishError::Elsewhere { address: address.clone(), page: page.url().to_string() };
            let folder = page.url().join(".").map_err(|_| elsewhere())?;
            let name = address.strip_prefix(folder.as_str()).ok_or_else(elsewhere)?.to_owned();
            let is_plain =
                |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
            if name.is_empty()
                || name.len() > 40
                || !name.chars().all(is_plain)
                || !names.insert(name.clone())
            {
                return Err(PublishError::Name { address });
            }
            let says = ListToken::open(&token, &keys)?.address;
            if says != address {
                return Err(PublishError::OtherList { says, address });
            }
            files.push((address, name, token));
        }
        Ok(Self {
            force: force.trim().to_owned(),
            issuer: issuer.to_owned(),
            contact: contact.trim().to_owned(),
            keys,
            lists: files,
        })
    }
}
