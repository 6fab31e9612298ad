//! Which items are in which case. Evidence systems know items by the name of the file; cases of the record know them by number.

use crate::expectation::Expectation;
use crate::{Evidence, EvidenceError};
use std::collections::HashMap;

impl Evidence<'_> {
    /// Numbers of the items that a store has to have under these names; names that it does not have are left out.
    pub async fn items_named(
        &self,
        store: u32,
        names: Vec<String>,
    ) -> Result<HashMap<String, u64>, EvidenceError> {
        let opened = Expectation::read(self, store).await?.open(self).await?;
        tokio::task::spawn_blocking(move || {
            let wanted: std::collections::HashSet<String> = names.into_iter().collect();
            let mut found = HashMap::with_capacity(wanted.len());
            for entry in opened.stream()? {
                let entry = entry?;
                if wanted.contains(entry.key.as_str()) {
                    found.insert(entry.key.as_str().to_owned(), entry.item);
                }
            }
            Ok(found)
        })
        .await
        .map_err(|_| EvidenceError::Stopped)?
    }
}
