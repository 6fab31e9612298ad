//! CASE/UCO: the same history is the same text, in words that the ontologies have.

use crate::common::evidence;
use serde_json::Value;
use std::collections::BTreeSet;

/// Classes that we use, looked up in `ontology/investigation/investigation.ttl` of casework/CASE at release 1.4.0 and in
/// `ontology/uco/*/*.ttl` of ucoProject/UCO at release 1.4.0.
const CLASSES: [&str; 14] = [
    "case-investigation:InvestigativeAction",
    "case-investigation:ProvenanceRecord",
    "uco-core:Bundle",
    "uco-core:ExternalReference",
    "uco-core:Relationship",
    "uco-identity:Identity",
    "uco-observable:ContentDataFacet",
    "uco-observable:File",
    "uco-observable:FileFacet",
    "uco-role:Role",
    "uco-tool:Tool",
    "uco-types:Hash",
    "xsd:dateTime",
    "xsd:hexBinary",
];

/// Properties, from the same files.
const PROPERTIES: [&str; 31] = [
    "case-investigation:exhibitNumber",
    "case-investigation:wasDerivedFrom",
    "case-investigation:wasInformedBy",
    "uco-action:endTime",
    "uco-action:instrument",
    "uco-action:object",
    "uco-action:performer",
    "uco-action:result",
    "uco-action:startTime",
    "uco-core:definingContext",
    "uco-core:description",
    "uco-core:externalIdentifier",
    "uco-core:externalReference",
    "uco-core:hasFacet",
    "uco-core:isDirectional",
    "uco-core:kindOfRelationship",
    "uco-core:name",
    "uco-core:object",
    "uco-core:source",
    "uco-core:specVersion",
    "uco-core:tag",
    "uco-core:target",
    "uco-observable:fileName",
    "uco-observable:filePath",
    "uco-observable:hash",
    "uco-observable:isDirectory",
    "uco-observable:sizeInBytes",
    "uco-tool:toolType",
    "uco-tool:version",
    "uco-types:hashMethod",
    "uco-types:hashValue",
];

async fn jsonld() -> String {
    let bag = evidence().await.into_bag().unwrap();
    let tag = bag.tags.into_iter().find(|tag| tag.path == "tipstaff/case.jsonld").unwrap();
    String::from_utf8(tag.content).unwrap()
}

#[tokio::test]
async fn custody_is_told_in_case() {
    let text = jsonld().await;
    assert_eq!(text, jsonld().await);
    // The tool's name is made of its version.
    let (_, rest) = text.split_once("kb:tool-").unwrap();
    let told = text.replace(&rest[..36], "UUID").replace(env!("CARGO_PKG_VERSION"), "VERSION");
    insta::assert_snapshot!(told);
}

#[tokio::test]
async fn every_word_is_one_of_the_ontologies() {
    let (mut classes, mut properties) = (BTreeSet::new(), BTreeSet::new());
    let mut document: Value = serde_json::from_str(&jsonld().await).unwrap();
    document.as_object_mut().unwrap().remove("@context").unwrap();
    words(&document, &mut classes, &mut properties);
    let known = |list: &[&str], word: &String| {
        list.iter().any(|term| term.strip_suffix('*').map_or(*term == word, |start| word.starts_with(start)))
    };
    for class in &classes {
        assert!(known(&CLASSES, class), "{class}");
    }
    for property in &properties {
        assert!(known(&PROPERTIES, property), "{property}");
    }
    // And none is in the list for nothing.
    for term in CLASSES.iter().chain(&PROPERTIES) {
        let used =
            |word: &String| term.strip_suffix('*').map_or(word == term, |start| word.starts_with(start));
        assert!(classes.iter().chain(&properties).any(used), "{term}");
    }
}

#[tokio::test]
async fn every_reference_leads_somewhere_and_nobody_is_named() {
    let text = jsonld().await;
    let document: Value = serde_json::from_str(&text).unwrap();
    let (mut made, mut meant) = (BTreeSet::new(), BTreeSet::new());
    nodes(&document, &mut made, &mut meant);
    assert_eq!(meant.difference(&made).collect::<Vec<_>>(), [""; 0]);
    let names: BTreeSet<&str> = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("\"uco-core:name\": \""))
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let expected = [
        "Tipstaff",
        "actor 12",
        "actor 4",
        "auditor",
        "case officer",
        "consulted",
        "derived",
        "received",
        "verified",
    ];
    assert_eq!(names, BTreeSet::from(expected));
}

fn words(value: &Value, classes: &mut BTreeSet<String>, properties: &mut BTreeSet<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| words(value, classes, properties)),
        Value::Object(fields) => {
            for (key, value) in fields {
                if key == "@type" {
                    classes.insert(value.as_str().unwrap().to_owned());
                } else if !key.starts_with('@') {
                    properties.insert(key.clone());
                }
                words(value, classes, properties);
            }
        }
        _ => {}
    }
}

fn nodes(value: &Value, made: &mut BTreeSet<String>, meant: &mut BTreeSet<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| nodes(value, made, meant)),
        Value::Object(fields) => {
            if let Some(id) = fields.get("@id").and_then(Value::as_str) {
                let into = if fields.len() == 1 { &mut *meant } else { &mut *made };
                into.insert(id.to_owned());
            }
            fields.values().for_each(|value| nodes(value, made, meant));
        }
        _ => {}
    }
}
