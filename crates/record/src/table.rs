//! The tables whose every row is written by an act, and how an act's manifest speaks of their rows.
//!
//! All of them have the same first three columns: `number` (counted from 1 without a gap, never used twice), `act` (the
//! position in the log of the act that wrote the row) and `ended` (the act that ended it, if any). Nothing else of a row
//! ever changes. So the log can say of each row what it must hold, and `tipstaff log verify` names each that differs.

/// How a manifest speaks of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A number, in clear.
    Integer,
    /// A text that is never personal, in clear.
    Text,
    /// Bytes that are never personal, in clear.
    Bytes,
    /// Bytes that are sealed or a keyed hash: only their digest.
    Sealed,
}

/// A column.
#[derive(Debug)]
pub struct Column {
    /// Its name in the database.
    pub name: &'static str,
    /// How a manifest speaks of it.
    pub kind: Kind,
}

/// Whether a manifest carries a table's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carried {
    /// In full, sealed columns as digests: the table can be built again from the log.
    Rows,
    /// As digests of whole rows: there are many, and what they hold is sealed.
    Digests,
}

/// A table.
#[derive(Debug)]
pub struct Table {
    /// Its name in the database.
    pub name: &'static str,
    /// Its columns after `number`, `act` and `ended`.
    pub columns: &'static [Column],
    /// What manifests carry.
    pub carried: Carried,
}

macro_rules! tables {
    ($( $name:ident $table:literal $carried:ident [ $($column:ident $kind:ident),* $(,)? ]; )+) => {
        $( #[doc = concat!("Rows of `", $table, "`.")]
        pub static $name: Table = Table {
            name: $table,
            columns: &[ $( Column { name: stringify!($column), kind: Kind::$kind } ),* ],
            carried: Carried::$carried,
        }; )+

        /// Every table of rows that acts write.
        pub static TABLES: &[&Table] = &[ $( &$name ),+ ];
    };
}

tables! {
    ACT_NOTE "act_note" Rows [text Sealed];
    ACTOR "actor" Rows [actor Integer, name Sealed, tag Sealed, roles Integer, public_key Bytes, key_by Integer];
    PERSON "person" Digests [];
    PERSON_VALUE "person_value" Digests [person Integer, field Integer, valid_from Integer, valid_until Integer, value Sealed];
    PERSON_TAG "person_tag" Digests [person Integer, field Integer, tag Sealed];
    PERSON_SOURCE "person_source" Digests [person Integer, source Text, valid_from Integer, valid_until Integer];
    PERSON_PHOTO "person_photo" Digests [person Integer, tag Sealed, photo Sealed];
    PERSON_ALIAS "person_alias" Rows [person Integer, same_as Integer];
    HOLDER "holder" Rows [holder Integer, kind Text, name Sealed, tag Sealed];
    HOLDING "holding" Rows [holding Integer, holder Integer, fields Integer, from_earliest Integer, from_latest Integer,
        until_earliest Integer, until_latest Integer, handed Bytes];
    SUBJECTS "subjects" Rows [holding Integer, kind Text, definite Bytes, possible Bytes, low Integer, high Integer];
    CASE "force_case" Rows [case_number Integer, urn Sealed, tag Sealed, officer Integer, court_date Integer];
    CASE_TIE "case_tie" Rows [case_number Integer, kind Text, subject Integer, role Text];
    RELEASE "release" Rows [sha256 Bytes, bytes Integer, file_name Sealed, reference Sealed, recipient Sealed, what Sealed,
        reasons Sealed, blob Bytes];
    RELEASE_STATE "release_state" Rows [release Integer, state Text, listed Integer, unlisted Integer];
    RELEASE_CHECK "release_check" Rows [release Integer, checked Integer, verdict Text, rules Bytes, checker Text,
        findings Bytes, salt Sealed, fields Integer, definite Bytes, possible Bytes, low Integer, high Integer];
    CERTIFICATE "certificate" Rows [release Integer, sha256 Bytes, issued Integer, expires Integer, note Bytes];
    SIGN_IN_PROVIDER "sign_in_provider" Rows [provider Integer, issuer Text, client Text, title Text, claim Text, roles Text];
    RECIPIENT "recipient" Rows [holder Integer, seal_key Text, receipt_key Bytes];
    SHARE "share" Rows [recipient Integer, holder Integer, fields Integer, marks Integer, fictitious Integer, keep_days Integer,
        every_days Integer, expires Integer, terms Sealed];
    SHARE_STATE "share_state" Rows [share Integer, state Text];
    DELIVERY "delivery" Rows [share Integer, holder Integer, holding Integer, known Integer, valid Integer, fields Integer,
        people Bytes, is_part Integer, marks Integer, format Text, key_commitment Bytes, content Bytes, sha256 Bytes, bytes Integer,
        destroy_by Integer];
    DELIVERY_STATE "delivery_state" Rows [delivery Integer, state Text, stated Integer, statement Bytes];
    FICTITIOUS "fictitious" Rows [delivery Integer, place Integer, kind Text, name Sealed, tag Sealed];
    OPENED_DELIVERY "opened_delivery" Rows [delivery Integer, state Text];
    CARD_ISSUER "card_issuer" Rows [issuer Text, force Text, page Text, list Text, contact Text, algorithm Text, public_key Bytes,
        secret Sealed];
    CARD_LIST "card_list" Rows [address Text, capacity Integer, published Integer, places Sealed];
    CARD_APART "card_apart" Rows [people Sealed];
    CARD_DESIGN "card_design" Digests [name Text, front Sealed, back Sealed];
    CARD_ORDER "card_order" Rows [mode Text, share Integer, design Text, kind Text, last_day Text, reissue Integer, people Bytes];
    CARD "card" Digests [card_order Integer, person Integer, in_force Integer, serial Sealed, tag Sealed, place Sealed,
        list Integer];
    CARD_STATE "card_state" Digests [card Integer, state Text, job Integer];
    CARD_JOB "card_job" Rows [card_order Integer, delivery Integer, job Text, seal_key Text, agent Text, manifest Sealed,
        keys Sealed];
    CARD_JOB_EVENT "card_job_event" Rows [job Integer, kind Text, at Integer, job_window Integer, note Bytes];
    CARD_MEETING "card_meeting" Rows [page Text, telephone Text, relay Text, list Text];
    CARD_TELEPHONE "card_telephone" Rows [person Integer, kind Text, last_day Text, request Text, list Text, places Sealed];
    EVIDENCE_STORE "evidence_store" Rows [store Integer, holder Integer, mode Text, location Sealed, identity Bytes, every_seconds Integer];
    EVIDENCE_INVENTORY "evidence_inventory" Rows [store Integer, kind Text, blob Text, sha256 Bytes, items Integer, last_item Integer, bytes Integer, digest Text, holding Integer];
    EVIDENCE_DIFFERENCE "evidence_difference" Rows [store Integer, alarm Integer, kind Text, blob Text, sha256 Bytes, items Integer, bytes Integer];
    EVIDENCE_BALANCE "evidence_balance" Rows [store Integer, state Text, expected Integer, expected_bytes Integer, observed Integer, observed_bytes Integer, suspense Integer, suspense_bytes Integer, digest Text];
    EVIDENCE_SETTLEMENT "evidence_settlement" Rows [store Integer, difference Integer, gone Integer, reason Sealed];
    EVIDENCE_SETTLEMENT_STATE "evidence_settlement_state" Rows [settlement Integer, state Text];
    EVIDENCE_RULE "evidence_rule" Rows [store Integer, reason Sealed];
    EVIDENCE_RULE_STATE "evidence_rule_state" Rows [rule Integer, state Text];
    EVIDENCE_BATCH "evidence_batch" Rows [batch Integer, source Sealed, stores Text, state Text, due Integer, blob Text, sha256 Bytes, items Integer, last_item Integer, bytes Integer];
    EVIDENCE_GRADE "evidence_grade" Rows [store Integer, grade Text, observed Text];
    EVIDENCE_HOLD "evidence_hold" Rows [case_number Integer, reason Sealed];
    EVIDENCE_HOLD_STATE "evidence_hold_state" Rows [hold Integer, state Text];
    EVIDENCE_CASE_END "evidence_case_end" Rows [case_number Integer];
    EVIDENCE_CLASS "evidence_class" Rows [name Text, version Integer, clock Text, days Integer, action Text, source Sealed, simulated Bytes, reason Sealed];
    EVIDENCE_CLASS_STATE "evidence_class_state" Rows [class Integer, state Text];
    EVIDENCE_DISPOSAL "evidence_disposal" Rows [class Integer, blob Text, sha256 Bytes, items Integer, bytes Integer, cases Integer, held Integer, chosen Bytes, approvals Integer, cooling_seconds Integer, last_seconds Integer, reason Sealed];
    EVIDENCE_DISPOSAL_STATE "evidence_disposal_state" Rows [disposal Integer, state Text];
    EVIDENCE_DISPOSAL_APPROVAL "evidence_disposal_approval" Rows [disposal Integer, actor Integer, role Text];
    EVIDENCE_DISPOSAL_RUN "evidence_disposal_run" Rows [disposal Integer, blob Text, sha256 Bytes, copies Integer, bytes Integer];
    EVIDENCE_PERMIT "evidence_permit" Rows [store Integer, items Bytes, survivors Integer, ends Integer];
    EVIDENCE_MIGRATION "evidence_migration" Rows [source Integer, stores Text, blob Text, sha256 Bytes, items Integer, bytes Integer, reason Sealed];
    EVIDENCE_MIGRATION_STEP "evidence_migration_step" Rows [migration Integer, kind Text, blob Text, sha256 Bytes, items Integer, bytes Integer];
    EVIDENCE_DISCLOSURE "evidence_disclosure" Rows [holder Integer, store Integer, reason Sealed];
    EVIDENCE_DISCLOSED "evidence_disclosed" Rows [disclosure Integer, item Integer, name Text, bytes Integer, sha256 Text];
    EVIDENCE_DERIVED "evidence_derived" Rows [original Integer, item Integer];
    ACTOR_SUBJECT "actor_subject" Rows [actor Integer, provider Integer, subject Sealed, tag Sealed];
}

impl Table {
    /// The table of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        TABLES.iter().copied().find(|table| table.name == name)
    }

    /// All columns with commas, `number, act, ended` first.
    pub fn columns_with_commas(&self) -> String {
        let mut text = String::from("number, act, ended");
        for column in self.columns {
            text.push_str(", ");
            text.push_str(column.name);
        }
        text
    }
}
