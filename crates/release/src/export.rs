//! The register for other programs: CSV and JSON.

use crate::{Release, ReleaseError};
use record::words::csv_cell as cell;
use serde_json::{Value, json};
use std::fmt::Write;

/// The schema of the register as JSON. It only ever grows.
pub const RELEASES_SCHEMA: &str = "tipstaff.releases/1";

/// A release as JSON.
pub fn json(release: &Release) -> Value {
    let decision = |decision: crate::Decision| json!({ "act": decision.act, "actor": decision.actor, "at": decision.at.to_string() });
    json!({
        "release": release.number,
        "state": release.state.id(),
        "reference": release.reference.as_str(),
        "recipient": release.recipient.as_str(),
        "what": release.what.as_str(),
        "file": release.file_name.as_str(),
        "sha256": release.sha256,
        "bytes": release.bytes,
        "proposed": decision(release.proposed),
        "decided": release.decided.map(decision),
        "verdict": release.verdict.to_string(),
        "checked": release.checked.to_string(),
        "checker": release.checker,
        "rules": release.rules,
        "reasons": release.reasons,
        "fields": release.fields.iter().map(record::Field::id).collect::<Vec<_>>(),
        "people": { "certain": release.subjects, "possible": release.possible },
        "holdings": release.holdings,
        "kept": release.blob.is_some(),
        "certificate": release.certificate.map(|(number, expires, is_withdrawn)| json!({
            "certificate": number, "expires": expires.to_string(), "withdrawn": is_withdrawn,
        })),
    })
}

/// Columns of the register as CSV.
const COLUMNS: [&str; 17] = [
    "release",
    "state",
    "reference",
    "recipient",
    "what",
    "file",
    "sha256",
    "bytes",
    "proposed by",
    "proposed",
    "decided by",
    "decided",
    "verdict",
    "people certain",
    "people possible",
    "certificate expires",
    "certificate withdrawn",
];

/// The register as CSV. No cell is what a spreadsheet takes for a formula.
pub fn csv(releases: &[Release], mut out: impl Write) -> Result<(), ReleaseError> {
    line(&mut out, COLUMNS.map(str::to_owned).iter())?;
    for release in releases {
        let (decided_by, decided) = release
            .decided
            .map_or_else(Default::default, |decision| (decision.actor.to_string(), decision.at.to_string()));
        let (expires, withdrawn) = release.certificate.map_or_else(Default::default, |(_, expires, gone)| {
            (expires.to_string(), if gone { "yes" } else { "no" }.to_owned())
        });
        let cells = [
            release.number.to_string(),
            release.state.id().to_owned(),
            release.reference.to_string(),
            release.recipient.to_string(),
            release.what.to_string(),
            release.file_name.to_string(),
            release.sha256.clone(),
            release.bytes.to_string(),
            release.proposed.actor.to_string(),
            release.proposed.at.to_string(),
            decided_by,
            decided,
            release.verdict.to_string(),
            release.subjects.to_string(),
            release.possible.to_string(),
            expires,
            withdrawn,
        ];
        line(&mut out, cells.iter())?;
    }
    Ok(())
}

fn line<'c>(out: &mut impl Write, cells: impl Iterator<Item = &'c String>) -> Result<(), ReleaseError> {
    let cells: Vec<String> = cells.map(|text| cell(text)).collect();
    writeln!(out, "{}", cells.join(",")).map_err(|_| ReleaseError::Unwritten)
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_cell_is_never_a_formula_and_never_two_cells() {
        assert_eq!(cell("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
        assert_eq!([cell(" +1"), cell("a,b"), cell("a\nb")], ["' +1", "\"a,b\"", "a b"]);
    }
}
