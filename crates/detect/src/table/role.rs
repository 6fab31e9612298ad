//! In which capacity somebody stands in a row: a crime has a victim and a suspect, a member of staff a manager.

/// The part that a person plays in a row, by the heading of their columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    Victim,
    Suspect,
    Witness,
    /// An officer, who can be the person that the row is about.
    Officer,
    /// An officer who deals with what the row is about.
    Investigator,
    Manager,
    Caller,
    Relative,
    Other,
}

/// Words of headings, as [`crate::spell`] writes them, for each role.
const WORDS: &[(Role, &[&str])] = &[
    (
        Role::Victim,
        &["victim", "aggrieved", "complainant", "injured", "ip", "agg", "claimant", "deceased", "patient"],
    ),
    (
        Role::Suspect,
        &[
            "suspect",
            "offender",
            "defendant",
            "accused",
            "perpetrator",
            "susp",
            "detainee",
            "arrested",
            "respondent",
            "subject",
        ],
    ),
    (Role::Witness, &["witness", "wit"]),
    (Role::Investigator, &["oic", "investigator", "investigating", "arresting", "attending", "interviewer"]),
    (Role::Officer, &["officer", "author"]),
    (Role::Manager, &["manager", "supervisor", "supervising", "reviewer", "approver", "authoriser"]),
    (Role::Caller, &["caller", "informant", "reporter", "reporting", "applicant", "requester", "requestor"]),
    (
        Role::Relative,
        &["kin", "parent", "mother", "father", "guardian", "partner", "spouse", "carer", "child"],
    ),
    (Role::Other, &["owner", "tenant", "landlord", "driver", "passenger", "solicitor", "interpreter"]),
];

/// Words that say that a name is another one of the same person.
const ALIASES: &[&str] = &[
    "maiden",
    "previous",
    "former",
    "formerly",
    "alias",
    "aka",
    "known",
    "preferred",
    "other",
    "birth",
    "alternative",
];

impl Role {
    /// What a heading says, by its first word that says anything.
    pub(crate) fn of_header(spelt: &str) -> Option<Self> {
        if spelt.starts_with("officer in ") {
            // "Officer in case", "officer in charge".
            return Some(Self::Investigator);
        }
        spelt.split(' ').find_map(|word| {
            let row = WORDS.iter().find(|(_, words)| words.contains(&word));
            row.map(|(role, _)| *role)
        })
    }
}

/// Whether a heading is that of a further name of somebody who has one: "maiden name", "known as".
pub(crate) fn is_alias(spelt: &str) -> bool {
    spelt.split(' ').any(|word| ALIASES.contains(&word))
}

/// A heading without the figures that tell its repetitions apart: "name 2" is "name".
pub(crate) fn without_figures(spelt: &str) -> String {
    let words = spelt.split(' ').map(|word| word.trim_matches(|sign: char| sign.is_ascii_digit()));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
