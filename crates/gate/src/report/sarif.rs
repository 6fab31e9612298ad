//! The report as SARIF 2.1.0 (OASIS, 27 March 2020), which code hosts and security dashboards read.

use crate::finding::Finding;
use crate::{Checked, RULES, Severity, Verdict};
use serde_json::{Value, json};
use std::fmt::Write;

/// The document for many files.
pub fn document(files: &[Checked]) -> Value {
    let rules: Vec<Value> = RULES
        .iter()
        .copied()
        .flatten()
        .map(|rule| {
            json!({
                "id": rule.id,
                "name": name(rule.id),
                "shortDescription": { "text": rule.title },
                "fullDescription": { "text": rule.why },
                "help": { "text": rule.fix },
                "defaultConfiguration": { "level": level(rule.plain) },
            })
        })
        .collect();
    let is_complete = files.iter().all(|file| file.verdict != Verdict::Unchecked);
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "tipstaff",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "invocations": [{ "executionSuccessful": is_complete }],
            "artifacts": files.iter().map(artifact).collect::<Vec<_>>(),
            "results": files.iter().enumerate().flat_map(|(index, file)| {
                file.findings.iter().map(move |finding| result(finding, file, index))
            }).collect::<Vec<_>>(),
        }],
    })
}

fn artifact(file: &Checked) -> Value {
    let mut artifact = json!({ "location": { "uri": uri(file) }, "length": file.bytes });
    if !file.sha256.is_empty() {
        artifact["hashes"] = json!({ "sha-256": file.sha256 });
    }
    artifact
}

fn result(finding: &Finding, file: &Checked, index: usize) -> Value {
    let place = &finding.place;
    let mut names: Vec<&str> = place.inside.iter().map(String::as_str).collect();
    names.extend([place.part.as_str(), place.range.as_str()].into_iter().filter(|name| !name.is_empty()));
    let mut location =
        json!({ "physicalLocation": { "artifactLocation": { "uri": uri(file), "index": index } } });
    if !names.is_empty() || !place.human.is_empty() {
        location["logicalLocations"] = json!([{
            "name": if place.human.is_empty() { &place.part } else { &place.human },
            "fullyQualifiedName": names.join("!"),
        }]);
    }
    json!({
        "ruleId": finding.rule.id,
        "level": level(finding.severity),
        "message": { "text": format!("{}. {}", finding.summary, finding.fix) },
        "locations": [location],
        "properties": {
            "severity": finding.severity,
            "visible": finding.visible,
            "people": finding.people.as_ref().map(|people| json!({ "certain": people.certain, "possible": people.possible })),
        },
    })
}

/// SARIF's levels: what holds a file is an error, what a person must look at a warning.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Block => "error",
        Severity::Review => "warning",
        Severity::Note => "note",
    }
}

/// `hidden-sheet` as `HiddenSheet`, the form that SARIF asks of names.
fn name(id: &str) -> String {
    id.split('-')
        .flat_map(|word| {
            let mut letters = word.chars();
            letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters)
        })
        .collect()
}

/// The path as a URI reference (RFC 3986): what is not plain is escaped.
fn uri(file: &Checked) -> String {
    let path = file.path.to_string_lossy();
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'-' | b'_' | b'~') {
            uri.push(byte as char);
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}
