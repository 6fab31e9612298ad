//! From what was found to what it means: each finding under its rule, with its severity and its sentence.

mod table;
mod text;
mod whole;

pub(crate) use table::roster_words;

use crate::finding::{Finding, Place};
use crate::rule::Rule;
use crate::{Policy, Severity};
use detect::{FileFound, Findings, Nature, PartFound};
use inspect::Content;
use std::collections::{HashMap, HashSet};

/// What a file was judged for.
pub(crate) struct Judged {
    /// The worst first.
    pub(crate) findings: Vec<Finding>,
    /// For each, the number of the part that it is about; `None` where it is about the file.
    pub(crate) parts: Vec<Option<u32>>,
}

/// Judges a file.
pub(crate) fn judge(findings: &Findings, policy: &Policy, sha256: &str) -> Judged {
    let context = Context::new(findings, policy);
    let mut found = Vec::new();
    whole::judge(&context, &mut found);
    let mut about = vec![None; found.len()];
    for part in &findings.parts {
        match part.content {
            Content::Table => table::judge(&context, part, &mut found),
            Content::Text | Content::Mark => text::judge(&context, part, &mut found),
            Content::File => whole::embedded(&context, part, &mut found),
        }
        // A table can carry texts, such as its sheet's name.
        if part.content == Content::Table && part.text.is_some() {
            text::judge_beside(&context, part, &mut found);
        }
        about.resize(found.len(), Some(part.id));
    }
    let instead = findings.files.first().and_then(|file| copy_instead(&file.format));
    for finding in &mut found {
        let (severity, reason) =
            policy.severity(finding.rule, finding.severity, sha256, &finding.place.human);
        finding.severity = severity;
        finding.policy_reason = reason.map(ToOwned::to_owned);
        if finding.fix.contains("safe copy")
            && let Some(other) = instead
        {
            other.clone_into(&mut finding.fix);
        }
    }
    let mut found: Vec<_> = found.into_iter().zip(about).collect();
    // Within one severity as they stand in the file.
    found.sort_by_key(|(finding, _)| std::cmp::Reverse(finding.severity));
    let (findings, parts) = found.into_iter().unzip();
    Judged { findings, parts }
}

/// What to do with a file of a format without tables, of which there are no safe copies; `None` where there are.
pub(crate) fn copy_instead(format: &str) -> Option<&'static str> {
    match format {
        "jpeg" | "png" => Some(
            "Save the picture anew in a program that leaves out everything but the picture, and check that file.",
        ),
        "txt" => Some("Take out in a text editor what is not to be released, and check the file again."),
        _ => None,
    }
}

/// What judging needs to know of the whole.
pub(crate) struct Context<'a> {
    pub(crate) findings: &'a Findings,
    pub(crate) policy: &'a Policy,
    /// Rows that everybody sees, in the whole file.
    pub(crate) visible_rows: u64,
    /// Sheets that lists and names refer to.
    referred: HashSet<&'a str>,
    /// Places of files and parts in the lists of what was found, by their numbers: there can be many of each.
    files: HashMap<u32, usize>,
    parts: HashMap<u32, usize>,
    /// For each part that holds a file, the place of that file.
    held: HashMap<u32, usize>,
}

impl<'a> Context<'a> {
    fn new(findings: &'a Findings, policy: &'a Policy) -> Self {
        let files = || findings.files.iter().enumerate();
        Self {
            findings,
            policy,
            visible_rows: visible_rows(findings),
            referred: findings.referred_sheets.iter().map(String::as_str).collect(),
            files: files().map(|(place, file)| (file.id, place)).collect(),
            parts: findings.parts.iter().enumerate().map(|(place, part)| (part.id, place)).collect(),
            held: files().rev().filter_map(|(place, file)| Some((file.inside?, place))).collect(),
        }
    }

    /// The file of a number.
    pub(crate) fn file(&self, id: u32) -> Option<&'a FileFound> {
        self.files.get(&id).and_then(|place| self.findings.files.get(*place))
    }

    /// The part in which a file lies.
    pub(crate) fn holder(&self, file: u32) -> Option<&'a PartFound> {
        let part = self.file(file)?.inside?;
        self.parts.get(&part).and_then(|place| self.findings.parts.get(*place))
    }

    /// The file that lies in a part.
    pub(crate) fn held_by(&self, part: &PartFound) -> Option<&'a FileFound> {
        self.held.get(&part.id).and_then(|place| self.findings.files.get(*place))
    }

    /// The way to a part: files around it, outermost first.
    pub(crate) fn inside(&self, part: &PartFound) -> Vec<String> {
        let mut way = Vec::new();
        let mut file = part.file;
        // A file lies in a part of a file with a smaller number, so this ends.
        while let Some(holder) = self.holder(file) {
            way.push(if holder.path.is_empty() { holder.human.clone() } else { holder.path.clone() });
            if holder.file >= file {
                break;
            }
            file = holder.file;
        }
        way.reverse();
        way
    }

    /// The place of a part.
    pub(crate) fn place(&self, part: &PartFound, range: String) -> Place {
        Place { part: part.path.clone(), human: part.human.clone(), range, inside: self.inside(part) }
    }

    /// Whether a drop-down or a name takes its values from this sheet. A part's name for a person quotes the sheet's.
    pub(crate) fn is_referred_to(&self, part: &PartFound) -> bool {
        let quoted = part.human.split_once('\'').and_then(|(_, rest)| rest.rsplit_once('\''));
        quoted.is_some_and(|(name, _)| self.referred.contains(name))
    }
}

/// Whether a part belongs to a file inside the file: nobody sees it without opening that.
pub(crate) fn is_nested(part: &PartFound) -> bool {
    part.file != 0
}

fn visible_rows(findings: &Findings) -> u64 {
    let views = findings.parts.iter().filter(|part| part.file == 0).flat_map(|part| {
        let is_seen = part.visibility == inspect::Visibility::Visible;
        part.views.iter().filter(move |view| is_seen && view.is_seen())
    });
    views.filter(|view| view.nature != Nature::Empty).map(|view| view.rows).sum()
}

/// A finding of which only the rule, the place and the sentence are known.
pub(crate) fn plain(
    rule: &'static Rule,
    severity: Severity,
    place: Place,
    visible: bool,
    summary: String,
) -> Finding {
    Finding {
        rule,
        severity,
        place,
        visible,
        summary,
        table: None,
        people: None,
        identifiers: Vec::new(),
        samples: Vec::new(),
        fix: rule.fix.to_owned(),
        policy_reason: None,
    }
}
