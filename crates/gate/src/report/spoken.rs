//! Verdicts and severities in words for people: the same on a page and on paper.

use super::people_line;
use crate::mask::harmless;
use crate::{Checked, Severity, Verdict};

/// A verdict in two or three words.
pub fn title(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Clear => "Clear",
        Verdict::Review => "Look at it first",
        Verdict::Held => "Do not release",
        Verdict::Unchecked => "Could not be checked",
    }
}

/// What follows from a verdict, a sentence without its full stop.
pub fn follows(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Clear => "Nothing was found that holds it back",
        Verdict::Review => "Somebody has to look at what was found and say why it may leave",
        Verdict::Held => "It must not leave as it is",
        Verdict::Unchecked => "What was not understood is not safe: treat it as held",
    }
}

/// A severity in two or three words.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Block => "Must not leave",
        Severity::Review => "Look at it",
        Severity::Note => "Holds nothing back",
    }
}

/// The sentence beside the verdict: why a file was not checked, else about people, else what follows.
pub fn people_or_follows(checked: &Checked) -> String {
    match (checked.verdict, people_line(checked)) {
        (Verdict::Unchecked, _) => {
            let why = checked.findings.iter().find(|finding| finding.severity == Severity::Block);
            let why = why.map_or_else(String::new, |finding| format!("{}. ", harmless(&finding.summary)));
            format!("{why}{}.", follows(Verdict::Unchecked))
        }
        (_, Some(people)) => people,
        (verdict, None) => format!("{}.", follows(verdict)),
    }
}
