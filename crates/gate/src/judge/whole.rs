//! The file as a whole: what could not be read, what its name claims, files inside it.

use super::{Context, plain};
use crate::Severity;
use crate::finding::{Finding, Place};
use crate::rule::Rule;
use crate::words::number;
use detect::PartFound;
use inspect::FORMATS;

pub(super) fn judge(context: &Context<'_>, found: &mut Vec<Finding>) {
    let findings = context.findings;
    let place_of = |file: u32, path: &str| {
        let inside = context.holder(file).map(|part| {
            let mut way = context.inside(part);
            way.push(part.path.clone());
            way
        });
        Place {
            part: path.to_owned(),
            human: String::new(),
            range: String::new(),
            inside: inside.unwrap_or_default(),
        }
    };
    if let Some(rule) = Rule::of_id("unchecked") {
        for doubt in &findings.unchecked {
            let detail = if doubt.detail.is_empty() { String::new() } else { format!(" ({})", doubt.detail) };
            let summary = format!("{}{detail}", doubt.reason.what().trim_end_matches('.'));
            let mut finding = plain(rule, Severity::Block, place_of(doubt.file, ""), false, summary);
            doubt.reason.fix().clone_into(&mut finding.fix);
            found.push(finding);
        }
    }
    if let Some(rule) = Rule::of_id("unaccounted") {
        for gap in &findings.unaccounted {
            let summary = if gap.range == (0, 0) {
                gap.why.clone()
            } else {
                format!("{} (bytes {} to {})", gap.why, number(gap.range.0), number(gap.range.1))
            };
            let mut finding = plain(rule, Severity::Block, place_of(gap.file, &gap.path), false, summary);
            // A safe copy is not made of a table whose text leaves a doubt.
            if context.file(gap.file).is_some_and(|file| matches!(file.format.as_str(), "json" | "jsonl")) {
                "Have it written anew by the program that made it, and check that file."
                    .clone_into(&mut finding.fix);
            }
            found.push(finding);
        }
    }
    for file in &findings.files {
        if let (Some(claims), Some(rule)) = (&file.claims, Rule::of_id("wrong-type")) {
            let title =
                FORMATS.iter().find(|format| format.id == file.format).map_or("", |format| format.title);
            let summary = format!("the name ends in .{claims}, but the file is: {title} ({})", file.format);
            found.push(plain(rule, rule.plain, place_of(file.id, ""), true, summary));
        }
    }
    name(context, found);
    size(context, found);
}

/// A name that names somebody. A reference number in it is what a file name is for.
fn name(context: &Context<'_>, found: &mut Vec<Finding>) {
    let (Some(name), Some(rule)) = (&context.findings.name, Rule::of_id("file-name")) else { return };
    let is_telling = name.people > 0 || name.on_roster > 0 || name.telling > 0;
    if is_telling {
        let severity =
            if name.on_roster + name.involving + name.telling > 0 { rule.personal } else { rule.plain };
        found.push(plain(
            rule,
            severity,
            Place::default(),
            true,
            "the name of the file may name somebody".into(),
        ));
    }
}

/// A file much larger than what it shows.
fn size(context: &Context<'_>, found: &mut Vec<Finding>) {
    let thresholds = &context.policy.thresholds;
    let Some(file) = context.findings.files.first() else { return };
    let shown: u64 = context
        .findings
        .parts
        .iter()
        .filter(|part| part.visibility == inspect::Visibility::Visible && part.file == 0)
        .flat_map(|part| part.views.iter().filter(|view| view.is_seen()))
        .map(|view| view.cells)
        .sum();
    let is_large =
        file.bytes > thresholds.small_file && file.bytes / shown.max(1) > thresholds.bytes_per_value;
    if let Some(rule) = Rule::of_id("size").filter(|_| is_large) {
        let summary = format!("{} bytes for {} values that are shown", number(file.bytes), number(shown));
        found.push(plain(rule, rule.plain, Place::default(), true, summary));
    }
}

/// A file inside the file: its own findings follow under their own rules.
pub(super) fn embedded(context: &Context<'_>, part: &PartFound, found: &mut Vec<Finding>) {
    let Some(rule) = Rule::of_channel(part.channel) else { return };
    let inner = context.held_by(part);
    let title = inner
        .and_then(|inner| FORMATS.iter().find(|format| format.id == inner.format))
        .map_or("a file", |format| format.title);
    let bytes = inner.map_or(0, |inner| inner.bytes);
    let summary = format!("{}: {title}, {} bytes", rule.title, number(bytes));
    found.push(plain(rule, rule.plain, context.place(part, String::new()), false, summary));
}
