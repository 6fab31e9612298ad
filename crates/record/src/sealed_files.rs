//! Files that the record keeps sealed for good, by the rows that name them: what was released, lists of stored evidence.

use crate::RecordError;
use ::blobs::{Area, BlobId};
use store::Snapshot;

/// A table whose rows name sealed files.
struct Naming {
    /// The table, which is how faults speak of it too.
    table: &'static str,
    /// What a row is, for a person: "release".
    what: &'static str,
    /// Where its files lie.
    area: Area,
    /// The rows: number, name as bytes, SHA-256.
    rows: &'static str,
}

/// Every table whose rows name sealed files. What of them is no longer in force is evidence all the same.
const NAMING: &[Naming] = &[
    Naming {
        table: "release",
        what: "release",
        area: Area::Released,
        rows: "SELECT number, blob, sha256 FROM release WHERE blob IS NOT NULL ORDER BY number",
    },
    Naming {
        table: "evidence_inventory",
        what: "inventory",
        area: Area::Inventory,
        rows: "SELECT number, blob, sha256 FROM evidence_inventory ORDER BY number",
    },
    Naming {
        table: "evidence_batch",
        what: "batch",
        area: Area::Inventory,
        rows: "SELECT number, blob, sha256 FROM evidence_batch ORDER BY number",
    },
    Naming {
        table: "evidence_migration",
        what: "migration",
        area: Area::Inventory,
        rows: "SELECT number, blob, sha256 FROM evidence_migration ORDER BY number",
    },
    Naming {
        table: "evidence_migration_step",
        what: "step of a migration",
        area: Area::Inventory,
        rows: "SELECT number, blob, sha256 FROM evidence_migration_step ORDER BY number",
    },
    Naming {
        table: "evidence_difference",
        what: "difference",
        area: Area::Inventory,
        rows: "SELECT number, blob, sha256 FROM evidence_difference ORDER BY number",
    },
    Naming {
        table: "evidence_disposal",
        what: "disposal",
        area: Area::Inventory,
        rows: "SELECT number, blob, sha256 FROM evidence_disposal ORDER BY number",
    },
    Naming {
        table: "evidence_disposal_run",
        what: "run of a disposal",
        area: Area::Inventory,
        rows: "SELECT number, blob, sha256 FROM evidence_disposal_run ORDER BY number",
    },
];

/// A sealed file that a row names.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SealedFile {
    /// What the row is, for a person: "release".
    what: &'static str,
    /// Number of the row.
    pub(crate) row: i64,
    pub(crate) id: BlobId,
    /// SHA-256 of what is in it.
    pub(crate) sha256: [u8; 32],
}

impl SealedFile {
    /// What is wrong with it, for a person.
    pub(crate) fn missing(&self) -> String {
        format!("the sealed file {} of {} {} is not where it was kept", self.id, self.what, self.row)
    }

    pub(crate) fn other(&self) -> String {
        format!("the sealed file {} of {} {} is not the one that was kept", self.id, self.what, self.row)
    }
}

/// A row with a name that is none of a sealed file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Strange {
    /// The table.
    pub(crate) table: &'static str,
    /// What the row is, for a person.
    pub(crate) what: &'static str,
    /// Number of the row.
    pub(crate) row: i64,
}

/// All sealed files that are named at one moment, table by table; and the rows with a name that is none.
pub(crate) async fn named(snapshot: &mut Snapshot) -> Result<(Vec<SealedFile>, Vec<Strange>), RecordError> {
    let (mut files, mut strange) = (Vec::new(), Vec::new());
    for naming in NAMING {
        let Naming { table, what, area, rows } = *naming;
        snapshot
            .for_each(rows, &[], |row| {
                let number = row.integer(0)?;
                let name = row.bytes(1).or_else(|_| row.text(1).map(str::as_bytes))?;
                let id = std::str::from_utf8(name).ok().and_then(|text| text.parse().ok());
                let id = id.filter(|id: &BlobId| id.area() == area);
                match (id, row.bytes(2)?.try_into()) {
                    (Some(id), Ok(sha256)) => files.push(SealedFile { what, row: number, id, sha256 }),
                    _ => strange.push(Strange { table, what, row: number }),
                }
                Ok(())
            })
            .await?;
    }
    Ok((files, strange))
}
