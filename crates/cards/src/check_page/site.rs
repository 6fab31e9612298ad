//! What is published.

use crate::key::IssuerPublicKey;
use crate::publishing::{ListFile, PublicList, PublishError, beside};
use crate::statement::CardPage;

/// What is published.
#[derive(Debug, Clone)]
pub struct Site {
    pub(crate) force: String,
    pub(crate) issuer: String,
    pub(crate) contact: String,
    pub(crate) keys: Vec<IssuerPublicKey>,
    pub(crate) lists: Vec<ListFile>,
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
        let lists = beside(page, &keys, lists)?;
        Ok(Self {
            force: force.trim().to_owned(),
            issuer: issuer.to_owned(),
            contact: contact.trim().to_owned(),
            keys,
            lists,
        })
    }
}
