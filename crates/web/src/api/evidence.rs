//! How stores of evidence stand, for programs: what `tipstaff evidence balance --format json` prints.

use super::{ProblemDocument, Refused};
use crate::form::Query;
use crate::problem::Problem;
use crate::right::{AskBalance, Earned};
use axum::Json;
use evidence::{Balance, Count};
use serde::Serialize;
use utoipa::ToSchema;

/// The balance of every store.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceBalance {
    /// Schema of this answer.
    #[schema(example = "tipstaff.evidence-balance/1")]
    pub schema: &'static str,
    /// Stores that are watched, by number.
    pub stores: Vec<EvidenceStoreBalance>,
}

/// The balance of a store.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceStoreBalance {
    /// Number of the store.
    pub store: u32,
    /// Its name.
    pub name: String,
    /// `green`, `red` or `unknown`. Only `green` says that everything is there.
    pub state: &'static str,
    /// Why it is unknown, in words.
    pub why: Option<String>,
    /// When it was last listed, RFC 3339.
    pub at: Option<String>,
    /// What it listed on the first day.
    pub opening: EvidenceCount,
    /// What came since.
    pub received: EvidenceCount,
    /// What two people wrote off.
    pub written_off: EvidenceCount,
    /// What it has to have: opening and received, less written off.
    pub expected: EvidenceCount,
    /// What differs and nobody has explained.
    pub suspense: Vec<EvidenceDifference>,
    /// Numbers of settlements that wait for a decision.
    pub settlements: Vec<u32>,
    /// By source, class and month, where they were asked for.
    pub groups: Vec<EvidenceGroup>,
    /// The balance as a C2SP signed note under the record's key.
    pub note: Option<String>,
}

/// Items and their bytes.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceCount {
    /// Items.
    pub items: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// A difference in suspense.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceDifference {
    /// Its number.
    pub difference: u32,
    /// `missing`, `surplus`, `changed` or `damaged`.
    pub kind: &'static str,
    /// Items.
    pub items: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Position of the act that raised the alarm.
    pub alarm: u64,
}

/// What items have in common, and how many have to be there.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceGroup {
    /// `2023-05`, in London.
    pub month: String,
    /// Where they came from.
    pub source: Option<String>,
    /// Class of retention.
    pub class: Option<String>,
    /// What has to be there.
    pub expected: EvidenceCount,
    /// What of it is missing.
    pub missing: EvidenceCount,
}

/// How do the stores of evidence stand? As of their last listing; nothing is listed for this, and nothing is named.
#[utoipa::path(
    get, path = "/api/evidence/balance", tag = "evidence", operation_id = "evidenceBalance",
    params(("groups" = Option<bool>, Query, description = "Whether to count by source, class and month too")),
    responses(
        (status = 200, description = "The balance of every store that is watched", body = EvidenceBalance),
        (status = 400, description = "The question makes no sense", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 401, description = "No token, or one that is over", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, description = "The token is for something else", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("token" = []))
)]
pub async fn balance(
    right: Earned<AskBalance>,
    query: Result<Query, Problem>,
) -> Result<Json<EvidenceBalance>, Refused> {
    let Query(query) = query?;
    let groups = match query.text("groups") {
        "" | "false" => false,
        "true" => true,
        _ => {
            return Err(Problem::bad_request(
                "Groups are wanted or not",
                "Write groups=true or groups=false",
            )
            .into());
        }
    };
    let balances = right.0.balances().await?;
    Ok(Json(EvidenceBalance {
        schema: "tipstaff.evidence-balance/1",
        stores: balances.iter().map(|balance| store(balance, groups)).collect(),
    }))
}

fn counted(of: Count) -> EvidenceCount {
    EvidenceCount { items: of.items, bytes: of.bytes }
}

fn store(balance: &Balance, groups: bool) -> EvidenceStoreBalance {
    EvidenceStoreBalance {
        store: balance.store.number,
        name: balance.store.name.clone(),
        state: balance.state.id(),
        why: balance.why.clone(),
        at: balance.swept.as_ref().map(|sweep| sweep.at.to_string()),
        opening: counted(balance.opening),
        received: counted(balance.received),
        written_off: counted(balance.written_off),
        expected: counted(balance.expected),
        suspense: balance
            .suspense
            .iter()
            .map(|one| EvidenceDifference {
                difference: one.number,
                kind: one.kind.id(),
                items: one.items,
                bytes: one.bytes,
                alarm: one.alarm,
            })
            .collect(),
        settlements: balance.waiting.iter().map(|one| one.number).collect(),
        groups: balance
            .groups
            .iter()
            .filter(|_| groups)
            .map(|(group, counts)| EvidenceGroup {
                month: group.month.clone(),
                source: group.source.clone(),
                class: group.class.clone(),
                expected: counted(counts.expected),
                missing: counted(counts.missing),
            })
            .collect(),
        note: balance.swept.as_ref().map(|sweep| String::from_utf8_lossy(&sweep.note).into_owned()),
    }
}
