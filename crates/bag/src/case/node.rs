//! Pieces of JSON-LD.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::{Value, json};

/// Where the words come from.
pub(super) fn context() -> Value {
    let uco = |part: &str| format!("https://ontology.unifiedcyberontology.org/uco/{part}/");
    json!({
        "case-investigation": "https://ontology.caseontology.org/case/investigation/",
        // Nodes are names and not addresses: nothing is to be fetched.
        "kb": "urn:tipstaff:",
        "uco-action": uco("action"),
        "uco-core": uco("core"),
        "uco-identity": uco("identity"),
        "uco-observable": uco("observable"),
        "uco-role": uco("role"),
        "uco-tool": uco("tool"),
        "uco-types": uco("types"),
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    })
}

/// A reference to a node.
pub(super) fn link(name: &str) -> Value {
    json!({ "@id": name })
}

/// References to nodes.
pub(super) fn links<'a>(names: impl IntoIterator<Item = &'a String>) -> Value {
    names.into_iter().map(|name| link(name)).collect()
}

/// A value of a type of XML Schema.
pub(super) fn typed(kind: &str, value: impl Into<String>) -> Value {
    json!({ "@type": format!("xsd:{kind}"), "@value": value.into() })
}

/// JSON for people, with keys in order: what order `serde_json` keeps depends on who else is in the build.
pub(crate) fn pretty(value: &Value) -> Vec<u8> {
    // Writing into memory cannot fail, and keys are text.
    let mut bytes = serde_json::to_vec_pretty(&Sorted(value)).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

struct Sorted<'a>(&'a Value);

impl Serialize for Sorted<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Object(fields) => {
                let mut keys: Vec<_> = fields.keys().collect();
                keys.sort();
                let mut map = serializer.serialize_map(Some(keys.len()))?;
                for key in keys {
                    map.serialize_entry(key, &Sorted(&fields[key]))?;
                }
                map.end()
            }
            Value::Array(values) => {
                let mut sequence = serializer.serialize_seq(Some(values.len()))?;
                for value in values {
                    sequence.serialize_element(&Sorted(value))?;
                }
                sequence.end()
            }
            other => other.serialize(serializer),
        }
    }
}
