//! Rights as types: what a request has earned is what its handler can do.
//!
//! A handler takes [`Earned`] of a right, and gets the services of that right and no others: [`App`]'s own are visible in
//! this module only. So a page that shows a check cannot approve a release, whatever is asked of it. Every right is a line
//! of the table below, and every route names the right it takes (`crate::routes`).

mod administer;
#[cfg(feature = "oidc")]
mod administer_sign_in;
mod app;
mod ask_for_keys;
mod caller;
mod change_holdings;
mod check_files;
mod decide_evidence;
mod decide_share;
mod earlier;
mod earned;
mod enrol_recipients;
mod exposures;
mod import_holdings;
mod import_people;
mod keep_evidence;
mod look_up_people;
mod order_cards;
mod own;
mod read_cards;
mod read_evidence;
mod read_holdings;
mod read_log;
mod read_shares;
mod read_trail;
mod rechecks;
mod recording;
mod releases;
mod revoke_cards;
mod room;
mod seal_cards;
mod see_evidence_names;
mod see_imports;
mod see_samples;
mod share_data;
mod signing;
#[cfg(feature = "oidc")]
mod single_sign_on;
mod some_people;
mod stop_card_job;
mod trace_leak;
mod tracings;
mod verifications;
mod visit;

pub use app::{App, Parts};
pub use caller::{Caller, Cookies, SessionCookie, identify};
pub use check_files::{Copied, Receiving};
pub use decide_evidence::DecidingSettlement;
pub use decide_share::DecidingShare;
pub use earned::Earned;
pub use look_up_people::{About, Match, PeopleKnown};
pub use order_cards::OrderChoices;
pub use own::SecondFactor;
pub use read_cards::{Found, Office, looks_good};
pub use read_evidence::{DifferenceShown, StoreShown};
pub use read_log::{Proof, Witness};
pub use read_shares::{Compared, Recipients, ShareShown};
pub use releases::{Deciding, Names, Proposing};
pub use revoke_cards::{Again, RevokedCards};
pub use seal_cards::{HowSealed, Sent};
pub use signing::Signing;
#[cfg(feature = "oidc")]
pub use single_sign_on::{BACK, CameBack};
pub use trace_leak::Kept;
pub use tracings::Tracing;
pub use verifications::Verifying;
pub use visit::Welcomed;

use accounts::Scope;
use record::{Role, Roles};

/// A line of [`RIGHTS`].
#[derive(Debug)]
pub struct RightRow {
    /// Stable identifier.
    pub id: &'static str,
    /// What it lets one do.
    pub what: &'static str,
    /// Who has it.
    pub who: Who,
}

/// Who has a right.
#[derive(Debug, Clone, Copy)]
pub enum Who {
    /// Everybody, signed in or not.
    Everybody,
    /// People with any of these roles.
    People(Roles),
    /// The same, and programs whose token is for this.
    PeopleAndPrograms(Roles, Scope),
}

impl RightRow {
    /// Whether people with these roles have it.
    pub fn admits(&self, roles: Roles) -> bool {
        match self.who {
            Who::Everybody => true,
            Who::People(may) | Who::PeopleAndPrograms(may, _) => roles.meet(may),
        }
    }

    /// Who has it, for people.
    pub fn holders(&self) -> Roles {
        match self.who {
            Who::Everybody => Roles::NONE,
            Who::People(may) | Who::PeopleAndPrograms(may, _) => may,
        }
    }
}

/// A right. Whoever makes one has checked that the caller has it.
pub trait Right: Sized + Send + Sync + 'static {
    /// Its line.
    const ROW: &'static RightRow;
    /// The services that come with it.
    fn of(app: App, caller: Caller) -> Self;
}

macro_rules! rights {
    ($( $name:ident $id:literal $what:literal $who:expr; )+) => {
        $(
            #[doc = concat!("The right to ", $what, ".")]
            pub struct $name {
                pub(in crate::right) app: App,
                #[allow(dead_code, reason = "not each right asks who calls")]
                pub(in crate::right) caller: Caller,
            }

            impl Right for $name {
                const ROW: &'static RightRow = &RightRow { id: $id, what: $what, who: $who };
                fn of(app: App, caller: Caller) -> Self {
                    Self { app, caller }
                }
            }
        )+

        /// Every right.
        pub static RIGHTS: &[&RightRow] = &[ $( $name::ROW ),+ ];
    };
}

use Role::{
    Administrator, Approver, Auditor, CardOffice, CovertLiaison, DataProtection, EvidenceManager, FoiOfficer,
    InformationSecurity,
};

const ALL: Roles = Roles::of(&[
    Administrator,
    DataProtection,
    FoiOfficer,
    Approver,
    InformationSecurity,
    CardOffice,
    EvidenceManager,
    CovertLiaison,
    Auditor,
]);
/// Those whose work brings files that may leave.
const CHECKERS: Roles =
    Roles::of(&[FoiOfficer, Approver, DataProtection, InformationSecurity, CardOffice, EvidenceManager]);
/// Those who keep the books of stored evidence, decide on them, or read them.
const EVIDENCE_READERS: Roles =
    Roles::of(&[EvidenceManager, DataProtection, InformationSecurity, Approver, Auditor]);
const READERS: Roles = Roles::of(&[FoiOfficer, Approver, DataProtection, InformationSecurity, Auditor]);

rights! {
    Visit "visit" "open what everybody may: signing in, help" Who::Everybody;
    Own "own" "see one's own account and first page" Who::People(ALL);
    CheckFiles "check-files" "check files and make safe copies" Who::PeopleAndPrograms(CHECKERS, Scope::Checks);
    SeeSamples "see-samples" "see values that stand in a file"
        Who::People(Roles::of(&[FoiOfficer, Approver, DataProtection, InformationSecurity]));
    ReadReleases "read-releases" "read the register of releases" Who::People(READERS);
    ProposeRelease "propose-release" "propose that a file is released"
        Who::People(Roles::of(&[FoiOfficer, DataProtection]));
    ApproveRelease "approve-release" "approve or refuse what somebody else proposed"
        Who::People(Roles::of(&[Approver, DataProtection]));
    LookIntoRelease "look-into-release" "check a file oneself that somebody proposed to release"
        Who::People(Roles::of(&[FoiOfficer, Approver, DataProtection, InformationSecurity]));
    RecheckReleases "recheck-releases" "check again what was released"
        Who::People(Roles::of(&[FoiOfficer, Approver, DataProtection, InformationSecurity]));
    WithdrawCertificate "withdraw-certificate" "withdraw a certificate"
        Who::People(Roles::of(&[DataProtection, InformationSecurity]));
    AskCertificate "ask-certificate" "ask whether a file may leave" Who::PeopleAndPrograms(ALL, Scope::Certificates);
    LookUpPeople "look-up-people" "look people up, and see who holds what about them"
        Who::People(Roles::of(&[DataProtection, InformationSecurity, CardOffice]));
    ImportPeople "import-people" "import extracts of people"
        Who::People(Roles::of(&[DataProtection, Administrator]));
    SeeImports "see-imports" "see what was imported, in counts"
        Who::People(Roles::of(&[DataProtection, InformationSecurity, CardOffice, Administrator]));
    ReadHoldings "read-holdings" "see who holds what, and how many are affected"
        Who::People(Roles::of(&[DataProtection, InformationSecurity, FoiOfficer, CardOffice, EvidenceManager, Auditor]));
    ChangeHoldings "change-holdings" "enter, correct and close holdings"
        Who::People(Roles::of(&[DataProtection, InformationSecurity, FoiOfficer, CardOffice, EvidenceManager]));
    ReadLog "read-log" "read the log and verify it"
        Who::People(Roles::of(&[Auditor, DataProtection, InformationSecurity, Administrator]));
    ReadShares "read-shares" "see recipients, shares and deliveries"
        Who::People(Roles::of(&[DataProtection, InformationSecurity, CardOffice, Approver, Auditor]));
    EnrolRecipients "enrol-recipients" "enrol recipients of data by their keys, and end them"
        Who::People(Roles::of(&[DataProtection, InformationSecurity]));
    ShareData "share-data" "propose and end shares, deliver under them, and take in receipts"
        Who::People(Roles::of(&[DataProtection, InformationSecurity, CardOffice]));
    DecideShare "decide-share" "approve or refuse a share that somebody else proposed"
        Who::People(Roles::of(&[Approver, DataProtection]));
    ReadCards "read-cards" "see orders of cards, sealed jobs and what became of them"
        Who::People(Roles::of(&[CardOffice, DataProtection, InformationSecurity, Auditor]));
    OrderCards "order-cards" "order cards, seal jobs for print services, and answer their print agents"
        Who::People(Roles::of(&[CardOffice]));
    StopCardJob "stop-card-job" "stop a job of cards"
        Who::People(Roles::of(&[CardOffice, DataProtection, InformationSecurity]));
    RevokeCards "revoke-cards" "revoke cards"
        Who::People(Roles::of(&[CardOffice, DataProtection, InformationSecurity]));
    AskForKeys "ask-for-keys" "ask for the keys of a job of cards, with the signature of its print agent" Who::Everybody;
    TraceLeak "trace-leak" "trace what got out"
        Who::People(Roles::of(&[DataProtection, InformationSecurity]));
    ReadEvidence "read-evidence" "see what stores of evidence have to have, and what of it is missing"
        Who::People(EVIDENCE_READERS);
    SeeEvidenceNames "see-evidence-names" "see the names of items that differ, and the cases that they are in"
        Who::People(Roles::of(&[EvidenceManager, DataProtection, InformationSecurity]));
    KeepEvidence "keep-evidence" "propose what becomes of items that differ"
        Who::People(Roles::of(&[EvidenceManager]));
    DecideEvidence "decide-evidence" "approve or refuse what somebody else proposed about items that differ"
        Who::People(Roles::of(&[Approver, DataProtection]));
    AskBalance "ask-balance" "ask how stores of evidence stand"
        Who::PeopleAndPrograms(EVIDENCE_READERS, Scope::Evidence);
    ReadTrail "read-trail" "read who signed in, and who looked at whom"
        Who::People(Roles::of(&[Auditor, Administrator]));
    Administer "administer" "enrol people and programs, and set Tipstaff up" Who::People(Roles::of(&[Administrator]));
}
