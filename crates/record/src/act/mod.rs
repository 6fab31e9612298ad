//! Acts: everything that changes what is known. One table, [`ACTS`]; a kind is a file beside this one and a line in it.
//!
//! An act's body is small and never personal: numbers of rows, counts, digests. What it wrote, row by row, stands in its
//! manifest.

mod actor_added;
mod actor_admitted;
mod actor_changed;
mod actor_key_set;
mod actor_roles_told;
mod card_design_kept;
mod card_job_closed;
mod card_job_sealed;
mod card_job_stopped;
mod card_keys_handed_out;
mod card_list_published;
mod card_meeting_set;
mod card_office_set;
mod card_receipts_taken;
mod cards_drawn;
mod cards_ordered;
mod cards_revoked;
mod cases_imported;
mod certificate_withdrawn;
mod delivered;
mod delivery_cancelled;
mod delivery_destroyed;
mod delivery_opened;
mod delivery_opening_proposed;
mod delivery_received;
mod erasure_proposed;
mod evidence_additions_allowed;
mod evidence_additions_ended;
mod evidence_additions_proposed;
mod evidence_alarm;
mod evidence_balanced;
mod evidence_case_finalised;
mod evidence_case_reopened;
mod evidence_certificate_proposed;
mod evidence_class_approved;
mod evidence_class_proposed;
mod evidence_class_refused;
mod evidence_compacted;
mod evidence_copies_destroyed;
mod evidence_delete_permit;
mod evidence_departed;
mod evidence_derived;
mod evidence_disclosed;
mod evidence_disposal_approved;
mod evidence_disposal_proposed;
mod evidence_disposal_refused;
mod evidence_exceptions_shown;
mod evidence_expected;
mod evidence_found;
mod evidence_graded;
mod evidence_hold_placed;
mod evidence_hold_release_proposed;
mod evidence_hold_release_refused;
mod evidence_hold_released;
mod evidence_migration_certified;
mod evidence_migration_completed;
mod evidence_migration_planned;
mod evidence_migration_verified;
mod evidence_names_shown;
mod evidence_permit_revoked;
mod evidence_read;
mod evidence_received;
mod evidence_recovered;
mod evidence_settled;
mod evidence_settlement_proposed;
mod evidence_settlement_refused;
mod evidence_store_added;
mod evidence_store_ended;
mod evidence_taken_in;
mod evidence_taking_in;
mod holder_added;
mod holding_closed;
mod holding_corrected;
mod holding_opened;
mod holdings_imported;
mod key_rotated;
mod leak_traced;
mod names_shown;
mod people_imported;
mod people_merged;
mod person_erased;
mod photos_kept;
mod recipient_ended;
mod recipient_enrolled;
mod record_created;
mod record_restored;
mod release_approved;
mod release_proposed;
mod release_rechecked;
mod release_refused;
mod release_withdrawn;
mod samples_shown;
mod share_approved;
mod share_ended;
mod share_proposed;
mod share_refused;
mod sign_in_allowed;
mod sign_in_ended;
mod telephone_ended;
mod telephone_enrolled;

pub use actor_added::ActorAdded;
pub use actor_admitted::ActorAdmitted;
pub use actor_changed::ActorChanged;
pub use actor_key_set::ActorKeySet;
pub use actor_roles_told::ActorRolesTold;
pub use card_design_kept::CardDesignKept;
pub use card_job_closed::CardJobClosed;
pub use card_job_sealed::CardJobSealed;
pub use card_job_stopped::CardJobStopped;
pub use card_keys_handed_out::CardKeysHandedOut;
pub use card_list_published::CardListPublished;
pub use card_meeting_set::CardMeetingSet;
pub use card_office_set::CardOfficeSet;
pub use card_receipts_taken::CardReceiptsTaken;
pub use cards_drawn::CardsDrawn;
pub use cards_ordered::CardsOrdered;
pub use cards_revoked::CardsRevoked;
pub use cases_imported::CasesImported;
pub use certificate_withdrawn::CertificateWithdrawn;
pub use delivered::Delivered;
pub use delivery_cancelled::DeliveryCancelled;
pub use delivery_destroyed::DeliveryDestroyed;
pub use delivery_opened::DeliveryOpened;
pub use delivery_opening_proposed::DeliveryOpeningProposed;
pub use delivery_received::DeliveryReceived;
pub use erasure_proposed::ErasureProposed;
pub use evidence_additions_allowed::EvidenceAdditionsAllowed;
pub use evidence_additions_ended::EvidenceAdditionsEnded;
pub use evidence_additions_proposed::EvidenceAdditionsProposed;
pub use evidence_alarm::EvidenceAlarm;
pub use evidence_balanced::EvidenceBalanced;
pub use evidence_case_finalised::EvidenceCaseFinalised;
pub use evidence_case_reopened::EvidenceCaseReopened;
pub use evidence_certificate_proposed::EvidenceCertificateProposed;
pub use evidence_class_approved::EvidenceClassApproved;
pub use evidence_class_proposed::EvidenceClassProposed;
pub use evidence_class_refused::EvidenceClassRefused;
pub use evidence_compacted::EvidenceCompacted;
pub use evidence_copies_destroyed::EvidenceCopiesDestroyed;
pub use evidence_delete_permit::EvidenceDeletePermit;
pub use evidence_departed::EvidenceDeparted;
pub use evidence_derived::EvidenceDerived;
pub use evidence_disclosed::EvidenceDisclosed;
pub use evidence_disposal_approved::EvidenceDisposalApproved;
pub use evidence_disposal_proposed::EvidenceDisposalProposed;
pub use evidence_disposal_refused::EvidenceDisposalRefused;
pub use evidence_exceptions_shown::EvidenceExceptionsShown;
pub use evidence_expected::EvidenceExpected;
pub use evidence_found::EvidenceFound;
pub use evidence_graded::EvidenceGraded;
pub use evidence_hold_placed::EvidenceHoldPlaced;
pub use evidence_hold_release_proposed::EvidenceHoldReleaseProposed;
pub use evidence_hold_release_refused::EvidenceHoldReleaseRefused;
pub use evidence_hold_released::EvidenceHoldReleased;
pub use evidence_migration_certified::EvidenceMigrationCertified;
pub use evidence_migration_completed::EvidenceMigrationCompleted;
pub use evidence_migration_planned::EvidenceMigrationPlanned;
pub use evidence_migration_verified::EvidenceMigrationVerified;
pub use evidence_names_shown::EvidenceNamesShown;
pub use evidence_permit_revoked::EvidencePermitRevoked;
pub use evidence_read::EvidenceRead;
pub use evidence_received::EvidenceReceived;
pub use evidence_recovered::EvidenceRecovered;
pub use evidence_settled::EvidenceSettled;
pub use evidence_settlement_proposed::EvidenceSettlementProposed;
pub use evidence_settlement_refused::EvidenceSettlementRefused;
pub use evidence_store_added::EvidenceStoreAdded;
pub use evidence_store_ended::EvidenceStoreEnded;
pub use evidence_taken_in::EvidenceTakenIn;
pub use evidence_taking_in::EvidenceTakingIn;
pub use holder_added::HolderAdded;
pub use holding_closed::HoldingClosed;
pub use holding_corrected::HoldingCorrected;
pub use holding_opened::HoldingOpened;
pub use holdings_imported::HoldingsImported;
pub use key_rotated::KeyRotated;
pub use leak_traced::LeakTraced;
pub use names_shown::NamesShown;
pub use people_imported::PeopleImported;
pub use people_merged::PeopleMerged;
pub use person_erased::PersonErased;
pub use photos_kept::PhotosKept;
pub use recipient_ended::RecipientEnded;
pub use recipient_enrolled::RecipientEnrolled;
pub use record_created::RecordCreated;
pub use record_restored::RecordRestored;
pub use release_approved::ReleaseApproved;
pub use release_proposed::ReleaseProposed;
pub use release_rechecked::ReleaseRechecked;
pub use release_refused::ReleaseRefused;
pub use release_withdrawn::ReleaseWithdrawn;
pub use samples_shown::SamplesShown;
pub use share_approved::ShareApproved;
pub use share_ended::ShareEnded;
pub use share_proposed::ShareProposed;
pub use share_refused::ShareRefused;
pub use sign_in_allowed::SignInAllowed;
pub use sign_in_ended::SignInEnded;
pub use telephone_ended::TelephoneEnded;
pub use telephone_enrolled::TelephoneEnrolled;

use crate::role::Roles;
use crate::table::Table;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Every kind of act.
pub static ACTS: &[ActKind] = &[
    ActKind::of::<RecordCreated>(),
    ActKind::of::<RecordRestored>(),
    ActKind::of::<KeyRotated>(),
    ActKind::of::<ActorAdded>(),
    ActKind::of::<ActorChanged>(),
    ActKind::of::<ActorKeySet>(),
    ActKind::of::<PeopleImported>(),
    ActKind::of::<PeopleMerged>(),
    ActKind::of::<PhotosKept>(),
    ActKind::of::<ErasureProposed>(),
    ActKind::of::<PersonErased>(),
    ActKind::of::<HolderAdded>(),
    ActKind::of::<HoldingOpened>(),
    ActKind::of::<HoldingsImported>(),
    ActKind::of::<HoldingCorrected>(),
    ActKind::of::<HoldingClosed>(),
    ActKind::of::<CasesImported>(),
    ActKind::of::<NamesShown>(),
    ActKind::of::<SamplesShown>(),
    ActKind::of::<ReleaseProposed>(),
    ActKind::of::<ReleaseApproved>(),
    ActKind::of::<ReleaseRefused>(),
    ActKind::of::<ReleaseWithdrawn>(),
    ActKind::of::<ReleaseRechecked>(),
    ActKind::of::<CertificateWithdrawn>(),
    ActKind::of::<SignInAllowed>(),
    ActKind::of::<SignInEnded>(),
    ActKind::of::<ActorAdmitted>(),
    ActKind::of::<ActorRolesTold>(),
    ActKind::of::<RecipientEnrolled>(),
    ActKind::of::<RecipientEnded>(),
    ActKind::of::<ShareProposed>(),
    ActKind::of::<ShareApproved>(),
    ActKind::of::<ShareRefused>(),
    ActKind::of::<ShareEnded>(),
    ActKind::of::<Delivered>(),
    ActKind::of::<DeliveryReceived>(),
    ActKind::of::<DeliveryDestroyed>(),
    ActKind::of::<DeliveryCancelled>(),
    ActKind::of::<LeakTraced>(),
    ActKind::of::<DeliveryOpeningProposed>(),
    ActKind::of::<DeliveryOpened>(),
    ActKind::of::<CardOfficeSet>(),
    ActKind::of::<CardDesignKept>(),
    ActKind::of::<CardsOrdered>(),
    ActKind::of::<CardJobSealed>(),
    ActKind::of::<CardKeysHandedOut>(),
    ActKind::of::<CardReceiptsTaken>(),
    ActKind::of::<CardJobStopped>(),
    ActKind::of::<CardJobClosed>(),
    ActKind::of::<CardsDrawn>(),
    ActKind::of::<CardsRevoked>(),
    ActKind::of::<CardListPublished>(),
    ActKind::of::<CardMeetingSet>(),
    ActKind::of::<TelephoneEnrolled>(),
    ActKind::of::<TelephoneEnded>(),
    ActKind::of::<EvidenceStoreAdded>(),
    ActKind::of::<EvidenceStoreEnded>(),
    ActKind::of::<EvidenceExpected>(),
    ActKind::of::<EvidenceReceived>(),
    ActKind::of::<EvidenceBalanced>(),
    ActKind::of::<EvidenceCompacted>(),
    ActKind::of::<EvidenceAlarm>(),
    ActKind::of::<EvidenceFound>(),
    ActKind::of::<EvidenceNamesShown>(),
    ActKind::of::<EvidenceSettlementProposed>(),
    ActKind::of::<EvidenceSettled>(),
    ActKind::of::<EvidenceSettlementRefused>(),
    ActKind::of::<EvidenceAdditionsProposed>(),
    ActKind::of::<EvidenceAdditionsAllowed>(),
    ActKind::of::<EvidenceAdditionsEnded>(),
    ActKind::of::<EvidenceTakingIn>(),
    ActKind::of::<EvidenceTakenIn>(),
    ActKind::of::<EvidenceDerived>(),
    ActKind::of::<EvidenceRead>(),
    ActKind::of::<EvidenceGraded>(),
    ActKind::of::<EvidenceHoldPlaced>(),
    ActKind::of::<EvidenceHoldReleaseProposed>(),
    ActKind::of::<EvidenceHoldReleased>(),
    ActKind::of::<EvidenceHoldReleaseRefused>(),
    ActKind::of::<EvidenceCaseFinalised>(),
    ActKind::of::<EvidenceCaseReopened>(),
    ActKind::of::<EvidenceClassProposed>(),
    ActKind::of::<EvidenceClassApproved>(),
    ActKind::of::<EvidenceClassRefused>(),
    ActKind::of::<EvidenceDisposalProposed>(),
    ActKind::of::<EvidenceDisposalApproved>(),
    ActKind::of::<EvidenceDisposalRefused>(),
    ActKind::of::<EvidenceCopiesDestroyed>(),
    ActKind::of::<EvidenceMigrationPlanned>(),
    ActKind::of::<EvidenceMigrationVerified>(),
    ActKind::of::<EvidenceDeletePermit>(),
    ActKind::of::<EvidencePermitRevoked>(),
    ActKind::of::<EvidenceDeparted>(),
    ActKind::of::<EvidenceCertificateProposed>(),
    ActKind::of::<EvidenceMigrationCertified>(),
    ActKind::of::<EvidenceMigrationCompleted>(),
    ActKind::of::<EvidenceRecovered>(),
    ActKind::of::<EvidenceDisclosed>(),
    ActKind::of::<EvidenceExceptionsShown>(),
];

/// The words of section 62(1) of the Data Protection Act 2018, which says what has to be logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// Collection.
    Collection,
    /// Alteration.
    Alteration,
    /// Consultation.
    Consultation,
    /// Disclosure, transfers included.
    Disclosure,
    /// Combination.
    Combination,
    /// Erasure.
    Erasure,
    /// None of them: the act is about the record itself.
    Keeping,
}

/// What an act does to holdings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    None,
    /// It opens one or more.
    Opens,
    /// It closes one or more.
    Closes,
    /// It says better what one was, from its beginning.
    Corrects,
    /// It says better what those of one release were, and opens what was overlooked then.
    CorrectsOrOpens,
}

/// A kind of act. The fields of the type are its schema; unknown ones are refused.
pub trait Act: Serialize + DeserializeOwned {
    /// Stable identifier, in the past tense: `holder-added`.
    const KIND: &'static str;
    /// Name for a person.
    const TITLE: &'static str;
    /// What the law calls it.
    const WORD: Word;
    /// What it does to holdings.
    const EFFECT: Effect;
    /// Whether it carries the signature of who does it.
    const SIGNED: bool;
    /// Who may do it: any of these roles.
    const MAY: Roles;
    /// The tables it may write.
    const WRITES: &'static [&'static Table];
    /// What happened, for a person, in one sentence. It names numbers of rows, never people.
    fn sentence(&self) -> String;
    /// One for the guide.
    fn example() -> Self;
}

/// A line of [`ACTS`].
#[derive(Debug)]
pub struct ActKind {
    /// Stable identifier.
    pub kind: &'static str,
    /// Name for a person.
    pub title: &'static str,
    /// What the law calls it.
    pub word: Word,
    /// What it does to holdings.
    pub effect: Effect,
    /// Whether it carries a signature.
    pub signed: bool,
    /// Who may do it.
    pub may: Roles,
    /// The tables it may write.
    pub writes: &'static [&'static Table],
    sentence: fn(&Value) -> Option<String>,
    example: fn() -> Option<Value>,
}

impl ActKind {
    const fn of<A: Act>() -> Self {
        Self {
            kind: A::KIND,
            title: A::TITLE,
            word: A::WORD,
            effect: A::EFFECT,
            signed: A::SIGNED,
            may: A::MAY,
            writes: A::WRITES,
            sentence: |body| A::deserialize(body).ok().map(|act| act.sentence()),
            example: || serde_json::to_value(A::example()).ok(),
        }
    }

    /// The kind of this identifier.
    pub fn named(kind: &str) -> Option<&'static Self> {
        ACTS.iter().find(|act| act.kind == kind)
    }

    /// What happened, for a person; none if the body does not follow the kind's schema.
    pub fn sentence(&self, body: &Value) -> Option<String> {
        (self.sentence)(body)
    }

    /// A body for the guide.
    pub fn example(&self) -> Option<Value> {
        (self.example)()
    }
}

/// "1 person", "2 people": a count with its word.
pub(crate) fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

/// "store 2", "stores 2, 3 and 4".
fn stores(numbers: &[u32]) -> String {
    let words: Vec<String> = numbers.iter().map(u32::to_string).collect();
    match words.as_slice() {
        [] => "no store".to_owned(),
        [one] => format!("store {one}"),
        [first @ .., last] => format!("stores {} and {last}", first.join(", ")),
    }
}

/// "9,276".
fn grouped(count: u64) -> String {
    let mut digits = count.to_string();
    let mut place = digits.len();
    while place > 3 {
        place -= 3;
        digits.insert(place, ',');
    }
    digits
}

/// "9,276 subjects for certain and 207 perhaps".
pub(crate) fn subjects(certain: u64, besides: u64) -> String {
    match (certain, besides) {
        (certain, 0) => counted(certain, "subject", "subjects"),
        (0, besides) => format!("perhaps {}", counted(besides, "subject", "subjects")),
        (certain, besides) => {
            format!(
                "{} for certain and {} perhaps",
                counted(certain, "subject", "subjects"),
                grouped(besides)
            )
        }
    }
}

/// "surname, rank".
pub(crate) fn spaced(fields: &str) -> String {
    fields.replace(',', ", ")
}

/// When something happened that is known between two times, RFC 3339; none: nobody is sure that it has.
pub(crate) fn between(earliest: &str, latest: Option<&str>) -> String {
    let said = |text: &str| text.parse().map_or_else(|_| text.to_owned(), crate::time::spoken);
    match latest.map(said) {
        None => format!("perhaps on {} or later", said(earliest)),
        Some(latest) if latest == said(earliest) => format!("on {latest}"),
        Some(latest) => format!("between {} and {latest}", said(earliest)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_kind_has_its_own_name_a_sentence_and_an_example_that_follows_its_schema() {
        let mut kinds = HashSet::new();
        for act in ACTS {
            assert!(kinds.insert(act.kind), "{} stands twice", act.kind);
            let example = act.example().unwrap_or_default();
            let sentence = act.sentence(&example).unwrap_or_default();
            let begins = |letter: char| letter.is_uppercase() || letter.is_ascii_digit();
            assert!(sentence.ends_with('.') && sentence.starts_with(begins), "{sentence}");
            let mut strange = example.clone();
            if let Some(body) = strange.as_object_mut() {
                body.insert("shoe".into(), 1.into());
            }
            assert_eq!(act.sentence(&strange), None, "{} takes what it does not know", act.kind);
        }
    }

    #[test]
    fn an_act_that_touches_holdings_may_write_them() {
        for act in ACTS {
            let writes = act.writes.iter().any(|table| table.name == "holding");
            assert_eq!(writes, act.effect != Effect::None, "{}", act.kind);
        }
    }
}
