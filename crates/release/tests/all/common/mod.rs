//! A record in a temporary folder with an officer who proposes and an approver; on SQLite and on PostgreSQL.

use detect::People;
pub use force_for_tests::{BOTH, On, Somebody, at, enrolled};
use gate::{Checked, Finding, Outline, Policy, Rule, Severity, Subjects, Verdict};
use jiff::Timestamp;
use record::{Place, Record, Role};
use release::{Examined, Proposal, Reason, Releases, Settings, rules_digest};
use sandbox::Confinement;
use tempfile::TempDir;
use zeroize::Zeroizing;

/// A record and two people.
pub struct Case {
    pub folder: TempDir,
    pub place: Place,
    pub record: Record,
    pub officer: Somebody,
    pub approver: Somebody,
}

pub fn start() -> Timestamp {
    at("2026-11-26T09:00:00Z")
}

impl Case {
    pub async fn new(on: On) -> Self {
        let (folder, place, record) = force_for_tests::record(on, start()).await;
        let officer = enrolled(&record, "R. Quill", &[Role::FoiOfficer], start()).await;
        let approver =
            enrolled(&record, "M. Oake", &[Role::Approver, Role::InformationSecurity], start()).await;
        Self { folder, place, record, officer, approver }
    }

    pub fn releases(&self) -> Releases<'_> {
        Releases::new(&self.record, Settings::default())
    }

    /// Proposes, and gives the number.
    pub async fn proposed(&self, proposal: &Proposal, examined: &Examined) -> u32 {
        let (by, signer) = &self.officer;
        self.releases().propose(by, signer, proposal, examined, examined.at).await.unwrap().0
    }

    /// Whether the log and the tables agree.
    pub async fn is_sound(&self) {
        force_for_tests::is_sound(&self.record).await;
    }
}

pub fn rules() -> [u8; 32] {
    rules_digest(&Policy::default())
}

/// What a check says of a file: these bytes, this verdict, so many people.
pub fn examined(byte: u8, verdict: Verdict, people: u64, when: Timestamp) -> Examined {
    let findings = match verdict {
        Verdict::Review => vec![finding("visible-individuals", "sheet 'Answer'")],
        _ => Vec::new(),
    };
    let checked = Checked {
        path: "answer.csv".into(),
        sha256: format!("{byte:02x}").repeat(32),
        bytes: 1_468,
        format: "csv".into(),
        verdict,
        people: People { certain: people, ..People::default() },
        hidden_people: People::default(),
        subjects: Subjects { unlisted: (people, people), ..Subjects::default() },
        outline: Outline::default(),
        unaccounted: Vec::new(),
        findings,
        confinement: Confinement::default(),
    };
    Examined { checked, rules: rules(), at: when }
}

pub fn finding(rule: &str, place: &str) -> Finding {
    Finding {
        rule: Rule::of_id(rule).unwrap(),
        severity: Severity::Review,
        place: gate::Place { human: place.into(), ..gate::Place::default() },
        visible: true,
        summary: "a row for each event".into(),
        table: None,
        people: None,
        identifiers: Vec::new(),
        samples: Vec::new(),
        fix: String::new(),
        policy_reason: None,
    }
}

pub fn reason(rule: &str, text: &str) -> Reason {
    Reason { rule: rule.into(), place: None, text: text.into() }
}

pub fn proposal(reasons: Vec<Reason>) -> Proposal {
    let said = |text: &str| Zeroizing::new(text.to_owned());
    Proposal {
        file_name: said("answer.csv"),
        reference: said("FOI 2026/118"),
        recipient: said("The Argus"),
        what: said("Stops by ward and month"),
        reasons,
        blob: None,
    }
}
