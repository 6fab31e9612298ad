//! Status lists as files beside a page.

use super::error::PublishError;
use crate::key::IssuerPublicKey;
use crate::statement::CardPage;
use crate::status_list::ListToken;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// A list, as it was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicList {
    /// Its address, as cards name it.
    pub address: String,
    /// The signed token.
    pub token: Vec<u8>,
}

/// A list that lies beside its page.
#[derive(Debug, Clone)]
pub(crate) struct ListFile {
    pub(crate) address: String,
    pub(crate) name: String,
    pub(crate) token: Vec<u8>,
}

impl ListFile {
    /// Which address is which file, for a page.
    pub(crate) fn names(lists: &[Self]) -> Value {
        let names: Map<String, Value> =
            lists.iter().map(|list| (list.address.clone(), Value::from(list.name.as_str()))).collect();
        Value::Object(names)
    }
}

/// Lists with the names of their files, if each lies beside the page and would be believed by it.
pub(crate) fn beside(
    page: &CardPage,
    keys: &[IssuerPublicKey],
    lists: Vec<PublicList>,
) -> Result<Vec<ListFile>, PublishError> {
    let mut names = BTreeSet::new();
    let mut files = Vec::new();
    for PublicList { address, token } in lists {
        let elsewhere = || PublishError::Elsewhere { address: address.clone(), page: page.url().to_string() };
        let folder = page.url().join(".").map_err(|_| elsewhere())?;
        let name = address.strip_prefix(folder.as_str()).ok_or_else(elsewhere)?.to_owned();
        let is_plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        if name.is_empty() || name.len() > 40 || !name.chars().all(is_plain) || !names.insert(name.clone()) {
            return Err(PublishError::Name { address });
        }
        let says = ListToken::open(&token, keys)?.address;
        if says != address {
            return Err(PublishError::OtherList { says, address });
        }
        files.push(ListFile { address, name, token });
    }
    Ok(files)
}
