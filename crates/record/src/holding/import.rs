//! Many holdings from one file, all or none.

use super::HoldingOrder;
use super::change::write_holdings;
use super::order::{people_numbered, refused, require_holder};
use crate::act::HoldingsImported;
use crate::actor::Actor;
use crate::holder::{HolderKind, holder_of_kind, write_holders};
use crate::ledger::{Recorded, hex};
use crate::{Record, RecordError, spelling};
use jiff::Timestamp;
use std::collections::HashMap;

/// Most holdings of one file.
const MOST: usize = 100_000;

/// Who holds it.
#[derive(Debug, Clone)]
pub enum ImportedHolder {
    /// A holder of the record, by number.
    Known(u32),
    /// Of this kind and name; added if there is none.
    Named(HolderKind, String),
}

/// A holding of a file. [`HoldingOrder::holder`] is not looked at.
#[derive(Debug, Clone)]
pub struct ImportedHolding {
    /// The row of the file, for errors.
    pub line: u64,
    /// Who holds it.
    pub holder: ImportedHolder,
    /// The rest.
    pub order: HoldingOrder,
}

impl Record {
    /// Enters the holdings of a file and the holders that are not known yet; gives the number of the first, the others
    /// follow. The first that cannot be so refuses the file, by its row.
    pub async fn import_holdings(
        &self,
        by: &Actor,
        file: [u8; 32],
        holdings: Vec<ImportedHolding>,
        now: Timestamp,
    ) -> Result<(u32, Recorded), RecordError> {
        if holdings.is_empty() {
            return Err(refused("the file has no holding", "Give it a row for each"));
        }
        if holdings.len() > MOST {
            return Err(RecordError::Limit {
                what: "the holdings of one file".into(),
                limit: MOST as u64,
                fix: "Import several files".into(),
            });
        }
        let mut writing = self.begin("import holdings", now).await?;
        let people = people_numbered(&mut writing).await?;
        let mut named: HashMap<(HolderKind, String), u32> = HashMap::new();
        let mut added = 0;
        let mut looked = Vec::with_capacity(holdings.len());
        for ImportedHolding { line, holder, mut order } in holdings {
            order.holder = match holder {
                ImportedHolder::Known(number) => {
                    require_holder(&mut writing, number).await.map_err(|error| in_line(line, error))?;
                    number
                }
                ImportedHolder::Named(kind, name) => {
                    let name = spelling::required(&name, "a holder").map_err(|error| in_line(line, error))?;
                    let key = (kind, spelling::name(&name));
                    if let Some(number) = named.get(&key) {
                        *number
                    } else {
                        let number = if let Some(known) = holder_of_kind(&mut writing, kind, &name).await? {
                            known
                        } else {
                            added += 1;
                            write_holders(&mut writing, &[(kind, name)]).await?
                        };
                        named.insert(key, number);
                        number
                    }
                }
            };
            looked.push(order.looked_at(people, now).map_err(|error| in_line(line, error))?);
        }
        let first = write_holdings(&mut writing, &looked).await?;
        for note in looked.iter().filter_map(|looked| looked.note.as_ref()) {
            writing.note(note).await?;
        }
        let act =
            HoldingsImported { file: hex(&file), first, holdings: looked.len() as u64, holders_added: added };
        Ok((first, writing.commit(&act, by, &[]).await?))
    }
}

/// An error that says where in the file.
fn in_line(line: u64, error: RecordError) -> RecordError {
    match error {
        RecordError::Refused { what, fix } => RecordError::Refused {
            what: format!("row {line}: {what}"),
            fix: format!("Nothing was entered. {fix}"),
        },
        RecordError::Unknown { what, fix } => RecordError::Unknown {
            what: format!("row {line}: {what}"),
            fix: format!("Nothing was entered. {fix}"),
        },
        other => other,
    }
}
