//! An act and what it wrote say the same: no act without its effect, no effect without its act.

use super::actors::Enrolment;
use super::difference::Differences;
use super::fault::Fault;
use crate::act::{ActKind, Effect, PersonErased};
use crate::ledger::{Change, Leaf, Manifest};
use crate::role::Roles;
use crate::table::{self, Table};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Kinds that may delete rows, because they erase people.
const ERASE: [&str; 2] = ["person-erased", "record-restored"];

/// What a number or a word of an act's body must be in every row that it wrote: kind, field of the body, table, column.
const SAID_AND_WRITTEN: &[(&str, &str, &Table, usize)] = &[
    ("holder-added", "holder", &table::HOLDER, 0),
    ("holder-added", "kind", &table::HOLDER, 1),
    ("holding-opened", "holding", &table::HOLDING, 0),
    ("holding-opened", "holder", &table::HOLDING, 1),
    ("holding-opened", "holding", &table::SUBJECTS, 0),
    ("holding-corrected", "holding", &table::HOLDING, 0),
    ("holding-corrected", "holder", &table::HOLDING, 1),
    ("holding-corrected", "holding", &table::SUBJECTS, 0),
    ("holding-closed", "holding", &table::HOLDING, 0),
    ("holding-closed", "holder", &table::HOLDING, 1),
    ("people-merged", "person", &table::PERSON_ALIAS, 0),
    ("people-merged", "same-as", &table::PERSON_ALIAS, 1),
    ("release-proposed", "release", &table::RELEASE_STATE, 0),
    ("release-proposed", "release", &table::RELEASE_CHECK, 0),
    ("release-proposed", "verdict", &table::RELEASE_CHECK, 2),
    ("release-approved", "release", &table::RELEASE_STATE, 0),
    ("release-approved", "release", &table::CERTIFICATE, 0),
    ("release-refused", "release", &table::RELEASE_STATE, 0),
    ("release-withdrawn", "release", &table::RELEASE_STATE, 0),
    ("release-rechecked", "release", &table::RELEASE_CHECK, 0),
    ("release-rechecked", "release", &table::RELEASE_STATE, 0),
    ("release-rechecked", "verdict", &table::RELEASE_CHECK, 2),
    ("sign-in-allowed", "provider", &table::SIGN_IN_PROVIDER, 0),
    ("sign-in-allowed", "issuer", &table::SIGN_IN_PROVIDER, 1),
    ("sign-in-allowed", "client", &table::SIGN_IN_PROVIDER, 2),
    ("sign-in-allowed", "title", &table::SIGN_IN_PROVIDER, 3),
    ("sign-in-allowed", "claim", &table::SIGN_IN_PROVIDER, 4),
    ("sign-in-allowed", "roles", &table::SIGN_IN_PROVIDER, 5),
    ("recipient-enrolled", "holder", &table::RECIPIENT, 0),
    ("recipient-enrolled", "seal-key", &table::RECIPIENT, 1),
    ("share-proposed", "holder", &table::SHARE, 1),
    ("share-proposed", "share", &table::SHARE_STATE, 0),
    ("share-approved", "share", &table::SHARE_STATE, 0),
    ("share-refused", "share", &table::SHARE_STATE, 0),
    ("share-ended", "share", &table::SHARE_STATE, 0),
    ("delivered", "share", &table::DELIVERY, 0),
    ("delivered", "holder", &table::DELIVERY, 1),
    ("delivered", "holding", &table::DELIVERY, 2),
    ("delivered", "bytes", &table::DELIVERY, 13),
    ("delivered", "delivery", &table::DELIVERY_STATE, 0),
    ("delivered", "delivery", &table::FICTITIOUS, 0),
    ("delivered", "holding", &table::HOLDING, 0),
    ("delivered", "holder", &table::HOLDING, 1),
    ("delivered", "holding", &table::SUBJECTS, 0),
    ("delivery-received", "delivery", &table::DELIVERY_STATE, 0),
    ("delivery-destroyed", "delivery", &table::DELIVERY_STATE, 0),
    ("delivery-destroyed", "holding", &table::HOLDING, 0),
    ("delivery-destroyed", "holder", &table::HOLDING, 1),
    ("delivery-cancelled", "delivery", &table::DELIVERY_STATE, 0),
    ("delivery-cancelled", "holding", &table::HOLDING, 0),
    ("delivery-cancelled", "holder", &table::HOLDING, 1),
    ("delivery-opening-proposed", "delivery", &table::OPENED_DELIVERY, 0),
    ("delivery-opened", "delivery", &table::OPENED_DELIVERY, 0),
    ("card-office-set", "issuer", &table::CARD_ISSUER, 0),
    ("card-office-set", "page", &table::CARD_ISSUER, 2),
    ("card-office-set", "list", &table::CARD_ISSUER, 3),
    ("card-office-set", "list", &table::CARD_LIST, 0),
    ("cards-ordered", "mode", &table::CARD_ORDER, 0),
    ("cards-ordered", "design", &table::CARD_ORDER, 2),
    ("cards-ordered", "last-day", &table::CARD_ORDER, 4),
    ("card-job-sealed", "order", &table::CARD_JOB, 0),
    ("card-job-sealed", "delivery", &table::CARD_JOB, 1),
    ("card-job-sealed", "name", &table::CARD_JOB, 2),
    ("card-job-sealed", "share", &table::DELIVERY, 0),
    ("card-job-sealed", "holder", &table::DELIVERY, 1),
    ("card-job-sealed", "holding", &table::DELIVERY, 2),
    ("card-job-sealed", "bytes", &table::DELIVERY, 13),
    ("card-job-sealed", "delivery", &table::DELIVERY_STATE, 0),
    ("card-job-sealed", "holding", &table::HOLDING, 0),
    ("card-job-sealed", "holder", &table::HOLDING, 1),
    ("card-job-sealed", "holding", &table::SUBJECTS, 0),
    ("card-keys-handed-out", "job", &table::CARD_JOB_EVENT, 0),
    ("card-keys-handed-out", "holding", &table::HOLDING, 0),
    ("card-keys-handed-out", "holding", &table::SUBJECTS, 0),
    ("card-receipts-taken", "job", &table::CARD_JOB_EVENT, 0),
    ("card-job-stopped", "job", &table::CARD_JOB_EVENT, 0),
    ("card-job-closed", "job", &table::CARD_JOB_EVENT, 0),
    ("card-job-closed", "delivery", &table::DELIVERY_STATE, 0),
    ("card-job-closed", "holding", &table::HOLDING, 0),
    ("card-list-published", "list", &table::CARD_LIST, 0),
    ("evidence-store-added", "store", &table::EVIDENCE_STORE, 0),
    ("evidence-store-added", "holder", &table::EVIDENCE_STORE, 1),
    ("evidence-store-added", "mode", &table::EVIDENCE_STORE, 2),
    ("evidence-store-added", "store", &table::EVIDENCE_INVENTORY, 0),
    ("evidence-store-added", "items", &table::EVIDENCE_INVENTORY, 4),
    ("evidence-store-added", "bytes", &table::EVIDENCE_INVENTORY, 6),
    ("evidence-expected", "store", &table::EVIDENCE_INVENTORY, 0),
    ("evidence-expected", "items", &table::EVIDENCE_INVENTORY, 4),
    ("evidence-expected", "bytes", &table::EVIDENCE_INVENTORY, 6),
    ("evidence-received", "store", &table::EVIDENCE_INVENTORY, 0),
    ("evidence-received", "holding", &table::EVIDENCE_INVENTORY, 8),
    ("evidence-received", "items", &table::EVIDENCE_INVENTORY, 4),
    ("evidence-received", "bytes", &table::EVIDENCE_INVENTORY, 6),
    ("evidence-received", "holding", &table::HOLDING, 0),
    ("evidence-received", "holding", &table::SUBJECTS, 0),
    ("evidence-balanced", "store", &table::EVIDENCE_BALANCE, 0),
    ("evidence-balanced", "state", &table::EVIDENCE_BALANCE, 1),
    ("evidence-balanced", "expected", &table::EVIDENCE_BALANCE, 2),
    ("evidence-balanced", "observed", &table::EVIDENCE_BALANCE, 4),
    ("evidence-balanced", "suspense", &table::EVIDENCE_BALANCE, 6),
    ("evidence-compacted", "store", &table::EVIDENCE_INVENTORY, 0),
    ("evidence-compacted", "items", &table::EVIDENCE_INVENTORY, 4),
    ("evidence-compacted", "bytes", &table::EVIDENCE_INVENTORY, 6),
    ("evidence-alarm", "store", &table::EVIDENCE_DIFFERENCE, 0),
    ("evidence-found", "store", &table::EVIDENCE_DIFFERENCE, 0),
    ("evidence-settlement-proposed", "store", &table::EVIDENCE_SETTLEMENT, 0),
    ("evidence-settlement-proposed", "difference", &table::EVIDENCE_SETTLEMENT, 1),
    ("evidence-settlement-proposed", "settlement", &table::EVIDENCE_SETTLEMENT_STATE, 0),
    ("evidence-settled", "settlement", &table::EVIDENCE_SETTLEMENT_STATE, 0),
    ("evidence-settled", "store", &table::EVIDENCE_INVENTORY, 0),
    ("evidence-settled", "items", &table::EVIDENCE_INVENTORY, 4),
    ("evidence-settled", "bytes", &table::EVIDENCE_INVENTORY, 6),
    ("evidence-settlement-refused", "settlement", &table::EVIDENCE_SETTLEMENT_STATE, 0),
    ("evidence-additions-proposed", "store", &table::EVIDENCE_RULE, 0),
    ("evidence-additions-proposed", "rule", &table::EVIDENCE_RULE_STATE, 0),
    ("evidence-additions-allowed", "rule", &table::EVIDENCE_RULE_STATE, 0),
    ("evidence-additions-ended", "rule", &table::EVIDENCE_RULE_STATE, 0),
    ("evidence-taking-in", "batch", &table::EVIDENCE_BATCH, 0),
    ("evidence-taking-in", "items", &table::EVIDENCE_BATCH, 7),
    ("evidence-taking-in", "bytes", &table::EVIDENCE_BATCH, 9),
    ("evidence-taken-in", "batch", &table::EVIDENCE_BATCH, 0),
    ("evidence-taken-in", "items", &table::EVIDENCE_BATCH, 7),
    ("evidence-taken-in", "bytes", &table::EVIDENCE_BATCH, 9),
    ("evidence-read", "store", &table::EVIDENCE_INVENTORY, 0),
    ("evidence-read", "items", &table::EVIDENCE_INVENTORY, 4),
    ("evidence-read", "bytes", &table::EVIDENCE_INVENTORY, 6),
    ("evidence-migration-planned", "source", &table::EVIDENCE_MIGRATION, 0),
    ("evidence-migration-planned", "items", &table::EVIDENCE_MIGRATION, 4),
    ("evidence-migration-planned", "bytes", &table::EVIDENCE_MIGRATION, 5),
    ("evidence-migration-verified", "migration", &table::EVIDENCE_MIGRATION_STEP, 0),
    ("evidence-migration-verified", "items", &table::EVIDENCE_MIGRATION_STEP, 4),
    ("evidence-migration-verified", "bytes", &table::EVIDENCE_MIGRATION_STEP, 5),
    ("evidence-delete-permit", "store", &table::EVIDENCE_PERMIT, 0),
    ("evidence-delete-permit", "survivors", &table::EVIDENCE_PERMIT, 2),
    ("evidence-departed", "store", &table::EVIDENCE_INVENTORY, 0),
    ("evidence-departed", "items", &table::EVIDENCE_INVENTORY, 4),
    ("evidence-departed", "bytes", &table::EVIDENCE_INVENTORY, 6),
    ("evidence-certificate-proposed", "migration", &table::EVIDENCE_MIGRATION_STEP, 0),
    ("evidence-certificate-proposed", "exceptions", &table::EVIDENCE_MIGRATION_STEP, 4),
    ("evidence-migration-certified", "migration", &table::EVIDENCE_MIGRATION_STEP, 0),
    ("evidence-migration-certified", "exceptions", &table::EVIDENCE_MIGRATION_STEP, 4),
    ("evidence-migration-completed", "migration", &table::EVIDENCE_MIGRATION_STEP, 0),
    ("evidence-recovered", "store", &table::EVIDENCE_INVENTORY, 0),
    ("evidence-recovered", "items", &table::EVIDENCE_INVENTORY, 4),
    ("evidence-recovered", "bytes", &table::EVIDENCE_INVENTORY, 6),
    ("evidence-disclosed", "holder", &table::EVIDENCE_DISCLOSURE, 0),
    ("evidence-disclosed", "store", &table::EVIDENCE_DISCLOSURE, 1),
    ("evidence-disclosed", "disclosure", &table::EVIDENCE_DISCLOSED, 0),
    ("evidence-disclosed", "holding", &table::HOLDING, 0),
    ("evidence-disclosed", "holding", &table::SUBJECTS, 0),
    ("evidence-graded", "store", &table::EVIDENCE_GRADE, 0),
    ("evidence-graded", "grade", &table::EVIDENCE_GRADE, 1),
    ("evidence-hold-placed", "hold", &table::EVIDENCE_HOLD_STATE, 0),
    ("evidence-hold-placed", "case", &table::EVIDENCE_HOLD, 0),
    ("evidence-hold-release-proposed", "hold", &table::EVIDENCE_HOLD_STATE, 0),
    ("evidence-hold-released", "hold", &table::EVIDENCE_HOLD_STATE, 0),
    ("evidence-hold-release-refused", "hold", &table::EVIDENCE_HOLD_STATE, 0),
    ("evidence-case-finalised", "case", &table::EVIDENCE_CASE_END, 0),
    ("evidence-class-proposed", "name", &table::EVIDENCE_CLASS, 0),
    ("evidence-class-proposed", "version", &table::EVIDENCE_CLASS, 1),
    ("evidence-class-proposed", "clock", &table::EVIDENCE_CLASS, 2),
    ("evidence-class-proposed", "action", &table::EVIDENCE_CLASS, 4),
    ("evidence-class-proposed", "class", &table::EVIDENCE_CLASS_STATE, 0),
    ("evidence-class-approved", "class", &table::EVIDENCE_CLASS_STATE, 0),
    ("evidence-class-refused", "class", &table::EVIDENCE_CLASS_STATE, 0),
    ("evidence-disposal-proposed", "items", &table::EVIDENCE_DISPOSAL, 3),
    ("evidence-disposal-proposed", "bytes", &table::EVIDENCE_DISPOSAL, 4),
    ("evidence-disposal-proposed", "approvals", &table::EVIDENCE_DISPOSAL, 8),
    ("evidence-disposal-proposed", "cooling-seconds", &table::EVIDENCE_DISPOSAL, 9),
    ("evidence-disposal-proposed", "last-seconds", &table::EVIDENCE_DISPOSAL, 10),
    ("evidence-disposal-proposed", "disposal", &table::EVIDENCE_DISPOSAL_STATE, 0),
    ("evidence-disposal-approved", "disposal", &table::EVIDENCE_DISPOSAL_APPROVAL, 0),
    ("evidence-disposal-approved", "role", &table::EVIDENCE_DISPOSAL_APPROVAL, 2),
    ("evidence-disposal-approved", "disposal", &table::EVIDENCE_DISPOSAL_STATE, 0),
    ("evidence-disposal-refused", "disposal", &table::EVIDENCE_DISPOSAL_STATE, 0),
    ("evidence-copies-destroyed", "disposal", &table::EVIDENCE_DISPOSAL_RUN, 0),
    ("evidence-copies-destroyed", "copies", &table::EVIDENCE_DISPOSAL_RUN, 3),
    ("evidence-copies-destroyed", "bytes", &table::EVIDENCE_DISPOSAL_RUN, 4),
    ("evidence-copies-destroyed", "disposal", &table::EVIDENCE_DISPOSAL_STATE, 0),
    ("actor-admitted", "actor", &table::ACTOR_SUBJECT, 0),
    ("actor-admitted", "provider", &table::ACTOR_SUBJECT, 1),
];

/// How many rows an act's body says it wrote: kind, field of the body, table.
const COUNTED: &[(&str, &str, &Table)] = &[
    ("people-imported", "joined", &table::PERSON),
    ("holdings-imported", "holdings", &table::HOLDING),
    ("holdings-imported", "holders-added", &table::HOLDER),
    ("delivered", "fictitious", &table::FICTITIOUS),
    ("cards-ordered", "cards", &table::CARD),
    ("cards-ordered", "cards", &table::CARD_STATE),
    ("card-job-sealed", "cards", &table::CARD_STATE),
    ("card-receipts-taken", "receipts", &table::CARD_JOB_EVENT),
    ("cards-drawn", "cards", &table::CARD_STATE),
    ("evidence-disclosed", "items", &table::EVIDENCE_DISCLOSED),
    ("evidence-derived", "items", &table::EVIDENCE_DERIVED),
    ("cards-revoked", "cards", &table::CARD_STATE),
];

/// Kinds that write at least one row of a table each time.
const ALWAYS: &[(&str, &Table)] = &[
    ("record-created", &table::ACTOR),
    ("actor-added", &table::ACTOR),
    ("actor-changed", &table::ACTOR),
    ("actor-key-set", &table::ACTOR),
    ("holder-added", &table::HOLDER),
    ("holding-opened", &table::HOLDING),
    ("holding-opened", &table::SUBJECTS),
    ("holding-corrected", &table::HOLDING),
    ("holding-closed", &table::HOLDING),
    ("release-proposed", &table::RELEASE),
    ("release-proposed", &table::RELEASE_STATE),
    ("release-proposed", &table::RELEASE_CHECK),
    ("release-approved", &table::RELEASE_STATE),
    ("release-approved", &table::CERTIFICATE),
    ("release-refused", &table::RELEASE_STATE),
    ("release-withdrawn", &table::RELEASE_STATE),
    ("release-rechecked", &table::RELEASE_CHECK),
    ("sign-in-allowed", &table::SIGN_IN_PROVIDER),
    ("actor-admitted", &table::ACTOR),
    ("actor-admitted", &table::ACTOR_SUBJECT),
    ("actor-roles-told", &table::ACTOR),
    ("recipient-enrolled", &table::RECIPIENT),
    ("share-proposed", &table::SHARE),
    ("share-proposed", &table::SHARE_STATE),
    ("share-approved", &table::SHARE_STATE),
    ("share-refused", &table::SHARE_STATE),
    ("share-ended", &table::SHARE_STATE),
    ("delivered", &table::DELIVERY),
    ("delivered", &table::DELIVERY_STATE),
    ("delivered", &table::HOLDING),
    ("delivered", &table::SUBJECTS),
    ("delivery-received", &table::DELIVERY_STATE),
    ("delivery-destroyed", &table::DELIVERY_STATE),
    ("delivery-destroyed", &table::HOLDING),
    ("delivery-cancelled", &table::DELIVERY_STATE),
    ("delivery-cancelled", &table::HOLDING),
    ("delivery-opening-proposed", &table::OPENED_DELIVERY),
    ("delivery-opened", &table::OPENED_DELIVERY),
    ("card-office-set", &table::CARD_ISSUER),
    ("card-design-kept", &table::CARD_DESIGN),
    ("cards-ordered", &table::CARD_ORDER),
    ("cards-ordered", &table::CARD_LIST),
    ("card-job-sealed", &table::CARD_JOB),
    ("card-job-sealed", &table::DELIVERY),
    ("card-job-sealed", &table::DELIVERY_STATE),
    ("card-job-sealed", &table::HOLDING),
    ("card-job-sealed", &table::SUBJECTS),
    ("card-keys-handed-out", &table::CARD_JOB_EVENT),
    ("card-keys-handed-out", &table::HOLDING),
    ("card-keys-handed-out", &table::SUBJECTS),
    ("card-job-stopped", &table::CARD_JOB_EVENT),
    ("card-job-closed", &table::CARD_JOB_EVENT),
    ("card-job-closed", &table::DELIVERY_STATE),
    ("card-job-closed", &table::HOLDING),
    ("cards-revoked", &table::CARD_LIST),
    ("card-list-published", &table::CARD_LIST),
    ("card-meeting-set", &table::CARD_MEETING),
    ("telephone-enrolled", &table::CARD_TELEPHONE),
    ("telephone-enrolled", &table::CARD_LIST),
    ("telephone-ended", &table::CARD_LIST),
    ("evidence-store-added", &table::EVIDENCE_STORE),
    ("evidence-store-added", &table::EVIDENCE_INVENTORY),
    ("evidence-expected", &table::EVIDENCE_INVENTORY),
    ("evidence-received", &table::EVIDENCE_INVENTORY),
    ("evidence-received", &table::HOLDING),
    ("evidence-received", &table::SUBJECTS),
    ("evidence-balanced", &table::EVIDENCE_BALANCE),
    ("evidence-compacted", &table::EVIDENCE_INVENTORY),
    ("evidence-alarm", &table::EVIDENCE_DIFFERENCE),
    ("evidence-settlement-proposed", &table::EVIDENCE_SETTLEMENT),
    ("evidence-settlement-proposed", &table::EVIDENCE_SETTLEMENT_STATE),
    ("evidence-settled", &table::EVIDENCE_SETTLEMENT_STATE),
    ("evidence-settlement-refused", &table::EVIDENCE_SETTLEMENT_STATE),
    ("evidence-additions-proposed", &table::EVIDENCE_RULE),
    ("evidence-additions-proposed", &table::EVIDENCE_RULE_STATE),
    ("evidence-additions-allowed", &table::EVIDENCE_RULE_STATE),
    ("evidence-additions-ended", &table::EVIDENCE_RULE_STATE),
    ("evidence-taking-in", &table::EVIDENCE_BATCH),
    ("evidence-taken-in", &table::EVIDENCE_BATCH),
    ("evidence-read", &table::EVIDENCE_INVENTORY),
    ("evidence-disclosed", &table::EVIDENCE_DISCLOSURE),
    ("evidence-disclosed", &table::EVIDENCE_DISCLOSED),
    ("evidence-derived", &table::EVIDENCE_DERIVED),
    ("evidence-disclosed", &table::HOLDING),
    ("evidence-graded", &table::EVIDENCE_GRADE),
    ("evidence-migration-planned", &table::EVIDENCE_MIGRATION),
    ("evidence-migration-verified", &table::EVIDENCE_MIGRATION_STEP),
    ("evidence-delete-permit", &table::EVIDENCE_PERMIT),
    ("evidence-departed", &table::EVIDENCE_INVENTORY),
    ("evidence-certificate-proposed", &table::EVIDENCE_MIGRATION_STEP),
    ("evidence-migration-certified", &table::EVIDENCE_MIGRATION_STEP),
    ("evidence-migration-completed", &table::EVIDENCE_MIGRATION_STEP),
    ("evidence-recovered", &table::EVIDENCE_INVENTORY),
    ("evidence-hold-placed", &table::EVIDENCE_HOLD),
    ("evidence-hold-placed", &table::EVIDENCE_HOLD_STATE),
    ("evidence-hold-release-proposed", &table::EVIDENCE_HOLD_STATE),
    ("evidence-hold-released", &table::EVIDENCE_HOLD_STATE),
    ("evidence-hold-release-refused", &table::EVIDENCE_HOLD_STATE),
    ("evidence-case-finalised", &table::EVIDENCE_CASE_END),
    ("evidence-class-proposed", &table::EVIDENCE_CLASS),
    ("evidence-class-proposed", &table::EVIDENCE_CLASS_STATE),
    ("evidence-class-approved", &table::EVIDENCE_CLASS_STATE),
    ("evidence-class-refused", &table::EVIDENCE_CLASS_STATE),
    ("evidence-disposal-proposed", &table::EVIDENCE_DISPOSAL),
    ("evidence-disposal-proposed", &table::EVIDENCE_DISPOSAL_STATE),
    ("evidence-disposal-approved", &table::EVIDENCE_DISPOSAL_APPROVAL),
    ("evidence-disposal-refused", &table::EVIDENCE_DISPOSAL_STATE),
    ("evidence-copies-destroyed", &table::EVIDENCE_DISPOSAL_RUN),
];

/// Holdings as the log tells them: which number each row of the table has.
#[derive(Default)]
pub(super) struct Holdings {
    rows: HashMap<i64, i64>,
    known: HashSet<i64>,
}

/// Checks one act against its manifest. `whole` says whether all acts before it can be relied on.
pub(super) fn check(
    leaf: &Leaf,
    kind: &ActKind,
    manifest: &Manifest,
    enrolment: Option<&Enrolment>,
    holdings: &mut Holdings,
    whole: bool,
    found: &mut Differences,
) {
    let position = leaf.position;
    let mut without_act = |what: &str| found.at_act(Fault::EffectWithoutAct, position, what);
    for change in &manifest.changes {
        let may = change.table == table::ACT_NOTE.name
            || kind.writes.iter().any(|table| table.name == change.table);
        if !may {
            without_act(&format!("wrote {}, which an act of the kind {} does not", change.table, kind.kind));
        }
        if !change.erased.is_empty() && !ERASE.contains(&kind.kind) {
            without_act(&format!("deleted rows of {}, which only an erasure does", change.table));
        }
    }
    let mut without_effect = |what: &str| found.at_act(Fault::ActWithoutEffect, position, what);
    for (_, table) in ALWAYS.iter().filter(|(of, _)| *of == kind.kind) {
        if new_rows(manifest, table) == 0 {
            without_effect(&format!("wrote no row of {}", table.name));
        }
    }
    for (_, field, table) in COUNTED.iter().filter(|(of, ..)| *of == kind.kind) {
        let said = leaf.body.get(*field).and_then(Value::as_u64);
        if said != Some(new_rows(manifest, table)) {
            without_effect(&format!("says another number of new rows of {} than it wrote", table.name));
        }
    }
    for (_, field, table, column) in SAID_AND_WRITTEN.iter().filter(|(of, ..)| *of == kind.kind) {
        let said = leaf.body.get(*field).map(|value| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        });
        let rows = change(manifest, table).map_or(&[][..], |change| &change.rows);
        if rows.iter().any(|row| row.get(*column).cloned().flatten() != said) {
            without_effect(&format!("says another {field} than it wrote into {}", table.name));
        }
    }
    if let Some(enrolment) = enrolment
        && !is_written(enrolment, manifest)
    {
        without_effect("says other roles, or another key, than it wrote");
    }
    if kind.kind == "person-erased"
        && !erased(leaf).is_some_and(|people| {
            change(manifest, &table::PERSON)
                .is_some_and(|change| people == change.ended.iter().copied().collect())
        })
    {
        without_effect("says that it erased other people than it erased");
    }
    let wrong = holdings.take(kind, change(manifest, &table::HOLDING));
    // After an act that cannot be relied on, nobody knows which holdings there were: the blame is that act's.
    if let Some(what) = wrong.filter(|_| whole) {
        found.at_act(Fault::EffectWithoutAct, position, what);
    }
}

/// Whom an act says it erased.
fn erased(leaf: &Leaf) -> Option<BTreeSet<i64>> {
    let act = PersonErased::deserialize(&leaf.body).ok()?;
    Some(std::iter::once(act.person).chain(act.also).map(i64::from).collect())
}

pub(super) fn change<'m>(manifest: &'m Manifest, table: &Table) -> Option<&'m Change> {
    manifest.changes.iter().find(|change| change.table == table.name)
}

fn new_rows(manifest: &Manifest, table: &Table) -> u64 {
    change(manifest, table).and_then(|change| change.row_digests().ok()).map_or(0, |rows| rows.len() as u64)
}

/// Whether the one row of an actor says what the act says.
fn is_written(enrolment: &Enrolment, manifest: &Manifest) -> bool {
    let Some([row]) = change(manifest, &table::ACTOR).map(|change| change.rows.as_slice()) else {
        return false;
    };
    let column = |index: usize| row.get(index).cloned().flatten();
    let number = |index: usize| column(index).and_then(|text| text.parse::<i64>().ok());
    number(0) == Some(i64::from(enrolment.actor))
        && number(3).and_then(Roles::from_bits) == Some(enrolment.after.roles)
        && column(4) == enrolment.after.key.as_deref().map(|key| BASE64.encode(key))
        && number(5) == enrolment.after.key_by.map(i64::from)
}

impl Holdings {
    /// Takes in what an act did to holdings; gives what is wrong with it.
    fn take(&mut self, kind: &ActKind, change: Option<&Change>) -> Option<&'static str> {
        let mut new = Vec::new();
        let mut ended = Vec::new();
        if let Some(change) = change {
            let number = |row: &Vec<Option<String>>| row.first()?.as_deref()?.parse().ok();
            new.extend(change.rows.iter().map(|row| number(row).unwrap_or(0)));
            ended.extend(change.ended.iter().map(|row| self.rows.get(row).copied().unwrap_or(0)));
            self.rows.extend((change.first..).zip(new.iter().copied()));
        }
        let fresh = new.iter().filter(|holding| !self.known.contains(holding)).count();
        let same = |one: &[i64], other: &[i64]| one.iter().all(|holding| other.contains(holding));
        let wrong = match kind.effect {
            Effect::None => false,
            Effect::Opens => fresh != new.len() || !ended.is_empty(),
            // A change is the end of a row and a new row of the same holding.
            Effect::Closes | Effect::Corrects => fresh > 0 || !same(&new, &ended) || !same(&ended, &new),
            Effect::CorrectsOrOpens => {
                let changed: Vec<i64> =
                    new.iter().copied().filter(|holding| self.known.contains(holding)).collect();
                !same(&changed, &ended) || !same(&ended, &changed)
            }
        };
        self.known.extend(new);
        wrong.then_some("changed holdings in another way than an act of its kind does")
    }
}
