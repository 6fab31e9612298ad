//! What is written, piece by piece. Words that come from tables are kept by their identifiers.

use super::numbers::{IdentifierForm, PeopleForm, SubjectsForm};
use super::{KEPT_SCHEMA, KeptError};
use crate::finding::{ColumnSummary, Finding, Place, Sample, TableSummary};
use crate::rule::Rule;
use crate::{Checked, Outline, OutlinePart, Severity, Unaccounted, Verdict};
use detect::Field;
use inspect::{Channel, Hiding};
use sandbox::{Confinement, Layers};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    schema: String,
    path: String,
    sha256: String,
    bytes: u64,
    format: String,
    verdict: Verdict,
    people: PeopleForm,
    hidden_people: PeopleForm,
    subjects: SubjectsForm,
    unaccounted: Vec<UnaccountedForm>,
    findings: Vec<FindingForm>,
    parts: Vec<PartForm>,
    more_parts: u64,
    sandbox: Vec<String>,
    landlock_version: u8,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct UnaccountedForm {
    part: String,
    range: Option<(u64, u64)>,
    why: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FindingForm {
    rule: String,
    severity: Severity,
    place: PlaceForm,
    visible: bool,
    summary: String,
    table: Option<TableForm>,
    people: Option<PeopleForm>,
    identifiers: Vec<IdentifierForm>,
    samples: Vec<Vec<(String, String)>>,
    fix: String,
    policy_reason: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceForm {
    part: String,
    human: String,
    range: String,
    inside: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TableForm {
    rows: u64,
    columns: Vec<ColumnForm>,
    why: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnForm {
    header: String,
    field: String,
    filled: u64,
    why: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PartForm {
    number: u32,
    depth: u32,
    path: String,
    human: String,
    channel: String,
    hiding: Hiding,
    partly: Hiding,
    rows: Option<u64>,
    columns: Option<u64>,
    hidden_rows: Option<u64>,
    hidden_columns: Option<u64>,
    bytes: Option<u64>,
    findings: Vec<usize>,
}

impl From<&Checked> for Form {
    fn from(checked: &Checked) -> Self {
        Self {
            schema: KEPT_SCHEMA.to_owned(),
            path: checked.path.to_string_lossy().into_owned(),
            sha256: checked.sha256.clone(),
            bytes: checked.bytes,
            format: checked.format.clone(),
            verdict: checked.verdict,
            people: (&checked.people).into(),
            hidden_people: (&checked.hidden_people).into(),
            subjects: (&checked.subjects).into(),
            unaccounted: checked
                .unaccounted
                .iter()
                .map(|gap| UnaccountedForm { part: gap.part.clone(), range: gap.range, why: gap.why.clone() })
                .collect(),
            findings: checked.findings.iter().map(FindingForm::from).collect(),
            parts: checked.outline.parts.iter().map(PartForm::from).collect(),
            more_parts: checked.outline.more,
            sandbox: checked.confinement.layers.ids().map(ToOwned::to_owned).collect(),
            landlock_version: checked.confinement.landlock_version,
        }
    }
}

impl TryFrom<Form> for Checked {
    type Error = KeptError;

    fn try_from(form: Form) -> Result<Self, KeptError> {
        let mut layers = Layers::empty();
        for id in &form.sandbox {
            layers |= Layers::of_id(id).ok_or(KeptError::Unknown { what: "layer of the lock-down" })?;
        }
        let unaccounted = form.unaccounted.into_iter().map(|gap| Unaccounted {
            part: gap.part,
            range: gap.range,
            why: gap.why,
        });
        Ok(Self {
            path: form.path.into(),
            sha256: form.sha256,
            bytes: form.bytes,
            format: form.format,
            verdict: form.verdict,
            people: form.people.try_into()?,
            hidden_people: form.hidden_people.try_into()?,
            subjects: form.subjects.try_into()?,
            unaccounted: unaccounted.collect(),
            findings: all(form.findings)?,
            outline: Outline { parts: all(form.parts)?, more: form.more_parts },
            confinement: Confinement { layers, landlock_version: form.landlock_version },
        })
    }
}

impl From<&Finding> for FindingForm {
    fn from(finding: &Finding) -> Self {
        Self {
            rule: finding.rule.id.to_owned(),
            severity: finding.severity,
            place: PlaceForm {
                part: finding.place.part.clone(),
                human: finding.place.human.clone(),
                range: finding.place.range.clone(),
                inside: finding.place.inside.clone(),
            },
            visible: finding.visible,
            summary: finding.summary.clone(),
            table: finding.table.as_ref().map(|table| TableForm {
                rows: table.rows,
                columns: table.columns.iter().map(ColumnForm::from).collect(),
                why: table.why.clone(),
            }),
            people: finding.people.as_ref().map(PeopleForm::from),
            identifiers: finding.identifiers.iter().map(IdentifierForm::from).collect(),
            samples: finding.samples.iter().map(|sample| sample.values.clone()).collect(),
            fix: finding.fix.clone(),
            policy_reason: finding.policy_reason.clone(),
        }
    }
}

impl TryFrom<FindingForm> for Finding {
    type Error = KeptError;

    fn try_from(form: FindingForm) -> Result<Self, KeptError> {
        let place = form.place;
        let table = form
            .table
            .map(|table| Ok(TableSummary { rows: table.rows, columns: all(table.columns)?, why: table.why }));
        Ok(Self {
            rule: Rule::of_id(&form.rule).ok_or(KeptError::Unknown { what: "rule" })?,
            severity: form.severity,
            place: Place { part: place.part, human: place.human, range: place.range, inside: place.inside },
            visible: form.visible,
            summary: form.summary,
            table: table.transpose()?,
            people: form.people.map(TryInto::try_into).transpose()?,
            identifiers: all(form.identifiers)?,
            samples: form.samples.into_iter().map(|values| Sample { values }).collect(),
            fix: form.fix,
            policy_reason: form.policy_reason,
        })
    }
}

impl From<&ColumnSummary> for ColumnForm {
    fn from(column: &ColumnSummary) -> Self {
        Self {
            header: column.header.clone(),
            field: column.field.to_owned(),
            filled: column.filled,
            why: column.why.clone(),
        }
    }
}

impl TryFrom<ColumnForm> for ColumnSummary {
    type Error = KeptError;

    fn try_from(form: ColumnForm) -> Result<Self, KeptError> {
        let field = Field::of_id(&form.field).ok_or(KeptError::Unknown { what: "kind of column" })?;
        Ok(Self {
            header: form.header,
            field: field.id(),
            title: field.title(),
            filled: form.filled,
            is_personal: field.is_personal(),
            why: form.why,
        })
    }
}

impl From<&OutlinePart> for PartForm {
    fn from(part: &OutlinePart) -> Self {
        Self {
            number: part.number,
            depth: part.depth,
            path: part.path.clone(),
            human: part.human.clone(),
            channel: part.channel.id().to_owned(),
            hiding: part.hiding,
            partly: part.partly,
            rows: part.rows,
            columns: part.columns,
            hidden_rows: part.hidden_rows,
            hidden_columns: part.hidden_columns,
            bytes: part.bytes,
            findings: part.findings.clone(),
        }
    }
}

impl TryFrom<PartForm> for OutlinePart {
    type Error = KeptError;

    fn try_from(form: PartForm) -> Result<Self, KeptError> {
        // Names of ways to hide are refused where they are read; numbers of such can be read and mean nothing.
        if !Hiding::all().contains(form.hiding | form.partly) {
            return Err(KeptError::Unknown { what: "way to hide" });
        }
        Ok(Self {
            number: form.number,
            depth: form.depth,
            path: form.path,
            human: form.human,
            channel: Channel::of_id(&form.channel).ok_or(KeptError::Unknown { what: "kind of place" })?,
            hiding: form.hiding,
            partly: form.partly,
            rows: form.rows,
            columns: form.columns,
            hidden_rows: form.hidden_rows,
            hidden_columns: form.hidden_columns,
            bytes: form.bytes,
            findings: form.findings,
        })
    }
}

/// All of them, or the first that is not known.
fn all<F, T: TryFrom<F, Error = KeptError>>(forms: Vec<F>) -> Result<Vec<T>, KeptError> {
    forms.into_iter().map(T::try_from).collect()
}
