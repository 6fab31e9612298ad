//! Rules about what everybody sees.

use crate::Severity::{Block, Note, Review};
use crate::rule::{Rule, Subject};

pub(super) static RULES: &[Rule] = &[
    Rule {
        id: "visible-people",
        title: "rows about people",
        why: "Everybody who opens the file sees who these people are.",
        fix: "Check that these people are meant to be named; otherwise release counts instead of rows.",
        plain: Review,
        personal: Block,
        subject: Subject::Judged,
    },
    Rule {
        id: "embedded-people",
        title: "rows about people in a file inside the file",
        why: "A double click opens the file inside, with everything in it.",
        fix: "Delete the embedded file, or release the safe copy.",
        plain: Review,
        personal: Block,
        subject: Subject::Judged,
    },
    Rule {
        id: "visible-individuals",
        title: "a row for each person or event",
        why: "Ages, dates and places of single people can tell who they are, even without names.",
        fix: "Release counts, or have somebody look whether a single person can be told.",
        plain: Review,
        personal: Review,
        subject: Subject::Judged,
    },
    Rule {
        id: "visible-identifiers",
        title: "personal numbers and addresses",
        why: "Numbers such as these lead to one person.",
        fix: "Take them out of the data, or check that they are meant to be released.",
        plain: Review,
        personal: Block,
        subject: Subject::Judged,
    },
    Rule {
        id: "small-counts",
        title: "counts below five",
        why: "A count of one to four can single somebody out together with what is known already.",
        fix: "Where the counts are of people, show them as \"fewer than 5\".",
        plain: Note,
        personal: Note,
        subject: Subject::Judged,
    },
];
