//! Everything that an independent expert needs to compute the evidence again without this program: the opened keys of the
//! deliveries in the file, and what was compared. How is told in `docs/src/reference/trace-evidence.md`; [`RECOMPUTE`] does it
//! with nothing but Python's standard library.
//!
//! It opens deliveries. Whoever has it can make their marks, so it goes to the expert and to nobody else. Names and values
//! are not in it: people are numbers of the record, and fictitious people hashes.

use crate::delivery::Delivery;
use crate::error::TraceError;
use crate::force::spell::{self, Forenames};
use crate::found::Trace;
use crate::source::{Sequence, Weighed};
use crate::trace::{Question, Traced, traced};
use marks::Subject;
use marks::evidence::{EPSILON, EValue, HoneyFound};
use marks::{NameShown, name_space};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use zeroize::Zeroize;

/// The schema's name.
pub const SCHEMA: &str = "tipstaff.trace-evidence/1";

/// The program that computes it again: `python3 recompute.py EVIDENCE.json`.
pub const RECOMPUTE: &str = include_str!("../verify/recompute.py");

/// What is handed to the expert.
#[derive(Serialize)]
pub struct Evidence {
    schema: &'static str,
    /// The chance of accusing anybody innocent that is allowed.
    epsilon: f64,
    recipients: u64,
    deliveries: u64,
    ln_recipient_bar: f64,
    ln_delivery_bar: f64,
    strings: Strings,
    /// Different names in the file, by how much of a name is shown; with the size of the space that names are drawn from.
    names: Vec<Names>,
    name_combinations: u64,
    accused: Vec<Accusation>,
}

impl std::fmt::Debug for Evidence {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Evidence").field("accused", &self.accused.len()).finish_non_exhaustive()
    }
}

impl Evidence {
    /// Writes it as JSON. The text holds opened keys.
    pub fn json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self)
    }

    /// Whether there is anything to recompute: somebody is above the bar.
    pub fn is_empty(&self) -> bool {
        self.accused.is_empty()
    }
}

/// The strings that were compared with reference numbers. The expert finds them in the file.
#[derive(Serialize)]
struct Strings {
    count: u64,
    /// SHA-256 of them, each as 17 hexadecimal digits and a new line, sorted.
    digest: String,
}

#[derive(Serialize)]
struct Names {
    shown: &'static str,
    count: u64,
    space: u64,
    weight: f64,
}

#[derive(Serialize)]
struct Accusation {
    recipient: u32,
    /// All deliveries to it: the average is over as many.
    deliveries: u32,
    ln_e: f64,
    opened: Vec<Opened>,
}

#[derive(Serialize)]
struct Opened {
    purpose: String,
    number: u32,
    key: String,
    commitment: String,
    /// T counts in the recipient's product only, and cannot be recomputed from this key.
    has_stable_tokens: bool,
    token: Option<TokenEvidence>,
    order: Option<OrderEvidence>,
    photo: Option<PhotoEvidence>,
    honey: Option<HoneyEvidence>,
    /// Of the product for the recipient.
    ln_e: f64,
}

/// The opened key does not stay behind in memory.
impl Drop for Opened {
    fn drop(&mut self) {
        self.key.zeroize();
    }
}

#[derive(Serialize)]
struct TokenEvidence {
    subjects: u64,
    /// Bytes of the subject, and the reference number as it stands in the file, in hexadecimal digits of its 65 bits.
    matches: Vec<(String, String)>,
    ln_e: f64,
}

#[derive(Serialize)]
struct OrderEvidence {
    /// Bytes of the subjects, in the order of the file. Empty if it was not weighed: then the least value counts.
    subjects: Vec<String>,
    ln_e: f64,
}

#[derive(Serialize)]
struct PhotoEvidence {
    z: f64,
    photos: u64,
    ln_e: f64,
}

#[derive(Serialize)]
struct HoneyEvidence {
    delivered: u32,
    refused: u64,
    /// By how much of a name is shown, as in `names`: how many were found.
    found: Vec<u32>,
    people: Vec<HoneyPerson>,
    ln_e: f64,
}

#[derive(Serialize)]
struct HoneyPerson {
    number: u32,
    draw: u32,
    /// SHA-256 of surname and forenames, in small letters without marks, a comma between.
    name: String,
}

/// Traces a file and gathers the evidence of what is said.
pub fn trace_with_evidence(question: &Question<'_>) -> Result<(Trace, Evidence), TraceError> {
    let traced = traced(question)?;
    let evidence = gather(&traced);
    Ok((traced.trace, evidence))
}

fn gather(traced: &Traced<'_>) -> Evidence {
    let trace = &traced.trace;
    let accused = trace
        .recipients
        .iter()
        .filter(|found| found.clears)
        .map(|found| Accusation {
            recipient: found.recipient,
            deliveries: found.deliveries,
            ln_e: found.ln_e,
            opened: opened(traced, found.recipient, &found.present),
        })
        .collect();
    Evidence {
        schema: SCHEMA,
        epsilon: EPSILON,
        recipients: trace.work.recipients,
        deliveries: trace.work.deliveries,
        ln_recipient_bar: trace.recipient_bar,
        ln_delivery_bar: trace.delivery_bar,
        strings: Strings { count: traced.examined.strings(), digest: digest_of_strings(traced) },
        names: traced
            .names
            .counts()
            .map(|(shown, weight, count)| Names {
                shown: shown_name(shown),
                count,
                space: name_space(shown),
                weight,
            })
            .collect(),
        name_combinations: name_space(NameShown::Full),
        accused,
    }
}

fn shown_name(shown: NameShown) -> &'static str {
    match shown {
        NameShown::Full => "full",
        NameShown::ForenameAndSurname => "forename-and-surname",
        NameShown::InitialsAndSurname => "initials-and-surname",
        NameShown::InitialAndSurname => "initial-and-surname",
        NameShown::Surname => "surname",
    }
}

fn digest_of_strings(traced: &Traced<'_>) -> String {
    let mut strings: Vec<u128> = traced.examined.tokens.keys().copied().collect();
    strings.sort_unstable();
    let mut hash = Sha256::new();
    for string in strings {
        hash.update(format!("{string:017x}\n"));
    }
    hexadecimal(&hash.finalize())
}

fn opened(traced: &Traced<'_>, recipient: u32, present: &[crate::DeliveryId]) -> Vec<Opened> {
    traced
        .question
        .deliveries
        .iter()
        .enumerate()
        .filter(|(_, delivery)| delivery.id.recipient == recipient && present.contains(&delivery.id))
        .filter_map(|(at, delivery)| open(traced, at, delivery, traced.weighed.get(at)?))
        .collect()
}

fn open(traced: &Traced<'_>, at: usize, delivery: &Delivery, weighed: &Weighed) -> Option<Opened> {
    let key = traced.question.keys.key(delivery.id)?;
    let subject = |subject: &Subject| hexadecimal(&subject.to_bytes());
    let channels = &weighed.channels;
    let ln = EValue::ln;
    Some(Opened {
        purpose: delivery.purpose.clone(),
        number: delivery.id.number,
        key: hexadecimal(key.expose()),
        commitment: hexadecimal(&key.commitment()),
        has_stable_tokens: weighed.has_stable_tokens,
        token: weighed.tokens.zip(channels.token).map(|(tokens, value)| TokenEvidence {
            subjects: tokens.subjects,
            matches: traced
                .resolved
                .hits
                .get(&at)
                .into_iter()
                .flatten()
                .map(|(held, token)| (subject(held), format!("{token:017x}")))
                .collect(),
            ln_e: ln(value),
        }),
        order: channels.order.map(|value| OrderEvidence {
            subjects: match weighed.order {
                Some(_) => {
                    Sequence::of(at, delivery, &traced.rows, None).subjects.iter().map(subject).collect()
                }
                None => Vec::new(),
            },
            ln_e: ln(value),
        }),
        photo: weighed.photos.zip(channels.photo).map(|(photos, value)| PhotoEvidence {
            z: photos.z,
            photos: photos.subjects,
            ln_e: ln(value),
        }),
        honey: weighed.honey.as_ref().map(|honey| HoneyEvidence {
            delivered: delivery.honey.len() as u32,
            refused: delivery.honey_refused,
            found: honey.found.iter().map(|found: &HoneyFound| found.found).collect(),
            people: honey.people.iter().filter_map(|number| person(delivery, *number)).collect(),
            ln_e: ln(honey.value),
        }),
        ln_e: ln(weighed.for_recipient()),
    })
}

fn person(delivery: &Delivery, number: u32) -> Option<HoneyPerson> {
    let honey = delivery.honey.get(number as usize)?;
    let mut hash = Sha256::new();
    hash.update(spell::surname(&honey.surname));
    hash.update(",");
    hash.update(Forenames::of(&honey.forenames).words);
    Some(HoneyPerson { number, draw: honey.draw, name: hexadecimal(&hash.finalize()) })
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
