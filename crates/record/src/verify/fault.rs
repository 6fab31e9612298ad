//! What can be wrong with a record: one table of [`FAULTS`], from which the report and the guide are made.

/// One line of [`FAULTS`].
#[derive(Debug)]
pub struct FaultRow {
    /// The fault.
    pub fault: Fault,
    /// Stable identifier.
    pub id: &'static str,
    /// What it means, for a person.
    pub what: &'static str,
    /// What to do about it.
    pub fix: &'static str,
}

macro_rules! faults {
    ($( $name:ident $id:literal $what:literal $fix:literal; )+) => {
        /// A kind of difference between what is there and what the log says.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Fault {
            $( #[doc = $what] $name, )+
        }

        /// Every kind of difference.
        pub static FAULTS: &[FaultRow] =
            &[ $( FaultRow { fault: Fault::$name, id: $id, what: $what, fix: $fix }, )+ ];
    };
}

const _: () = assert!(FAULTS.len() < 256);

faults! {
    LeafMissing "leaf-missing" "An act is missing from the database"
        "Keep the database as evidence. The shelf of the log and every export still have the act; restore a backup";
    LeafChanged "leaf-changed" "An act in the database is not the one that was signed"
        "Keep the database as evidence and restore a backup";
    LeafDamaged "leaf-damaged" "An act cannot be read, or is not written the one way it can be"
        "Keep the database as evidence and restore a backup";
    LeafElsewhere "leaf-elsewhere" "An act stands at a position or in a record to which it does not belong"
        "Keep the database as evidence and restore a backup";
    LeafTime "leaf-time" "The time of an act is not after the time of the act before it, or not the stored one"
        "Keep the database as evidence and restore a backup";
    ActUnknown "act-unknown" "An act is of a kind, or has a body, that this Tipstaff does not know"
        "Use the newest Tipstaff. If that does not know it either, somebody else wrote it: restore a backup";
    ActForbidden "act-forbidden" "An act was done by somebody who was not enrolled, or had no role that may do it"
        "Ask who could write to the database past Tipstaff, and restore a backup from before";
    SignatureMissing "signature-missing" "An act that must be signed by who did it is not"
        "Ask who could write to the database past Tipstaff, and restore a backup from before";
    SignatureWrong "signature-wrong" "A signature is not by the key that the actor had at that time"
        "Ask who could write to the database past Tipstaff, and restore a backup from before";
    SamePerson "same-person" "One person stands for two"
        "What was approved counts as not approved: ask the second person, and correct what was done";
    ActWithoutEffect "act-without-effect" "An act says that it did something, and nothing of it was written"
        "Ask who could write to the database past Tipstaff, and restore a backup from before";
    EffectWithoutAct "effect-without-act" "An act wrote what an act of its kind does not write"
        "Ask who could write to the database past Tipstaff, and restore a backup from before";
    ManifestMissing "manifest-missing" "What an act wrote is no longer there"
        "Keep the database as evidence and restore a backup";
    ManifestChanged "manifest-changed" "What an act wrote is not what its leaf says"
        "Keep the database as evidence and restore a backup";
    ManifestExtra "manifest-extra" "There is a manifest that belongs to no act"
        "Ask who could write to the database past Tipstaff";
    RowChanged "row-changed" "A row does not hold what an act wrote"
        "Keep the database as evidence and restore a backup";
    RowRemoved "row-removed" "A row that an act wrote is no longer there"
        "Keep the database as evidence and restore a backup";
    RowAdded "row-added" "There is a row that no act wrote"
        "Ask who could write to the database past Tipstaff, and restore a backup from before";
    RowEnded "row-ended" "A row was ended, or brought back, by no act"
        "Keep the database as evidence and restore a backup";
    RowNotErased "row-not-erased" "A row of a person who was erased is there"
        "Erase the person again, and ask where the row came from";
    NumberUsedTwice "number-used-twice" "A number was given to two rows, or numbers were left out"
        "Ask who could write to the database past Tipstaff, and restore a backup from before";
    CounterDiffers "counter-differs" "The next number of a series is not the one after the last"
        "Do not write to the record: numbers would be used twice. Restore a backup";
    HeadDiffers "head-differs" "The head of the log is not at the last act"
        "Do not write to the record. Keep the database as evidence and restore a backup";
    PlaceStrange "place-strange" "The database has a table or a column that Tipstaff did not make, or lacks one"
        "Ask who changed the database, and restore a backup if something is missing";
    TableUnreadable "table-unreadable" "A table holds a value of a kind that it cannot hold"
        "Keep the database as evidence and restore a backup";
    KeyMissing "key-missing" "The key of a person, an actor or the record is missing"
        "Restore a backup: without the key the values cannot be read by anybody";
    KeyWrong "key-wrong" "A key does not open what it must open"
        "Keep the database as evidence and restore a backup; if the key file is a new one, name the right one";
    KeyExtra "key-extra" "There is a key that belongs to nobody"
        "If the person was erased, erase again: the key makes old copies readable. Ask where it came from";
    ValueUnreadable "value-unreadable" "A sealed value does not open"
        "Keep the database as evidence and restore a backup";
    FileMissing "file-missing" "A file that was released is no longer where it is kept"
        "Copy it back from the folder 'sealed' of a backup. Until then it cannot be checked again";
    FileChanged "file-changed" "A file that is kept is not the one that was released"
        "Keep it as evidence, and copy the right one back from the folder 'sealed' of a backup";
    ExportDiffers "export-differs" "A file of the export cannot be read or is not what it should be"
        "Have the export made again, and compare the two";
    TileMissing "tile-missing" "A file of the log's shelf is missing"
        "Keep a copy of the shelf, then write it again from the database: tipstaff log mend";
    TileChanged "tile-changed" "A file of the log's shelf was changed"
        "Keep a copy of the shelf, then write it again from the database: tipstaff log mend";
    TileTruncated "tile-truncated" "A file of the log's shelf has the wrong length"
        "Keep a copy of the shelf, then write it again from the database: tipstaff log mend";
    CheckpointMissing "checkpoint-missing" "There is no checkpoint on the log's shelf"
        "Publish again with: tipstaff log publish. If it had been there, ask who removed it, and ask the witnesses";
    CheckpointUnreadable "checkpoint-unreadable" "The checkpoint cannot be read"
        "Keep it as evidence. Bring the shelf back from a backup, or ask a witness for the last checkpoint";
    CheckpointKey "checkpoint-key" "The checkpoint is not signed by the key of this log"
        "Do not trust it. Ask who put it there, and ask the witnesses for the last checkpoint";
    CheckpointRoot "checkpoint-root" "The leaves do not add up to what was signed"
        "Keep database and shelf as evidence and restore a backup";
    CheckpointBehind "checkpoint-behind" "A checkpoint is older than one that others have seen"
        "Keep database and shelf as evidence: both were rolled back. Restore the newest backup";
    DatabaseBehind "database-behind" "The database has fewer acts than were signed: it was rolled back"
        "Keep the database as evidence and restore the newest backup. Do not publish";
    WitnessQuorum "witness-quorum" "Not enough witnesses have cosigned the checkpoint"
        "Ask them again with: tipstaff log ask";
    WitnessDisagrees "witness-disagrees" "A witness has seen another history of this log"
        "Keep database and shelf as evidence, and ask the witness for the checkpoint it has seen";
    EarlierLog "earlier-log" "The log from before a restoration is not the beginning of this one"
        "Keep database and shelf as evidence, and compare with the backup that was restored";
}

impl Fault {
    /// Its line.
    pub fn row(self) -> &'static FaultRow {
        // The table has one line for each, in order: a test holds it to that.
        FAULTS.iter().find(|row| row.fault == self).unwrap_or(&FAULTS[0])
    }

    /// Stable identifier.
    pub fn id(self) -> &'static str {
        self.row().id
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_fault_has_its_own_identifier_and_says_what_to_do() {
        let mut ids = HashSet::new();
        for row in FAULTS {
            assert!(ids.insert(row.id), "{} stands twice", row.id);
            assert!(!row.what.ends_with('.') && !row.fix.ends_with('.'), "{}", row.id);
            assert_eq!(row.fault.id(), row.id);
        }
    }
}
