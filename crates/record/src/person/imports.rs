//! Imports of people as the log has them: what, when, by whom, in counts.

use crate::act::{Act, PeopleImported};
use crate::ledger::Leaf;
use crate::{LogQuestion, Record, RecordError};
use jiff::Timestamp;

/// An import of people.
#[derive(Debug, Clone)]
pub struct PeopleImport {
    /// Position of its act.
    pub position: u64,
    /// When it was recorded.
    pub at: Timestamp,
    /// Number of the actor.
    pub actor: u32,
    /// When the extract was true.
    pub as_of: Timestamp,
    /// What the act says.
    pub act: PeopleImported,
}

/// Some imports, the newest first.
#[derive(Debug, Clone, Default)]
pub struct ImportsPage {
    /// The imports.
    pub imports: Vec<PeopleImport>,
    /// Where to go on: before this position there may be more.
    pub next: Option<u64>,
}

impl Record {
    /// Imports of people before a position (none: from the newest on), the newest first.
    pub async fn people_imports(&self, before: Option<u64>, most: usize) -> Result<ImportsPage, RecordError> {
        let question = LogQuestion { kind: Some(PeopleImported::KIND.into()), ..LogQuestion::default() };
        let page = self.acts_before(&question, before, most).await?;
        let mut imports = Vec::with_capacity(page.entries.len());
        for entry in page.entries {
            imports.extend(self.people_import(entry.position).await?);
        }
        Ok(ImportsPage { imports, next: page.next })
    }

    /// The import of people that is this act; none if it is another act, or none.
    pub async fn people_import(&self, position: u64) -> Result<Option<PeopleImport>, RecordError> {
        let Some(shown) = self.act(position).await? else { return Ok(None) };
        if shown.entry.kind != PeopleImported::KIND {
            return Ok(None);
        }
        let damaged = || RecordError::damaged(format!("act {position} does not say what was imported"));
        let leaf = Leaf::parse(shown.leaf.as_bytes())?;
        let act: PeopleImported = serde_json::from_value(leaf.body).map_err(|_| damaged())?;
        let as_of = act.as_of.parse().map_err(|_| damaged())?;
        let entry = shown.entry;
        Ok(Some(PeopleImport { position: entry.position, at: entry.at, actor: entry.actor, as_of, act }))
    }
}
