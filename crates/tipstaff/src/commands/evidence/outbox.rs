//! What goes out and by which ways: at each round everything that nobody took yet, each once.

use super::mail::Mail;
use super::webhook::Webhook;
use crate::exit::Failure;
use crate::open;
use evidence::{Evidence, Message, Says};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::io::Write;

/// A way by which messages go out.
pub enum Channel {
    /// JSON by POST.
    Webhook(Webhook),
    /// Plain text.
    Mail(Mail),
}

impl Channel {
    /// A digest of what it is and where it leads: that is kept, and the address is not.
    fn id(&self) -> String {
        let leads = match self {
            Self::Webhook(webhook) => format!("webhook\n{}", webhook.address()),
            Self::Mail(mail) => format!("mail\n{}", mail.addresses()),
        };
        crate::commands::say::hex(&Sha256::digest(leads))
    }

    async fn send(&self, message: &Message) -> Result<(), Failure> {
        match self {
            Self::Webhook(webhook) => webhook.send(&document(message)).await,
            Self::Mail(mail) => mail.send(message).await,
        }
    }
}

/// Makes the channels known, before the first sweep: what that one finds goes out by them.
pub async fn open(evidence: &Evidence<'_>, channels: &[Channel]) -> Result<(), Failure> {
    for channel in channels {
        evidence.open_channel(&channel.id()).await?;
    }
    Ok(())
}

/// Sends what has not gone out; says whether all of it was taken. One channel that takes nothing does not keep another one from
/// hearing, nor the watch from going on: what is left goes out at the next round.
pub async fn deliver(evidence: &Evidence<'_>, channels: &[Channel]) -> Result<bool, Failure> {
    let mut all = true;
    for channel in channels {
        let id = channel.id();
        if !evidence.take_channel(&id, open::now()).await? {
            // Another process is at it.
            continue;
        }
        let sent = all_of(evidence, channel, &id).await;
        evidence.leave_channel(&id).await?;
        if let Err(failure) = sent {
            all = false;
            writeln!(std::io::stderr(), "tipstaff: {failure}")?;
        }
    }
    Ok(all)
}

async fn all_of(evidence: &Evidence<'_>, channel: &Channel, id: &str) -> Result<(), Failure> {
    for pending in evidence.pending(id, open::now()).await? {
        if let Some(message) = evidence.message(&pending).await? {
            channel.send(&message).await?;
        }
        evidence.told(id, &pending, open::now()).await?;
    }
    Ok(())
}

/// A message for a program: numbers and counts, no names of items and no references of cases.
fn document(message: &Message) -> Value {
    let mut document = json!({
        "schema": "tipstaff.evidence-message/1", "store": message.store, "name": message.name,
    });
    let says = match &message.says {
        Says::Alarm { act, at, differences, cases } => {
            let differences: Vec<Value> = differences
                .iter()
                .map(|one| {
                    json!({ "difference": one.number, "kind": one.kind.id(), "items": one.items, "bytes": one.bytes })
                })
                .collect();
            let next = cases.iter().flatten().filter_map(|case| case.court_date).min();
            let cases: Option<Vec<u32>> =
                cases.as_ref().map(|cases| cases.iter().map(|case| case.number).collect());
            json!({
                "message": "alarm",
                "alarm": {
                    "act": act, "at": at.to_string(), "differences": differences,
                    "cases": cases,
                    "next_court_date": next.map(|date| date.to_string()),
                },
            })
        }
        Says::Standing { standing, why, listed } => json!({
            "message": standing.id(), "why": why, "listed_at": listed.map(|at| at.to_string()),
        }),
    };
    if let (Some(document), Some(says)) = (document.as_object_mut(), says.as_object()) {
        document.extend(says.clone());
    }
    document
}
