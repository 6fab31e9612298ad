//! What can go wrong. Every error says what happened and what to do next; none holds the name of a file or of a case.

use blobs::BlobError;
use inventory::{InventoryError, Trouble};
use record::RecordError;
use std::io;

/// Why something with stored evidence could not be done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EvidenceError {
    /// The record.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// Sealed lists.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// Lists and places.
    #[error(transparent)]
    Inventory(#[from] InventoryError),
    /// A list could not be written or read.
    #[error(
        "a sealed list could not be written or read ({kind}). Check that the disk has room, and try again"
    )]
    List {
        /// What the system says.
        kind: io::ErrorKind,
    },
    /// Not a store that is watched.
    #[error("there is no evidence store {name}. tipstaff evidence watch list shows all")]
    NoStore {
        /// What was written.
        name: String,
    },
    /// Watched already.
    #[error("store {store} is this place already. tipstaff evidence balance shows how it stands")]
    SamePlace {
        /// The store.
        store: u32,
    },
    /// The name is taken.
    #[error("there is an evidence store of this name already, number {store}. Give the new one another name")]
    NameTaken {
        /// The store that has it.
        store: u32,
    },
    /// It cannot be reached, or not be read.
    #[error("the place of evidence cannot be used: {trouble}. Nothing was written")]
    Place {
        /// What is wrong with it.
        trouble: Trouble,
    },
    /// The credentials for a bucket that is to be watched let us write there.
    #[error(
        "the credentials for this bucket let Tipstaff write to it, and whoever got hold of them could put other footage in the place of what is watched. Give it credentials that can list and get and nothing else; if there are none to be had, say --may-write"
    )]
    MayWrite,
    /// Whether they do could not be found out.
    #[error(
        "nobody can tell whether the credentials for this bucket may write to it: {what}. Where the server has no uploads in parts, see to it yourself that they can list and get and nothing else, and say --may-write"
    )]
    MayWriteOrNot {
        /// What the trial said.
        what: String,
    },
    /// Only copies of our own can be treated so.
    #[error(
        "store {store} is not ours: it is watched, and nothing is written to it. Name a store that was set up with tipstaff evidence store add"
    )]
    NotOwn {
        /// The store.
        store: u32,
    },
    /// Only a store that is watched can be treated so.
    #[error("store {store} is of our own copies. Name a store that is watched: tipstaff evidence watch list")]
    NotWatched {
        /// The store.
        store: u32,
    },
    /// There is no such migration.
    #[error("there is no migration {migration}. tipstaff evidence migrate list shows those there are")]
    NoMigration {
        /// Its number.
        migration: u32,
    },
    /// It has ended.
    #[error("migration {migration} has ended with its certificate. Plan another one for what came since")]
    MigrationEnded {
        /// Its number.
        migration: u32,
    },
    /// Nothing has to be copied.
    #[error(
        "store {store} has to have nothing, so there is nothing to copy. Look at: tipstaff evidence balance"
    )]
    NothingToMigrate {
        /// The store.
        store: u32,
    },
    /// A permit stands on a reading.
    #[error(
        "what migration {migration} copied was not read in every store within a day, so nothing may be deleted. Read it: tipstaff evidence migrate verify {migration}"
    )]
    NotVerified {
        /// The migration.
        migration: u32,
    },
    /// A permit ends.
    #[error("a permit ends within 90 days from now. Give a day until when the deletion is done")]
    PermitTooLong,
    /// A certificate names its exceptions.
    #[error(
        "migration {migration} cannot be certified so: {missing} items that are not verified are not on the list of exceptions, and {too_many} names on it are no exceptions. tipstaff evidence migrate exceptions {migration} names them; copy and verify them, or accept each by name"
    )]
    Exceptions {
        /// The migration.
        migration: u32,
        /// Exceptions that are not named.
        missing: u64,
        /// Names that are none.
        too_many: u64,
    },
    /// No certificate waits.
    #[error("no certificate of migration {migration} waits for a second person")]
    NoCertificate {
        /// The migration.
        migration: u32,
    },
    /// What is to be handed over is not there, or too much.
    #[error(
        "this cannot be handed over from store {store}: {missing} of the items are not there, or there are none, or more than {most}. Name items that the store has: tipstaff evidence balance"
    )]
    NotToDisclose {
        /// The store.
        store: u32,
        /// Items that the store does not have.
        missing: u64,
        /// Most items of one disclosure.
        most: u64,
    },
    /// An item is known by no SHA-256.
    #[error(
        "an item of store {store} is known by no SHA-256, so it cannot be handed over: it was not taken in by Tipstaff. Take the original in with tipstaff evidence receive"
    )]
    NoHash {
        /// The store.
        store: u32,
    },
    /// There is no such case.
    #[error("the record knows no case of this reference. tipstaff case list shows those it knows")]
    NoCase,
    /// Witnesses are not current.
    #[error(
        "nothing may be deleted without the witnesses of the log: {what}. Ask them with: tipstaff log witness, and try again"
    )]
    Witnesses {
        /// What is missing.
        what: &'static str,
    },
    /// A store cannot be recovered from itself.
    #[error("store {store} cannot be recovered from itself. Name another one of our own copies")]
    SameStore {
        /// The store.
        store: u32,
    },
    /// What was found has to go somewhere.
    #[error(
        "{found} of the missing items of store {store} were found, and nothing is written to a store that is not ours. Say which of our own takes them: --to STORE"
    )]
    NowhereToPut {
        /// The store.
        store: u32,
        /// Items found.
        found: u64,
    },
    /// Shards of this shape there cannot be.
    #[error("{what}")]
    Parity {
        /// What, and what to do.
        what: String,
    },
    /// A place of copies.
    #[error("{what}")]
    Copy {
        /// What happened and what to do, in words.
        what: String,
        /// What that means.
        trouble: Trouble,
    },
    /// Somebody else is at it.
    #[error(
        "items of this source are being taken in already. Let that end, and do the same again: what is there by then is passed over"
    )]
    BeingTakenIn,
    /// Whether somebody else is at it cannot be known.
    #[error(
        "nobody can tell whether items of this source are being taken in already: the folder taking-in of the data folder cannot be used ({kind}). See that it can be written, and do the same again"
    )]
    NoTurn {
        /// What the system says.
        kind: io::ErrorKind,
    },
    /// What was begun has to be finished first.
    #[error(
        "batch {batch} of this source was begun and not finished, and it goes into other stores: {}. Finish it first: the same again with --to for each of these",
        numbers(stores)
    )]
    BegunElsewhere {
        /// The batch.
        batch: u32,
        /// Where it goes.
        stores: Vec<u32>,
    },
    /// What was to be taken in could not all be seen.
    #[error(
        "not everything that is to be taken in could be listed ({gaps}). {items} items were taken in; give Tipstaff the right to read all of it, and do the same again"
    )]
    NotAllOffered {
        /// What was not listed, in words.
        gaps: String,
        /// Items taken in all the same.
        items: u64,
    },
    /// A first listing has to be whole.
    #[error(
        "not everything in it could be listed ({gaps}). A first list has to be whole: give Tipstaff the right to read all of it, and try again"
    )]
    NotWhole {
        /// What was not listed, in words.
        gaps: String,
    },
    /// There is no such difference, or no longer.
    #[error(
        "there is no difference {difference}, or it is in suspense no longer. tipstaff evidence balance shows those there are"
    )]
    NoDifference {
        /// Its number.
        difference: u32,
    },
    /// There is no such settlement, or it was decided.
    #[error(
        "there is no settlement {settlement} that waits for a decision. tipstaff evidence settle list shows those there are"
    )]
    NoSettlement {
        /// Its number.
        settlement: u32,
    },
    /// There never was such a settlement.
    #[error("there is no settlement {settlement}. tipstaff evidence settle list shows those there are")]
    NoSuchSettlement {
        /// Its number.
        settlement: u32,
    },
    /// It waits already.
    #[error("settlement {settlement} of this difference waits for a decision already")]
    Waits {
        /// Its number.
        settlement: u32,
    },
    /// Only what nobody expected can be gone.
    #[error(
        "only what nobody expected can be put down as gone again. What is missing is written off: propose it without --gone"
    )]
    NotSurplus,
    /// It is there.
    #[error(
        "{items} of these items are in the store still. Take them in instead, or see to it that they go, and propose it then"
    )]
    StillThere {
        /// How many.
        items: u64,
    },
    /// What was proposed has changed since.
    #[error(
        "what is in suspense is no longer what was proposed to be settled. Refuse the settlement, and propose it anew"
    )]
    Moved,
    /// Nothing is known of an item of this number.
    #[error(
        "nothing is known of an item {item}. tipstaff evidence show --format json has the numbers of items"
    )]
    NoItem {
        /// Its number.
        item: u64,
    },
    /// There is no such permit, or it allows nothing any more.
    #[error("there is no permit {permit} in force. tipstaff evidence migrate list shows those that are")]
    NoPermit {
        /// Its number.
        permit: u32,
    },
    /// There is no such rule, or it stands otherwise.
    #[error(
        "there is no rule {rule} that {wanted}. tipstaff evidence watch list shows how each store stands"
    )]
    NoRule {
        /// Its number.
        rule: u32,
        /// What it should be.
        wanted: &'static str,
    },
    /// A store has one already.
    #[error("store {store} has a rule already, number {rule}. Nothing is left to do, or end that one first")]
    HasRule {
        /// The store.
        store: u32,
        /// The rule.
        rule: u32,
    },
    /// A watch ends over a green store only.
    #[error(
        "store {store} is not green, and a loss must not go with the watch over it. Find or settle what is in suspense first: tipstaff evidence balance"
    )]
    NotGreen {
        /// The store.
        store: u32,
    },
    /// A list speaks of what two people have to settle.
    #[error(
        "line {line} of the list is about an item that is in suspense, as one that nobody expected or one that changed. Settle that first: tipstaff evidence settle propose. Nothing was taken in"
    )]
    InSuspense {
        /// The line.
        line: u64,
    },
    /// Somebody else was faster.
    #[error("somebody else listed this store at the same moment. Nothing was written; try again")]
    Overtaken,
    /// Something that has to be said was not.
    #[error("{what} is missing. Say it: who approves decides on it")]
    Missing {
        /// What.
        what: &'static str,
    },
    /// More words than are kept.
    #[error(
        "{what} is too long: at most {most} characters are kept. Say it shorter, or keep the paper elsewhere and name it"
    )]
    TooLong {
        /// What.
        what: &'static str,
        /// The limit.
        most: usize,
    },
    /// What is stored makes no sense.
    #[error("what is stored about evidence is damaged: {what}. Run: tipstaff log verify --deep")]
    Damaged {
        /// What.
        what: String,
    },
    /// A thread ended without an answer.
    #[error("the work on a list broke off. This is a defect of Tipstaff: please report it")]
    Stopped,
}

impl EvidenceError {
    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged { what: what.into() }
    }

    pub(crate) fn copy(error: &copies::CopyError) -> Self {
        Self::Copy { what: error.to_string(), trouble: crate::own::trouble_of(error) }
    }

    pub(crate) fn list(error: io::Error) -> Self {
        match error.downcast::<BlobError>() {
            Ok(error) => Self::Blob(error),
            Err(error) => Self::List { kind: error.kind() },
        }
    }
}

impl From<store::StoreError> for EvidenceError {
    fn from(error: store::StoreError) -> Self {
        Self::Record(error.into())
    }
}

/// Numbers of stores, for a sentence.
fn numbers(stores: &[u32]) -> String {
    stores.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")
}
