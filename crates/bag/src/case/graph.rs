//! The nodes and how they hang together.

use super::node::{context, link, links, typed};
use super::uuid::name;
use super::{CASE_VERSION, Event, Subject};
use crate::hash::hex;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};

pub(super) fn graph(origin: &str, subjects: &[Subject], events: &[&Event]) -> Value {
    let log = origin.as_bytes();
    let files: HashMap<[u8; 16], String> =
        subjects.iter().map(|subject| (subject.id, name("file", &[log, &subject.id]))).collect();
    let tool = name("tool", &[env!("CARGO_PKG_VERSION").as_bytes()]);

    let mut objects = vec![json!({
        "@id": tool,
        "@type": "uco-tool:Tool",
        "uco-core:name": "Tipstaff",
        "uco-tool:toolType": "evidence custody",
        "uco-tool:version": env!("CARGO_PKG_VERSION"),
    })];
    objects.extend(subjects.iter().map(|subject| file(log, subject, &files)));
    // A redaction is handed over without what it was made from: that it is no original is said all the same.
    let outside: BTreeSet<&[u8; 16]> =
        subjects.iter().flat_map(|one| &one.derived_from).filter(|id| !files.contains_key(*id)).collect();
    objects.extend(outside.into_iter().map(|id| {
        json!({
            "@id": name("file", &[log, id]),
            "@type": "uco-observable:File",
            "uco-core:description": "An item that is not in this bag, from which one in it was made.",
        })
    }));
    objects.extend(people(log, events));
    // The action before, about each item: whoever follows an item backwards comes to where it was received.
    let mut before: HashMap<[u8; 16], String> = HashMap::new();
    for event in events {
        objects.extend(action(origin, event, &files, &tool, &before));
        let this = action_name(log, event);
        before.extend(event.items.iter().chain(&event.made).map(|item| (*item, this.clone())));
    }
    let parts: Vec<Vec<u8>> = events.iter().map(|event| event.position.to_be_bytes().to_vec()).collect();
    let bundle: Vec<&[u8]> = std::iter::once(log)
        .chain(subjects.iter().map(|subject| &subject.id[..]))
        .chain(parts.iter().map(|part| &part[..]))
        .collect();
    json!({
        "@context": context(),
        "@id": name("bundle", &bundle),
        "@type": "uco-core:Bundle",
        "uco-core:description": format!("Acts of custody about the items of this bag, as in the log {origin}"),
        "uco-core:object": objects,
        "uco-core:specVersion": CASE_VERSION,
    })
}

fn file(log: &[u8], subject: &Subject, files: &HashMap<[u8; 16], String>) -> Value {
    let last = subject.name.rsplit('/').next().unwrap_or_default();
    let mut node = json!({
        "@id": files[&subject.id],
        "@type": "uco-observable:File",
        "uco-core:hasFacet": [
            {
                "@id": name("file-facet", &[log, &subject.id]),
                "@type": "uco-observable:FileFacet",
                "uco-observable:fileName": last,
                "uco-observable:filePath": format!("data/{}", subject.name),
                "uco-observable:isDirectory": false,
                "uco-observable:sizeInBytes": subject.bytes,
            },
            {
                "@id": name("content-data-facet", &[log, &subject.id]),
                "@type": "uco-observable:ContentDataFacet",
                "uco-observable:hash": {
                    "@id": name("hash", &[log, &subject.id, &subject.sha256]),
                    "@type": "uco-types:Hash",
                    "uco-types:hashMethod": "SHA256",
                    "uco-types:hashValue": typed("hexBinary", hex(&subject.sha256)),
                },
                "uco-observable:sizeInBytes": subject.bytes,
            },
        ],
    });
    let sources: BTreeSet<String> = subject.derived_from.iter().map(|id| name("file", &[log, id])).collect();
    if !sources.is_empty() {
        node["case-investigation:wasDerivedFrom"] = links(&sources);
    }
    node
}

/// Actors by number, roles by name, and who acted in which.
fn people(log: &[u8], events: &[&Event]) -> Vec<Value> {
    let roles: BTreeSet<&str> = events.iter().map(|event| &*event.role).collect();
    let actors: BTreeSet<u32> = events.iter().map(|event| event.actor).collect();
    let pairs: BTreeSet<(u32, &str)> = events.iter().map(|event| (event.actor, &*event.role)).collect();
    let role =
        |role: &&str| json!({ "@id": role_name(role), "@type": "uco-role:Role", "uco-core:name": role });
    let actor = |actor: &u32| {
        json!({
            "@id": actor_name(log, *actor),
            "@type": "uco-identity:Identity",
            "uco-core:name": format!("actor {actor}"),
        })
    };
    let pair = |(actor, role): &(u32, &str)| {
        json!({
            "@id": name("role-relationship", &[log, &actor.to_be_bytes(), role.as_bytes()]),
            "@type": "uco-core:Relationship",
            "uco-core:isDirectional": true,
            "uco-core:kindOfRelationship": "Has_Role",
            "uco-core:source": link(&actor_name(log, *actor)),
            "uco-core:target": link(&role_name(role)),
        })
    };
    roles.iter().map(role).chain(actors.iter().map(actor)).chain(pairs.iter().map(pair)).collect()
}

/// An action and its record of provenance.
fn action(
    origin: &str,
    event: &Event,
    files: &HashMap<[u8; 16], String>,
    tool: &str,
    before: &HashMap<[u8; 16], String>,
) -> [Value; 2] {
    let log = origin.as_bytes();
    let known = |ids: &[[u8; 16]]| -> BTreeMap<String, [u8; 16]> {
        ids.iter().filter_map(|id| Some((files.get(id)?.clone(), *id))).collect()
    };
    let (about, made) = (known(&event.items), known(&event.made));
    let record = name("provenance-record", &[log, &event.position.to_be_bytes()]);
    let informed: BTreeSet<&String> =
        event.items.iter().chain(&event.made).filter_map(|item| before.get(item)).collect();

    let mut node = json!({
        "@id": action_name(log, event),
        "@type": "case-investigation:InvestigativeAction",
        "uco-action:endTime": typed("dateTime", event.recorded.to_string()),
        "uco-action:instrument": link(tool),
        "uco-action:object": links(about.keys()),
        "uco-action:performer": link(&actor_name(log, event.actor)),
        "uco-action:result": links(made.keys().chain([&record])),
        "uco-core:externalReference": {
            "@id": name("external-reference", &[log, &event.position.to_be_bytes()]),
            "@type": "uco-core:ExternalReference",
            "uco-core:definingContext": origin,
            "uco-core:externalIdentifier": event.position.to_string(),
        },
        "uco-core:name": event.kind,
    });
    if let Some(began) = event.began {
        node["uco-action:startTime"] = typed("dateTime", began.to_string());
    }
    if let Some(word) = event.word {
        node["uco-core:tag"] = json!(word);
    }
    if !informed.is_empty() {
        node["case-investigation:wasInformedBy"] = links(informed);
    }

    let concerned: BTreeMap<&String, &[u8; 16]> = about.iter().chain(&made).collect();
    let mut provenance = json!({
        "@id": record,
        "@type": "case-investigation:ProvenanceRecord",
        "uco-core:description": format!("act {} of the log {origin}: {}", event.position, event.kind),
        "uco-core:object": links(concerned.keys().copied()),
    });
    if let (1, Some(id)) = (concerned.len(), concerned.values().next()) {
        provenance["case-investigation:exhibitNumber"] = json!(hex(*id));
    }
    [node, provenance]
}

fn action_name(log: &[u8], event: &Event) -> String {
    name("investigative-action", &[log, &event.position.to_be_bytes()])
}

fn actor_name(log: &[u8], actor: u32) -> String {
    name("actor", &[log, &actor.to_be_bytes()])
}

fn role_name(role: &str) -> String {
    name("role", &[role.as_bytes()])
}
