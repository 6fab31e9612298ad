//! A record in a temporary folder with an officer who proposes and an approver; on SQLite and on PostgreSQL.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use detect::People;
use gate::{Checked, Finding, Outline, Policy, Rule, Severity, Subjects, Verdict};
use jiff::Timestamp;
use keyring::Passphrase;
use postgres_for_tests::Cluster;
use record::{Actor, Place, Record, Role, Roles, Signer, VerifyOptions};
use release::{Examined, Proposal, Reason, Releases, Settings, rules_digest};
use sandbox::Confinement;
use tempfile::TempDir;
use zeroize::Zeroizing;

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    Sqlite,
    Postgres,
}

/// Both databases: every story about what is stored is told on both.
pub const BOTH: [On; 2] = [On::Sqlite, On::Postgres];

/// Somebody with a key.
pub type Somebody = (Actor, Signer);

/// A record and two people.
pub struct Case {
    pub folder: TempDir,
    pub place: Place,
    pub record: Record,
    pub officer: Somebody,
    pub approver: Somebody,
}

pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub fn start() -> Timestamp {
    at("2026-11-26T09:00:00Z")
}

pub fn words() -> Passphrase {
    Passphrase::new("four random words here").unwrap()
}

impl Case {
    pub async fn new(on: On) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut place = Place::folder(folder.path().join("data"));
        place.key_file = Some(folder.path().join("keys").join("force.key"));
        if on == On::Postgres {
            place.database = Some(Cluster::shared().database());
        }
        let record = Record::create(&place, start()).await.unwrap();
        let officer = enrolled(&record, "R. Quill", &[Role::FoiOfficer]).await;
        let approver = enrolled(&record, "M. Oake", &[Role::Approver, Role::InformationSecurity]).await;
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
        self.record.publish().await.unwrap();
        let options = VerifyOptions { deep: true, ..VerifyOptions::default() };
        let verified = self.record.verify(&options, &mut |_| {}).await.unwrap();
        assert!(verified.is_sound(), "{verified:?}");
    }
}

pub async fn owner(record: &Record) -> Somebody {
    let owner = record.actor(Some("owner")).await.unwrap();
    if owner.public_key.is_none() {
        record.set_passphrase(&owner, &owner, &words(), None, start()).await.unwrap();
    }
    let owner = record.actor(Some("owner")).await.unwrap();
    let signer = record.signer(&owner, &words()).await.unwrap();
    (owner, signer)
}

/// Somebody whom the first actor enrolled, with a key of their own.
pub async fn enrolled(record: &Record, name: &str, roles: &[Role]) -> Somebody {
    let (owner, owner_signs) = owner(record).await;
    let roles = Roles::of(roles);
    let (actor, _) =
        record.add_actor(&owner, &owner_signs, name, roles, Some(&words()), start()).await.unwrap();
    let given = record.signer(&actor, &words()).await.unwrap();
    record.set_passphrase(&actor, &actor, &words(), Some(&given), start()).await.unwrap();
    let actor = record.actor(Some(name)).await.unwrap();
    let signer = record.signer(&actor, &words()).await.unwrap();
    (actor, signer)
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
