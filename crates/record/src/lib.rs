//! Who holds what about whom, since when, and provably so.
//!
//! Everything that is known is written by **acts** ([`ACTS`]). An act and its effects are one transaction; the act is a
//! leaf of a log that others can check (crate `tlog`), and its manifest says, row by row, what it wrote. Personal values
//! are sealed under a key for each person (crate `keyring`); leaves, manifests, errors and logs hold none.
//!
//! ```text
//! Record ── begin ─► Writing ── insert, end ─► rows        ┐
//!                       └────── commit(act) ─► manifest    ├ one transaction
//!                                              leaf        ┘
//!           publish ◄── leaves ──► tiles, checkpoint, witnesses
//! ```

mod act;
mod actor;
mod approval;
mod backup;
mod blobs;
mod case;
mod error;
mod export;
mod exposure;
mod field;
mod holder;
mod holding;
mod items;
mod keys;
mod known;
mod ledger;
mod log;
mod log_page;
pub mod numbers;
mod person;
mod place;
mod record;
mod restore;
mod role;
mod rooms;
mod rotate;
mod sealed_files;
mod sign_in;
pub mod spelling;
mod staging;
mod table;
pub mod time;
mod verify;
mod witnesses;
pub mod words;

pub use act::{
    ACTS, Act, ActKind, ActorAdded, ActorAdmitted, ActorChanged, ActorKeySet, ActorRolesTold, CardDesignKept,
    CardJobClosed, CardJobSealed, CardJobStopped, CardKeysHandedOut, CardListPublished, CardMeetingSet,
    CardOfficeSet, CardReceiptsTaken, CardsDrawn, CardsOrdered, CardsRevoked, CasesImported,
    CertificateWithdrawn, Delivered, DeliveryCancelled, DeliveryDestroyed, DeliveryOpened,
    DeliveryOpeningProposed, DeliveryReceived, Effect, ErasureProposed, EvidenceAdditionsAllowed,
    EvidenceAdditionsEnded, EvidenceAdditionsProposed, EvidenceAlarm, EvidenceBalanced,
    EvidenceCaseFinalised, EvidenceCaseReopened, EvidenceCertificateProposed, EvidenceClassApproved,
    EvidenceClassProposed, EvidenceClassRefused, EvidenceCompacted, EvidenceCopiesDestroyed,
    EvidenceDeletePermit, EvidenceDeparted, EvidenceDerived, EvidenceDisclosed, EvidenceDisposalApproved,
    EvidenceDisposalProposed, EvidenceDisposalRefused, EvidenceExceptionsShown, EvidenceExpected,
    EvidenceFound, EvidenceGraded, EvidenceHoldPlaced, EvidenceHoldReleaseProposed,
    EvidenceHoldReleaseRefused, EvidenceHoldReleased, EvidenceMigrationCertified, EvidenceMigrationCompleted,
    EvidenceMigrationPlanned, EvidenceMigrationVerified, EvidenceNamesShown, EvidencePermitRevoked,
    EvidenceRead, EvidenceReceived, EvidenceRecovered, EvidenceSettled, EvidenceSettlementProposed,
    EvidenceSettlementRefused, EvidenceStoreAdded, EvidenceStoreEnded, EvidenceTakenIn, EvidenceTakingIn,
    HolderAdded, HoldingClosed, HoldingCorrected, HoldingOpened, HoldingsImported, KeyRotated, LeakTraced,
    NamesShown, PeopleImported, PeopleMerged, PersonErased, PhotosKept, RecipientEnded, RecipientEnrolled,
    RecordCreated, RecordRestored, ReleaseApproved, ReleaseProposed, ReleaseRechecked, ReleaseRefused,
    ReleaseWithdrawn, SamplesShown, ShareApproved, ShareEnded, ShareProposed, ShareRefused, SignInAllowed,
    SignInEnded, TelephoneEnded, TelephoneEnrolled, Word,
};
pub use actor::{Actor, FIRST_ACTOR, is_signed_by};
pub use backup::{BackedUp, BackupOptions, Restored, restore};
pub use case::{CASE_ROLES, Case, CaseCounts, CaseRole, CaseRoleRow, CaseRow, CasesReport, Tie};
pub use error::RecordError;
pub use export::{Exported, VERIFIER};
pub use exposure::{
    CountOf, Exposure, ExposureIndex, FieldExposure, HeldAbout, HoldersAsked, HoldingsFound, Interval,
    ItemsFound, PeopleFound, Question,
};
pub use field::{FIELDS, Field, FieldRow, FieldSet, Lookup};
pub use holder::{HOLDER_KINDS, Holder, HolderKind, HolderKindRow};
pub use holding::{
    ActTold, Beginning, Certainty, Ending, Holding, HoldingCount, HoldingFilter, HoldingOrder,
    ImportedHolder, ImportedHolding, Lifetime, Matched, SubjectCount, Subjects, UnlistedTag,
};
pub use known::KnownAt;
pub use ledger::{
    ACT_SCHEMA, Change, Leaf, Manifest, ManifestDigest, ROW_DIGEST, Recorded, RowContent, Signature, Signer,
    Writing, row_content, row_digest, salted_digest,
};
pub use log::{LogEntry, LogQuestion};
pub use log_page::{ActShown, LogPage};
pub use person::{
    Aliases, Column as ImportColumn, Completeness, ErasureLedger, ErasureLedgerError, ErasureLine, Found,
    ImportOrder, ImportReport, Imported, ImportsPage, LARGEST_PHOTO, MOST_COLUMNS as MOST_IMPORT_COLUMNS,
    MOST_PHOTOS, MOST_ROWS as MOST_IMPORT_ROWS, Member, NewPhoto, PeopleAt, PeopleChanges, PeopleImport,
    PersonShown, PersonValue, PersonVersion, RecordedValue, Refusal, RefusedRow, RefusedRows, Rows, Sources,
    Standing, many_left, photo_digest,
};
pub use place::{KEY_CREDENTIAL, KEY_FILE_VARIABLE, Place};
pub use record::{Closing, MIGRATIONS, Record};
pub use role::{ROLES, Role, RoleRow, Roles};
pub use rooms::{ACCOUNTS, DISPOSAL, EVIDENCE, RECHECKS, ROOMS, Room, RoomTable, TRAIL, UPLOADS};
pub use rotate::Rotated;
pub use sign_in::{RoleMap, RoleMapError, SignInOrder, SignInProvider};
pub use table::{
    CARD, CARD_APART, CARD_DESIGN, CARD_ISSUER, CARD_JOB, CARD_JOB_EVENT, CARD_LIST, CARD_MEETING,
    CARD_ORDER, CARD_STATE, CARD_TELEPHONE, CERTIFICATE, Carried, Column, DELIVERY, DELIVERY_STATE,
    EVIDENCE_BALANCE, EVIDENCE_BATCH, EVIDENCE_CASE_END, EVIDENCE_CLASS, EVIDENCE_CLASS_STATE,
    EVIDENCE_DERIVED, EVIDENCE_DIFFERENCE, EVIDENCE_DISCLOSED, EVIDENCE_DISCLOSURE, EVIDENCE_DISPOSAL,
    EVIDENCE_DISPOSAL_APPROVAL, EVIDENCE_DISPOSAL_RUN, EVIDENCE_DISPOSAL_STATE, EVIDENCE_GRADE,
    EVIDENCE_HOLD, EVIDENCE_HOLD_STATE, EVIDENCE_INVENTORY, EVIDENCE_MIGRATION, EVIDENCE_MIGRATION_STEP,
    EVIDENCE_PERMIT, EVIDENCE_RULE, EVIDENCE_RULE_STATE, EVIDENCE_SETTLEMENT, EVIDENCE_SETTLEMENT_STATE,
    EVIDENCE_STORE, FICTITIOUS, HOLDER, HOLDING, Kind, OPENED_DELIVERY, RECIPIENT, RELEASE, RELEASE_CHECK,
    RELEASE_STATE, SHARE, SHARE_STATE, SUBJECTS, TABLES, Table,
};
pub use verify::{
    Difference, FAULTS, Fault, FaultRow, Progress, Verification, VerifyOptions, verify, verify_export,
};
pub use witnesses::{Asked, POLICY_FILE};
