//! What both pages have to know.

use super::relay_address::RelayAddress;
use crate::key::IssuerPublicKey;
use crate::publishing::{ListFile, PublicList, PublishError, beside};
use crate::statement::CardPage;

/// What both pages have to know.
#[derive(Debug, Clone)]
pub struct Meeting {
    pub(crate) force: String,
    pub(crate) issuer: String,
    pub(crate) contact: String,
    /// Address of the visitor's page, as telephones sign it.
    pub(crate) page: String,
    pub(crate) relay: RelayAddress,
    pub(crate) keys: Vec<IssuerPublicKey>,
    pub(crate) lists: Vec<ListFile>,
}

impl Meeting {
    /// The pages of this force. `issuer` is its short name, `contact` what somebody in doubt should do, such as "call 101 and ask
    /// for the control room". `page` is where the visitor's page will lie: telephones sign that, and sign for no other. Keys are
    /// all that enrolments and lists may be signed with; the lists, beside the visitor's page, are those of enrolments.
    pub fn new(
        force: &str,
        issuer: &str,
        contact: &str,
        page: &CardPage,
        relay: &RelayAddress,
        keys: Vec<IssuerPublicKey>,
        lists: Vec<PublicList>,
    ) -> Result<Self, PublishError> {
        if force.trim().is_empty() || issuer.is_empty() || keys.is_empty() || lists.is_empty() {
            return Err(PublishError::Empty);
        }
        let lists = beside(page, &keys, lists)?;
        Ok(Self {
            force: force.trim().to_owned(),
            issuer: issuer.to_owned(),
            contact: contact.trim().to_owned(),
            page: page.url().to_string(),
            relay: relay.clone(),
            keys,
            lists,
        })
    }
}
